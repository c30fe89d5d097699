"""A stack of layers at work: what is decided and told, what is asked for it, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from guidepost.classifiers import Document
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.decision import Decision, LayerRef, from_json, to_json
from guidepost.engine.explain import ExplanationAnswer, explain_settled
from guidepost.engine.guidance import appeal_unkept
from guidepost.engine.kept import PolicyUnusable, kept_of, source_of, use_kept
from guidepost.engine.policies import LayerSource, LoadedPolicy, PolicySource, compile_source, load_policy
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.store import open_store
from guidepost.signals import Cost, SignalType, Unknown, UnknownReason, Value
from tests.engine.scripted import Scripted, world
from tests.engine.stacks import loaded
from tests.rules.stacks import CATALOGUE, laid

AT = "2026-11-02T08:00:00.000Z"
TOP = """\
policy "Top"
  version "1"
  languages en, de
  appeals to "top@example.com"

guideline g "Guideline"
  says en "Be kind."
       de "Seien Sie freundlich."

  must not r
    when text mentions "alpha"
    then acknowledge
    risk 0.5

  may m
    when channel is press
    excuses g.r
    says en "The press office may."
         de "Die Pressestelle darf es."
"""
SWISS = """\
policy "Switzerland"
  version "2"
  layer ch extends "top.guide"
  applies when author.region is ch
  appeals to "ch@example.com"
"""
GERMAN = """\
policy "German"
  layer german extends "top.guide"
  applies when language is de
