"""From a post to a decision: which signals are asked, what happens when they cannot be had, and what the answer says."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from guidepost.classifiers.shape import ShapeProvider
from guidepost.engine.check import Checker
from guidepost.engine.decision import from_json, to_json
from guidepost.engine.post import Author, Post, PostRejected
from guidepost.engine.views import Format
from guidepost.signals import Cost, SignalType, Span, Unknown, UnknownReason, Value
from tests.engine.scripted import HEAD, Scripted, Unloadable, checker

TONE_RULES = """\
  must not insult
    when toxicity >= 0.8
    then block

  must not name
    when text mentions "Nightjar"
    then block

  should calm
    when toxicity >= 0.5
    then advise
"""


def tone(value: Value, **options: Any) -> Scripted:
    """A provider that always says the same."""
    return Scripted("tone", lambda _document: {"toxicity": value}, ("toxicity", SignalType.PROBABILITY), **options)


def post(text: str = "Hello", **fields: Any) -> Post:
    """A post inside the company."""
    return Post(text, **{"audience": "internal", **fields})


class TestWhatIsAsked:
    def test_a_dear_signal_is_asked_while_it_can_change_the_outcome(self) -> None:
        provider = tone(0.9)
        assert checker(TONE_RULES, provider).check(post()).outcome == "block"
        assert provider.asked == ["Hello"]

    def test_it_is_not_asked_once_the_outcome_is_settled(self) -> None:
        provider = tone(0.9)
        decision = checker(TONE_RULES, provider).check(post("about Nightjar"))
        assert decision.outcome == "block"
        assert provider.asked == []
        assert decision.providers == {}

    def test_a_thorough_check_asks_everything_and_finds_every_reason(self) -> None:
        provider = tone(0.9)
        decision = checker(TONE_RULES, provider).check(post("about Nightjar"), thorough=True)
        assert {reason.rule for reason in decision.reasons} == {"g.insult", "g.name", "g.calm"}

    def test_the_cheapest_provider_is_asked_first(self) -> None:
        cheap = Scripted("cheap", lambda _: {"shouting": 1.0}, ("shouting", SignalType.PROBABILITY), cost=Cost.CHEAP)
        dear = tone(0.9)
        rules = "  must not shout\n    when shouting >= 0.5\n    then block\n\n" + TONE_RULES
        assert checker(rules, dear, cheap).check(post()).outcome == "block"
        assert (cheap.asked, dear.asked) == (["Hello"], [])

    def test_in_a_batch_only_the_posts_that_need_it_are_asked_about(self) -> None:
        provider = tone(0.1)
        decisions = checker(TONE_RULES, provider).check_many([post("one"), post("Nightjar"), post("three")])
        assert [decision.outcome for decision in decisions] == ["allow", "block", "allow"]
        assert provider.asked == ["one", "three"]


class TestWhatCannotBeHad:
    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (float("nan"), "invalid"),
            (1.2, "invalid"),
            (-0.1, "invalid"),
            (1, "invalid"),
            ("high", "invalid"),
            (None, "invalid"),
            (Unknown(UnknownReason.NOT_SUPPORTED, "too long"), "not_supported"),
        ],
    )
    def test_a_value_that_is_none_holds_the_post(self, value: Any, reason: str) -> None:
        decision = checker(TONE_RULES, tone(value)).check(post())
        assert decision.outcome == "review"
        assert [signal.unknown for signal in decision.signals if signal.signal == "toxicity"] == [reason]
        assert {undecided.rule for undecided in decision.undecided} == {"g.insult", "g.calm"}
        assert decision.case is not None

    def test_a_provider_that_raises_holds_the_post(self) -> None:
        def fail(_document: object) -> dict[str, Value]:
            raise ZeroDivisionError

        decision = checker(TONE_RULES, Scripted("tone", fail, ("toxicity", SignalType.PROBABILITY))).check(post())
        assert (decision.outcome, decision.signals[-1].unknown) == ("review", "failed")

    def test_a_provider_that_hangs_holds_the_post_and_nobody_else(self) -> None:
        release = threading.Event()

        def hang(document: Any) -> dict[str, Value]:
            if document.visible == "hang":
                release.wait(60)
            return {"toxicity": 0.1}

        check = checker(TONE_RULES, Scripted("tone", hang, ("toxicity", SignalType.PROBABILITY), budget=0.2)).check
        held = check(post("hang"))
        passed = check(post("go"))
        release.set()
        assert (held.outcome, held.signals[-1].unknown) == ("review", "timeout")
        assert passed.outcome == "allow"

    def test_a_provider_that_cannot_be_loaded_holds_the_post(self) -> None:
        decision = checker(TONE_RULES, Unloadable("tone", lambda _: {"toxicity": 0.0}, ("toxicity", SignalType.PROBABILITY))).check(
            post()
        )
        assert (decision.outcome, decision.providers) == ("review", {"tone": "unavailable"})

    def test_a_provider_that_forgets_a_post_holds_all_of_them(self) -> None:
        class Forgetful(Scripted):
            def compute(self, documents: Any) -> Any:
                return super().compute(documents)[1:]

        check = checker(TONE_RULES, Forgetful("tone", lambda _: {"toxicity": 0.0}, ("toxicity", SignalType.PROBABILITY)))
        assert {decision.outcome for decision in check.check_many([post("a"), post("b")])} == {"review"}

    def test_a_place_outside_the_text_is_not_believed(self) -> None:
        lying = Scripted("names", lambda _: {"names": (Span(3, 99, "NAME"),)}, ("names", SignalType.SPANS))
        decision = checker("  must not name\n    when names found\n    then advise\n", lying).check(post())
        assert decision.outcome == "advise", "an unknown counts at most as the rule's own outcome"
        assert [signal.unknown for signal in decision.signals if signal.signal == "names"] == ["invalid"]

    def test_an_unknown_that_cannot_make_it_worse_changes_nothing(self) -> None:
        decision = checker(TONE_RULES, tone(float("nan"))).check(post("about Nightjar"), thorough=True)
        assert decision.outcome == "block"

    def test_a_fact_the_platform_did_not_send_is_unknown_not_false(self) -> None:
        rules = '  must not leave\n    when author.unit is "sales"\n    then block\n'
        assert checker(rules).check(post()).outcome == "review"
        assert checker(rules).check(post(author=Author(unit="sales"))).outcome == "block"
        assert checker(rules).check(post(author=Author(unit="press"))).outcome == "allow"


class TestTheAnswer:
    def test_places_lead_to_the_original_text(self) -> None:
        rules = '  must not name\n    when text mentions "Nightjar"\n    then block\n'
        text = "👋 <b>N\u200bight</b>jar"
        decision = checker(rules).check(post(text, format=Format.HTML))
        (place,) = decision.reasons[0].conditions[0].places
        assert text[place.start : place.end] == "N\u200bight</b>jar"
        assert text.encode("utf-16-le")[2 * place.utf16_start : 2 * place.utf16_end].decode("utf-16-le") == "N\u200bight</b>jar"

    def test_the_places_of_a_provider_lead_there_too(self) -> None:
        def digits(document: Any) -> dict[str, Value]:
            start = document.visible.index("42")
            return {"numbers": (Span(start, start + 2, "NUMBER", 0.7),)}

        rules = "  must not number\n    when numbers found\n    then advise\n"
        text = "<p>é <i>4</i>2</p>"
        decision = checker(rules, Scripted("numbers", digits, ("numbers", SignalType.SPANS))).check(post(text, format=Format.HTML))
        (place,) = decision.reasons[0].conditions[0].places
        assert (text[place.start : place.end], place.label, place.score) == ("4</i>2", "NUMBER", 0.7)

    @pytest.mark.parametrize(
        ("author", "asked", "answered"),
        [(None, None, "en"), (None, "de", "de"), ("de-CH", "en", "de"), ("fr", None, "en"), (None, "DE_at", "de"), ("", "", "en")],
    )
    def test_the_author_is_answered_in_a_language_the_policy_speaks(
        self, author: str | None, asked: str | None, answered: str
    ) -> None:
        decision = checker(TONE_RULES, tone(0.9)).check(post(author=Author(language=author)), language=asked)
        assert decision.guidance.language == answered
        assert decision.reasons[0].guideline.says == {"en": "Be kind.", "de": "Seien Sie freundlich."}[answered]

    def test_a_held_post_has_a_case_with_queue_and_deadline(self) -> None:
        rules = '  must not name\n    when text mentions "Nightjar"\n    then review in queue "legal" within 4 hours\n'
        case = checker(rules).check(post("Nightjar")).case
        assert case is not None
        assert (case.queue, case.due_at) == ("legal", "2026-11-25T16:00:00.000Z")

    def test_every_stage_is_timed(self) -> None:
        timings = checker(TONE_RULES, tone(0.1)).check(post()).timings_ms
        assert set(timings) == {"views", "match", "evaluate", "signals.tone"}

    def test_a_decision_survives_being_written_and_read(self) -> None:
        decision = checker(TONE_RULES, tone(float("nan"))).check(post("Nightjar 👋"), thorough=True)
        assert from_json(to_json(decision)) == decision

    def test_the_same_post_is_decided_alike_alone_and_in_a_batch(self) -> None:
        def once() -> Any:
            return checker(TONE_RULES, tone(0.6))

        alone = [once().check(post(text)) for text in ("one", "Nightjar")]
        together = once().check_many([post("one"), post("Nightjar")])
        assert [(each.outcome, each.risk, each.reasons) for each in alone] == [
            (each.outcome, each.risk, each.reasons) for each in together
        ]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("text", "form", "code"),
        [
            ("", Format.PLAIN, "text_empty"),
            (" \n\t", Format.PLAIN, "text_empty"),
            ("\u200b\u2060\ufeff", Format.PLAIN, "text_empty"),
            ("<!-- only a comment -->", Format.HTML, "text_empty"),
            ("a\x00b", Format.PLAIN, "text_has_nul"),
            ("a\ud83d", Format.PLAIN, "text_has_lone_surrogate"),
            ("x" * 100_001, Format.PLAIN, "text_too_long"),
            ("[" * 50_000 + "x", Format.MARKDOWN, "text_too_contorted"),
        ],
    )
    def test_a_text_nobody_could_read_or_keep(self, text: str, form: Format, code: str) -> None:
        with pytest.raises(PostRejected) as refused:
            checker(TONE_RULES, tone(0.1)).check_many([post(), post(text, format=form)])
        assert (refused.value.code, refused.value.position) == (code, 1)
        assert str(refused.value)

    def test_the_policy_head_used_here_is_valid(self) -> None:
        assert checker("", head=HEAD).check(post()).outcome == "allow"


EMBARGO = """\
  must not jump-the-gun
    when figures and posted before 2026-12-01 08:00 Europe/Berlin
    then block
