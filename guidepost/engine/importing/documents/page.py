"""HTML into paragraphs."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser

from guidepost.engine.importing.documents.decoding import decode
from guidepost.engine.importing.documents.paragraph import Document, Kind, Note, Paragraph, Unit, tidy

_SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "nav", "svg", "math", "head", "select", "textarea", "iframe", "object"}
)
_IN_A_LINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
    }
    | {"s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"}
)
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
_BLOCKS_WITH_KIND = {"li": Kind.ITEM, "td": Kind.ITEM, "dd": Kind.ITEM}


def read(data: bytes, name: str) -> Document:
    """The document in an HTML file, without navigation, scripts and forms. Raises `DocumentUnreadable`."""
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        with suppress(LookupError, UnicodeError):
            data = data.decode(declared.group(1).decode("ascii")).encode("utf-8", "replace")
    text, notes = decode(data, name)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    if reader.images:
        notes = (*notes, (Note.IMAGES, reader.images))
    return Document(name, Unit.PARAGRAPH, tidy(reader.paragraphs), notes)


class _Reader(HTMLParser):
    """Gathers text until a block begins or ends. Keeps no tree, so that no depth of nesting can hurt."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.images = 0
        self._text: list[str] = []
        self._kind = Kind.TEXT
        self._level = 0
        self._skipping = ""
        self._in_title = False
        self._header: list[str] = []
        self._column = -1
        self._in_cell = self._in_header = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.images += tag == "img" and not self._skipping
        if self._skipping or tag in _IN_A_LINE:
            self._in_title |= tag == "title" and self._skipping == "head"
            if self._skipping == "head" and tag == "body":
                self._skipping = ""
            return
        self.flush()
        if tag in _SKIPPED:
            self._skipping = tag
            return
        heading = _HEADING.fullmatch(tag)
        self._level = int(heading.group(1)) if heading else 0
        self._kind = Kind.HEADING if heading else _BLOCKS_WITH_KIND.get(tag, self._kind if tag in {"p", "br", "div"} else Kind.TEXT)
        self._table(tag)

    def _table(self, tag: str) -> None:
        match tag:
            case "table":
                self._header = []
            case "tr":
                self._column = -1
            case "th" | "td":
                self._column += 1
                self._in_header, self._in_cell = tag == "th", tag == "td"
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if self._in_title and tag == "title":
            self.paragraphs.append(Paragraph(Kind.TITLE, "".join(self._text), 1))
            self._text, self._in_title = [], False
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
        elif tag not in _IN_A_LINE:
            self.flush()
            if tag not in {"p", "div"}:
                self._kind, self._level = Kind.TEXT, 0
            if tag in {"td", "th"}:
                self._in_cell = self._in_header = False

    def handle_data(self, data: str) -> None:
        if not self._skipping or self._in_title:
            self._text.append(data)

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        text = "".join(self._text).strip()
        self._text = []
        if self._in_header:
            self._header.append(text)
            return
        if text:
            lead = self._header[self._column] if self._in_cell and 0 <= self._column < len(self._header) else ""
            self.paragraphs.append(Paragraph(self._kind, text, len(self.paragraphs) + 1, self._level, lead))
