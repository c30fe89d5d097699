"""Markdown as a reader sees it.

CommonMark with tables and strikethrough, read by markdown-it-py. Marks of emphasis, headings, lists and quotes, link targets and
link definitions vanish; link text, image text, code and automatic links stay; raw HTML goes through the HTML reader, so that an
element opened in one place can hide what stands in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from guidepost.engine.views.traced import Traced
from guidepost.engine.views.visible.html import HtmlReader
from guidepost.engine.views.visible.markdown_inline import TracingInline, place
from guidepost.engine.views.visible.markdown_lines import Lines
from guidepost.engine.views.visible.page import Page

_LINE_END: Final = re.compile(r"\r\n?|\0")

_COST_OF_A_LINE: Final = 25
_COST_OF_A_BRACKET: Final = 60
_COST_OF_A_CELL_OR_TAG: Final = 40
_COST_OF_A_MARK: Final = 10
_MOST_COST: Final = 250_000
"""Microseconds, as measured on one slow core with marks that lead nowhere; real posts of any length stay far below."""


class TooContorted(Exception):
    """Raised for Markdown that would take too long to read: thousands of brackets, or nesting without end."""


def read_markdown(text: str) -> Traced:
    """The visible text of a Markdown post. Raises `TooContorted`."""
    if _cost(text) > _MOST_COST:
        raise TooContorted
    source = Traced.of(text)
    source = source.edited([(*found.span(), "\ufffd" if found[0] == "\0" else "\n") for found in _LINE_END.finditer(text)])
    page = Page()
    try:
        _Reading(source, HtmlReader(page)).read(_PARSER.parse(source.text))
    except RecursionError as error:
        raise TooContorted from error
    return page.text()


def _cost(text: str) -> int:
    marks = _COST_OF_A_MARK * sum(map(text.count, "*_~`&!\\]#@$%^+={}:"))
    dear = _COST_OF_A_BRACKET * text.count("[") + _COST_OF_A_CELL_OR_TAG * (text.count("|") + text.count("<"))
    return marks + dear + _COST_OF_A_LINE * text.count("\n")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.inline = TracingInline()
    return parser.disable("text_join")


_PARSER: Final = _parser()


class _Reading:
    def __init__(self, source: Traced, reader: HtmlReader) -> None:
        self._lines = Lines(source)
        self._reader = reader

    def read(self, blocks: list[Token]) -> None:
        container = ""
        for block in blocks:
            if block.nesting > 0:
                container = block.tag
            first, last = block.map or (0, 0)
            if block.type == "inline":
                self._inline(block.children or [], self._lines.inline(block.content, first, last, container))
            elif block.type in ("fence", "code_block"):
                self._reader.open("pre")
                self._reader.write(self._lines.block(block.content, first + (block.type == "fence"), last), as_is=True)
                self._reader.close("pre")
            elif block.type == "html_block":
                self._reader.feed(self._lines.block(block.content, first, last))
            elif block.nesting < 0:
                self._reader.close(block.tag)
            elif not block.hidden:
                self._reader.open(block.tag)
            if block.type == "tr_open":
                self._lines.begin_row(first)

    def _inline(self, children: list[Token], content: Traced) -> None:
        for token, piece in _pieces(children, content):
            match token.type:
                case "hardbreak":
                    self._reader.open("br")
                case "html_inline":
                    self._reader.feed(piece)
                case "image":
                    self._reader.write_alternative(_alternative(token, piece))
                case _:
                    self._reader.write(piece)


def _alternative(image: Token, content: Traced) -> Traced:
    pieces = [
        _alternative(token, piece) if token.type == "image" else piece
        for token, piece in _pieces(image.children or [], content)
        if token.type != "html_inline"
    ]
    return Traced.joined(pieces)


def _pieces(children: list[Token], content: Traced) -> Iterator[tuple[Token, Traced]]:
    """What of its source each inline token shows."""
    automatic = False
    for token in children:
        at = place(token)
        size = len(token.content)
        match token.type:
            case "link_open":
                automatic = token.info == "auto"
            case "softbreak":
                yield token, content.cut(at, at + 1)
            case "hardbreak":
                yield token, content.cut(at, at + 1).blurred(" ")
            case "image":
                label = at + len("![")
                yield token, content.cut(label, label + size)
            case "code_inline":
                at += len(token.markup)
                at += not content.text.startswith(token.markup, at + size)  # one space is taken off each side
                yield token, content.cut(at, at + size)
            case "text_special" if token.content != token.markup:
                yield token, content.cut(at, at + len(token.markup)).blurred(token.content)
            case "text" if automatic:
                yield token, _automatic_link(token, content, at + len("<"))
                automatic = False
            case _ if token.content:
                yield token, content.cut(at, at + size)


def _automatic_link(token: Token, content: Traced, at: int) -> Traced:
    """The address, parts of which the parser may have decoded."""
    if content.text.startswith(token.content, at):
        return content.cut(at, at + len(token.content))
    return content.cut(at, content.text.index(">", at)).blurred(token.content)
