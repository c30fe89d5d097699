"""The conditions of a policy's tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from guidepost.rules.syntax.diagnostic import NOWHERE, Place
from guidepost.signals.rates import Rate


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with its place."""

    value: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time as written, such as `4 hours`."""

    amount: float
    unit: str

    @property
    def seconds(self) -> float:
        """The duration in seconds (a year is 365 days)."""
        return self.amount * UNIT_SECONDS[self.unit]


UNIT_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "year": 31_536_000}


class Quantifier(StrEnum):
    """How many of the phrases a text must mention."""

    ANY = "any"
    ALL = "all"
    AT_LEAST = "at least"
    TIMES = "times"
    """Any of the phrases, at least so many times all together."""


Phrases: TypeAlias = "tuple[str, ...] | Name"
"""Phrases given in place, or the name of a list of them."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """The text holds phrases, given in place or by the name of a list, as whole words.

    `forms`: words in any of their forms, also in compounds. `besides`: what is part of one of these does not count. `languages`: further
    ones of the forms besides the policy's, where the layer that says it adds some.
    """

    phrases: Phrases
    quantifier: Quantifier = Quantifier.ANY
    minimum: int = 1
    forms: bool = False
    besides: Phrases = ()
    languages: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """The text holds one of some phrases no more than `words` words before or after one of others. Both sides ask for any."""

    one: Mentions
    other: Mentions
    words: int
    place: Place = field(default=NOWHERE, compare=False)


LINKS = "text.links"
"""The signal that holds the links of a text, each labelled with its domain."""


@dataclass(frozen=True, slots=True)
class LinksTo:
    """The text links to one of some domains or to a subdomain of one; `elsewhere`: to some other domain than these."""

    domains: Phrases
    elsewhere: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def signal(self) -> Name:
        """The signal that is asked."""
        return Name(LINKS, self.place)


@dataclass(frozen=True, slots=True)
class Defined:
    """What the definition of that name says."""

    name: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as written: a date (`2026-12-01`), a time of day (`08:00`; without it, the day's beginning), a time zone."""

    date: str
    clock: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A point in time lies before a moment, or (`after`) at it or later."""

    signal: Name
    moment: Moment
    after: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Clocked:
    """A point in time lies, in the time zone, between two times of day: from the first on, before the second, over midnight too."""

    signal: Name
    start: str
    end: str
    zone: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OnDay:
    """A point in time lies, in the time zone, on one of these days of the week."""

    signal: Name
    days: tuple[Name, ...]
    zone: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Matches:
    """The visible text fits a pattern (RE2 syntax)."""

    pattern: str
    ignore_case: bool
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Violates:
    """Some rule of the named guideline fires on this post and is not excused."""

    guideline: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A signal compared with a number or a duration."""

    signal: Name
    operator: str
    quantity: float | Duration
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many places or words a signal holds, compared with a whole number."""

    signal: Name
    operator: str
    number: float
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A signal holds at least one place or word."""

    signal: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Often:
    """Something has happened more than so many times, or at least so many (`operator` is `>` or `>=`), within a stretch of time."""

    rate: Rate
    operator: str
    number: int
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def signal(self) -> Name:
        """The signal that is asked."""
        return Name(self.rate.name, self.place)

    @property
    def least(self) -> int:
        """The smallest count of which it is true."""
        return self.number + 1 if self.operator == ">" else self.number


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a vocabulary, written bare or in quotes."""

    value: str
    quoted: bool
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Is:
    """A symbol or text is one of the words given; `negated` when written `is not`: it is none of them."""

    signal: Name
    words: tuple[Word, ...]
    negated: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Includes:
    """A set holds a word."""

    signal: Name
    word: Word
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class IsUnknown:
    """A signal could not be had. Always true or false, never unknown."""

    signal: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Negation (Kleene: not unknown is unknown)."""

    part: Condition
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """True when all parts are, false when one is false."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """True when one part is, false when all are false."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


Atom: TypeAlias = (
    Mentions
    | Near
    | Matches
    | LinksTo
    | Violates
    | Defined
    | Compare
    | CountOf
    | Found
    | Is
    | Includes
    | IsUnknown
    | Dated
    | Clocked
    | OnDay
    | Often
)
Condition: TypeAlias = Atom | Not | And | Or
