"""Long texts are read in windows, so that the time and memory of one step do not grow with the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

OWN = 15_000
"""Characters a window answers for."""
MARGIN = 5_000
"""Characters a window sees beyond those, on either side: more than the longest finding and its context, so that what a window finds
is what the whole text would have shown."""


@dataclass(frozen=True, slots=True)
class Window:
    """Code points `start` to `end` of the text are read; a finding counts when it begins in `own_start` to `own_end`."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(length: int) -> Iterator[Window]:
    """The windows over a text of `length` code points: every code point is owned by exactly one."""
    for own_start in range(0, length, OWN):
        own_end = min(own_start + OWN, length)
        yield Window(max(0, own_start - MARGIN), min(length, own_end + MARGIN), own_start, own_end)
