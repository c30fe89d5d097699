"""Markdown into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from guidepost.engine.importing.documents.decoding import decode
from guidepost.engine.importing.documents.paragraph import Document, Kind, Note, Paragraph, Unit, tidy


def read(data: bytes, name: str) -> Document:
    """The document in a Markdown file (CommonMark with tables); code blocks are left out. Raises `DocumentUnreadable`."""
    text, notes = decode(data, name)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    images = sum(child.type == "image" for token in tokens for child in token.children or ())
    if images:
        notes = (*notes, (Note.IMAGES, images))
    return Document(name, Unit.LINE, tidy(_paragraphs(tokens)), notes)


def _paragraphs(tokens: list[Token]) -> Iterator[Paragraph]:
    items = line = level = column = 0
    header: list[str] = []
    in_head = in_table = False
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        match token.type:
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "table_open":
                header, in_table = [], True
            case "table_close":
                in_table = False
            case "thead_open" | "thead_close":
                in_head = token.type == "thead_open"
            case "tr_open":
                column = 0
            case "inline" if in_head:
                header.append(_text(token))
            case "inline" if in_table:
                lead = header[column] if column < len(header) else ""
                column += 1
                yield Paragraph(Kind.ITEM, _text(token), line, lead=lead)
            case "inline" if level:
                yield Paragraph(Kind.HEADING, _text(token), line, level)
            case "inline":
                yield Paragraph(Kind.ITEM if items else Kind.TEXT, _text(token), line)
            case _:
                pass


def _text(token: Token) -> str:
    pieces = (
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )
    return "".join(pieces)
