"""From a checked condition to one that can be asked."""

from __future__ import annotations

from collections.abc import Callable

from guidepost.rules.check.scope import Catalogue
from guidepost.rules.compile.logic import (
    NO,
    YES,
    AboutSignal,
    AboutText,
    AllOf,
    Answer,
    AnyOf,
    GuidelineViolated,
    Node,
    NotThat,
    SignalUnknown,
    Truth,
    compares,
)
from guidepost.rules.compile.text import Hits
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.signals import SignalType, Span, Value


class Builder:
    """Builds the nodes of one policy and numbers the phrases and patterns they look for."""

    def __init__(self, catalogue: Catalogue, lists: dict[str, tuple[str, ...]]) -> None:
        self._catalogue = catalogue
        self._lists = lists
        self._phrases: dict[str, int] = {}
        self._patterns: dict[tuple[str, bool], int] = {}

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase looked for, by its number."""
        return tuple(self._phrases)

    @property
    def patterns(self) -> tuple[tuple[str, bool], ...]:
        """Every pattern looked for, by its number, and whether it ignores case."""
        return tuple(self._patterns)

    def build(self, condition: t.Condition) -> Node:
        """The node that answers a condition."""
        written = as_written(condition)
        match condition:
            case t.And(parts):
                return AllOf([self.build(part) for part in parts], written)
            case t.Or(parts):
                return AnyOf([self.build(part) for part in parts], written)
            case t.Not(part):
                return NotThat(self.build(part), written)
            case t.Mentions():
                return self._mentions(condition, written)
            case t.Matches(pattern, ignore_case):
                number = self._patterns.setdefault((pattern, ignore_case), len(self._patterns))
                return AboutText(lambda hits: hits.patterns.get(number, ()), "visible", written)
            case t.Violates(guideline):
                return GuidelineViolated(guideline.value, written)
            case t.IsUnknown(signal):
                return SignalUnknown(signal.value, written)
            case _:
                return AboutSignal(condition.signal.value, self._judge(condition), written)

    def _mentions(self, condition: t.Mentions, written: str) -> AboutText:
        phrases = condition.phrases if isinstance(condition.phrases, tuple) else self._lists[condition.phrases.value]
        numbers = tuple(dict.fromkeys(self._phrases.setdefault(phrase, len(self._phrases)) for phrase in phrases))
        match condition.quantifier:
            case t.Quantifier.ANY:
                needed = 1
            case t.Quantifier.ALL:
                needed = len(numbers)
            case t.Quantifier.AT_LEAST:
                needed = condition.minimum
        if needed == 1 and len(numbers) == 1:
            only = numbers[0]
            return AboutText(lambda hits: hits.phrases.get(only, ()), "folded", written)
        return AboutText(_several(numbers, needed), "folded", written)

    def _judge(self, condition: t.Compare | t.CountOf | t.Found | t.Is | t.Includes) -> Callable[[Value], Answer]:
        match condition:
            case t.Compare():
                return self._compare(condition)
            case t.CountOf():
                fits = compares(condition.operator, condition.number)
                return lambda value: YES if fits(_size(value)) else NO
            case t.Found():
                return _found
            case t.Is():
                words = frozenset(word.value for word in condition.words)
                negated = condition.negated
                return lambda value: YES if (value in words) is not negated else NO
            case t.Includes():
                word = condition.word.value
                return lambda value: YES if isinstance(value, frozenset) and word in value else NO

    def _compare(self, condition: t.Compare) -> Callable[[Value], Answer]:
        quantity = condition.quantity.seconds if isinstance(condition.quantity, t.Duration) else condition.quantity
        fits = compares(condition.operator, quantity)
        if self._catalogue[condition.signal.value].type is not SignalType.PROBABILITY:
            return lambda value: YES if isinstance(value, int | float) and fits(value) else NO
        upwards = condition.operator in (">", ">=")

        def judge(value: Value) -> Answer:
            if not isinstance(value, int | float):
                return NO
            return Answer(Truth.TRUE if fits(value) else Truth.FALSE, value if upwards else 1.0 - value)

        return judge


def _several(numbers: tuple[int, ...], needed: int) -> Callable[[Hits], tuple[Span, ...]]:
    """Places of all phrases found, when at least `needed` different ones are there."""
    wanted = frozenset(numbers)

    def find(hits: Hits) -> tuple[Span, ...]:
        there = hits.phrases.keys() & wanted
        if len(there) < needed:
            return ()
        return tuple(sorted({span for number in there for span in hits.phrases[number]}))

    return find


def _size(value: Value) -> int:
    return len(value) if isinstance(value, tuple | frozenset) else 0


def _found(value: Value) -> Answer:
    if isinstance(value, tuple) and value:
        return Answer(Truth.TRUE, max(span.score for span in value))
    return YES if isinstance(value, frozenset) and value else NO