"""


class TestWhenItIsPublished:
    def policy(self) -> Checker:
        return checker(EMBARGO + '\ndefine figures as text mentions word "profit"\n')

    def test_it_is_published_now_unless_the_post_says(self) -> None:
        assert self.policy().check(post("Profits!")).outcome == "block"
        assert self.policy().check(post("Profits!", posted=1_796_108_400.0)).outcome == "allow"

    def test_the_moment_is_recorded_where_a_rule_asks(self) -> None:
        [recorded] = [one for one in self.policy().check(post()).signals if one.signal == "posted"]
        assert (recorded.provider, recorded.value) == ("post", 1_795_608_000.0)
        assert not [one for one in checker(TONE_RULES, tone(0.1)).check(post()).signals if one.signal == "posted"]

    def test_a_reason_names_the_definition(self) -> None:
        conditions = self.policy().check(post("Profits!")).reasons[0].conditions
        assert [(one.condition, one.definition) for one in conditions] == [
            ('text mentions word "profit"', "figures"),
            ("posted before 2026-12-01 08:00 Europe/Berlin", None),
        ]
        assert conditions[0].places[0].end == len("Profits")


class TestLinks:
    def test_only_the_links_that_lead_there_are_shown(self) -> None:
        rules = (
            '  must not shorten when text links to any of ("bit.ly", "t.co")\n'
            '  should stay when text links elsewhere than "example.com"\n'
        )
        text = "See www.example.com, https://xn--mller-kva.example.de or bit dot ly."
        decision = checker(rules, ShapeProvider()).check(post(text))
        shown = {
            reason.rule: [text[place.start : place.end] for place in reason.conditions[0].places] for reason in decision.reasons
        }
        assert shown == {"g.shorten": ["bit dot ly"], "g.stay": ["https://xn--mller-kva.example.de", "bit dot ly"]}
