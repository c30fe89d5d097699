"""A decision that is found to be the same without asking the whole policy is the one that the whole policy comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guidepost.engine.backtest.recorded import Recorded
from guidepost.engine.backtest.shortcut import Shortcut, Shortcuts
from guidepost.engine.backtest.verdict import move, verdict_of
from guidepost.engine.kept import kept_of
from guidepost.engine.policies import LoadedPolicy, PolicySource, compile_source
from guidepost.engine.views import Views, make_views
from guidepost.rules.compile import Evaluation
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax import write
from guidepost.signals import Value
from tests.rules.catalogue import CATALOGUE
from tests.rules.worlds import UNKNOWN, World, policies, worlds

_FACTS = ("audience", "topics")
"""Signals that are there from the beginning."""


def loaded(file: t.PolicyFile) -> LoadedPolicy:
    """The policy of a tree."""
    return compile_source(PolicySource(write(file), "new.guide"), CATALOGUE)


@st.composite
def changes(draw: st.DrawFn) -> tuple[LoadedPolicy, LoadedPolicy]:
    """A policy, and the same with something changed: a rule or several, the phrases of a list, a definition, the head."""
    old, other = draw(policies()), draw(policies())
    new = old
    if draw(st.booleans()):
        guidelines = {one.name.value for one in old.guidelines}
        news = [rule for rule in other.rules if rule.guideline in guidelines]
        rules = {rule.qualified: rule for rule in old.rules}
        for rule in draw(st.lists(st.sampled_from(news), max_size=2)) if news else ():
            rules[rule.qualified] = rule
        for name in draw(st.lists(st.sampled_from(sorted(rules)), max_size=1)):
            rule = rules[name]
            edits = [replace(rule, risk=None), replace(rule, unless=None), replace(rule, excuses=None)]
            if rule.modality is not t.Modality.MAY:
                edits += [replace(rule, then=t.Clause(t.Consequence(outcome))) for outcome in list(t.Outcome)[1:]]
            rules[name] = draw(st.sampled_from(edits))
        new = replace(new, rules=tuple(rules.values()))
    if draw(st.booleans()):
        new = replace(new, lists=(replace(new.lists[0], phrases=draw(st.sampled_from([("beta",), ("beta", "gamma", "2026")]))),))
    if draw(st.booleans()):
        new = replace(new, head=replace(other.head, title=old.head.title))
    named = {rule.qualified for rule in new.rules}
    assume(all(name.value in named for rule in new.rules if rule.excuses for name in rule.excuses.value))
    return loaded(old), loaded(new)


def decided(policy: LoadedPolicy, views: Views, had: Mapping[str, Value], world: World) -> tuple[dict[str, Value], Evaluation]:
    """What a check comes to that asks one signal after another while they can change the outcome; and the signals it has by then."""
    hits = policy.compiled.read(views.visible.text, views.folded.text)
    values = dict(had)
    while True:
        evaluation = policy.compiled.evaluate(hits, values)
        if not evaluation.next_signals:
            return values, evaluation
        signal = min(evaluation.next_signals)
        values[signal] = world.values[signal]


def between(old: LoadedPolicy, new: LoadedPolicy) -> Shortcut:
    """The shortcut from decisions of the one policy to those of the other."""
    found = Shortcuts(new, CATALOGUE, {old.compiled.digest: kept_of(old)}.get).of(old.compiled.digest)
    assert found is not None
    return found


def record(evaluation: Evaluation, values: Mapping[str, Value]) -> Recorded:
    """What a decision that was made so tells later."""
    return Recorded(verdict_of(evaluation, None), values, frozenset(), {one.rule.id: one.certainty for one in evaluation.fired})


@given(changes(), st.lists(worlds, min_size=1, max_size=6), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_found_to_be_the_same_is_the_same(
    policies: tuple[LoadedPolicy, LoadedPolicy], posts: list[World], thorough: bool
) -> None:
    old, new = policies
    shortcut = between(old, new)
    for post in posts:
        views = make_views(post.text)
        facts = post.values if thorough else {name: post.values[name] for name in _FACTS}
        values, then = decided(old, views, facts, post)
        verdict = verdict_of(then, None)
        recorded = record(then, values)
        now = verdict_of(decided(new, views, values, post)[1], verdict.redirect)
        unread, read = shortcut.same(recorded, values), shortcut.same_about(views, recorded, values)
        assert read or not unread
        if read:
            assert move(verdict, now) is None


HEAD = 'policy "P"\n  version "1"\n  on unknown review\n  from risk 0.85 review\n\nguideline a "A"\n\n'
RUDE = "must not be-rude\n  id rude\n  when toxicity >= 0.5\n  then acknowledge\n  risk 0.1\n\n"
THREAT = 'must not threaten\n  id threat\n  when text mentions "or else" and threat >= 0.5\n  then acknowledge\n  risk 0.1\n\n'
CALM = 'guideline b "B"\n\nshould calm-down\n  id calm\n  when violates a\n  then advise\n  risk 0.9\n'
GREETING = 'must not greet\n  id greet\n  when text mentions "hello"\n  then review\n\n'
HEATED = "should cool-down\n  id cool\n  when toxicity >= 0.9\n  then advise\n\n"
EITHER = "must not offend\n  id offend\n  when toxicity >= 0.5 or threat >= 0.5\n  then acknowledge\n  risk 0.9\n\n"


@pytest.mark.parametrize(
    ("before", "after", "values", "outcomes"),
    [
        pytest.param(
            HEAD + RUDE + CALM,
            HEAD + RUDE + THREAT + CALM,
            {"toxicity": 0.6, "threat": UNKNOWN},
            (t.Outcome.ACKNOWLEDGE, t.Outcome.REVIEW),
            id="a rule hangs on more signals than before, by way of others",
        ),
        *(
            pytest.param(
                HEAD + GREETING + HEATED,
                HEAD + GREETING + HEATED.replace("toxicity >= 0.9", condition).replace("advise", "block"),
                {"toxicity": 0.95},
                (t.Outcome.REVIEW, t.Outcome.BLOCK),
                id=f"what was not asked, because the outcome stood, may change it: {condition}",
            )
            for condition in ("toxicity >= 0.9", "toxicity >= 0.5", 'toxicity >= 0.9 or text mentions "nobody"')
        ),
        pytest.param(
            HEAD.replace("  from risk 0.85 review\n", "") + EITHER,
            HEAD + EITHER,
            {"toxicity": 0.6, "threat": UNKNOWN},
            (t.Outcome.ACKNOWLEDGE, t.Outcome.REVIEW),
            id="a rule would reach a new threshold if what is unknown were the worst",
        ),
    ],
)
def test_a_decision_that_would_be_another_one_is_made_anew(
    before: str, after: str, values: Mapping[str, Value], outcomes: tuple[t.Outcome, t.Outcome]
) -> None:
    old, new = (compile_source(PolicySource(text, "p.guide"), CATALOGUE) for text in (before, after))
    post, views = World("Hello", values), make_views("Hello")
    had, then = decided(old, views, {}, post)
    assert (then.outcome, decided(new, views, had, post)[1].outcome) == outcomes
    shortcut, recorded = between(old, new), record(then, had)
    assert not shortcut.same(recorded, had)
    assert not shortcut.same_about(views, recorded, had)
