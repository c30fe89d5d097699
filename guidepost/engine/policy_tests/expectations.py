"""What a test expects, held against what came out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidepost.engine.check import DEFAULT_QUEUE
from guidepost.engine.guidance import choose_language, permissions
from guidepost.rules.compile import CompiledPolicy, Evaluation
from guidepost.rules.syntax import Outcome
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


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything of an evaluation that a test can expect."""

    outcome: Outcome
    fired: frozenset[str]
    redirect: str | None
    queue: str | None
    told: frozenset[str]
    excused: Mapping[str, tuple[str, ...]]


def observe(evaluation: Evaluation, policy: CompiledPolicy) -> Observed:
    """What a test sees of an evaluation."""
    told = permissions(evaluation, policy, choose_language(None, policy))
    return Observed(
        outcome=evaluation.outcome,
        fired=frozenset(one.rule.name for one in evaluation.fired),
        redirect=evaluation.redirect,
        queue=(evaluation.queue or DEFAULT_QUEUE) if evaluation.outcome is Outcome.REVIEW else None,
        told=frozenset(permission.rule for permission in told),
        excused={one.rule.name: tuple(by.name for by in one.by) for one in evaluation.excused},
    )


def problems(test: Test, observed: Observed) -> Iterator[str]:
    """What went otherwise than a test expects, as sentences; nothing where it passes."""
    for clause in test.expects:
        yield from _problem(clause.value, observed)


def _problem(expected: Expectation, observed: Observed) -> Iterator[str]:
    fired = observed.fired
    why = ", ".join(sorted(fired)) or "no rule fired"
    match expected:
        case ExpectOutcome(outcome, because):
            if observed.outcome is not outcome:
                yield f"expected {outcome.word}, got {observed.outcome.word} ({why})"
            for name in because:
                if not _among(name.value, fired):
                    yield f"expected {name.value} among the reasons, got: {why}"
        case ExpectRedirect(channel):
            if observed.redirect != channel:
                yield f"expected a redirect to “{channel}”, got {f'“{observed.redirect}”' if observed.redirect else 'none'}"
        case ExpectQueue(queue):
            if observed.queue != queue:
                yield f"expected the queue “{queue}”, got {f'“{observed.queue}”' if observed.queue else 'none'}"
        case ExpectTold(rule):
            if not _among(rule.value, observed.told):
                yield f"expected the author to be told {rule.value}, got: {', '.join(sorted(observed.told)) or 'nothing'}"
        case ExpectExcused(rule, because):
            yield from _not_excused(rule.value, [name.value for name in because], observed)
        case ExpectNot(rule):
            if _among(rule.value, fired):
                yield f"expected {rule.value} not to fire, but it did"


def _not_excused(rule: str, because: Sequence[str], observed: Observed) -> Iterator[str]:
    excuses = observed.excused
    if not _among(rule, excuses):
        yield f"expected {rule} to be excused, but it {'fired' if _among(rule, observed.fired) else 'would not have fired anyway'}"
        return
    excusing = {excuse for name in _versions(rule, excuses) for excuse in excuses[name]}
    for name in because:
        if not _among(name, excusing):
            yield f"expected {name} to excuse {rule}, got: {', '.join(sorted(excusing))}"


def _among(rule: str, names: Collection[str]) -> bool:
    return any(_versions(rule, names))


def _versions(rule: str, names: Iterable[str]) -> Iterator[str]:
    """The names that mean a rule: as it is stated, or as a layer restates it."""
    return (name for name in names if name == rule or name.partition("@")[0] == rule)
