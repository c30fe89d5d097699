"""Running the tests that stand in a policy file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidepost.engine.check import Checker
from guidepost.engine.decision import Decision
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.post import Post
from guidepost.rules.check import Catalogue, values_given
from guidepost.rules.syntax.tree import (
    Expectation,
    ExpectExcused,
    ExpectNot,
    ExpectOutcome,
    ExpectQueue,
    ExpectRedirect,
    ExpectTold,
    Test,
)
from guidepost.signals import Cost, SignalDeclaration, SignalType, Unknown, UnknownReason, Value


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test that ran: what went otherwise than expected (nothing when it passed), and the decision it saw."""

    test: Test
    problems: tuple[str, ...]
    decision: Decision

    @property
    def passed(self) -> bool:
        """Everything was as expected."""
        return not self.problems


def run_tests(policy: LoadedPolicy, checker: Checker, catalogue: Catalogue, *, quiet: bool) -> Iterator[TestResult]:
    """Run every test of a policy, in the order of the file.

    A test that does not say for whom its post is means `audience internal`. Signals it does not name are computed as for a real
    post; with `quiet` they are set to nothing found instead, so that the outcome hangs on the policy's words and the test's values
    alone.
    """
    silence = {declaration.name: silent(declaration) for declaration in catalogue.values() if declaration.cost is not Cost.FREE}
    for test in policy.file.tests:
        if test.post is None:
            continue
        given = {**(silence if quiet else {}), **values_given(test, catalogue)}
        decision = checker.check_many([Post(test.post.value.text, audience="internal")], given=given, thorough=True)[0]
        yield TestResult(test, tuple(_problems(test, decision)), decision)


def silent(declaration: SignalDeclaration) -> Value:
    """The value of a signal that found nothing."""
    values: Mapping[SignalType, Value] = {
        SignalType.PROBABILITY: 0.0,
        SignalType.COUNT: 0,
        SignalType.NUMBER: 0.0,
        SignalType.SPANS: (),
        SignalType.SET: frozenset(),
    }
    return values.get(declaration.type, Unknown(UnknownReason.NOT_GIVEN, "the test does not say"))


def _problems(test: Test, decision: Decision) -> Iterator[str]:
    for clause in test.expects:
        yield from _problem(clause.value, decision)


def _problem(expected: Expectation, decision: Decision) -> Iterator[str]:
    fired = {reason.rule for reason in decision.reasons}
    why = ", ".join(sorted(fired)) or "no rule fired"
    match expected:
        case ExpectOutcome(outcome, because):
            if decision.outcome != outcome.word:
                yield f"expected {outcome.word}, got {decision.outcome} ({why})"
            for name in because:
                if name.value not in fired:
                    yield f"expected {name.value} among the reasons, got: {why}"
        case ExpectRedirect(channel):
            if decision.redirect != channel:
                yield f"expected a redirect to “{channel}”, got {f'“{decision.redirect}”' if decision.redirect else 'none'}"
        case ExpectQueue(queue):
            held_in = decision.case.queue if decision.case else None
            if held_in != queue:
                yield f"expected the queue “{queue}”, got {f'“{held_in}”' if held_in else 'none'}"
        case ExpectTold(rule):
            told = {permission.rule for permission in decision.guidance.you_may}
            if rule.value not in told:
                yield f"expected the author to be told {rule.value}, got: {', '.join(sorted(told)) or 'nothing'}"
        case ExpectExcused(rule, because):
            yield from _not_excused(rule.value, [name.value for name in because], decision)
        case ExpectNot(rule):
            if rule.value in fired:
                yield f"expected {rule.value} not to fire, but it did"


def _not_excused(rule: str, because: Sequence[str], decision: Decision) -> Iterator[str]:
    excuses = {excused.rule: excused.by for excused in decision.excused}
    if rule not in excuses:
        fired = any(reason.rule == rule for reason in decision.reasons)
        yield f"expected {rule} to be excused, but it {'fired' if fired else 'would not have fired anyway'}"
        return
    for name in because:
        if name not in excuses[rule]:
            yield f"expected {name} to excuse {rule}, got: {', '.join(sorted(excuses[rule]))}"
