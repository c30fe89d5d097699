"""Running the tests that stand in a policy file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidepost.engine.check import Checker, Opened
from guidepost.engine.decision import Decision
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.policy_tests.expectations import observe, problems
from guidepost.engine.post import Post
from guidepost.rules.check import Catalogue, values_given
from guidepost.rules.syntax.tree import Test
from guidepost.signals import Cost, SignalDeclaration, SignalType, Unknown, UnknownReason, Value


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test that ran: what went otherwise than expected (nothing when it passed), and the decision it saw.

    `settled` is its post with views, hits and the values of all signals, for whoever wants to ask further.
    """

    test: Test
    problems: tuple[str, ...]
    decision: Decision
    settled: Opened

    @property
    def passed(self) -> bool:
        """Everything was as expected."""
        return not self.problems


def run_tests(policy: LoadedPolicy, checker: Checker, catalogue: Catalogue, *, quiet: bool) -> Iterator[TestResult]:
    """Run every test of a policy, in the order of the file; a test with a file of posts runs once for each of them.

    A test that does not say for whom its post is means `audience internal`. Signals it does not name are computed as for a real
    post; with `quiet` they are set to nothing found instead, so that the outcome hangs on the policy's words and the test's values
    alone.
    """
    silence = silence_of(catalogue) if quiet else {}
    for test in policy.checked.scope.tests:
        if test.post is None:
            continue
        given = {**silence, **values_given(test, catalogue)}
        post = Post(test.post.value.text, audience="internal")
        settled = checker.settle([post], given=given, thorough=True)[0]
        found = problems(test, observe(settled.evaluation, policy.compiled))
        yield TestResult(test, tuple(found), checker.decide(settled), settled)


def silence_of(catalogue: Catalogue) -> dict[str, Value]:
    """Nothing found, for every signal that is measured."""
    return {declaration.name: silent(declaration) for declaration in catalogue.values() if declaration.cost is not Cost.FREE}


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
