"""Plain text into paragraphs."""

from __future__ import annotations

from guidepost.engine.importing.documents.decoding import decode
from guidepost.engine.importing.documents.lines import Line, paragraphs_of
from guidepost.engine.importing.documents.paragraph import Document, Unit, tidy


def read(data: bytes, name: str) -> Document:
    """The document in a text file: empty lines part paragraphs. Raises `DocumentUnreadable`."""
    text, notes = decode(data, name)
    lines: list[Line] = []
    gap = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            gap = True
            continue
        lines.append(Line(line, number, gap=gap))
        gap = False
    return Document(name, Unit.LINE, tidy(paragraphs_of(lines)), notes)
