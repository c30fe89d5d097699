"""Sections into sentences with their norms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from guidepost.engine.importing.documents import Kind, Paragraph
from guidepost.engine.importing.modality import (
    Norm,
    Reading,
    SentenceKind,
    continues,
    is_indirect,
    lead_norm,
    read_sentence,
    under_lead,
)
from guidepost.engine.importing.sections import Section
from guidepost.engine.importing.sentences import sentences_of


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of the document, and what it asks."""

    text: str
    place: int
    reading: Reading
    lead: str = ""
    """The words above a list that give the sentence its modality, or nothing."""


def read_section(section: Section, language: str) -> tuple[ReadSentence, ...]:
    """All sentences of a section in order; its heading only where it asks something and nothing under it does."""
    heading = _heading(section, language)
    below = tuple(_sentences(section, language))
    asks = any(each.reading.norms for each in below)
    return below if heading is None or asks else (heading, *below)


def _heading(section: Section, language: str) -> ReadSentence | None:
    if not section.headed or section.part > 1 or is_indirect(section.title):
        return None
    reading = read_sentence(section.title, language)
    return ReadSentence(section.title, section.place, reading) if reading.norms else None


def _sentences(section: Section, language: str) -> Iterator[ReadSentence]:
    heading = lead_norm(section.title, language) if section.headed else None
    above = heading_lead = (section.title, heading) if heading else None
    for paragraph, after in zip_longest(section.paragraphs, section.paragraphs[1:]):
        if paragraph.kind is not Kind.ITEM:
            above = heading_lead
        lead = _lead(paragraph, above, language)
        read = [_read(piece, paragraph.place, lead, language) for piece in sentences_of(paragraph.text, language)]
        if read and paragraph.kind is not Kind.ITEM and after is not None and after.kind is Kind.ITEM and not after.lead:
            found = _lead_below(read, language)
            if found:
                above = found
                read[-1] = replace(read[-1], reading=Reading(SentenceKind.LEAD))
        yield from read


def _lead_below(read: list[ReadSentence], language: str) -> tuple[str, Norm] | None:
    """What the last sentence of a paragraph asks of the list that follows; where it only goes on, what the sentence before asks."""
    last = read[-1].text
    if len(read) > 1 and continues(last) and read[-2].reading.norms:
        return read[-2].text, read[-2].reading.norms[-1]
    norm = lead_norm(last, language)
    return (last, norm) if norm else None


def _read(piece: str, place: int, lead: tuple[str, Norm] | None, language: str) -> ReadSentence:
    reading = read_sentence(piece, language)
    if lead is None:
        return ReadSentence(piece, place, reading)
    led = under_lead(reading, piece, lead[1])
    return ReadSentence(piece, place, led, "" if led is reading else lead[0])


def _lead(paragraph: Paragraph, above: tuple[str, Norm] | None, language: str) -> tuple[str, Norm] | None:
    if paragraph.lead:
        norm = lead_norm(paragraph.lead, language)
        return (paragraph.lead, norm) if norm else None
    return above if paragraph.kind is Kind.ITEM else None
