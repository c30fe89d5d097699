"""A view: one reading of a post's text, each character of which knows where it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A reading of a post's text.

    `name` is "original", "visible" or "folded". For the character at `i` of `text`, `starts[i]` is the first code point of the
    original it came from and `ends[i]` is one past the last. Both never decrease, and they lie on whole user-perceived characters:
    the "e" that was read from "e" and three combining marks covers all four code points.
    """

    name: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original, in code points, behind `text[start:end]`.

        An empty span stays empty: it lies before the character at `start`, or after the last one. Raises `ValueError` for a span
        that is not inside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}..{end} is not inside a text of {len(self.text)} characters")
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start < len(self.text):
            return self.starts[start], self.starts[start]
        last = self.ends[-1] if self.text else 0
        return last, last

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of this view's text that holds every character read from `start` to `end` of the original.

        It is empty where nothing was read from there: inside a comment, say, or a link target.
        """
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))
