"""The least set is enough, and nothing in it can be spared; checked against the evaluator itself, for any policy and post."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from guidepost.rules.check import Scope
from guidepost.rules.compile import Answer, CompiledPolicy, Examination, Truth, whole_condition
from guidepost.rules.compile.logic import DONT_KNOW, NO, YES
from guidepost.rules.explain import Judged, deciding, explain, judge, least_rules, mattering
from guidepost.rules.syntax import Modality
from guidepost.rules.syntax import tree as t
from tests.rules.catalogue import CATALOGUE
from tests.rules.worlds import World, compile_file, policies, worlds

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def examined(policy: CompiledPolicy, world: World) -> Examination:
    return policy.examine(policy.read(world.text, world.text.casefold()), world.values)


def conditions(file: t.PolicyFile, policy: CompiledPolicy, seen: Examination) -> Iterator[Judged]:
    """Every rule's condition, judged."""
    written = {rule.qualified: whole_condition(rule) for rule in file.rules}
    definitions = {one.name.value: one for one in file.definitions}
    for rule in policy.rules:
        condition = written[rule.name]
        if condition is not None and rule.condition is not None:
            yield judge(condition, rule.condition, seen.reading, definitions)


def kleene(judged: Judged, known: dict[int, Answer]) -> Answer:
    """The answer of a condition by the answers of its atoms, known by identity of their nodes' places in the tree; others unknown."""
    if not judged.parts:
        return known.get(id(judged.node), DONT_KNOW)
    parts = [kleene(part, known) for part in judged.parts]
    match judged.condition:
        case t.Not():
            return parts[0] if parts[0].truth is Truth.UNKNOWN else Answer(Truth(-parts[0].truth), 1.0 - parts[0].certainty)
        case t.And():
            return min(parts)
        case _:
            return max(parts)


@given(policies(), worlds)
@some
def test_the_parts_that_settle_a_condition_are_enough_and_none_can_be_spared(file: t.PolicyFile, world: World) -> None:
    policy = compile_file(file)
    for judged in conditions(file, policy, examined(policy, world)):
        if judged.truth is Truth.UNKNOWN:
            assert all(atom.truth is Truth.UNKNOWN for atom in deciding(judged).atoms())
            continue
        least = {id(atom.node): atom.answer for atom in deciding(judged).atoms()}
        assert kleene(judged, least) == judged.answer
        for spared in least:
            rest = {node: answer for node, answer in least.items() if node != spared}
            assert kleene(judged, rest).truth is not judged.truth


@given(policies(), worlds)
@some
def test_the_rules_that_decide_are_enough_and_none_can_be_spared(file: t.PolicyFile, world: World) -> None:
    policy = compile_file(file)
    seen = examined(policy, world)
    outcome = policy.evaluate(policy.read(world.text, world.text.casefold()), world.values).outcome
    least = least_rules(policy, seen)
    assert policy.decide(least, seen).outcome is outcome
    for spared in least:
        assert policy.decide([rule for rule in least if rule is not spared], seen).outcome < outcome


@given(policies(), worlds)
@some
def test_an_atom_matters_exactly_when_turning_it_round_turns_the_condition(file: t.PolicyFile, world: World) -> None:
    policy = compile_file(file)
    for judged in conditions(file, policy, examined(policy, world)):
        answers = {id(atom.node): atom.answer for atom in judged.atoms()}
        for atom, matters in mattering(judged):
            either = {kleene(judged, {**answers, id(atom.node): answer}).truth for answer in (YES, NO)}
            assert matters is (len(either) == 2)


@given(policies(), worlds)
@some
def test_an_explanation_tells_the_outcome_of_the_evaluation(file: t.PolicyFile, world: World) -> None:
    policy = compile_file(file)
    hits = policy.read(world.text, world.text.casefold())
    told = explain(policy, Scope(file, CATALOGUE, {"listed": ("beta", "gamma")}), hits, world.values)
    evaluation = policy.evaluate(hits, world.values)
    assert told.outcome is evaluation.outcome
    assert {one.rule for one in told.excused} == {one.rule.name for one in evaluation.excused}
    assert all(one.otherwise >= told.outcome for one in told.excused)
    assert {name for one in told.missing for name in one.rules} == {one.rule.name for one in evaluation.undecided if one.signals}
    for one in told.deciding:
        assert one.because is not None
        assert policy.decide([], examined(policy, world)).outcome < told.outcome
    assert {rule.name for rule in policy.rules if rule.modality is Modality.MAY}.isdisjoint(one.rule for one in told.deciding)
