"""Bytes of a text file into characters."""

from __future__ import annotations

import codecs

from guidepost.engine.importing.documents.paragraph import DocumentUnreadable, Note

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MOST_CONTROLS = 0.05
"""Share of control characters from which on a file is no text."""


def decode(data: bytes, name: str) -> tuple[str, tuple[tuple[Note, int], ...]]:
    """The text in `data`, and a note where its encoding had to be guessed. Raises `DocumentUnreadable` where it is no text."""
    notes: tuple[tuple[Note, int], ...] = ()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            notes = ((Note.ENCODING, 1),)
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in text)
    if controls > len(text) * _MOST_CONTROLS:
        raise DocumentUnreadable(f"{name} is no text file. If it is a Word or PDF document, let its name end in .docx or .pdf.")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " "), notes
