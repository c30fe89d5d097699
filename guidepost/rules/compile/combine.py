"""From how each rule stands to one evaluation: outcome, risk, and what could still change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from guidepost.rules.compile.evaluation import CompiledRule, Evaluation, Excused, Fired, GuidelineRisk, Undecided
from guidepost.rules.compile.layers import Head, Heads
from guidepost.rules.compile.logic import Answer, Reading, Truth
from guidepost.rules.syntax.tree import Modality, Outcome, Threshold

_DIGITS = 4
"""Decimals a risk is rounded to, so that the last bits of a float never decide."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule stands while signals are still coming in.

    `unasked` and `unknown` name the signals without a value, not asked yet or asked in vain, that could tell whether the rule is
    broken or, where it is, make that more certain. `unasked_excuses` are those that a may rule waits for which would excuse it.
    """

    answer: Answer
    unasked: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    unasked_excuses: frozenset[str] = frozenset()
    excused_by: tuple[CompiledRule, ...] = ()

    @property
    def counts(self) -> bool:
        """The rule is or may be broken, and nothing excuses it so far."""
        return self.answer.truth is not Truth.FALSE and not self.excused_by

    @property
    def broken(self) -> bool:
        """The rule fires, unless an excuse still to come lifts it."""
        return self.answer.truth is Truth.TRUE and not self.excused_by

    @property
    def waits_for(self) -> frozenset[str]:
        """The signals still to be asked that may make the rule fire, or lift it."""
        if not self.counts:
            return frozenset()
        return self.unasked_excuses if self.answer.truth is Truth.TRUE else self.unasked | self.unasked_excuses

    @property
    def unknowable(self) -> bool:
        """Everything was asked, and it is still unknown."""
        return self.answer.truth is Truth.UNKNOWN and not self.excused_by and not self.unasked


@dataclass(frozen=True, slots=True)
class Examination:
    """How rules stand, by name, and the reading they were asked about."""

    reading: Reading
    standings: Mapping[str, Standing]


def combine(
    rules: Sequence[CompiledRule],
    standings: Mapping[str, Standing],
    reading: Reading,
    heads: Heads,
) -> Evaluation:
    """One evaluation out of how the rules stand.

    The outcome is the strictest of: the default, the rules that fire, the rules that cannot be decided (no stricter than
    `on_unknown`, nor than the rule itself), the threshold that the risk reaches, and the threshold that it would reach if what is
    unknown were the worst (no stricter than `on_unknown`).
    """
    on_unknown, thresholds = heads.certain.on_unknown, heads.certain.thresholds
    binding = [rule for rule in rules if rule.modality is not Modality.MAY]
    fired = [_fire(rule, standings[rule.name], reading) for rule in binding if standings[rule.name].broken]
    undecided = [_undecided(rule, standings[rule.name], on_unknown) for rule in binding if standings[rule.name].unknowable]
    risk, parts = combined_risk((one.rule, one.risk) for one in fired)
    outcome = max(heads.certain.default, _floor(fired, undecided), _by_risk(risk, thresholds))
    if thresholds:
        doubted = [(rule, standings[rule.name]) for rule in binding if standings[rule.name].counts]
        at_worst = combined_risk((rule, _risk_if_unknown_is_worst(rule, standing)) for rule, standing in doubted)[0]
        outcome = max(outcome, min(on_unknown, _by_risk(at_worst, thresholds)))
    least, most = _bounds(binding, standings, heads)
    settled = least == most and not heads.unasked
    redirecting = _redirecting(fired)
    return Evaluation(
        outcome=outcome,
        risk=risk,
        risk_parts=parts,
        fired=tuple(sorted(fired, key=lambda one: (-one.rule.outcome, -one.risk, one.rule.id))),
        undecided=tuple(sorted(undecided, key=lambda one: (-one.outcome, one.rule.id))),
        excused=tuple(sorted(_excused(binding, standings), key=lambda one: one.rule.id)),
        permitted=tuple(sorted(_permitted(rules, standings), key=lambda rule: rule.id)),
        redirect=redirecting.redirect if redirecting else None,
        redirect_in=redirecting.redirect_in if redirecting else {},
        queue=_queue(fired, undecided),
        within=_within(fired, undecided),
        settled=settled,
        next_signals=frozenset() if settled else _next(binding, standings, least) | heads.unasked,
        layers=heads.layers,
    )


def _fire(rule: CompiledRule, standing: Standing, reading: Reading) -> Fired:
    evidence = tuple(rule.condition.evidence(reading)) if rule.condition else ()
    return Fired(rule, _certainty(standing), _risk(rule, standing), evidence)


def _undecided(rule: CompiledRule, standing: Standing, on_unknown: Outcome) -> Undecided:
    return Undecided(rule, min(rule.outcome, on_unknown), tuple(sorted(standing.unknown)))


def _certainty(standing: Standing) -> float:
    return round(standing.answer.certainty, _DIGITS)


def _risk(rule: CompiledRule, standing: Standing) -> float:
    """What a rule contributes as far as is known: nothing while it is not known to be broken."""
    return round(rule.risk * _certainty(standing), _DIGITS) if standing.broken else 0.0


def _risk_if_unknown_is_worst(rule: CompiledRule, standing: Standing) -> float:
    """What a rule would contribute if the signals that could not be had told the worst of the post."""
    doubted = standing.unknown or standing.answer.truth is Truth.UNKNOWN
    return _whole_risk(rule) if doubted else _risk(rule, standing)


def _risk_at_most(rule: CompiledRule, standing: Standing) -> float:
    """What a rule may yet contribute once everything was asked."""
    return _whole_risk(rule) if standing.unasked else _risk(rule, standing)


def _whole_risk(rule: CompiledRule) -> float:
    return round(rule.risk, _DIGITS)


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


def _bounds(binding: Sequence[CompiledRule], standings: Mapping[str, Standing], heads: Heads) -> tuple[Outcome, Outcome]:
    """The mildest and the strictest outcome that signals still to be asked could lead to."""
    counting = [(rule, standings[rule.name]) for rule in binding if standings[rule.name].counts]
    least, most = _least(counting, heads.certain), _most(counting, heads.possible)
    return least, max(least, most)


_Counting: TypeAlias = "Sequence[tuple[CompiledRule, Standing]]"


def _least(counting: _Counting, head: Head) -> Outcome:
    certain = [(rule, standing) for rule, standing in counting if not standing.waits_for]
    least = max([head.default, *(_floor_of(rule, standing, head) for rule, standing in certain)])
    if head.thresholds:
        known = combined_risk((rule, _risk(rule, standing)) for rule, standing in certain)[0]
        worst = combined_risk((rule, _risk_if_unknown_is_worst(rule, standing)) for rule, standing in certain)[0]
        least = max(least, _by_risk(known, head.thresholds), min(head.on_unknown, _by_risk(worst, head.thresholds)))
    return least


def _most(counting: _Counting, head: Head) -> Outcome:
    outcomes = (rule.outcome if standing.waits_for else _floor_of(rule, standing, head) for rule, standing in counting)
    most = max([head.default, *outcomes])
    if head.thresholds:
        reachable = combined_risk((rule, _risk_at_most(rule, standing)) for rule, standing in counting)[0]
        dreaded = combined_risk(
            (rule, max(_risk_at_most(rule, standing), _risk_if_unknown_is_worst(rule, standing))) for rule, standing in counting
        )[0]
        most = max(most, _by_risk(reachable, head.thresholds), min(head.on_unknown, _by_risk(dreaded, head.thresholds)))
    return most


def _floor_of(rule: CompiledRule, standing: Standing, head: Head) -> Outcome:
    return min(rule.outcome, head.on_unknown) if standing.unknowable else rule.outcome


def _next(binding: Sequence[CompiledRule], standings: Mapping[str, Standing], least: Outcome) -> frozenset[str]:
    """Signals that rules stricter than what is certain already wait for; all that could add to the risk where only risk can tell."""
    counting = [rule for rule in binding if standings[rule.name].counts]
    stricter = frozenset(signal for rule in counting if rule.outcome > least for signal in standings[rule.name].waits_for)
    return stricter or frozenset(
        signal for rule in counting for signal in standings[rule.name].unasked | standings[rule.name].unasked_excuses
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


def _redirecting(fired: Iterable[Fired]) -> CompiledRule | None:
    """The gravest rule that names a channel."""
    naming = [one for one in fired if one.rule.redirect is not None]
    return min(naming, key=lambda one: (-one.rule.outcome, -one.risk, one.rule.id)).rule if naming else None


def _queue(fired: Iterable[Fired], undecided: Iterable[Undecided]) -> str | None:
    """The queue of the riskiest rule that names one; of an undecided rule only where no fired one does."""
    naming = [(-one.risk, one.rule.id, one.rule.queue) for one in fired if one.rule.queue is not None]
    if not naming:
        naming = [(-one.rule.risk, one.rule.id, one.rule.queue) for one in undecided if one.rule.queue is not None]
    return min(naming)[2] if naming else None


def _within(fired: Iterable[Fired], undecided: Iterable[Undecided]) -> float | None:
    """The shortest deadline of the rules that fire; of the undecided ones only where no fired one has a deadline."""
    fired_within = [one.rule.within for one in fired if one.rule.within is not None]
    return min(fired_within or [one.rule.within for one in undecided if one.rule.within is not None], default=None)
