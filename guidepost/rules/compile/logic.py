"""Three-valued logic over signals: conditions as objects that answer, say what they still wait for, and show their evidence."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import NamedTuple, Protocol

from guidepost.rules.compile.text import Hits, Needles
from guidepost.signals import Span, Unknown, Value


class Truth(IntEnum):
    """Kleene's strong three values, ordered so that *and* is the least and *or* the greatest."""

    FALSE = -1
    UNKNOWN = 0
    TRUE = 1


class Answer(NamedTuple):
    """Whether a condition holds, and the chance in [0, 1] that what it says of the post is so.

    Text and facts are certain, models are not. Answers are ordered by truth, then certainty, so that *and* is the least of them and
    *or* the greatest; an unknown answer always has the certainty 0.
    """

    truth: Truth
    certainty: float


YES = Answer(Truth.TRUE, 1.0)
NO = Answer(Truth.FALSE, 0.0)
DONT_KNOW = Answer(Truth.UNKNOWN, 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One smallest condition that decided: as written, the signal asked with its value, or the places in a view of the text.

    `definition` names the definition by which the rule asks it, the outermost one.
    """

    condition: str
    signal: str | None = None
    value: Value | None = None
    view: str | None = None
    spans: tuple[Span, ...] = ()
    definition: str | None = None


class Violation(NamedTuple):
    """Whether some rule of a guideline fires, how certainly, and which signals would be needed to tell."""

    answer: Answer
    lacks: frozenset[str]


@dataclass(slots=True)
class Reading:
    """All that is known about one post while it is being decided. A signal missing from `values` has not been asked yet."""

    hits: Hits
    values: Mapping[str, Value]
    violations: dict[str, Violation] = field(default_factory=dict)


class Node(Protocol):
    """A condition that can be asked."""

    def answer(self, reading: Reading) -> Answer:
        """Whether it holds for this post, as far as is known."""
        ...

    def lacks(self, reading: Reading) -> Iterator[str]:
        """The signals without a value, asked or not, that keep it from being true or false; asked only while it is unknown."""
        ...

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        """The smallest conditions that make it true; asked only while it is true."""
        ...

    def needs(self) -> Needles | None:
        """Phrases and patterns of which the text must hold one, or it is false whatever else is known; None if nothing is needed."""
        ...


@dataclass(frozen=True, slots=True)
class AllOf:
    """Kleene's *and*."""

    parts: Sequence[Node]

    def answer(self, reading: Reading) -> Answer:
        least = YES
        for part in self.parts:
            least = min(least, part.answer(reading))
            if least == NO:
                break
        return least

    def lacks(self, reading: Reading) -> Iterator[str]:
        return _lacking(self.parts, reading)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        for part in self.parts:
            yield from part.evidence(reading)

    def needs(self) -> Needles | None:
        parts = [needs for part in self.parts if (needs := part.needs()) is not None]
        return min(parts, key=lambda needs: needs.number, default=None)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Kleene's *or*."""

    parts: Sequence[Node]

    def answer(self, reading: Reading) -> Answer:
        greatest = NO
        for part in self.parts:
            greatest = max(greatest, part.answer(reading))
            if greatest == YES:
                break
        return greatest

    def lacks(self, reading: Reading) -> Iterator[str]:
        return _lacking(self.parts, reading)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        for part in self.parts:
            if part.answer(reading).truth is Truth.TRUE:
                yield from part.evidence(reading)

    def needs(self) -> Needles | None:
        parts = [needs for part in self.parts if (needs := part.needs()) is not None]
        if len(parts) < len(self.parts):
            return None
        return Needles(
            frozenset().union(*(needs.phrases for needs in parts)), frozenset().union(*(needs.patterns for needs in parts))
        )


def _lacking(parts: Sequence[Node], reading: Reading) -> Iterator[str]:
    for part in parts:
        if part.answer(reading).truth is Truth.UNKNOWN:
            yield from part.lacks(reading)


@dataclass(frozen=True, slots=True)
class NotThat:
    """Kleene's *not*."""

    part: Node
    written: str

    def answer(self, reading: Reading) -> Answer:
        answer = self.part.answer(reading)
        return DONT_KNOW if answer.truth is Truth.UNKNOWN else Answer(Truth(-answer.truth), 1.0 - answer.certainty)

    def lacks(self, reading: Reading) -> Iterator[str]:
        return self.part.lacks(reading)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        inner = self.part
        if isinstance(inner, AboutSignal):
            yield Evidence(self.written, inner.signal, reading.values[inner.signal])
        else:
            yield Evidence(self.written)

    def needs(self) -> Needles | None:
        return None


@dataclass(frozen=True, slots=True)
class DefinedAs:
    """What a definition says, under its name."""

    name: str
    inner: Node

    def answer(self, reading: Reading) -> Answer:
        return self.inner.answer(reading)

    def lacks(self, reading: Reading) -> Iterator[str]:
        return self.inner.lacks(reading)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        for one in self.inner.evidence(reading):
            yield replace(one, definition=self.name)

    def needs(self) -> Needles | None:
        return self.inner.needs()


@dataclass(frozen=True, slots=True)
class AboutText:
    """A phrase, list or pattern: `find` gives the places that make it true, or nothing when it is false."""

    find: Callable[[Hits], tuple[Span, ...]]
    needles: Needles
    view: str
    written: str

    def answer(self, reading: Reading) -> Answer:
        return YES if self.find(reading.hits) else NO

    def lacks(self, reading: Reading) -> Iterator[str]:
        del reading
        return iter(())

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        yield Evidence(self.written, view=self.view, spans=self.find(reading.hits))

    def needs(self) -> Needles | None:
        return self.needles


@dataclass(frozen=True, slots=True)
class AboutSignal:
    """A question about one signal. `judge` answers for a known value."""

    signal: str
    judge: Callable[[Value], Answer]
    written: str

    def answer(self, reading: Reading) -> Answer:
        value = reading.values.get(self.signal)
        if value is None or isinstance(value, Unknown):
            return DONT_KNOW
        return self.judge(value)

    def lacks(self, reading: Reading) -> Iterator[str]:
        del reading
        yield self.signal

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        value = reading.values[self.signal]
        spans = value if isinstance(value, tuple) else ()
        yield Evidence(self.written, self.signal, value, view="visible" if spans else None, spans=spans)

    def needs(self) -> Needles | None:
        return None


@dataclass(frozen=True, slots=True)
class SignalUnknown:
    """Whether a signal could not be had: true or false once it was asked."""

    signal: str
    written: str

    def answer(self, reading: Reading) -> Answer:
        value = reading.values.get(self.signal)
        if value is None:
            return DONT_KNOW
        return YES if isinstance(value, Unknown) else NO

    def lacks(self, reading: Reading) -> Iterator[str]:
        del reading
        yield self.signal

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        yield Evidence(self.written, self.signal, reading.values[self.signal])

    def needs(self) -> Needles | None:
        return None


@dataclass(frozen=True, slots=True)
class GuidelineViolated:
    """Whether some rule of a guideline fires; those rules are decided first."""

    guideline: str
    written: str

    def answer(self, reading: Reading) -> Answer:
        return reading.violations[self.guideline].answer

    def lacks(self, reading: Reading) -> Iterator[str]:
        yield from reading.violations[self.guideline].lacks

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        del reading
        yield Evidence(self.written)

    def needs(self) -> Needles | None:
        return None


_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}


def compares(written_operator: str, threshold: float) -> Callable[[float], bool]:
    """The comparison with a threshold, as a function of the value."""
    compare = _OPERATORS[written_operator]
    return lambda value: compare(value, threshold)