"""


class Language(Scripted):
    """Tells the language of a post by its first word."""

    def __init__(self) -> None:
        super().__init__("language", self.tell, ("language", SignalType.SYMBOL), cost=Cost.CHEAP)

    @staticmethod
    def tell(document: Document) -> Mapping[str, Value]:
        """`hallo` is German; of a text with no such word nothing is known."""
        first = document.visible.split()[0].lower()
        return {"language": {"hallo": "de", "hello": "en"}.get(first, Unknown(UnknownReason.UNCERTAIN, "too short"))}


def stack(*layers: str, above: str = "", top: str = TOP) -> LoadedPolicy:
    """The uppermost file with these layers below it, each below `above`."""
    sources = [LayerSource(text, f"{number}.guide", above) for number, text in enumerate(layers)]
    return compile_source(PolicySource(top, "top.guide", {}, sources), catalogue([Language()]))


def decided(policy: LoadedPolicy, post: Post, language: Language | None = None) -> Decision:
    """What is decided about a post."""
    running = Providers([language or Language()])
    running.load()
    try:
        return Checker(policy.compiled, running, world()).check(post)
    finally:
        running.close()


def by(region: str | None = None, **facts: str) -> Author:
    """An author of a region."""
    return Author(region=region, **facts)


class TestWhatIsDecided:
    @pytest.mark.parametrize(("region", "applied"), [("ch", "yes"), ("de", "no"), (None, "unknown")])
    def test_a_decision_says_which_layers_applied(self, region: str | None, applied: str) -> None:
        decision = decided(stack(SWISS), Post("alpha", "internal", author=by(region)))
        assert decision.policy.layers == [LayerRef("ch", "Switzerland", "2", applied)]
        assert from_json(to_json(decision)) == decision

    def test_a_policy_without_layers_says_nothing_of_them(self) -> None:
        decision = decided(stack(), Post("alpha", "internal"))
        assert b"layers" not in to_json(decision)

    @pytest.mark.parametrize(
        ("region", "contact"), [("ch", "ch@example.com"), ("de", "top@example.com"), (None, "top@example.com")]
    )
    def test_an_appeal_goes_to_the_lowest_layer_that_applies(self, region: str | None, contact: str) -> None:
        policy = stack(SWISS)
        decision = decided(policy, Post("alpha", "internal", author=by(region)))
        assert decision.outcome == "acknowledge"
        assert f"Write to {contact} and quote" in decision.guidance.appeal
        unkept = appeal_unkept(decision, policy.compiled).guidance.appeal
        assert contact in unkept
        assert decision.id not in unkept

    def test_reasons_and_risk_name_the_rule_of_the_layer(self) -> None:
        policy = stack(SWISS + "guideline g\n  must not r then block risk 0.9\n")
        here = decided(policy, Post("alpha", "internal", author=by("ch")))
        there = decided(policy, Post("alpha", "internal", author=by("de")))
        assert [(one.rule, one.rule_id, one.outcome, one.risk) for one in here.reasons] == [("g.r@ch", "g.r@ch", "block", 0.9)]
        assert [(one.rule, one.rule_id, one.outcome, one.risk) for one in there.reasons] == [("g.r", "g.r", "acknowledge", 0.5)]

    @pytest.mark.parametrize("region", ["ch", "de"])
    def test_a_permission_is_told_once_and_by_its_own_layer(self, region: str) -> None:
        """What another layer permits, or this one has narrowed, helps nobody here."""
        narrowed = "guideline g\n  may m when channel is press and author.unit is pr\n"
        other = 'policy "Other"\n  layer other extends "top.guide"\n  applies when author.region is fr\nguideline g\n'
        permits = '  may n when channel is blog says en "In France you may." de "In Frankreich dürfen Sie."\n'
        top = TOP.replace("acknowledge", "block")
        policy = stack(SWISS + narrowed, other + permits, top=top)
        decision = decided(policy, Post("alpha", "internal", author=by(region), channel="forum"))
        assert [one.rule for one in decision.guidance.you_may] == ["g.m@ch" if region == "ch" else "g.m"]


class TestWhatIsAsked:
    @pytest.mark.parametrize(("text", "applied"), [("Hallo alpha", "yes"), ("Hello alpha", "no"), ("Hm alpha", "unknown")])
    def test_the_language_is_asked_where_only_a_layer_hangs_on_it(self, text: str, applied: str) -> None:
        language = Language()
        decision = decided(stack(GERMAN), Post(text, "internal"), language)
        assert language.asked == [text]
        assert [one.applied for one in decision.policy.layers] == [applied]
        assert decision.providers["language"] == "1"

    def test_it_is_asked_though_the_outcome_is_the_strictest_there_is(self) -> None:
        language = Language()
        decided(stack(GERMAN, top=TOP.replace("acknowledge", "block")), Post("Hallo alpha", "internal"), language)
        assert language.asked == ["Hallo alpha"]

    def test_it_is_not_asked_where_the_layer_cannot_apply(self) -> None:
        language = Language()
        below = GERMAN.replace("language is de", "author.region is ch and language is de")
        decision = decided(stack(below), Post("Hallo alpha", "internal", author=by("de")), language)
        assert language.asked == []
        assert [one.applied for one in decision.policy.layers] == ["no"]


class TestWhatIsExplained:
    @pytest.mark.parametrize(
        ("language", "says"),
        [
            ("en", "The post may be published, with a hint: no rule asks for anything stricter."),
            ("de", "Der Beitrag darf erscheinen, mit einem Hinweis: Keine Regel verlangt etwas Strengeres."),
        ],
    )
    def test_the_default_of_a_layer(self, language: str, says: str) -> None:
        policy = stack(SWISS + "  default advise\n")
        answer = explained(policy, Post("Hello", "internal", author=by("ch")), language)
        assert (answer.outcome, answer.says, answer.deciding, answer.ways_out) == ("advise", says, [], [])
        elsewhere = explained(policy, Post("Hello", "internal", author=by("de")), language)
        assert elsewhere.outcome == "allow"

    @pytest.mark.parametrize(
        ("language", "says"),
        [
            ("en", "g.r is broken and brings the risk 0.5, with which a threshold of the policy is reached."),
            ("de", "g.r ist verletzt und bringt das Risiko 0.5; damit ist eine Schwelle der Richtlinie erreicht."),
        ],
    )
    def test_the_threshold_of_a_layer(self, language: str, says: str) -> None:
        policy = stack(SWISS + "  from risk 0.4 review\n")
        answer = explained(policy, Post("alpha", "internal", author=by("ch")), language)
        assert (answer.outcome, [one.says for one in answer.deciding]) == ("review", [says])
        assert explained(policy, Post("alpha", "internal", author=by("de")), language).outcome == "acknowledge"

    @pytest.mark.parametrize(
        ("language", "says"),
        [
            ("en", "g.q could not be decided for want of channel; so it counts as broken, and the post is not published."),
            (
                "de",
                "g.q ließ sich nicht entscheiden, weil channel fehlt; sie zählt als verletzt. Folge: Der Beitrag erscheint nicht.",
            ),
        ],
    )
    def test_what_a_layer_says_of_the_unknown(self, language: str, says: str) -> None:
        swiss = SWISS + "  on unknown block\nguideline g\n  must not q when channel is forum then block\n"
        policy = stack(swiss)
        answer = explained(policy, Post("Hello", "internal", author=by("ch")), language)
        assert (answer.outcome, [one.says for one in answer.deciding]) == ("block", [says])

    def test_ways_out_lead_to_the_default_of_the_layer(self) -> None:
        policy = stack(SWISS + "  default advise\n")
        answer = explained(policy, Post("alpha beta", "internal", author=by("ch")), "en")
        assert answer.outcome == "acknowledge"
        assert {way.outcome for way in answer.ways_out} == {"advise"}


def explained(policy: LoadedPolicy, post: Post, language: str) -> ExplanationAnswer:
    """The explanation of what is decided about a post."""
    running = Providers([Language()])
    running.load()
    try:
        settled = Checker(policy.compiled, running, world()).settle([post])[0]
        return explain_settled(policy, settled, language)
    finally:
        running.close()


class TestWhatIsKept:
    def test_a_stack_is_made_again_from_the_store(self, tmp_path: Path) -> None:
        policy = load_policy(laid(tmp_path / "policy"), CATALOGUE)
        store = open_store(tmp_path / "data")
        store.keep_policy(kept_of(policy), AT)
        kept = store.policy(policy.compiled.digest)
        store.close()
        assert kept is not None
        assert source_of(kept) == replace(policy.source, layers=tuple(policy.source.layers))
        again = use_kept(kept, CATALOGUE)
        assert again.compiled.digest == policy.compiled.digest
        assert again.file == policy.file
        assert [one.name for one in again.source.layers] == ["switzerland.guide", "lab.guide"]

    def test_what_was_altered_is_noticed(self) -> None:
        kept = kept_of(loaded())
        altered = [{**layer, "text": layer["text"].replace("0.95", "0.96")} for layer in kept.layers]
        with pytest.raises(PolicyUnusable, match="otherwise"):
            use_kept(replace(kept, layers=altered), CATALOGUE)

    def test_what_loosens_is_not_used(self) -> None:
        kept = kept_of(loaded())
        loose = [{**layer, "text": layer["text"].replace("risk 0.95", "risk 0.5")} for layer in kept.layers]
        with pytest.raises(PolicyUnusable, match=r"loosened .*GP414"):
            use_kept(replace(kept, layers=loose), CATALOGUE)
