"""Step 5: upper and lower case become one (full case folding, so that ß reads ss)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from guidepost.engine.views.traced import Edit, Traced

_LAST_GROWING: Final = 0xFFFF
"""Letters that fold to several are all old enough to stand in the first plane."""

_GROWING: Final = {
    character: unicodedata.normalize("NFC", character.casefold())
    for character in map(chr, range(_LAST_GROWING + 1))
    if len(character.casefold()) > 1
}
_GROWING_LETTER: Final = re.compile(f"[{''.join(_GROWING)}]")


def fold_case(traced: Traced) -> Traced:
    """Fold the case of every letter."""
    text = traced.text
    folded = text.casefold()
    if len(folded) == len(text):
        return traced.with_text(folded)
    edits: list[Edit] = []
    pieces: list[str] = []
    done = 0
    for found in _GROWING_LETTER.finditer(text):
        edits.append((*found.span(), _GROWING[found[0]]))
        pieces += text[done : found.start()].casefold(), _GROWING[found[0]]
        done = found.end()
    return traced.edited(edits).with_text("".join(pieces) + text[done:].casefold())
