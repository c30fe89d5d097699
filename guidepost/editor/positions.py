"""Offsets in a text and the positions that editors speak of, both ways."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple, TypeAlias

from guidepost.rules.syntax import Place

Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]
"""In which units an editor counts within a line. The Language Server Protocol's default is UTF-16, as in JavaScript."""


class Position(NamedTuple):
    """A place between two characters: line and units within the line, both from 0."""

    line: int
    character: int


class Lines:
    """The lines of a text. Editors end a line also at a lone carriage return; the checker ends it at a line feed only."""

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self._text = text
        self._encoding = encoding
        self._starts = [0, *(end.end() for end in re.finditer(r"[\n\r]", text))]
        self._checker_starts = [0, *(end.end() for end in re.finditer(r"\n", text))]

    def position(self, offset: int) -> Position:
        """The position of an offset; one outside the text is moved to its nearest end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self._text[self._starts[line] : offset]))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind a line's end means the end, as the protocol asks, one behind the last line the text's."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] - 1 if position.line + 1 < len(self._starts) else len(self._text)
        left = position.character
        for offset in range(start, end):
            if left <= 0:
                return offset
            left -= self._units(self._text[offset])
        return end

    def span(self, place: Place) -> tuple[int, int]:
        """Start and end offset of a place of the checker, kept within its first line: a whole section underlined hides what is meant."""
        row = min(place.line, len(self._checker_starts)) - 1
        line_start = self._checker_starts[row]
        line_end = self._checker_starts[row + 1] - 1 if row + 1 < len(self._checker_starts) else len(self._text)
        start = min(line_start + place.column - 1, line_end)
        end = line_start + place.end_column - 1 if place.end_line == place.line else line_end
        return start, max(start, min(end, line_end))

    def _units(self, text: str) -> int:
        if self._encoding == "utf-32" or text.isascii():
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
