"""Lines of text into paragraphs, for documents that know only lines: plain text and PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidepost.engine.importing.documents.paragraph import Kind, Paragraph

MOST_HEADING = 100
"""Characters a heading may have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and what its looks tell."""

    text: str
    place: int
    size: float = 0.0
    """Size of the type, in points; 0 where it is not known."""
    bold: bool = False
    gap: bool = False
    """Whether more space than usual, or an empty line, stands before it."""


_BULLET = re.compile(r"\s*(?:[-*•◦▪■●‣–·o]|\(?[a-z0-9]{1,2}\))\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(?:§\s*)?(\d{1,2}(?:\.\d{1,2}){0,3})\.?\)?\s+(?=[^\W\d_])")
_NUMBERED_ITEM = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*([=\-~_])\1{2,}\s*")
_SENTENCE_END = (".", "!", "?", ":", ";", ",", "…")


def paragraphs_of(lines: Sequence[Line], body: float = 0.0) -> Iterator[Paragraph]:
    """Paragraphs of lines. `body`: the size of the running text, in points, or 0.

    A heading is a short line in larger or bold type, a numbered or underlined one, or one in capitals, that stands alone.
    """
    held: list[Line] = []
    kind = Kind.TEXT
    for position, line in enumerate(lines):
        if _UNDERLINE.fullmatch(line.text):
            continue
        following = lines[position + 1] if position + 1 < len(lines) else None
        level = _heading_level(line, following, body, begins=not held or line.gap or _ends(held[-1]))
        bullet = _BULLET.match(line.text) or (None if level else _NUMBERED_ITEM.match(line.text))
        if held and (line.gap or level or bullet):
            yield _joined(kind, held)
            held, kind = [], Kind.TEXT
        if level:
            yield Paragraph(Kind.HEADING, line.text.strip().lstrip("#"), line.place, level)
        elif bullet:
            held, kind = [Line(line.text[bullet.end() :], line.place)], Kind.ITEM
        else:
            held.append(line)
    if held:
        yield _joined(kind, held)


def _ends(line: Line) -> bool:
    return line.text.rstrip().endswith(_SENTENCE_END)


def _heading_level(line: Line, following: Line | None, body: float, *, begins: bool) -> int:
    text = line.text.strip()
    if not text or len(text) > MOST_HEADING or text.endswith((".", ",", ";", "…")) or not any(map(str.isalpha, text)):
        return 0
    if following and _UNDERLINE.fullmatch(following.text):
        return 1 if following.text.strip()[0] == "=" else 2
    if body and line.size >= body * 1.15:
        return 1 if line.size >= body * 1.6 else 2
    if not begins or text.endswith(":"):
        return 0
    numbered = _NUMBERED.match(text)
    alone = following is None or following.gap or line.gap
    if numbered and alone and text[numbered.end()].isupper() and len(text.split()) <= 10 and not text.endswith(("!", "?")):
        return numbered.group(1).count(".") + 1 if not (following and _NUMBERED_ITEM.match(following.text)) else 0
    if (line.bold and alone) or (alone and text.isupper() and len(text) > 3 and line.gap):
        return 3
    return 0


def _joined(kind: Kind, lines: Sequence[Line]) -> Paragraph:
    """One paragraph of lines, words that were parted at a line's end put together again."""
    text = ""
    for line in lines:
        piece = line.text.strip()
        if text.endswith("-") and text[-2:-1].isalpha() and piece[:1].islower() and not _COMPOUND.match(piece):
            text = text[:-1] + piece
        elif text.endswith("-") and text[-2:-1].isalpha() and piece[:1].isupper():
            text += piece
        else:
            text = f"{text} {piece}" if text else piece
    return Paragraph(kind, text, lines[0].place)


_COMPOUND = re.compile(r"(?:und|oder|bzw|sowie|and|or|to)\b")
