"""The document: everything a reader sees, in order and in words, without a thought for paper or screen."""

from __future__ import annotations

from dataclasses import dataclass

from guidepost.rules.render.prose import Sentence, Statement
from guidepost.rules.render.words import Labels


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the policy. `note` says so where it is not in the document's language."""

    text: str
    language: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line, such as the deadline of a rule."""

    label: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule: its sentence with the points under it, what follows, and its source text."""

    anchor: str
    number: str
    id: str
    name: str
    modality: str
    """The modality as the language of policies writes it; `verb` is the reader's word for it."""
    verb: str
    says: Text | None
    duty: Statement
    unless: Statement | None
    lines: tuple[Line, ...]
    instead: Text | None
    source: str
    layer: Sentence = ()
    """For which posts it holds, where it belongs to a layer."""
    yields: tuple[Sentence, ...] = ()
    """Where the rule of a layer holds instead."""
    level: int = 0
    """0; 1 for a rule that holds instead of the one before it, 2 for one that holds instead of that."""


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """A layer: for which posts it applies, and what it says of all of them."""

    anchor: str
    name: str
    title: str
    applies: Statement
    lines: tuple[Line, ...]
    source: str


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """A condition with a name: its sentence with the points under it, and its source text."""

    anchor: str
    name: str
    meaning: Statement
    source: str
    layer: Sentence = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A guideline and its rules."""

    anchor: str
    number: str
    title: str
    cites: str
    says: Text | None
    rules: tuple[RuleEntry, ...]
    layer: Sentence = ()
    """That it belongs to a layer, where it does."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A list with all its phrases. `used` names the rules that ask for it."""

    anchor: str
    name: str
    count: str
    origin: str
    used: Sentence
    phrases: tuple[str, ...]
    layer: Sentence = ()


@dataclass(frozen=True, slots=True)
class SignalEntry:
    """Something that rules ask about a post."""

    anchor: str
    name: str
    label: str
    meaning: str
    type: str


@dataclass(frozen=True, slots=True)
class Document:
    """A policy, ready to be set."""

    language: str
    title: str
    version: str
    digest: str
    languages: str
    counts: str
    principles: tuple[Sentence, ...]
    definitions: tuple[DefinitionEntry, ...]
    sections: tuple[Section, ...]
    lists: tuple[ListEntry, ...]
    signals: tuple[SignalEntry, ...]
    signatures: str
    label: Labels
    layers: tuple[LayerEntry, ...] = ()
    layers_named: Sentence = ()
