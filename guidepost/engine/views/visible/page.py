"""The page as a reader sees it: text that arrives piece by piece, with white space collapsed as a browser does."""

from __future__ import annotations

import re
from array import array
from typing import Final

from guidepost.engine.views.traced import Traced

_WORD: Final = r"[^ \t\n\r\f\u00ad]++"
_RUN: Final = re.compile(rf"(?P<space>[ \t\n\r\f]+)|(?P<soft>\u00ad+)|{_WORD}(?: {_WORD})*+")
_NOTHING, _SPACE, _CELL, _LINE = "", " ", "\t", "\n"
_STRENGTH: Final = {_NOTHING: 0, _SPACE: 1, _CELL: 2, _LINE: 3}


class Page:
    """Collects what is visible. Pieces must arrive in the order of the original.

    Between two pieces stands the strongest separator asked for: a line break, a cell border (a tab) or a space. It is written once
    something follows. The place of a space is the white space it was written as; that of the others is all that lies between their
    neighbours. Soft hyphens are left out.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts = array("I")
        self._ends = array("I")
        self._separator = _NOTHING
        self._between: tuple[int, int] | None = None

    def text(self) -> Traced:
        """Everything collected so far."""
        return Traced("".join(self._pieces), self._starts, self._ends)

    def write(self, piece: Traced) -> None:
        """Add text in which white space collapses."""
        for run in _RUN.finditer(piece.text):
            if run["space"]:
                start, end = run.span()
                self._between = self._between or (piece.starts[start], piece.ends[end - 1])
                self.space()
            elif not run["soft"]:
                self._add(piece.cut(*run.span()))

    def write_as_is(self, piece: Traced) -> None:
        """Add text in which white space stands."""
        if piece.text:
            self._add(piece)

    def space(self) -> None:
        """Part what follows from what came before by a space at least."""
        self._separator = self._separator or _SPACE

    def cell(self) -> None:
        """Part what follows by a tab at least, as the next cell of a table."""
        self._separator = max(self._separator, _CELL, key=_STRENGTH.__getitem__)

    def line(self) -> None:
        """Part what follows by a line break."""
        self._separator = _LINE

    def _add(self, piece: Traced) -> None:
        if self._separator and self._pieces:
            self._pieces.append(self._separator)
            gap = min(self._ends[-1], piece.starts[0]), max(self._ends[-1], piece.starts[0])
            start, end = self._between if self._between and self._separator == _SPACE else gap
            self._starts.append(start)
            self._ends.append(end)
        self._separator = _NOTHING
        self._between = None
        self._pieces.append(piece.text)
        self._starts.extend(piece.starts)
        self._ends.extend(piece.ends)
