"""Which changes to a policy its tests would notice.

Nothing is checked again: views, hits and signals of every test are kept from the run before. A mutant is tried on a test only where its
rule stands otherwise than before; for all other tests nothing can have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.policy_tests.expectations import observe, problems
from guidepost.engine.policy_tests.mutants import Kind, Mutant
from guidepost.engine.policy_tests.running import TestResult
from guidepost.rules.compile import CompiledPolicy, Examination, Truth
from guidepost.rules.syntax.tree import Rule


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: the title of the first test that noticed it, and how many tests it was tried on."""

    mutant: Mutant
    noticed_by: str | None
    tried: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The fates of all mutants that were tried."""

    fates: tuple[Fate, ...]

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """The mutants that no test noticed."""
        return tuple(fate for fate in self.fates if fate.noticed_by is None)

    @property
    def score(self) -> float:
        """The part in [0, 1] of mutants that some test noticed; 1 where there was none."""
        return 1 - len(self.survivors) / len(self.fates) if self.fates else 1.0


@dataclass(frozen=True, slots=True)
class _Known:
    """A test that passed, and how the rules of the policy stand in it."""

    result: TestResult
    examined: Examination


def try_mutants(policy: LoadedPolicy, results: Iterable[TestResult], tried: Iterable[Mutant]) -> Iterator[Fate]:
    """The fate of each mutant, in order, under the tests that passed."""
    known = [
        _Known(result, policy.compiled.examine(result.settled.hits, result.settled.values)) for result in results if result.passed
    ]
    for mutant in tried:
        yield _fate(policy.compiled, mutant, known)


def _fate(compiled: CompiledPolicy, mutant: Mutant, tests: Sequence[_Known]) -> Fate:
    changed = changed_policy(compiled, mutant)
    tried = 0
    for known in tests:
        if mutant.rule is not None and not _stands_otherwise(changed, mutant, mutant.rule, known.examined):
            continue
        tried += 1
        settled = known.result.settled
        observed = observe(changed.evaluate(settled.hits, settled.values), changed)
        if next(problems(known.result.test, observed), None) is not None:
            return Fate(mutant, known.result.test.title, tried)
    return Fate(mutant, None, tried)


def changed_policy(compiled: CompiledPolicy, mutant: Mutant) -> CompiledPolicy:
    """The policy as a mutant has it."""
    if mutant.rule is not None:
        return compiled.with_rule(mutant.rule)
    if mutant.layer is not None:
        return compiled.with_layer(mutant.layer)
    return compiled.with_head(mutant.head) if mutant.head is not None else compiled


def _stands_otherwise(changed: CompiledPolicy, mutant: Mutant, rule: Rule, examined: Examination) -> bool:
    """Whether a mutant can have changed anything for a post. Where its rule is false before and after, it cannot."""
    name = rule.qualified
    before = examined.standings[name]
    if mutant.kind in (Kind.OUTCOME, Kind.EXCUSE):
        return before.answer.truth is not Truth.FALSE
    after = changed.stand(next(one for one in changed.rules if one.name == name), examined)
    return before != after
