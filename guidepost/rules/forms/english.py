"""English inflection by rule: plurals, and the forms of regular verbs (Quirk et al. 1985, sections 3.5 to 3.10 and 5.80 to 5.82)."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.forms.stem import Stem

_VOWELS = "aeiou"


def english(word: str) -> Iterator[Stem]:
    """The stems of a lower-case word."""
    if word.endswith("ee"):
        yield Stem(word, frozenset({"", "s", "d", "ing"}))
    elif word.endswith("ie"):
        yield Stem(word[:-2], frozenset({"ie", "ies", "ied", "ying"}))
    elif word.endswith("e"):
        yield Stem(word[:-1], frozenset({"e", "es", "ed", "ing"}))
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield Stem(word[:-1], frozenset({"y", "ies", "ied", "ying"}))
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield Stem(word, frozenset({"", "es", "ed", "ing"}))
    elif _doubles(word):
        yield Stem(word, frozenset({"", "s", f"{word[-1]}ed", f"{word[-1]}ing", "ed", "ing"}))
    elif word.endswith("o"):
        yield Stem(word, frozenset({"", "s", "es", "ed", "ing"}))
    else:
        yield Stem(word, frozenset({"", "s", "ed", "ing"}))


def _doubles(word: str) -> bool:
    """Whether the last consonant may be doubled: `stop`, `stopped`; `travel`, `travelled`."""
    return len(word) >= 3 and word[-1] not in f"{_VOWELS}wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
