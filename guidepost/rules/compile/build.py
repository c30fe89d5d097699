"""From a checked condition to one that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
from guidepost.rules.compile.text import Hits, Needles, Phrase
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.signals import SignalType, Span, Value


class Builder:
    """Builds the nodes of one policy and numbers the phrases and patterns they look for."""

    def __init__(self, catalogue: Catalogue, lists: Mapping[str, tuple[str, ...]], fold: Callable[[str], str]) -> None:
        self._catalogue = catalogue
        self._lists = lists
        self._fold = fold
        self._phrases: dict[str, int] = {}
        self._read: list[Phrase] = []
        self._patterns: dict[tuple[str, bool], int] = {}

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every phrase looked for, by its number."""
        return tuple(self._read)

    @property
    def patterns(self) -> tuple[tuple[str, bool], ...]:
        """Every pattern looked for, by its number, and whether it ignores case."""
        return tuple(self._patterns)

    def build(self, condition: t.Condition, claimed: frozenset[str] = frozenset(), *, affirmed: bool = True) -> Node:
        """The node that answers a condition.

        `claimed` names the probabilities that the sentence around it says are high, `affirmed` that it stands under no negation (or
        an even number of them): together they tell a claim from a mere limit to one.
        """
        claimed |= self._claims(condition, affirmed=affirmed)
        match condition:
            case t.And(parts):
                return AllOf([self.build(part, claimed, affirmed=affirmed) for part in parts])
            case t.Or(parts):
                return AnyOf([self.build(part, claimed, affirmed=affirmed) for part in parts])
            case t.Not(part):
                return NotThat(self.build(part, claimed, affirmed=not affirmed), as_written(condition))
            case t.Compare() if self._graded(condition):
                limits = condition.signal.value in claimed and _upwards(condition) is not affirmed
                return AboutSignal(condition.signal.value, _grade(condition, limits=limits), as_written(condition))
            case _:
                return self._atom(condition, as_written(condition))

    def _atom(self, condition: t.Atom, written: str) -> Node:
        match condition:
            case t.Mentions():
                return self._mentions(condition, written)
            case t.Matches(pattern, ignore_case):
                number = self._patterns.setdefault((pattern, ignore_case), len(self._patterns))
                needles = Needles(patterns=frozenset({number}))
                return AboutText(lambda hits: hits.patterns.get(number, ()), needles, "visible", written)
            case t.Violates(guideline):
                return GuidelineViolated(guideline.value, written)
            case t.IsUnknown(signal):
                return SignalUnknown(signal.value, written)
            case _:
                return AboutSignal(condition.signal.value, _judge(condition), written)

    def _claims(self, condition: t.Condition, *, affirmed: bool) -> frozenset[str]:
        """The probabilities that a condition cannot hold without being high."""
        match condition:
            case t.Compare() if self._graded(condition) and _upwards(condition) is affirmed:
                return frozenset({condition.signal.value})
            case t.Not(part):
                return self._claims(part, affirmed=not affirmed)
            case t.And(parts) if affirmed:
                return frozenset().union(*(self._claims(part, affirmed=affirmed) for part in parts))
            case t.Or(parts) if not affirmed:
                return frozenset().union(*(self._claims(part, affirmed=affirmed) for part in parts))
            case _:
                return frozenset()

    def _graded(self, condition: t.Compare) -> bool:
        return self._catalogue[condition.signal.value].type is SignalType.PROBABILITY

    def _mentions(self, condition: t.Mentions, written: str) -> AboutText:
        phrases = condition.phrases if isinstance(condition.phrases, tuple) else self._lists[condition.phrases.value]
        folded = {number: self._read[number].folded for number in map(self._numbered, phrases)}
        match condition.quantifier:
            case t.Quantifier.ANY:
                needed = 1
            case t.Quantifier.ALL:
                needed = len(set(folded.values()))
            case t.Quantifier.AT_LEAST:
                needed = condition.minimum
        return AboutText(_several(folded, needed), Needles(phrases=frozenset(folded)), "folded", written)

    def _numbered(self, phrase: str) -> int:
        if phrase not in self._phrases:
            self._phrases[phrase] = len(self._read)
            self._read.append(Phrase.read(phrase, self._fold))
        return self._phrases[phrase]


def _judge(condition: t.Compare | t.CountOf | t.Found | t.Is | t.Includes) -> Callable[[Value], Answer]:
    match condition:
        case t.Compare():
            reaches = compares(condition.operator, _in_seconds(condition.quantity))
            return lambda value: YES if isinstance(value, int | float) and reaches(value) else NO
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


def _grade(condition: t.Compare, *, limits: bool) -> Callable[[Value], Answer]:
    """The judge of a comparison with a probability.

    The value is the chance that the post is so, hence the certainty of a comparison upwards; one downwards says the contrary. Where
    it only limits a claim, as in `toxicity >= 0.5 and toxicity < 0.8`, it is about the number and not about the post: then it is
    plainly true or false.
    """
    fits = compares(condition.operator, _in_seconds(condition.quantity))
    upwards = _upwards(condition)

    def judge(value: Value) -> Answer:
        if not isinstance(value, int | float):
            return NO
        if limits:
            return YES if fits(value) else NO
        return Answer(Truth.TRUE if fits(value) else Truth.FALSE, value if upwards else 1.0 - value)

    return judge


def _upwards(condition: t.Compare) -> bool:
    return condition.operator in (">", ">=")


def _in_seconds(quantity: float | t.Duration) -> float:
    return quantity.seconds if isinstance(quantity, t.Duration) else quantity


def _several(folded: Mapping[int, str], needed: int) -> Callable[[Hits], tuple[Span, ...]]:
    """Places of all phrases found, when at least `needed` different ones are there; two that fold alike are one."""

    def find(hits: Hits) -> tuple[Span, ...]:
        there = hits.phrases.keys() & folded.keys()
        if len({folded[number] for number in there}) < needed:
            return ()
        return tuple(sorted({span for number in there for span in hits.phrases[number]}))

    return find


def _size(value: Value) -> int:
    return len(value) if isinstance(value, tuple | frozenset) else 0


def _found(value: Value) -> Answer:
    if isinstance(value, tuple) and value:
        return Answer(Truth.TRUE, max(span.score for span in value))
    return YES if isinstance(value, frozenset) and value else NO
