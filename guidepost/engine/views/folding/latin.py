"""Letters that are a plain Latin letter in disguise: with a stroke, a hook, as a small capital, in a filled circle."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from confusable_homoglyphs.confusables import confusables_data

_NAME: Final = re.compile(
    r"LATIN (?P<case>SMALL|CAPITAL) LETTER (?:DOTLESS )?(?P<plain>[A-Z])(?: WITH .*)?"
    r"|LATIN LETTER SMALL CAPITAL (?P<small>[A-Z])"
    r"|(?:NEGATIVE )?(?:CROSSED )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER (?P<framed>[A-Z])"
)
"""Unicode names say what a letter is where no decomposition does (ø, ł, ɨ, ɪ, 🅰)."""

_UMLAUT: Final = "\u0308"


@lru_cache(maxsize=4096)
def plain_letter(character: str) -> str | None:
    """The plain Latin letter that a character is a variant of, in its case; `None` where it is none, or another letter."""
    if "a" <= character <= "z" or "A" <= character <= "Z":
        return character
    name = unicodedata.name(character, "")
    named = _NAME.fullmatch(name)
    if named:
        letter = named["plain"] or named["small"] or named["framed"]
        return letter if named["case"] == "CAPITAL" or named["framed"] else letter.lower()
    if name.startswith("LATIN "):
        for twin in confusables_data.get(character, ()):
            if len(twin["c"]) == 1 and twin["c"].isascii() and twin["c"].isalpha():
                return str(twin["c"])
    return None


def without_diacritics(letter: str, marks: str) -> str:
    """A plain Latin letter with its combining marks taken off, except that ä, ö and ü stay: German words differ by nothing else.

    Three marks or more are decoration and say nothing about the letter.
    """
    if letter in "aouAOU" and _UMLAUT in marks and len(marks) < 3:
        return unicodedata.normalize("NFC", letter + _UMLAUT)
    return letter
