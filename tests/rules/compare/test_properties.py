"""What holds for every pair of policies."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.rules.compare import Aspect, Difference, Effect, Kind, compare, reach
from guidepost.rules.compile import Alone, Evaluation
from guidepost.rules.syntax import PolicyFile
from tests.rules.compare.versions import Compiled, of_tree, rewritten
from tests.rules.worlds import World, decide, policies, worlds

many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
SWAPPED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Effect.MILDER: Effect.STRICTER,
    Effect.STRICTER: Effect.MILDER,
}


@given(policies(), st.randoms(use_true_random=False))
@many
def test_a_policy_written_another_way_is_the_same(file: PolicyFile, chance: random.Random) -> None:
    one, other = of_tree(file), of_tree(rewritten(file, chance))
    assert compare(one, one) == Difference()
    assert compare(one, other) == compare(other, one) == Difference()


def parts(found: Difference) -> set[tuple[object, ...]]:
    """Everything a comparison says, as a set that can be turned round."""
    return {
        *(("head", c.aspect, c.before, c.after, c.effect) for c in found.changes),
        *(("list", words.kind, words.added, words.removed) for words in found.lists),
        *(("rule", rule.kind, rule.id, rule.effect) for rule in found.rules),
        *((rule.id, c.aspect, c.before, c.after, c.effect) for rule in found.rules for c in rule.changes),
        *(("guideline", one.kind) for one in found.guidelines),
    }


def turned(part: tuple[object, ...]) -> tuple[object, ...]:
    """The same part seen from the other side."""
    turned = [SWAPPED.get(one, one) if isinstance(one, Kind | Effect) else one for one in part]
    if len(turned) == 5 or turned[0] == "list":
        turned[2], turned[3] = turned[3], turned[2]
    return tuple(turned)


@given(policies(), policies())
@many
def test_from_the_other_side_it_is_the_same_turned_round(one: PolicyFile, other: PolicyFile) -> None:
    old, new = of_tree(one), of_tree(other)
    assert parts(compare(new, old)) == {turned(part) for part in parts(compare(old, new))}


def counted(evaluation: Evaluation) -> object:
    """What decides of an evaluation, without how it is explained."""
    return (
        evaluation.outcome,
        evaluation.risk,
        {(one.rule.id, one.certainty, one.risk) for one in evaluation.fired},
        {(one.rule.id, one.outcome) for one in evaluation.undecided},
        {one.rule.id for one in evaluation.excused},
        (evaluation.redirect, evaluation.queue, evaluation.within, evaluation.settled),
    )


@given(policies(), st.randoms(use_true_random=False), worlds)
@many
def test_policies_that_mean_the_same_decide_alike(file: PolicyFile, chance: random.Random, world: World) -> None:
    one, other = of_tree(file), of_tree(rewritten(file, chance))
    assert counted(decide(one.compiled, world)) == counted(decide(other.compiled, world))


def fitting(version: Compiled, rules: frozenset[str], world: World) -> list[str]:
    """Which of some rules may fit a post, each asked alone."""
    alone = Alone(version.checked.scope, rules, str.casefold, version.compiled.languages)
    return alone.may_fit_text(world.text, world.text.casefold(), world.values)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Compiled, Compiled]:
    """Two policies that share most of their rules."""
    file, other = draw(policies()), draw(policies())
    kept = [rule for rule in other.rules if rule.guideline in {one.name.value for one in file.guidelines}]
    replaced = draw(st.sampled_from(kept)) if kept else file.rules[0]
    rules = {rule.qualified: rule for rule in file.rules} | {replaced.qualified: replaced}
    names = rules.keys()
    sound = all(name.value in names for rule in rules.values() if rule.excuses for name in rule.excuses.value)
    definitions = {one.name.value: one for one in (*other.definitions, *file.definitions)}
    edited = replace(file, definitions=tuple(definitions.values()), rules=tuple(rules.values()) if sound else file.rules)
    return of_tree(file), of_tree(edited)


@given(pairs(), worlds)
@many
def test_where_no_rule_in_reach_fits_both_decide_alike(pair: tuple[Compiled, Compiled], world: World) -> None:
    old, new = pair
    found = reach(old, new)
    assert found is not None
    assert not found.head
    if not fitting(old, found.old, world) and not fitting(new, found.new, world):
        assert counted(decide(old.compiled, world)) == counted(decide(new.compiled, world))


@given(pairs(), worlds)
@many
def test_a_rule_whose_condition_is_steady_fits_the_same_posts(pair: tuple[Compiled, Compiled], world: World) -> None:
    old, new = pair
    found = reach(old, new)
    assert found is not None
    for version in pair:
        names = {rule.id: rule.name for rule in version.compiled.rules}
        assert found.steady <= names.keys()
    before, now = (
        {
            rule.id: version.compiled.examine(version.compiled.read(world.text, world.text.casefold()), world.values)
            .standings[rule.name]
            .answer.truth
            for rule in version.compiled.rules
        }
        for version in pair
    )
    assert {one: before[one] for one in found.steady} == {one: now[one] for one in found.steady}


@given(policies(), policies())
@many
def test_a_change_in_the_head_that_decides_is_in_reach(one: PolicyFile, other: PolicyFile) -> None:
    old, new = of_tree(one), of_tree(other)
    heads = {change.aspect for change in compare(old, new).changes if change.effect is not Effect.NONE}
    found = reach(old, new)
    assert found is not None
    assert found.head is bool(heads & {Aspect.DEFAULT, Aspect.ON_UNKNOWN, Aspect.THRESHOLDS})
