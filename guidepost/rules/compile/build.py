"""From a checked condition to one that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from guidepost.rules.check.scope import Scope
from guidepost.rules.compile.claims import Claims, upwards
from guidepost.rules.compile.logic import (
    NO,
    YES,
    AboutSignal,
    AboutText,
    AllOf,
    Answer,
    AnyOf,
    DefinedAs,
    GuidelineViolated,
    Node,
    NotThat,
    SignalUnknown,
    Truth,
    compares,
)
from guidepost.rules.compile.mentions import every_place, near, several, times
from guidepost.rules.compile.phrases import Phrase
from guidepost.rules.compile.signals import in_time, links_to
from guidepost.rules.compile.text import Needles
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition as as_written
from guidepost.signals import Value


class Builder:
    """Builds the nodes of one policy and numbers the phrases and patterns they look for."""

    def __init__(self, scope: Scope, fold: Callable[[str], str], languages: Sequence[str]) -> None:
        """`languages` are those of the policy, layers aside, in which words have forms."""
        self._claims = Claims(scope)
        self._lists = scope.phrases
        self._definitions = scope.definitions
        self._fold = fold
        self._languages = languages
        self._phrases: dict[tuple[str, tuple[str, ...] | None], int] = {}
        self._read: list[Phrase] = []
        self._uncapped: set[int] = set()
        self.counts_words = False
        """Whether some condition asks how many words lie between two places."""
        self._patterns: dict[tuple[str, bool], int] = {}

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every phrase looked for, by its number."""
        return tuple(self._read)

    @property
    def uncapped(self) -> frozenset[int]:
        """The phrases of which every place is needed."""
        return frozenset(self._uncapped)

    @property
    def patterns(self) -> tuple[tuple[str, bool], ...]:
        """Every pattern looked for, by its number, and whether it ignores case."""
        return tuple(self._patterns)

    def build(self, condition: t.Condition, claimed: frozenset[str] = frozenset(), *, affirmed: bool = True) -> Node:
        """The node that answers a condition.

        `claimed` names the probabilities that the sentence around it says are high, `affirmed` that it stands under no negation (or
        an even number of them): together they tell a claim from a mere limit to one.
        """
        claimed |= self._claims.inside(condition, affirmed=affirmed)
        match condition:
            case t.And(parts):
                return AllOf([self.build(part, claimed, affirmed=affirmed) for part in parts])
            case t.Or(parts):
                return AnyOf([self.build(part, claimed, affirmed=affirmed) for part in parts])
            case t.Not(part):
                return NotThat(self.build(part, claimed, affirmed=not affirmed), as_written(condition))
            case t.Defined(name):
                inner = self.build(self._definitions[name.value].condition, claimed, affirmed=affirmed)
                return DefinedAs(name.value, inner)
            case t.Compare() if self._claims.graded(condition):
                limits = self._claims.limits(condition, claimed, affirmed=affirmed)
                return AboutSignal(condition.signal.value, _grade(condition, limits=limits), as_written(condition))
            case _:
                return self._atom(condition, as_written(condition))

    def _atom(self, condition: t.Atom, written: str) -> Node:
        match condition:
            case t.Mentions():
                return self._mentions(condition, written)
            case t.Near():
                return self._near(condition, written)
            case t.Matches(pattern, ignore_case):
                number = self._patterns.setdefault((pattern, ignore_case), len(self._patterns))
                needles = Needles(patterns=frozenset({number}))
                return AboutText(lambda hits: hits.patterns.get(number, ()), needles, "visible", written)
            case t.Violates(guideline):
                return GuidelineViolated(guideline.value, written)
            case t.IsUnknown(signal):
                return SignalUnknown(signal.value, written)
            case t.LinksTo():
                return links_to(condition, self._given(condition.domains), written)
            case t.Defined():
                raise AssertionError("definitions are spelt out before")
            case _:
                return AboutSignal(condition.signal.value, _judge(condition), written)

    def _mentions(self, condition: t.Mentions, written: str) -> AboutText:
        numbers, besides = self._sought(condition, every_place=condition.quantifier is t.Quantifier.TIMES)
        folded = {number: self._read[number].folded for number in numbers}
        needles = Needles(phrases=frozenset(numbers))
        match condition.quantifier:
            case t.Quantifier.ANY:
                find = several(folded, 1, besides)
            case t.Quantifier.ALL:
                find = several(folded, len(set(folded.values())), besides)
            case t.Quantifier.AT_LEAST:
                find = several(folded, condition.minimum, besides)
            case t.Quantifier.TIMES:
                find = times(frozenset(numbers), condition.minimum, besides)
        return AboutText(find, needles, "folded", written)

    def _near(self, condition: t.Near, written: str) -> AboutText:
        self.counts_words = True
        (one, one_besides), (other, other_besides) = (
            self._sought(side, every_place=True) for side in (condition.one, condition.other)
        )
        fewer = min(one, other, key=len)
        find = near(every_place(frozenset(one), one_besides), every_place(frozenset(other), other_besides), condition.words)
        return AboutText(find, Needles(phrases=frozenset(fewer)), "folded", written)

    def _sought(self, mentions: t.Mentions, *, every_place: bool) -> tuple[list[int], frozenset[int]]:
        """The numbers of the phrases, and of those inside which they do not count."""
        numbers, besides = (
            [self._numbered(phrase, self._languages_of(mentions)) for phrase in self._given(given)]
            for given in (mentions.phrases, mentions.besides)
        )
        if besides or every_place:
            self._uncapped.update(numbers, besides)
        return numbers, frozenset(besides)

    def _given(self, phrases: t.Phrases) -> tuple[str, ...]:
        return phrases if isinstance(phrases, tuple) else self._lists[phrases.value]

    def _languages_of(self, mentions: t.Mentions) -> tuple[str, ...] | None:
        return (*self._languages, *mentions.languages) if mentions.forms else None

    def _numbered(self, phrase: str, languages: tuple[str, ...] | None) -> int:
        key = (phrase, languages)
        if key not in self._phrases:
            self._phrases[key] = len(self._read)
            self._read.append(Phrase.read(phrase, self._fold, languages))
        return self._phrases[key]


