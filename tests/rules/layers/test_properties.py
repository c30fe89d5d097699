"""What holds for every stack of layers and every post."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guidepost.rules.check import Checked
from guidepost.rules.check.scope import atoms
from guidepost.rules.compile import CompiledPolicy, Evaluation, Truth
from guidepost.rules.explain import explain, least_rules
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.tree import Modality, Outcome
from tests.rules.layers.worlds import REACHES_FEW, Stack, known_worlds, renamed, stacks, worlds
from tests.rules.worlds import UNKNOWN, World, decide, shown

some = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
posts = st.lists(worlds, min_size=4, max_size=8)


class Least:
    """The least that a stack asks of a post by what no layer below it may loosen."""

    def __init__(self, checked: Checked, policy: CompiledPolicy, world: World) -> None:
        hits = policy.read(world.text, world.text.casefold())
        head = policy.head_for(policy.examine(hits, world.values))
        evaluation = policy.evaluate(hits, world.values)
        kept = {
            rule.qualified: rule.stated
            for rule in checked.scope.file.rules
            if rule.modality is not Modality.MAY and rule.overridable is None
        }
        fired = [one for one in evaluation.fired if one.rule.name in kept]
        by_guideline: dict[str, dict[str, float]] = {}
        for one in fired:
            risks = by_guideline.setdefault(one.rule.guideline.name, {})
            risks[kept[one.rule.name]] = max(one.risk, risks.get(kept[one.rule.name], 0.0))
        self.risk = max((1 - prod(1 - risk for risk in risks.values()) for risks in by_guideline.values()), default=0.0)
        by_risk = [one.outcome for one in head.thresholds if round(self.risk, 4) >= one.risk]
        undecided = [min(one.rule.outcome, head.on_unknown) for one in evaluation.undecided if one.rule.name in kept]
        self.outcome = max([head.default, *by_risk, *undecided, *(one.rule.outcome for one in fired)])


def test_layers_never_loosen() -> None:
    """No layer of an accepted stack, and no combination of them, is milder than any layer above allows.

    Let a stack be accepted: no errors, nothing found by `layers_keep`. Let S be all of it and, for any of its layers, S' the stack that
    ends with this one. Then for every post, whatever of it is unknown, the outcome of S is at least what S' comes to without its
    overridable rules: the strictest of the default, of the rules that fire, of those undecided up to *on unknown*, and of the threshold
    that the risk of those that fire reaches. And the risk of S is at least that risk, where versions of one rule count once, with the
    greatest of their risks.

    Not claimed: what the thresholds add for the worst case. A layer that makes a rule fire surely which was undecided above has no worst
    case left to fear, and the risk of a rule that fires may be lower than that of the same rule at worst.
    """
    tried: Counter[str] = Counter()

    @given(stacks(), posts)
    @settings(some, max_examples=30)
    def holds(stack: Stack, tested: list[World]) -> None:
        tried["all"] += 1
        if not stack.accepted:
            return
        tried["accepted"] += 1
        for world in tested:
            whole = decide(stack.compiled, world)
            for checked, policy in stack.chains.values():
                least = Least(checked, policy, world)
                tried["asked"] += least.outcome > Outcome.ALLOW
                assert whole.outcome >= least.outcome
                assert whole.risk >= least.risk - 0.0002

    holds()
    assert tried["accepted"] >= tried["all"] * 0.6
    assert tried["asked"] > tried["accepted"]


def test_a_post_that_shows_a_loosening_shows_it_when_it_is_decided() -> None:
    """In the stack that ends with some layer the rule holds the post, and in the whole stack no version as strict holds it as much."""
    shown_loosenings = 0

    @given(stacks(wild=True))
    @settings(some, max_examples=25)
    def holds(stack: Stack) -> None:
        nonlocal shown_loosenings
        if stack.whole.errors:
            return
        for finding in stack.findings:
            if finding.witness is None:
                assert finding.diagnostic.code == "GP415"
                continue
            assert finding.diagnostic.code == "GP414"
            [name] = finding.rules
            values = {**dict.fromkeys(stack.compiled.signals, UNKNOWN), **finding.witness.values}
            world = World(finding.witness.text, values)
            assert any(loosened(name, world, chain, stack) for chain in stack.chains.values() if name in chain[0].scope.rules)
            shown_loosenings += 1

    holds()
    assert shown_loosenings >= 3


def loosened(name: str, world: World, above: tuple[Checked, CompiledPolicy], stack: Stack) -> bool:
    """Whether a rule holds a post in a stack above, and no version of it does in the whole one, or not with that risk."""
    checked, policy = above
    rule = checked.scope.rules[name]
    strict = next(one for one in policy.rules if one.name == name)
    versions = [one.qualified for one in stack.whole.scope.stated[rule.stated]]
    as_strict = {
        one.name
        for one in stack.compiled.rules
        if one.name in versions and one.outcome >= strict.outcome and one.risk >= strict.risk
    }
    before, now = decide(policy, world), decide(stack.compiled, world)
    return any(
        held(before).get(name, 0.0) > max((held(now).get(version, 0.0) for version in as_strict), default=0.0)
        for held in (fires, may_fire, risks)
    )


def fires(evaluation: Evaluation) -> Mapping[str, float]:
    return {one.rule.name: 1.0 for one in evaluation.fired}


def may_fire(evaluation: Evaluation) -> Mapping[str, float]:
    return fires(evaluation) | {one.rule.name: 1.0 for one in evaluation.undecided}


def risks(evaluation: Evaluation) -> Mapping[str, float]:
    return {one.rule.name: one.risk for one in evaluation.fired}


def test_a_post_to_which_no_layer_applies_is_decided_as_by_the_uppermost_file_alone() -> None:
    compared = 0

    @given(stacks(scopes=REACHES_FEW), posts)
    @some
    def holds(stack: Stack, tested: list[World]) -> None:
        nonlocal compared
        if not stack.accepted:
            return
        _, alone = stack.chains[""]
        for world in tested:
            for elsewhere in (world, replace(world, values={**world.values, "author.region": "de"})):
                whole = decide(stack.compiled, elsewhere)
                if all(layer.applies is Truth.FALSE for layer in whole.layers):
                    compared += 1
                    assert without_layers(whole) == without_layers(decide(alone, elsewhere))

    holds()
    assert compared > 30


def without_layers(evaluation: Evaluation) -> object:
    """What is decided, and why; not in what words a condition says that no layer applies."""
    return (
        evaluation.outcome,
        evaluation.risk,
        [(part.guideline, part.risk) for part in evaluation.risk_parts],
        [(one.rule.name, one.rule.id, one.certainty, one.risk) for one in evaluation.fired],
        [(one.rule.name, one.outcome, one.signals) for one in evaluation.undecided],
        [(one.rule.name, [by.name for by in one.by]) for one in evaluation.excused],
        [rule.name for rule in evaluation.permitted],
        (evaluation.redirect, evaluation.queue, evaluation.within),
    )


@given(stacks(), posts, st.permutations(range(3)))
@some
def test_the_order_of_files_and_what_they_are_called_change_no_decision(
    stack: Stack, tested: list[World], order: Sequence[int]
) -> None:
    if stack.whole.errors:
        return
    other = renamed(stack, order)
    assert other.compiled.digest == stack.compiled.digest
    for world in tested:
        one, two = decide(stack.compiled, world), decide(other.compiled, world)
        assert (shown(one), one.layers) == (shown(two), two.layers)


@given(stacks(wild=True), worlds, st.randoms(use_true_random=False))
@settings(some, max_examples=25)
def test_asking_one_signal_after_the_other_ends_in_the_outcome_of_all(stack: Stack, world: World, chance: random.Random) -> None:
    if stack.whole.errors:
        return
    policy = stack.compiled
    asked = {name: value for name, value in world.values.items() if name in ("audience", "author.region", "author.unit")}
    evaluation = decide(policy, world, asked)
    while not evaluation.settled:
        open_signals = evaluation.next_signals - asked.keys()
        assert open_signals == evaluation.next_signals != frozenset()
        name = chance.choice(sorted(open_signals))
        asked[name] = world.values[name]
        evaluation = decide(policy, world, asked)
    whole = decide(policy, world)
    assert whole.settled
    assert evaluation.outcome is whole.outcome
    assert evaluation.layers == whole.layers


@given(stacks(wild=True), known_worlds, st.data())
@settings(some, max_examples=25)
def test_what_is_unknown_never_makes_the_outcome_milder(stack: Stack, world: World, data: st.DataObject) -> None:
    """Of policies that ask nowhere whether a guideline is violated, see the text.

    Where it is not known whether a layer applies, the rule above holds in full; what hangs on its guideline being kept then does not.
    """
    assume(not stack.whole.errors and not any(isinstance(atom, t.Violates) for atom in asked_in(stack.whole)))
    policy = stack.compiled
    lost = data.draw(st.sets(st.sampled_from(sorted(world.values))))
    dim = World(world.text, {name: UNKNOWN if name in lost else value for name, value in world.values.items()})
    assert decide(policy, dim).outcome >= min(decide(policy, world).outcome, policy.on_unknown)


def asked_in(checked: Checked) -> list[t.Condition]:
    """Every smallest condition of a stack."""
    return [atom for _, atom in atoms(checked.scope.file)]


@given(stacks(wild=True), posts)
@some
def test_what_is_decided_stays_within_its_bounds_and_is_explained(stack: Stack, tested: list[World]) -> None:
    if stack.whole.errors:
        return
    policy = stack.compiled
    for world in tested:
        hits = policy.read(world.text, world.text.casefold())
        evaluation, examined = policy.evaluate(hits, world.values), policy.examine(hits, world.values)
        assert 0 <= evaluation.risk <= 1
        assert evaluation.outcome >= policy.head_for(examined).default >= policy.default
        assert all(evaluation.outcome >= one.rule.outcome for one in evaluation.fired)
        assert len({one.rule.id for one in evaluation.fired}) == len(evaluation.fired)
        assert shown(evaluation) == shown(decide(policy, world))
        told = explain(policy, stack.whole.scope, hits, world.values)
        assert (told.outcome, told.default) == (evaluation.outcome, policy.head_for(examined).default)
        least = least_rules(policy, examined)
        assert policy.decide(least, examined).outcome is evaluation.outcome
        assert {one.rule for one in told.deciding} == {rule.name for rule in least}
