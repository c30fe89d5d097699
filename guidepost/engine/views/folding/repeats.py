"""Step 9: stretched letters ("shiiiit", "fuckkk", "asssss") are shortened.

A run of three or more becomes two where German and English double the letter, and one where they hardly ever do, vowels included:
"idiooot" is far more often "idiot" than a word with a double o. A word that is nothing but one letter ("www", "xxx") keeps up to
three, and Roman numerals keep all: "iii" is not "ii".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from guidepost.engine.views.traced import Edit, Traced

_STRETCHED: Final = re.compile(r"([^\W\d_]|\*)\1\1+")
_ROMAN: Final = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_DOUBLED: Final = frozenset("bdfglmnprstz*")
_LONGEST_ROMAN: Final = 15


def shorten_repeats(traced: Traced) -> Traced:
    """Shorten runs of three or more of the same letter."""
    return traced.edited(list(_edits(traced.text)))


def _edits(text: str) -> Iterator[Edit]:
    for found in _STRETCHED.finditer(text):
        start, end = found.span()
        letter = found[1]
        if letter == "*":
            if _alnum_at(text, start - 1):
                yield start, end, "**"
            continue
        if not _alnum_at(text, start - 1) and not _alnum_at(text, end):
            kept = 3
        elif _in_roman_numeral(text, start):
            continue
        else:
            kept = 2 if letter in _DOUBLED or not letter.isascii() else 1
        if end - start > kept:
            yield start, end, letter * kept


def _alnum_at(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isalnum()


def _in_roman_numeral(text: str, index: int) -> bool:
    start = index
    while index - start < _LONGEST_ROMAN and _alnum_at(text, start - 1):
        start -= 1
    end = index
    while end - start <= _LONGEST_ROMAN and _alnum_at(text, end):
        end += 1
    return _ROMAN.fullmatch(text, start, end) is not None
