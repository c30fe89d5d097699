"""What holds for every policy and every post."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.rules.syntax import Outcome, PolicyFile
from guidepost.rules.syntax import tree as t
from tests.rules.compile.reference import Reference
from tests.rules.worlds import UNKNOWN, World, compile_file, decide, known_worlds, policies, shown, worlds

many = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@given(policies(), worlds)
@many
def test_rules_fire_are_undecided_and_excused_as_the_language_means_it(file: PolicyFile, world: World) -> None:
    meant = Reference(file, world)
    evaluation = decide(compile_file(file), world)
    duties = meant.duties()
    assert {one.rule.name for one in evaluation.fired} == {rule.qualified for rule in duties if meant.broken(rule) is True}
    assert {one.rule.name for one in evaluation.undecided} == {rule.qualified for rule in duties if meant.broken(rule) is None}
    assert {one.rule.name for one in evaluation.excused} == {
        rule.qualified for rule in duties if meant.excused(rule) and meant.holds(rule) is True
    }
    assert {rule.name for rule in evaluation.permitted} == {
        rule.qualified for rule in file.rules if rule.modality is t.Modality.MAY and meant.holds(rule) is True
    }


@given(policies(), known_worlds, st.data())
@many
def test_what_is_unknown_never_makes_the_outcome_milder(file: PolicyFile, world: World, data: st.DataObject) -> None:
    policy = compile_file(file)
    lost = data.draw(st.sets(st.sampled_from(sorted(world.values))))
    dim = World(world.text, {name: UNKNOWN if name in lost else value for name, value in world.values.items()})
    assert decide(policy, dim).outcome >= min(decide(policy, world).outcome, policy.on_unknown)


@given(policies(), worlds, st.randoms(use_true_random=False))
@many
def test_asking_one_signal_after_the_other_ends_in_the_outcome_of_all(
    file: PolicyFile, world: World, chance: random.Random
) -> None:
    policy = compile_file(file)
    asked = {name: value for name, value in world.values.items() if name == "audience"}
    evaluation = decide(policy, world, asked)
    while not evaluation.settled:
        open_signals = evaluation.next_signals - asked.keys()
        assert open_signals == evaluation.next_signals != frozenset()
        name = chance.choice(sorted(open_signals))
        asked[name] = world.values[name]
        evaluation = decide(policy, world, asked)
    assert evaluation.next_signals == frozenset()
    assert evaluation.outcome is decide(policy, world).outcome


@given(policies(), worlds)
@many
def test_with_every_signal_asked_the_outcome_is_settled(file: PolicyFile, world: World) -> None:
    evaluation = decide(compile_file(file), world)
    assert evaluation.settled
    assert evaluation.next_signals == frozenset()


@given(policies(), worlds, st.randoms(use_true_random=False))
@many
def test_the_order_of_the_file_carries_no_meaning(file: PolicyFile, world: World, chance: random.Random) -> None:
    def shuffled(things: tuple[t.T, ...]) -> tuple[t.T, ...]:
        return tuple(chance.sample(things, len(things)))

    other = replace(
        file,
        guidelines=shuffled(file.guidelines),
        rules=shuffled(file.rules),
        head=replace(file.head, thresholds=shuffled(file.head.thresholds)),
    )
    one, two = compile_file(file), compile_file(other)
    assert one.digest == two.digest
    assert shown(decide(one, world)) == shown(decide(two, world))


@given(policies(), worlds)
@many
def test_the_same_post_is_always_decided_alike(file: PolicyFile, world: World) -> None:
    policy = compile_file(file)
    assert shown(decide(policy, world)) == shown(decide(policy, world)) == shown(decide(compile_file(file), world))


@given(policies(), worlds)
@many
def test_risk_and_outcome_stay_within_their_bounds(file: PolicyFile, world: World) -> None:
    policy = compile_file(file)
    evaluation = decide(policy, world)
    assert 0 <= evaluation.risk <= 1
    assert evaluation.outcome >= policy.default
    assert all(evaluation.outcome >= one.rule.outcome for one in evaluation.fired)
    assert all(0 <= one.certainty <= 1 and one.risk <= round(one.rule.risk, 4) for one in evaluation.fired)
    assert evaluation.risk == max((part.risk for part in evaluation.risk_parts), default=0)
    if not evaluation.fired and not evaluation.undecided:
        assert evaluation.outcome is max(policy.default, Outcome.ALLOW)
