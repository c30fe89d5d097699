"""Step 4: letters of other alphabets that look like Latin ones, put into Latin words.

A word is read as Latin only where every letter of it can be, and where it mixes the alphabets ("idіоt" with a Cyrillic і and о) or
stands among Latin words only. A genuinely Cyrillic or Greek word stays as it is, because one of its letters has no Latin twin or
because its neighbours are of its kind. Scripts that are written close up against Latin words (Hebrew, Arabic, Chinese, Thai) are
left out. Which letter looks like which: the Unicode confusables (UTS 39).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex
from confusable_homoglyphs.confusables import confusables_data

from guidepost.engine.views.folding.latin import plain_letter
from guidepost.engine.views.traced import Traced

_ALPHABETS: Final = "Greek Cyrillic Armenian Cherokee Coptic Lisu Georgian Glagolitic Deseret Osage Old_Italic Gothic Warang_Citi"
_FOREIGN_LETTER: Final = regex.compile("(?V1)[" + "".join(rf"\p{{Script={name}}}" for name in _ALPHABETS.split()) + r"&&\p{L}]")
_WORD: Final = regex.compile(r"(?:\p{L}\p{M}*|[0-9@$!|])+")

_ALSO: Final = {"ε": "e", "η": "n", "к": "k", "κ": "k", "м": "m", "ω": "w"}
"""Twins that readers take for the Latin letter although UTS 39 sets them apart (к is paired with the Greenlandic kra, say)."""


def _twins() -> dict[str, str]:
    twins = {}
    for character, found in confusables_data.items():
        if len(character) != 1 or not _FOREIGN_LETTER.match(character):
            continue
        for twin in (entry["c"] for entry in found):
            latin = plain_letter(twin) if len(twin) == 1 and not _FOREIGN_LETTER.match(twin) else None
            if latin and (twin.isascii() or "SMALL CAPITAL" in unicodedata.name(twin)):
                # UTS 39 does not tell I from l; a capital that looks like either is the I.
                twins[character] = "I" if latin == "l" and character.isupper() else latin
                break
    twins |= _ALSO
    # A capital without a twin may be read as its small letter, so that folding the case first changes nothing.
    capitals = {small.upper(): latin for small, latin in twins.items() if len(small.upper()) == 1}
    return capitals | twins


_TWINS: Final = _twins()
_TABLE: Final = str.maketrans(_TWINS)
_TWIN: Final = re.compile("[" + "".join(_TWINS) + "]")
_LATIN: Final = regex.compile(r"\p{Script=Latin}")
_GENUINE: Final = regex.compile(r"(?V1)[\p{L}--\p{Script=Latin}--[" + "".join(_TWINS) + "]]")
"""A letter that is neither Latin nor the twin of a Latin letter."""


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    latin: bool
    """Latin letters only, or Latin letters among twins of Latin letters."""
    twins: bool
    """Nothing but twins of Latin letters."""


def resolve_confusables(traced: Traced) -> Traced:
    """Write Latin letters for their twins in words that are Latin. The length stays the same."""
    text = traced.text
    if text.isascii() or not _TWIN.search(text) or not _LATIN.search(text):
        return traced
    words = [_classified(text, *found.span()) for found in _WORD.finditer(text)]
    pieces: list[str] = []
    done = 0
    for start, end in _disguised([word for word in words if word]):
        pieces += text[done:start], text[start:end].translate(_TABLE)
        done = end
    return traced.with_text("".join(pieces) + text[done:])


def _classified(text: str, start: int, end: int) -> _Word | None:
    if _GENUINE.search(text, start, end):
        return _Word(start, end, latin=False, twins=False)
    latin = _LATIN.search(text, start, end) is not None
    twins = not latin and _TWIN.search(text, start, end) is not None
    return _Word(start, end, latin, twins) if latin or twins else None


def _disguised(words: list[_Word]) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(words):
        stop = index + 1
        if words[index].twins:
            while stop < len(words) and words[stop].twins:
                stop += 1
            neighbours = words[max(index - 1, 0) : index] + words[stop : stop + 1]
            if neighbours and all(word.latin for word in neighbours):
                around = words[max(index - 1, 0) : stop + 1]
                yield from ((word.start, word.end) for word in words[index:stop] if _is_word(word, around))
        elif words[index].latin:
            yield words[index].start, words[index].end
        index = stop


def _is_word(word: _Word, around: list[_Word]) -> bool:
    """A single letter ("α", "β") is a symbol, unless it is one of several letters set apart."""
    if word.end - word.start > 1:
        return True
    return any(other is not word and other.end - other.start == 1 and _near(word, other) for other in around)


def _near(word: _Word, other: _Word) -> bool:
    return max(word.start, other.start) - min(word.end, other.end) <= 3
