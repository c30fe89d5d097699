"""Where the contents of a Markdown block stand in the source.

The block parser takes the marks of quotes and lists, and indentation, off the front of each line and hands on the rest; so a line
of the contents is the end of a line of the source, except in headings and tables, which have marks behind the text as well.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.common.utils import mdTrim

from guidepost.engine.views.traced import Traced

_HEADING: Final = re.compile(r"h[1-6]")
_HEADING_MARK: Final = re.compile(r"#{1,6}[ \t]+")


class Lines:
    """The lines of a source, by number from 0, and the cells of the row being read."""

    def __init__(self, source: Traced) -> None:
        self._source = source
        self._starts = [0]
        self._starts.extend(found.end() for found in re.finditer("\n", source.text))
        self._starts.append(len(source.text) + 1)
        self._cursor = 0

    def begin_row(self, line: int) -> None:
        """Cells are looked for from the start of this line on."""
        self._cursor = self._starts[line]

    def block(self, content: str, first: int, last: int) -> Traced:
        """The lines of a code or HTML block: `content` as the parser hands it on, from line `first` to before `last`."""
        return self._aligned(content.removesuffix("\n"), first, last)

    def inline(self, content: str, first: int, last: int, container: str) -> Traced:
        """The text of a paragraph, a heading or a table cell, whichever `container` says."""
        if not content:
            return self._source.cut(0, 0)
        if container in ("td", "th"):
            return self._cell(content, last)
        if _HEADING.fullmatch(container):
            heading = self._atx_heading(content, first)
            if heading is not None:
                return heading
        while first < last - 1 and self._line(first).isspace() and not content.partition("\n")[0].isspace():
            first += 1  # to Markdown a line of exotic white space is not blank, but it is trimmed
        return self._aligned(content, first, last)

    def _line(self, number: int) -> str:
        return self._source.text[self._starts[number] : self._starts[number + 1]]

    def _cell(self, content: str, last: int) -> Traced:
        """A cell; the parser has taken the backslash from each escaped border."""
        written = content.replace("|", "\\|")
        found = self._source.text.find(written, self._cursor, self._starts[last])
        if found < 0:
            return self._source.cut(self._cursor, max(self._starts[last] - 1, self._cursor + 1)).blurred(content)
        self._cursor = found + len(written)
        cell = self._source.cut(found, self._cursor)
        return cell.without(re.finditer(r"\\(?=\|)", written)) if "|" in content else cell

    def _atx_heading(self, content: str, first: int) -> Traced | None:
        start = self._starts[first]
        mark = _HEADING_MARK.search(self._source.text, start, self._starts[first + 1] - 1)
        if mark is None or not self._source.text.startswith(content, mark.end()) or "\n" in content:
            return None
        return self._source.cut(mark.end(), mark.end() + len(content))

    def _aligned(self, content: str, first: int, last: int) -> Traced:
        lines = content.split("\n")
        pieces: list[Traced] = []
        for number, line in enumerate(lines, first):
            if number >= last:
                break
            start, end = self._starts[number], self._starts[number + 1] - 1
            pieces.append(self._end_of_line(line, start, end))
            if number - first < len(lines) - 1 and end < len(self._source.text):
                pieces.append(self._source.cut(end, end + 1))
        aligned = Traced.joined(pieces)
        if len(aligned.text) == len(content):
            return aligned
        start, end = self._starts[first], self._starts[last] - 1
        return self._source.cut(start, max(end, start + 1)).blurred(content)

    def _end_of_line(self, line: str, start: int, end: int) -> Traced:
        """`line` at the end of the source between `start` and `end`; white space behind it may have been trimmed."""
        trimmed = start + len(mdTrim("|" + self._source.text[start:end])) - len("|")
        found = self._ending(line, start, end) or self._ending(line, start, trimmed)
        return found or self._source.cut(start, max(end, start + 1)).blurred(line)

    def _ending(self, line: str, start: int, end: int) -> Traced | None:
        """`line` right before `end`. Spaces in front of it may be what is left of a tab."""
        source = self._source
        if source.text.endswith(line, start, end):
            return source.cut(end - len(line), end)
        text = line.lstrip(" ")
        begin = end - len(text)
        if begin > start and source.text.endswith(text, start, end):
            rest_of_tab = source.cut(begin - 1, begin).blurred(line[: len(line) - len(text)])
            return Traced.joined([rest_of_tab, source.cut(begin, end)])
        return None
