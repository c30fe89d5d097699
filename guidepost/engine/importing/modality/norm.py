"""A norm: the part of a sentence that permits, recommends, demands or forbids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from guidepost.rules.syntax import Modality


class SentenceKind(StrEnum):
    """What a sentence is, before it is asked what it demands."""

    NORM = "norm"
    STATEMENT = "statement"
    QUESTION = "question"
    EXAMPLE = "example"
    LEAD = "lead"
    """The words above a list; the points of the list carry what they ask."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What one part of a sentence asks."""

    modality: Modality
    forbids: bool
    """Whether doing what the words name breaks it: always for *must not*, and for “should not”."""
    cue: str
    """The words that show the modality."""
    text: str
    """The part of the sentence that it governs."""
    limit: str = ""
    """When it does not hold, or holds only: “only with consent”, “unless …”."""
    imperative: bool = False
    """Whether it asks by its form alone: “Name your source.”"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as understood."""

    kind: SentenceKind
    norms: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show a modality."""

    pattern: re.Pattern[str]
    modality: Modality
    forbids: bool = False
    imperative: bool = False
    """Whether it asks by its form alone, so that a word such as “ideally” can soften it."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language says what is allowed and what is not."""

    cues: tuple[Cue, ...]
    """Most specific first; of cues that overlap, the first counts."""
    repeated: tuple[Cue, ...]
    """Cues behind a comma or “and”, that count only where another one stands before them."""
    hidden: re.Pattern[str]
    """Words that look like a negation or a cue and are none; they are covered before cues are looked for."""
    example: re.Pattern[str]
    """The beginning of a sentence that gives an example."""
    joint: re.Pattern[str]
    """What may stand between two clauses."""
    limit: re.Pattern[str]
    """The beginning of an exception or a restriction."""
    only: re.Pattern[str]
    """A restriction that turns a permission into a prohibition of the rest: “only”, “nur”."""
    reverses: re.Pattern[str]
    """What, right after a cue, turns a duty around: “avoid”."""
    softens: re.Pattern[str]
    """What makes a recommendation of an imperative: “ideally”."""
    welcomes: re.Pattern[str]
    """What makes a permission of an imperative: “feel free”."""


def cue(pattern: str, modality: Modality, *, forbids: bool = False, imperative: bool = False) -> Cue:
    """A cue; a *must not* always forbids. Where its pattern names a group `cue`, that is what is shown."""
    return Cue(re.compile(pattern, re.IGNORECASE), modality, forbids or modality is Modality.MUST_NOT, imperative)
