"""PDF documents into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from guidepost.engine.importing.documents.lines import Line, paragraphs_of
from guidepost.engine.importing.documents.paragraph import MOST_CHARACTERS, Document, DocumentUnreadable, Note, Unit, tidy

_MOST_PAGES = 2_000
_GAP = 1.45
"""Distance to the line above, in line heights of that page, from which on a new paragraph begins."""
_EDGE = 3
"""Lines at the top and at the bottom of a page that can be a running head or foot."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool


def read(data: bytes, name: str) -> Document:
    """The text of a PDF, page by page, without what repeats at the edges of its pages. Raises `DocumentUnreadable`."""
    if b"%PDF" not in data[:1024]:
        raise DocumentUnreadable(f"{name} is no PDF. Save the document as PDF again, or import it as .docx.")
    import pypdf  # the extra `import` installs it

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentUnreadable(f"{name} is protected with a password. Save a copy without one and import that.")
        pages = [_lines(page, number) for number, page in enumerate(_limited(reader, name), start=1)]
    except DocumentUnreadable:
        raise
    except Exception as error:
        # A damaged PDF makes pypdf raise many kinds of errors, RecursionError and KeyError among them.
        raise DocumentUnreadable(
            f"{name} is damaged ({type(error).__name__}). Open it and save it as PDF again, or import it as .docx."
        ) from error
    empty = sum(not page for page in pages)
    if pages and empty == len(pages):
        raise DocumentUnreadable(
            f"{name} has {len(pages)} pages but no text: it was scanned, or its text is drawn. "
            "Run text recognition (OCR) and save it as a searchable PDF."
        )
    lines = [line for page in _without_edges(pages) for line in page]
    notes = ((Note.EMPTY_PAGES, empty),) if empty else ()
    return Document(name, Unit.PAGE, tidy(paragraphs_of(lines, _body_size(lines))), notes)


def _limited(reader: Any, name: str) -> Sequence[Any]:
    if len(reader.pages) > _MOST_PAGES:
        raise DocumentUnreadable(f"{name} has more than {_MOST_PAGES:,} pages; save its chapters as files of their own.")
    return list(reader.pages)


def _lines(page: Any, number: int) -> list[Line]:
    """The lines of a page, in the order in which they were drawn."""
    pieces: list[_Piece] = []
    length = 0

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        nonlocal length
        length += len(text)
        if length > MOST_CHARACTERS:
            raise DocumentUnreadable("a page of the PDF has more text than a book; save the document as PDF again")
        if text.strip():
            scale = abs(tm[3] * cm[3]) or 1.0
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            pieces.append(_Piece(text, tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5], size * scale, bold))
        elif pieces and text:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + text)

    page.extract_text(visitor_text=visit)
    return _rows(pieces, number)


def _rows(pieces: Sequence[_Piece], number: int) -> list[Line]:
    rows: list[tuple[str, _Piece]] = []
    for piece in pieces:
        for position, text in enumerate(piece.text.split("\n")):
            if position == 0 and rows and abs(rows[-1][1].y - piece.y) < 2 and not rows[-1][0].endswith("\n"):
                rows[-1] = (rows[-1][0] + text, rows[-1][1])
            elif text.strip():
                rows.append((text, piece))
    rows = [(text, piece) for text, piece in rows if text.strip()]
    distances = sorted(d for d in (above[1].y - below[1].y for above, below in pairwise(rows)) if d > 1)
    usual = distances[len(distances) // 4] if distances else 0.0
    lines: list[Line] = []
    for position, (text, piece) in enumerate(rows):
        distance = rows[position - 1][1].y - piece.y if position else 0.0
        gap = bool(position and usual and (distance > usual * _GAP or distance < 0))
        lines.append(Line(text.strip(), number, round(piece.size, 1), piece.bold, gap))
    return lines


def _without_edges(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, running heads and feet: what begins or ends at least half of three or more pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = {key for key, count in edges.items() if count >= 3 and count * 2 >= len(pages)}
    return [_peeled(_peeled(page, often)[::-1], often)[::-1] for page in pages]


def _peeled(page: list[Line], often: Set[str]) -> list[Line]:
    gone = 0
    while gone < min(_EDGE, len(page)) and (_key(page[gone]) in often or page[gone].text.isdigit()):
        gone += 1
    return page[gone:]


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _body_size(lines: Sequence[Line]) -> float:
    """The size of the type that most characters have, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