_Asking: TypeAlias = t.Compare | t.CountOf | t.Found | t.Is | t.Includes | t.Dated | t.Clocked | t.OnDay | t.Often


def _judge(condition: _Asking) -> Callable[[Value], Answer]:
    match condition:
        case t.Compare():
            reaches = compares(condition.operator, _in_seconds(condition.quantity))
            return lambda value: YES if isinstance(value, int | float) and reaches(value) else NO
        case t.CountOf():
            fits = compares(condition.operator, condition.number)
            return lambda value: YES if fits(_size(value)) else NO
        case t.Often():
            least = condition.least
            return lambda value: YES if isinstance(value, int) and value >= least else NO
        case t.Found():
            return _found
        case t.Dated() | t.Clocked() | t.OnDay():
            return in_time(condition)
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
    claims = upwards(condition)

    def judge(value: Value) -> Answer:
        if not isinstance(value, int | float):
            return NO
        if limits:
            return YES if fits(value) else NO
        return Answer(Truth.TRUE if fits(value) else Truth.FALSE, value if claims else 1.0 - value)

    return judge


def _in_seconds(quantity: float | t.Duration) -> float:
    return quantity.seconds if isinstance(quantity, t.Duration) else quantity


def _size(value: Value) -> int:
    return len(value) if isinstance(value, tuple | frozenset) else 0


def _found(value: Value) -> Answer:
    if isinstance(value, tuple) and value:
        return Answer(Truth.TRUE, max(span.score for span in value))
    return YES if isinstance(value, frozenset) and value else NO
