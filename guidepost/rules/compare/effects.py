"""Which way one changed part moves decisions."""

from __future__ import annotations

from collections.abc import Iterable

from guidepost.rules.compare.difference import Aspect, Effect
from guidepost.rules.compare.stated import Stated
from guidepost.rules.syntax.tree import Modality, Outcome, Rule, Threshold

_DECIDING = frozenset(
    {
        Aspect.GUIDELINE,
        Aspect.LAYER,
        Aspect.RESTATES,
        Aspect.WHEN,
        Aspect.UNLESS,
        Aspect.OUTCOME,
        Aspect.QUEUE,
        Aspect.WITHIN,
        Aspect.REDIRECT,
        Aspect.RISK,
        Aspect.EXCUSES,
    }
)
_OF_DUTIES = frozenset({Aspect.OUTCOME, Aspect.QUEUE, Aspect.WITHIN, Aspect.REDIRECT, Aspect.RISK, Aspect.GUIDELINE})
"""What decides nothing in a may rule, which never fires itself."""


def of_head(aspect: Aspect, before: Stated | None, now: Stated | None, *, forms: bool) -> Effect:
    """The effect of a change in the head; `forms`: some rule looks for words in any form that the policy's languages give them."""
    match aspect:
        case Aspect.LANGUAGES if forms:
            return Effect.OPEN
        case Aspect.DEFAULT | Aspect.ON_UNKNOWN if before and now:
            return _moved(before.meaning, now.meaning)
        case Aspect.THRESHOLDS:
            return _thresholds(_thresholds_of(before), _thresholds_of(now))
        case _:
            return Effect.NONE


def of_layer(aspect: Aspect, before: Stated | None, now: Stated | None, *, forms: bool) -> Effect:
    """The effect of a change in the head of a layer that is in both policies."""
    match aspect:
        case Aspect.APPLIES | Aspect.EXTENDS:
            return Effect.OPEN
        case Aspect.DEFAULT | Aspect.ON_UNKNOWN if not (before and now):
            return Effect.STRICTER if now else Effect.MILDER
        case _:
            return of_head(aspect, before, now, forms=forms)


def of_whole_layer(aspects: Iterable[Aspect], *, added: bool, forms: bool) -> Effect:
    """The effect of the head of a layer that came or went; its rules have effects of their own."""
    aspects = set(aspects)
    if forms and Aspect.LANGUAGES in aspects:
        return Effect.OPEN
    if {Aspect.DEFAULT, Aspect.ON_UNKNOWN, Aspect.THRESHOLDS}.isdisjoint(aspects):
        return Effect.NONE
    return Effect.STRICTER if added else Effect.MILDER


def of_rule(aspect: Aspect, before: Stated | None, now: Stated | None, *, permits: bool) -> Effect:
    """The effect of a change in a rule; `permits`: it was and is a may rule."""
    if aspect is Aspect.MODALITY and before and now:
        return _modality(before.meaning, now.meaning)
    if aspect not in _DECIDING or (permits and aspect in _OF_DUTIES):
        return Effect.NONE
    if aspect in (Aspect.OUTCOME, Aspect.RISK) and before and now:
        return _moved(before.meaning, now.meaning)
    if aspect is Aspect.EXCUSES:
        return _excuses(_ids(before), _ids(now))
    return Effect.OPEN


def of_whole(modality: Modality, *, excuses: bool, added: bool, instead_of: Rule | None = None) -> Effect:
    """The effect of a rule that came or went; `instead_of`: the rule that a layer restates with it, which may be loosened only there."""
    if instead_of is not None and (modality is Modality.MAY or instead_of.overridable is not None):
        return Effect.OPEN
    if modality is Modality.MAY:
        return Effect.NONE if not excuses else Effect.MILDER if added else Effect.STRICTER
    return Effect.STRICTER if added else Effect.MILDER


def _moved(before: object, now: object) -> Effect:
    if not (isinstance(before, int | float) and isinstance(now, int | float)):
        return Effect.OPEN
    return Effect.STRICTER if now > before else Effect.MILDER


def _modality(before: object, now: object) -> Effect:
    if before is Modality.MAY:
        return Effect.STRICTER
    return Effect.MILDER if now is Modality.MAY else Effect.NONE


def _ids(excuses: Stated | None) -> frozenset[object]:
    return excuses.meaning if excuses and isinstance(excuses.meaning, frozenset) else frozenset()


def _excuses(before: frozenset[object], now: frozenset[object]) -> Effect:
    return Effect.MILDER if before < now else Effect.STRICTER if now < before else Effect.OPEN


def _thresholds_of(stated: Stated | None) -> tuple[Threshold, ...]:
    return stated.meaning if stated and isinstance(stated.meaning, tuple) else ()


def _thresholds(before: tuple[Threshold, ...], now: tuple[Threshold, ...]) -> Effect:
    """Compared at every risk at which one of the two changes: between those the outcome stays."""
    risks = [threshold.risk for threshold in (*before, *now)]
    pairs = [(_reached(risk, before), _reached(risk, now)) for risk in risks]
    if all(old <= new for old, new in pairs):
        return Effect.STRICTER
    return Effect.MILDER if all(old >= new for old, new in pairs) else Effect.OPEN


def _reached(risk: float, thresholds: tuple[Threshold, ...]) -> Outcome:
    return max((threshold.outcome for threshold in thresholds if risk >= threshold.risk), default=Outcome.ALLOW)
