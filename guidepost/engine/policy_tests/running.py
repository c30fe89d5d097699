"""Running the tests that stand in a policy file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidepost.engine.check import Checker, Opened
from guidepost.engine.decision import Decision
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.policy_tests.expectations import observe, problems
from guidepost.engine.post import Author, Post
from guidepost.rules.check import Catalogue, values_given
from guidepost.rules.syntax.tree import Test
from guidepost.signals import Cost, SignalDeclaration, SignalType, Unknown, UnknownReason, Value
from guidepost.signals.rates import rate_named

SOMEBODY = Author(id="somebody")
"""Who writes a post that is only tried: then what is counted over time is known, and counts this post alone."""


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


def run_tests(policy: LoadedPolicy, checker: Checker, *, quiet: bool) -> Iterator[TestResult]:
    """Run every test of a policy, in the order of the file; a test with a file of posts runs once for each of them.

    A test that does not say for whom its post is means `audience internal`. Its author is somebody of whom nothing is known, and who
    has written nothing before. Signals it does not name are computed as for a real post; with `quiet` they are set to nothing found
    instead, so that the outcome hangs on the policy's words and the test's values alone.
    """
    catalogue = policy.checked.scope.catalogue
    silence = silence_of(catalogue) if quiet else {}
    for test in policy.checked.scope.tests:
        if test.post is None:
            continue
        given = {**silence, **values_given(test, catalogue)}
        post = Post(test.post.value.text, audience="internal", author=SOMEBODY)
        settled = checker.settle([post], given=given, thorough=True)[0]
        found = problems(test, observe(settled.evaluation, policy.compiled))
        yield TestResult(test, tuple(found), checker.decide(settled), settled)


def silence_of(catalogue: Catalogue) -> dict[str, Value]:
    """Nothing found, for every signal that is measured."""
    return {declaration.name: silent(declaration) for declaration in catalogue.values() if declaration.cost is not Cost.FREE}


def silent(declaration: SignalDeclaration) -> Value:
    """The value of a signal that found nothing; of a rate, that nothing was there before this post."""
    rate = rate_named(declaration.name)
    if rate is not None:
        return rate.alone
    values: Mapping[SignalType, Value] = {
        SignalType.PROBABILITY: 0.0,
        SignalType.COUNT: 0,
        SignalType.NUMBER: 0.0,
        SignalType.SPANS: (),
        SignalType.SET: frozenset(),
    }
    return values.get(declaration.type, Unknown(UnknownReason.NOT_GIVEN, "the test does not say"))
