"""From how each rule stands to one evaluation: outcome, risk, and what could still change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, Excused, Fired, GuidelineRisk, Undecided
from guidepost.rules.compile.logic import Answer, Reading, Truth
from guidepost.rules.syntax.tree import Modality, Outcome, Threshold
from guidepost.signals import Unknown

_DIGITS = 4
"""Decimals a risk is rounded to, so that the last bits of a float never decide."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule stands while signals are still coming in.

    `waits_for` names signals that its condition waits for, `waits_for_excuse` those that a may rule waits for which would excuse it.
    """

    answer: Answer
    waits_for: frozenset[str] = frozenset()
    waits_for_excuse: frozenset[str] = frozenset()
    excused_by: tuple[CompiledRule, ...] = ()

    @property
    def broken(self) -> bool:
        """The rule fires, unless an excuse still to come lifts it."""
        return self.answer.truth is Truth.TRUE and not self.excused_by

    @property
    def pending(self) -> bool:
        """A signal still to be asked may make the rule fire, or lift it."""
        return not self.excused_by and self.answer.truth is not Truth.FALSE and bool(self.waits_for | self.waits_for_excuse)

    @property
    def unknowable(self) -> bool:
        """Everything was asked, and it is still unknown."""
        return self.answer.truth is Truth.UNKNOWN and not self.excused_by and not self.waits_for


def combine(
    rules: Sequence[CompiledRule],
    standings: Mapping[str, Standing],
    reading: Reading,
    *,
    default: Outcome,
    on_unknown: Outcome,
    thresholds: Sequence[Threshold],
) -> Evaluation:
    """One evaluation out of how the rules stand.

    The outcome is the strictest of: the default, the rules that fire, the rules that cannot be decided (no stricter than
    `on_unknown`, nor than the rule itself), and the threshold that the risk reaches.
    """
    binding = [rule for rule in rules if rule.modality is not Modality.MAY]
    fired = [_fire(rule, standings[rule.name], reading) for rule in binding if standings[rule.name].broken]
    undecided = [_undecided(rule, on_unknown, reading) for rule in binding if standings[rule.name].unknowable]
    risk, parts = combined_risk((one.rule, one.risk) for one in fired)
    outcome = max(default, _floor(fired, undecided), _by_risk(risk, thresholds))
    least, most = _bounds(rules, standings, default, on_unknown, thresholds)
    return Evaluation(
        outcome=outcome,
        risk=risk,
        risk_parts=parts,
        fired=tuple(sorted(fired, key=lambda one: (-one.rule.outcome, -one.risk, one.rule.id))),
        undecided=tuple(sorted(undecided, key=lambda one: (-one.outcome, one.rule.id))),
        excused=tuple(sorted(_excused(binding, standings), key=lambda one: one.rule.id)),
        permitted=tuple(sorted(_permitted(rules, standings), key=lambda rule: rule.id)),
        redirect=_redirect(fired),
        queue=_queue(fired, undecided),
        within=min((one.rule.within for one in fired if one.rule.within is not None), default=None),
        settled=least == most,
        next_signals=frozenset() if least == most else _next(binding, standings, least),
    )


def _fire(rule: CompiledRule, standing: Standing, reading: Reading) -> Fired:
    evidence = tuple(rule.condition.evidence(reading)) if rule.condition else ()
    certainty = round(standing.answer.certainty, _DIGITS)
    return Fired(rule, certainty, round(rule.risk * certainty, _DIGITS), evidence)


def _undecided(rule: CompiledRule, on_unknown: Outcome, reading: Reading) -> Undecided:
    unknown = sorted(name for name, value in reading.values.items() if isinstance(value, Unknown) and _asks(rule, name, reading))
    return Undecided(rule, min(rule.outcome, on_unknown), tuple(unknown))


def _asks(rule: CompiledRule, signal: str, reading: Reading) -> bool:
    """Whether an unknown signal keeps a rule undecided: would the rule wait for it, had it not been asked?"""
    without = Reading(reading.hits, {name: value for name, value in reading.values.items() if name != signal}, reading.violations)
    return rule.condition is not None and signal in set(rule.condition.waits_for(without))


Weighted: TypeAlias = Iterable[tuple[CompiledRule, float]]


def combined_risk(weighted: Weighted) -> tuple[float, tuple[GuidelineRisk, ...]]:
    """The risk of a post, in [0, 1], and its parts by guideline, highest first.

    Rules of one guideline are taken as independent evidence for the same harm (noisy-or, Pearl 1988, section 4.3.2); guidelines are
    different harms, of which the gravest counts.
    """
    spared: dict[str, float] = {}
    for rule, risk in sorted(weighted, key=lambda pair: pair[0].id):
        spared[rule.guideline.name] = spared.get(rule.guideline.name, 1.0) * (1.0 - risk)
    parts = tuple(
        sorted(
            (GuidelineRisk(guideline, round(1.0 - rest, _DIGITS)) for guideline, rest in spared.items()),
            key=lambda part: (-part.risk, part.guideline),
        )
    )
    return (parts[0].risk if parts else 0.0), parts


def _floor(fired: Iterable[Fired], undecided: Iterable[Undecided]) -> Outcome:
    outcomes = [one.rule.outcome for one in fired] + [one.outcome for one in undecided]
    return max(outcomes, default=Outcome.ALLOW)


def _by_risk(risk: float, thresholds: Sequence[Threshold]) -> Outcome:
    return max((threshold.outcome for threshold in thresholds if risk >= threshold.risk), default=Outcome.ALLOW)


def _bounds(
    rules: Sequence[CompiledRule],
    standings: Mapping[str, Standing],
    default: Outcome,
    on_unknown: Outcome,
    thresholds: Sequence[Threshold],
) -> tuple[Outcome, Outcome]:
    """The mildest and the strictest outcome that signals still to be asked could lead to."""
    least = most = default
    certain: list[tuple[CompiledRule, float]] = []
    possible: list[tuple[CompiledRule, float]] = []
    for rule in rules:
        standing = standings[rule.name]
        if rule.modality is Modality.MAY or standing.excused_by or standing.answer.truth is Truth.FALSE:
            continue
        if standing.pending:
            most = max(most, rule.outcome)
            possible.append((rule, rule.risk))
        elif standing.unknowable:
            least = max(least, min(rule.outcome, on_unknown))
        else:
            least = max(least, rule.outcome)
            certain.append((rule, round(rule.risk * standing.answer.certainty, _DIGITS)))
    if thresholds:
        least = max(least, _by_risk(combined_risk(certain)[0], thresholds))
        most = max(most, _by_risk(combined_risk(certain + possible)[0], thresholds))
    return least, max(least, most)


def _next(binding: Sequence[CompiledRule], standings: Mapping[str, Standing], least: Outcome) -> frozenset[str]:
    """Signals that rules stricter than what is certain already wait for; all that any rule waits for where only risk can tell."""
    waiting = [rule for rule in binding if standings[rule.name].pending]
    stricter = [rule for rule in waiting if rule.outcome > least]
    return frozenset(
        signal for rule in stricter or waiting for signal in standings[rule.name].waits_for | standings[rule.name].waits_for_excuse
    )


def _excused(binding: Iterable[CompiledRule], standings: Mapping[str, Standing]) -> Iterator[Excused]:
    for rule in binding:
        standing = standings[rule.name]
        if standing.excused_by and standing.answer.truth is Truth.TRUE:
            yield Excused(rule, tuple(sorted(standing.excused_by, key=lambda by: by.id)))


def _permitted(rules: Iterable[CompiledRule], standings: Mapping[str, Standing]) -> Iterator[CompiledRule]:
    for rule in rules:
        if rule.modality is Modality.MAY and rule.condition is not None and standings[rule.name].answer.truth is Truth.TRUE:
            yield rule


def _redirect(fired: Iterable[Fired]) -> str | None:
    """The channel of the gravest rule that names one."""
    naming = [one for one in fired if one.rule.redirect is not None]
    return min(naming, key=lambda one: (-one.rule.outcome, -one.risk, one.rule.id)).rule.redirect if naming else None


def _queue(fired: Iterable[Fired], undecided: Iterable[Undecided]) -> str | None:
    """The queue of the riskiest rule that names one; of an undecided rule only where no fired one does."""
    naming = [(-one.risk, one.rule.id, one.rule.queue) for one in fired if one.rule.queue is not None]
    if not naming:
        naming = [(-one.rule.risk, one.rule.id, one.rule.queue) for one in undecided if one.rule.queue is not None]
    return min(naming)[2] if naming else None
