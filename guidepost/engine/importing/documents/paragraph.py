"""What a document is, once read: paragraphs in reading order, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

LARGEST_FILE = 50 * 1_048_576
"""Bytes a document may have."""
MOST_CHARACTERS = 1_000_000
"""Characters of text a document may have; a policy file holds about as many, and 300 pages have fewer."""


class DocumentUnreadable(Exception):
    """A document cannot be read; the message says why, and names the way out."""


class Kind(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    """The title of the whole document."""
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    """A point of a list, or a cell of a table."""


class Unit(StrEnum):
    """What the places of a document count."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its text on one line without control characters."""

    kind: Kind
    text: str
    place: int
    """Number of the page, paragraph or line, from 1; which of them, the document says."""
    level: int = 0
    """How deep a heading is, from 1; 0 for everything else."""
    lead: str = ""
    """The heading of the column, for a cell of a table."""


class Note(StrEnum):
    """What of a document was not read."""

    IMAGES = "images"
    FOOTNOTES = "footnotes"
    CHANGES = "changes"
    """Tracked changes: read as if all of them were accepted."""
    EMPTY_PAGES = "empty pages"
    """Pages without text, so perhaps scanned."""
    ENCODING = "encoding"
    """The text is no UTF-8 and was read as Windows-1252."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read."""

    name: str
    """The file's name."""
    unit: Unit
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[tuple[Note, int], ...] = ()
    """What was not read, and how often it occurs."""


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(text: str) -> str:
    """The text on one line: composed (NFC), without control, direction and zero-width characters, single spaces between words."""
    text = unicodedata.normalize("NFC", _JOINERS.sub("", text))
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(each) in _INVISIBLE else each for each in text)
    return " ".join(text.split())


def tidy(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with clean texts, without those that hold no letter. Raises `DocumentUnreadable` where the text is too long."""
    return tuple(_limited(paragraphs))


def _limited(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    length = 0
    for paragraph in paragraphs:
        text = clean(paragraph.text)
        if not any(character.isalpha() for character in text):
            continue
        length += len(text)
        if length > MOST_CHARACTERS:
            raise DocumentUnreadable(
                f"the document has more than {MOST_CHARACTERS:,} characters; "
                "save its chapters as files of their own and import them one by one"
            )
        yield replace(paragraph, text=text, lead=clean(paragraph.lead))
