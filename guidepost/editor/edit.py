"""A change to a text."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """Put `text` in place of what stands between two offsets."""

    start: int
    end: int
    text: str
