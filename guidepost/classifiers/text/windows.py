"""Splitting of long texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def windows(pieces: Sequence[int], head: int, longest: int, overlap: int) -> Iterator[list[int]]:
    """Overlapping windows of a text that was turned into pieces, each of which reads like a whole text.

    The first `head` pieces (start mark and prefix) and the last one (end mark) are in every window. Windows have at most `longest`
    pieces; neighbours share `overlap` pieces or more. The last window is as long as the others, so that it is not a stump without
    context. Raises `ValueError` when the windows could not move forward.
    """
    room = longest - head - 1
    if room <= overlap:
        raise ValueError(f"windows of {longest} pieces cannot overlap by {overlap}")
    opening, body, closing = list(pieces[:head]), list(pieces[head:-1]), list(pieces[-1:])
    start = 0
    while True:
        if start + room >= len(body):
            yield opening + body[max(0, len(body) - room) :] + closing
            return
        yield opening + body[start : start + room] + closing
        start += room - overlap
