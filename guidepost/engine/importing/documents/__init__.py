"""Documents into paragraphs: Word, PDF, HTML, Markdown and plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from guidepost.engine.importing.documents import markdown, page, pdf, plain, word
from guidepost.engine.importing.documents.paragraph import LARGEST_FILE, Document, DocumentUnreadable, Kind, Note, Paragraph, Unit

__all__ = ["READERS", "Document", "DocumentUnreadable", "Kind", "Note", "Paragraph", "Unit", "read", "read_bytes"]

READERS: Mapping[str, Callable[[bytes, str], Document]] = MappingProxyType(
    {
        ".docx": word.read,
        ".pdf": pdf.read,
        ".html": page.read,
        ".htm": page.read,
        ".md": markdown.read,
        ".markdown": markdown.read,
        ".txt": plain.read,
    }
)
"""By the end of a file's name: what reads its bytes."""

_OLDER = frozenset({".doc", ".odt", ".rtf", ".pages", ".dotx", ".docm"})


def read(path: Path) -> Document:
    """The document in a file. Raises `DocumentUnreadable`."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentUnreadable(f"{path} is a folder, not a file")
        if size > LARGEST_FILE:
            raise DocumentUnreadable(
                f"{path.name} is larger than {LARGEST_FILE:,} bytes; remove its images, or save it as plain text"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentUnreadable(f"there is no file {path}") from None
    except PermissionError:
        raise DocumentUnreadable(f"{path} may not be read; check its permissions") from None
    except OSError as error:
        raise DocumentUnreadable(f"{path} cannot be read: {error.strerror}") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in `data`; the end of its name says what it is. Raises `DocumentUnreadable`."""
    suffix = Path(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        way_out = "Save it as .docx or PDF" if suffix in _OLDER else f"What can be imported ends in {', '.join(READERS)}"
        raise DocumentUnreadable(f"{name} is of a kind that cannot be imported. {way_out}.")
    document = reader(data, name)
    if not document.paragraphs:
        raise DocumentUnreadable(
            f"{name} holds no text. Is it the right file? Where the text is an image, run text recognition (OCR) first."
        )
    return document
