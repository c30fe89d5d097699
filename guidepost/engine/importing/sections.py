"""Paragraphs into sections: what becomes one guideline each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from guidepost.engine.importing.documents import Document, Kind, Paragraph

LONGEST = 1_500
"""Characters of one guideline; a longer section is cut between paragraphs, for authors are shown what a guideline says."""
_LONGEST_TITLE = 120
_NUMBER = re.compile(
    r"\s*(?:(?:§|Section|Abschnitt|Kapitel|Chapter|Artikel|Article)\s*)?(\d{1,3}(?:\.\d{1,3}){0,4}"
    r"|[IVX]{1,5}(?=\.))\.?\)?[\s:–-]+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it."""

    title: str
    number: str
    """The number the heading bears, such as `3.2`, or nothing."""
    path: tuple[str, ...]
    """The headings above it, outermost first."""
    place: int
    headed: bool
    """Whether the title is a heading of the document, not made of its text."""
    paragraphs: tuple[Paragraph, ...]
    part: int = 0
    """Which part of a section that was too long, from 1; 0 for a whole section."""


def title_of(document: Document) -> str:
    """The title of a document: the one it gives itself, else its only top heading at the beginning, else its file's name."""
    for paragraph in document.paragraphs:
        if paragraph.kind is Kind.TITLE:
            return paragraph.text[:_LONGEST_TITLE]
    first = document.paragraphs[0] if document.paragraphs else None
    if first is not None and _is_title(first, document):
        return first.text[:_LONGEST_TITLE]
    return PurePath(document.name).stem[:_LONGEST_TITLE] or document.name


def _is_title(first: Paragraph, document: Document) -> bool:
    headings = [each for each in document.paragraphs if each.kind is Kind.HEADING]
    return (
        first.kind is Kind.HEADING
        and len(headings) > 1
        and not _NUMBER.match(first.text)
        and sum(each.level <= first.level for each in headings) == 1
    )


def sections_of(document: Document) -> tuple[Section, ...]:
    """The sections of a document that hold text, and headings that nothing stands under; without headings, every paragraph is one."""
    title = title_of(document)
    paragraphs = [each for each in document.paragraphs if each.kind is not Kind.TITLE]
    if paragraphs and _is_title(paragraphs[0], document):
        paragraphs = paragraphs[1:]
    if not any(each.kind is Kind.HEADING for each in paragraphs):
        return tuple(_without_headings(paragraphs))
    return tuple(part for section in _headed(paragraphs, title) for part in _parts(section))


def _without_headings(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        if held and paragraph.kind is not Kind.ITEM:
            yield from _parts(_untitled(held))
            held = []
        held.append(paragraph)
    if held:
        yield from _parts(_untitled(held))


def _untitled(paragraphs: Sequence[Paragraph]) -> Section:
    return Section(_beginning(paragraphs[0].text), "", (), paragraphs[0].place, False, tuple(paragraphs))


def _beginning(text: str) -> str:
    end = re.search(r"[.!?:;]", text[:60])
    if end and end.start() > 8:
        return text[: end.start()]
    words = text[:61].rsplit(" ", 1)[0] if len(text) > 60 else text
    return f"{words[:60]} …" if len(text) > 60 else words


def _headed(paragraphs: Sequence[Paragraph], title: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    heading: Paragraph | None = None
    held: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and paragraph.kind is not Kind.HEADING:
            held.append(paragraph)
            continue
        leads_on = paragraph is not None and heading is not None and paragraph.level > heading.level
        if heading is not None and (held or not leads_on):
            number = _NUMBER.match(heading.text)
            shown = heading.text[number.end() :] if number else heading.text
            yield Section(
                shown[:_LONGEST_TITLE],
                number.group(1) if number else "",
                tuple(text for _, text in path[:-1]),
                heading.place,
                True,
                tuple(held),
            )
        elif held:
            yield Section(title, "", (), held[0].place, False, tuple(held))
        if paragraph is not None:
            path = [(level, text) for level, text in path if level < paragraph.level]
            path.append((paragraph.level, paragraph.text[:_LONGEST_TITLE]))
        heading, held = paragraph, []


def _parts(section: Section) -> Iterator[Section]:
    """A section, or its parts where it is too long. A list stays with the sentence above it as long as that fits."""
    if sum(len(each.text) for each in section.paragraphs) <= LONGEST:
        yield section
        return
    parts: list[list[Paragraph]] = []
    length = 0
    for paragraph in section.paragraphs:
        full = length + len(paragraph.text) > LONGEST
        if not parts or (full and (paragraph.kind is not Kind.ITEM or length > 2 * LONGEST)):
            parts.append([])
            length = 0
        parts[-1].append(paragraph)
        length += len(paragraph.text)
    if len(parts) == 1:
        yield section
        return
    for number, part in enumerate(parts, start=1):
        yield Section(section.title, section.number, section.path, part[0].place, section.headed, tuple(part), number)
