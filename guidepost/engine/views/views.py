"""The three readings of one text, made together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from guidepost.engine.views.folding import fold_traced
from guidepost.engine.views.format import Format
from guidepost.engine.views.graphemes import whole_characters
from guidepost.engine.views.traced import Traced
from guidepost.engine.views.view import View
from guidepost.engine.views.visible import read_visible

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Views:
    """The readings of one text. `original` is the text as sent; the other two map back to it.

    `read_as` is the format the text was really read in. It differs from the one asked for only where Markdown was so contorted that
    parsing it would have cost too much: then it was read as plain text, which hides nothing.
    """

    original: View
    visible: View
    folded: View
    read_as: Format
    astral: Sequence[int]
    """Code points of the original that take two UTF-16 units, in order."""

    def utf16(self, position: int) -> int:
        """The UTF-16 code unit offset of a code point offset of the original, as JavaScript and Java count.

        Raises `ValueError` for a position outside the original.
        """
        if not 0 <= position <= len(self.original.text):
            raise ValueError(f"position {position} is not inside a text of {len(self.original.text)} characters")
        return position + bisect_left(self.astral, position)

    def folded_to_visible(self, start: int, end: int) -> tuple[int, int]:
        """The span of the visible text behind `folded.text[start:end]`. Raises `ValueError` for a span outside the folded text."""
        return self.visible.from_original(*self.folded.to_original(start, end))


def make_views(text: str, format: Format = Format.PLAIN) -> Views:  # noqa: A002
    """Read `text` in every way. Takes time linear in its length, whatever it holds; raises nothing for any string."""
    original = whole_characters(Traced.of(text))
    read_as, seen = read_visible(text, format)
    visible = original if seen is None else whole_characters(seen)
    folded = fold_traced(visible)
    return Views(
        original=View("original", text, original.starts, original.ends),
        visible=View("visible", visible.text, visible.starts, visible.ends),
        folded=View("folded", folded.text, folded.starts, folded.ends),
        read_as=read_as,
        astral=() if text.isascii() else [found.start() for found in _TWO_UNITS.finditer(text)],
    )
