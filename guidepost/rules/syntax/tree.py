"""The tree of a policy file. Two trees are equal when they say the same, wherever the words stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Generic, TypeAlias, TypeVar

from guidepost.rules.syntax.diagnostic import NOWHERE, Place

T = TypeVar("T")


class Modality(StrEnum):
    """What kind of sentence a rule is. `may` permits and excuses; the others oblige, and fire when they are broken."""

    MAY = "may"
    SHOULD = "should"
    MUST = "must"
    MUST_NOT = "must not"


class Outcome(IntEnum):
    """What happens to a post, from mildest to strictest."""

    ALLOW = 0
    """Published."""
    ADVISE = 1
    """Published, with a hint."""
    ACKNOWLEDGE = 2
    """Published once the author has confirmed."""
    REVIEW = 3
    """Held for a person."""
    BLOCK = 4
    """Not published."""

    @property
    def word(self) -> str:
        """The outcome as the language and the interfaces write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with its place."""

    value: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Clause(Generic[T]):
    """One clause of a section: its value, its place, and the comments that stand above it."""

    value: T
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


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

Translations: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of language and text, in the order written."""


class Quantifier(StrEnum):
    """How many of the phrases a text must mention."""

    ANY = "any"
    ALL = "all"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The text holds phrases, given in place or by the name of a list, as whole words."""

    phrases: tuple[str, ...] | Name
    quantifier: Quantifier = Quantifier.ANY
    minimum: int = 1
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


Atom: TypeAlias = Mentions | Matches | Violates | Compare | CountOf | Found | Is | Includes | IsUnknown
Condition: TypeAlias = Atom | Not | And | Or


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when a rule fires."""

    outcome: Outcome
    queue: str | None = None
    within: Duration | None = None
    redirect: str | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this risk on, the outcome is at least this."""

    risk: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PolicyHead:
    """The section that names the policy."""

    title: str
    version: Clause[str] | None = None
    languages: Clause[tuple[str, ...]] | None = None
    default: Clause[Outcome] | None = None
    on_unknown: Clause[Outcome] | None = None
    appeals_to: Clause[str] | None = None
    thresholds: tuple[Clause[Threshold], ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordList:
    """A named list of phrases: in place, or the name of a file with one phrase a line."""

    name: Name
    phrases: tuple[str, ...] = ()
    file: str | None = None
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guideline:
    """One paragraph of the written guideline."""

    name: Name
    title: str
    cites: Clause[str] | None = None
    says: Clause[Translations] | None = None
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One deontic sentence under a guideline."""

    guideline: str
    modality: Modality
    name: Name
    id: Clause[Name] | None = None
    says: Clause[Translations] | None = None
    when: Clause[Condition] | None = None
    unless: Clause[Condition] | None = None
    then: Clause[Consequence] | None = None
    risk: Clause[float] | None = None
    excuses: Clause[tuple[Name, ...]] | None = None
    instead: Clause[Translations] | None = None
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()

    @property
    def qualified(self) -> str:
        """The rule's name with its guideline: `confidential.leak-codenames`."""
        return f"{self.guideline}.{self.name.value}"

    @property
    def permanent_id(self) -> str:
        """The id that history is kept under: the one written, else the qualified name."""
        return self.id.value.value if self.id else self.qualified


class Finding(StrEnum):
    """What a test may say of a signal besides a value."""

    FOUND = "found"
    NOT_FOUND = "not found"
    UNKNOWN = "unknown"


Given: TypeAlias = float | Duration | Word | Finding


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the post in a test: `audience external`."""

    name: Name
    value: Given


@dataclass(frozen=True, slots=True)
class TestPost:
    """The post of a test."""

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectOutcome:
    """The decision's outcome, and rules that must be among its reasons."""

    outcome: Outcome
    because: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectRedirect:
    """The channel the author is offered."""

    channel: str


@dataclass(frozen=True, slots=True)
class ExpectQueue:
    """The queue the case goes to."""

    queue: str


@dataclass(frozen=True, slots=True)
class ExpectTold:
    """A *may* rule that the author is told about."""

    rule: Name


@dataclass(frozen=True, slots=True)
class ExpectExcused:
    """A rule that would have fired and is excused, and *may* rules that must be among its excuses."""

    rule: Name
    because: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectNot:
    """A rule that must not be among the reasons."""

    rule: Name


Expectation: TypeAlias = ExpectOutcome | ExpectRedirect | ExpectQueue | ExpectTold | ExpectExcused | ExpectNot


@dataclass(frozen=True, slots=True)
class Test:
    """A post and what must be decided about it."""

    title: str
    post: Clause[TestPost] | None = None
    given: tuple[Clause[Fact], ...] = ()
    expects: tuple[Clause[Expectation], ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """Everything a policy file holds."""

    head: PolicyHead
    lists: tuple[WordList, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    rules: tuple[Rule, ...] = ()
    tests: tuple[Test, ...] = ()
    closing: tuple[str, ...] = ()
    """Comments after the last section."""
