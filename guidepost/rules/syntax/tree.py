"""The tree of a policy file. Two trees are equal when they say the same, wherever the words stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Generic, TypeAlias, TypeVar

from guidepost.rules.syntax.conditions import (
    LINKS,
    UNIT_SECONDS,
    And,
    Atom,
    Clocked,
    Compare,
    Condition,
    CountOf,
    Dated,
    Defined,
    Duration,
    Found,
    Includes,
    Is,
    IsUnknown,
    LinksTo,
    Matches,
    Mentions,
    Moment,
    Name,
    Near,
    Not,
    Often,
    OnDay,
    Or,
    Phrases,
    Quantifier,
    Violates,
    Word,
)
from guidepost.rules.syntax.diagnostic import NOWHERE, Place

__all__ = [
    "LINKS",
    "UNIT_SECONDS",
    "And",
    "Atom",
    "Clause",
    "Clocked",
    "Compare",
    "Condition",
    "Consequence",
    "CountOf",
    "Dated",
    "Defined",
    "Definition",
    "Duration",
    "ExpectExcused",
    "ExpectNot",
    "ExpectOutcome",
    "ExpectQueue",
    "ExpectRedirect",
    "ExpectTold",
    "Expectation",
    "Fact",
    "Finding",
    "Found",
    "Given",
    "Guideline",
    "Includes",
    "Is",
    "IsUnknown",
    "Layer",
    "LinksTo",
    "Matches",
    "Mentions",
    "Modality",
    "Moment",
    "Name",
    "Near",
    "Not",
    "Often",
    "OnDay",
    "Or",
    "Outcome",
    "Phrases",
    "PolicyFile",
    "PolicyHead",
    "PostFile",
    "Quantifier",
    "Rule",
    "Stacked",
    "T",
    "Test",
    "TestPost",
    "Threshold",
    "Translations",
    "Violates",
    "Word",
    "WordList",
]

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
class Clause(Generic[T]):
    """One clause of a section: its value, its place, and the comments that stand above it."""

    value: T
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


Translations: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of language and text, in the order written."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when a rule fires."""

    outcome: Outcome
    queue: str | None = None
    within: Duration | None = None
    redirect: str | None = None
    redirect_in: Translations = ()
    """The channel's name in further languages."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this risk on, the outcome is at least this."""

    risk: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Layer:
    """What makes a policy file a layer: its own short name, and the file of the layer above."""

    name: Name
    extends: str


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
    layer: Clause[Layer] | None = None
    applies: Clause[Condition] | None = None
    """For which posts a layer applies; for all where it does not say."""
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
class Definition:
    """A condition that has a name."""

    name: Name
    condition: Condition
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guideline:
    """One paragraph of the written guideline. Without a title it is one of a layer above, opened again for more rules."""

    name: Name
    title: str
    cites: Clause[str] | None = None
    says: Clause[Translations] | None = None
    title_in: Translations = ()
    """The title in further languages than the policy's first."""
    cites_in: Translations = ()
    """What it cites, likewise."""
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
    because: Clause[str] | None = None
    """Why the rule treats some people otherwise; decides nothing."""
    overridable: Clause[bool] | None = None
    """Whether layers below may loosen the rule."""
    layer: str = ""
    """The layer that states the rule, in a stack; empty for the uppermost."""
    restates: bool = False
    """Whether the rule, in a stack, is a layer's own reading of one above it that holds elsewhere."""
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()

    @property
    def stated(self) -> str:
        """The rule's name with its guideline, as policies write it: `confidential.leak-codenames`."""
        return f"{self.guideline}.{self.name.value}"

    @property
    def qualified(self) -> str:
        """The name that only this rule has: as stated, and behind an `@` the layer where a layer restates a rule above."""
        return f"{self.stated}@{self.layer}" if self.restates else self.stated

    @property
    def permanent_id(self) -> str:
        """The id that history is kept under: the one written, else the qualified name."""
        return self.id.value.value if self.id else self.qualified


class Finding(StrEnum):
    """What a test may say of a signal besides a value."""

    FOUND = "found"
    NOT_FOUND = "not found"
    UNKNOWN = "unknown"


Given: TypeAlias = float | Duration | Moment | Word | Finding


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
class PostFile:
    """The posts of a test that is run once for each line of a file."""

    file: str
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
    """A post and what must be decided about it; or many, from a file with a post a line, or from a table with one in each row."""

    title: str
    post: Clause[TestPost] | None = None
    each_post: Clause[PostFile] | None = None
    cases: Clause[str] | None = None
    given: tuple[Clause[Fact], ...] = ()
    expects: tuple[Clause[Expectation], ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stacked:
    """A layer in a stack: its name, that of the layer above (empty for the uppermost file), and its head."""

    name: str
    above: str
    head: PolicyHead


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """Everything a policy file holds, or a stack of them: then `layers` are those below the uppermost, each after the one above it."""

    head: PolicyHead
    lists: tuple[WordList, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    rules: tuple[Rule, ...] = ()
    tests: tuple[Test, ...] = ()
    closing: tuple[str, ...] = ()
    """Comments after the last section."""
    definitions: tuple[Definition, ...] = ()
    layers: tuple[Stacked, ...] = ()
