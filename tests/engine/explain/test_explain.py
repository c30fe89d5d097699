"""Explanations of posts at hand: what decides, and ways out that really lead out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from guidepost.engine.check import Checker, Opened
from guidepost.engine.explain import ExplanationAnswer, GroundAnswer, explain_settled
from guidepost.engine.identity import World
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.policy_tests.running import silence_of
from guidepost.engine.post import Author, Post
from guidepost.engine.providers import Providers
from guidepost.engine.views import Format
from guidepost.signals import Span, Unknown, UnknownReason, Value
from tests.rules.catalogue import CATALOGUE

HEAD = """
policy "P"
  languages en, de
  from risk 0.6 review
guideline a "A"
"""
UNKNOWN = Unknown(UnknownReason.TIMEOUT, "slow")


def settled(rules: str, post: Post, **given: Value) -> tuple[LoadedPolicy, Opened]:
    policy = compile_source(PolicySource(HEAD + rules, "p.guide"), CATALOGUE)
    providers = Providers([])
    values = {**silence_of(CATALOGUE), **{name.replace("__", "."): value for name, value in given.items()}}
    try:
        checker = Checker(policy.compiled, providers, World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes))
        return policy, checker.settle([post], given=values)[0]
    finally:
        providers.close()


def explained(rules: str, post: Post, language: str = "en", **given: Value) -> ExplanationAnswer:
    return explain_settled(*settled(rules, post, **given), language)


def ways(answer: ExplanationAnswer) -> list[str]:
    return [way.says for way in answer.ways_out]


def atoms(ground: GroundAnswer | None) -> Mapping[str, str]:
    """By condition: its truth."""
    if ground is None:
        return {}
    return {ground.condition: ground.truth} if not ground.parts else {k: v for part in ground.parts for k, v in atoms(part).items()}


def test_of_an_or_one_part_is_told_and_of_a_not_why_it_is_false() -> None:
    either = 'text mentions "ask" or text mentions "beg"'
    rule = f'must not r when ({either}) and not (text mentions "please" and text mentions "thanks") then block'
    answer = explained(rule, Post("ask beg please", "internal"))
    assert atoms(answer.deciding[0].because) == {'text mentions "ask"': "true", 'text mentions "thanks"': "false"}


def test_risk_of_several_rules_together() -> None:
    rules = """
    should begin when text mentions "ask" then advise risk 0.4
    should follow when text mentions "beg" then advise risk 0.4
    should tiny when text mentions "please" then advise risk 0.01
    """
    answer = explained(rules, Post("ask beg please", "internal"))
    assert answer.outcome == "review"
    assert [(rule.rule, rule.why) for rule in answer.deciding] == [("a.begin", "risk"), ("a.follow", "risk")]
    assert "2 rules together" in answer.says


def test_what_is_unknown_and_what_it_counts_as() -> None:
    answer = explained("must not r when toxicity >= 0.5 then block", Post("Hm", "internal"), toxicity=UNKNOWN)
    assert [(rule.why, rule.outcome, rule.missing) for rule in answer.deciding] == [("undecided", "review", ["toxicity"])]
    assert [(one.signal, one.reason, one.rules) for one in answer.missing] == [("toxicity", "timeout", ["a.r"])]
    assert ways(answer) == ["the probability of an abusive tone were known, and harmless"]


def test_a_guideline_that_is_asked_about_says_on_whose_account() -> None:
    rules = 'must not r when text mentions "word" then advise\nguideline b "B"\nmust not s when violates a then block'
    [rule] = explained(rules, Post("word", "internal")).deciding
    assert rule.because is not None
    assert [(one.rule, one.why) for one in rule.because.rules] == [("a.r", "broken")]


def test_a_definition_is_spelt_out() -> None:
    rules = 'must not r when risky then block\ndefine risky as audience is external and text mentions "word"'
    [rule] = explained(rules, Post("word", "external")).deciding
    assert rule.because is not None
    assert rule.because.joint == "defined"
    assert atoms(rule.because) == {"audience is external": "true", 'text mentions "word"': "true"}


def test_places_are_those_of_the_text_as_sent() -> None:
    answer = explained(
        'must not r when text mentions "bad" then block', Post("🎉 **b a d** here", "internal", format=Format.MARKDOWN)
    )
    [rule] = answer.deciding
    assert rule.because is not None
    [place] = rule.because.places
    assert "🎉 **b a d** here"[place.start : place.end] == "b a d"
    assert place.utf16_start == place.start + 1


TONE = "the probability of an abusive tone"
INSIDE = "it were said of the post: audience internal"
LEAK = 'must not r when audience is external and text mentions "word" and not text mentions "source" then block\n'


@pytest.mark.parametrize(
    ("rules", "post", "given", "expected"),
    [
        (
            LEAK,
            Post("a word here", "external"),
            {},
            [INSIDE, "2–6 were taken out", "it mentioned “source”"],
        ),
        (
            'must not r when text mentions "word" or text mentions "other"',
            Post("word other here", "internal"),
            {},
            ["0–4 were taken out and 5–10 were taken out"],
        ),
        (
            "must not r when toxicity >= 0.5",
            Post("Hm", "internal"),
            {"toxicity": 0.9},
            [f"{TONE} were below 0.5"],
        ),
        ("must not r when flags > 1", Post("Hm", "internal"), {"flags": 2}, ["flags were below 1"]),
        (
            "must not r when pii.iban found",
            Post("DE12 here", "internal"),
            {"pii__iban": (Span(0, 4, "iban"),)},
            ["0–4 were taken out"],
        ),
        ('must not r when author.role is "chief"', Post("Hm", "internal", author=Author(role="chief")), {}, []),
        (
            'must not r when text mentions "word"\nmay m when topics includes "own" excuses a.r',
            Post("a word", "internal"),
            {},
            ["2–6 were taken out", "it were said of the post: topics stated by the author “own”"],
        ),
    ],
)
def test_ways_out(rules: str, post: Post, given: Mapping[str, Value], expected: list[str]) -> None:
    answer = explain_settled(*settled(rules, post, **given), "en")
    assert ways(answer) == expected
    assert {way.outcome for way in answer.ways_out} <= {"allow"}


def test_a_text_of_which_nothing_would_be_left_is_no_way_out() -> None:
    assert ways(explained('must not r when text mentions "word"', Post("word", "internal"))) == []


def test_german() -> None:
    answer = explained(LEAK, Post("a word here", "external"), "de")
    assert answer.says.startswith("Entscheidung wegen einer Regel")
    assert "darin stünde: „source“" in ways(answer)
