"""Word documents (.docx) into paragraphs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from guidepost.engine.importing.documents.paragraph import Document, DocumentUnreadable, Kind, Note, Paragraph, Unit, tidy

_LARGEST_UNPACKED = 300 * 1_048_576
"""Bytes the parts of a document may have when unpacked; images are the most of it."""
_LARGEST_TEXT_PART = 100 * 1_048_576
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0"
"""The beginning of old Word documents and of documents encrypted with a password."""
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_MOST_BOLD = 90


def read(data: bytes, name: str) -> Document:
    """The document in a .docx file: every paragraph, also in tables, text boxes and content controls.

    Raises `DocumentUnreadable`. Tracked insertions are read, tracked deletions are not.
    """
    if data.startswith(_OLE):
        raise DocumentUnreadable(
            f"{name} is protected with a password, or an old Word document. Open it in Word, remove the password, and save it as .docx."
        )
    notes = _check_parts(data, name)
    import docx  # the extra `import` installs it

    try:
        opened: Any = docx.Document(BytesIO(data))
        body = opened.element.body
        styles = {style.style_id: style for style in opened.styles}
        paragraphs = tidy(_paragraphs(body, styles))
    except DocumentUnreadable:
        raise
    except Exception as error:
        # python-docx and lxml raise many kinds of errors for damaged parts, KeyError and XMLSyntaxError among them.
        raise DocumentUnreadable(
            f"{name} is damaged ({type(error).__name__}). Open it in Word and save it again as .docx."
        ) from error
    images = sum(1 for _ in body.iter(f"{_W}drawing", f"{_W}pict"))
    changes = sum(1 for _ in body.iter(f"{_W}ins", f"{_W}del"))
    counted = ((Note.IMAGES, images), (Note.CHANGES, changes))
    return Document(name, Unit.PARAGRAPH, paragraphs, (*notes, *(note for note in counted if note[1])))


def _check_parts(data: bytes, name: str) -> tuple[tuple[Note, int], ...]:
    """Refuse what is no zip or would unpack to too much, before anything is unpacked. `zipfile` never gives more than a part declares."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            locked = any(part.flag_bits & 1 for part in parts)
            unpacked = sum(part.file_size for part in parts)
            text = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
            there = {part.filename for part in parts}
            footnotes = archive.read("word/footnotes.xml").count(b"<w:footnote ") - 2 if _small(parts, "word/footnotes.xml") else 0
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        raise DocumentUnreadable(f"{name} is no Word document. Open it in Word and save it as .docx.") from None
    if locked:
        raise DocumentUnreadable(f"{name} is protected with a password. Save it without one.")
    if unpacked > _LARGEST_UNPACKED or text > _LARGEST_TEXT_PART:
        raise DocumentUnreadable(
            f"{name} unpacks to {unpacked:,} bytes, more than is read. Remove its images, or copy its text into a new document."
        )
    if "[Content_Types].xml" not in there:
        raise DocumentUnreadable(f"{name} is no Word document. Open it in Word and save it as .docx.")
    return ((Note.FOOTNOTES, footnotes),) if footnotes > 0 else ()


def _small(parts: list[zipfile.ZipInfo], name: str) -> bool:
    return any(part.filename == name and part.file_size < _LARGEST_TEXT_PART // 10 and not part.flag_bits & 1 for part in parts)


def _paragraphs(body: Any, styles: dict[str, Any]) -> Iterator[Paragraph]:
    for number, element in enumerate(body.iter(f"{_W}p"), start=1):
        if any(True for _ in element.iterancestors(_FALLBACK)):
            continue
        style = _style_name(element, styles)
        if style.startswith("toc"):
            continue
        text = _text(element)
        kind, level = _kind(element, style, text)
        cell = next(element.iterancestors(f"{_W}tc"), None)
        if cell is not None:
            lead, in_head = _column_head(cell)
            if not in_head:
                yield Paragraph(Kind.ITEM, text, number, lead=lead)
            continue
        yield Paragraph(kind, text, number, level)


def _style_name(element: Any, styles: dict[str, Any]) -> str:
    found = element.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(found.get(f"{_W}val")) if found is not None else None
    return (style.name or "").lower() if style is not None else ""


def _kind(element: Any, style: str, text: str) -> tuple[Kind, int]:
    heading = _HEADING.match(style)
    if heading:
        return Kind.HEADING, int(heading.group(1))
    if style == "title":
        return Kind.TITLE, 0
    if style.startswith("list") or element.find(f"{_W}pPr/{_W}numPr") is not None:
        return Kind.ITEM, 0
    runs = [run for run in element.iter(f"{_W}r") if "".join(run.itertext()).strip()]
    bold = bool(runs) and all(_is_bold(run) for run in runs)
    if bold and len(text) <= _MOST_BOLD and not text.rstrip().endswith((".", ":", ",", ";")):
        return Kind.HEADING, 9
    return Kind.TEXT, 0


def _is_bold(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}b")
    return found is not None and found.get(f"{_W}val", "1") not in {"0", "false"}


def _text(element: Any) -> str:
    """The text of a paragraph, with what was inserted and without what was deleted, and without text boxes that hang on it."""
    pieces = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is element:
            pieces.append((node.text or "") if node.tag == f"{_W}t" else "-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(pieces)


def _column_head(cell: Any) -> tuple[str, bool]:
    """What stands at the head of a cell's column, and whether the cell is itself in the head. A table of one column or row has no head."""
    row = next(cell.iterancestors(f"{_W}tr"), None)
    table = next(cell.iterancestors(f"{_W}tbl"), None)
    if row is None or table is None:
        return "", False
    first = table.find(f"{_W}tr")
    cells = row.findall(f"{_W}tc")
    if len(cells) < 2 or cell not in cells:
        return "", False
    if row is first:
        return "", next(row.itersiblings(f"{_W}tr"), None) is not None
    head = first.findall(f"{_W}tc")
    column = cells.index(cell)
    return ("".join(head[column].itertext(f"{_W}t")), False) if column < len(head) else ("", False)
