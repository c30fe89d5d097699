"""Step 6: letters set apart one by one ("i d i o t", "i.d.i.o.t", "i_d_i_o_t") are joined.

Three or more single letters between which the same separator stands each time. Words of two letters or more are never joined to
anything. Not joined either: initials and abbreviations ("J. R. R. Tolkien", "z. B.", "i. d. R.", "U.S.A."), alternatives ("m/w/d"),
lists ("a) b) c)", "a, b, c") and one-letter words of Cyrillic and Greek ("и я в").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from guidepost.engine.views.folding.leetspeak import reads_as_word
from guidepost.engine.views.folding.phonotactics import can_begin_word, has_vowel
from guidepost.engine.views.traced import Edit, Traced

_SINGLE: Final = re.compile(r"(?<![^\W_])(?<![^\W_]')[^\W_](?!'?[^\W_])|(?<![^\W_])[@$](?![^\W_])")
"""The t of "don't" is no single letter."""
_COMMON_GAPS: Final = frozenset([*" .-_*·•~|+", "\t", "\n"])
_RARE_GAP: Final = re.compile(r"[ .\-_*·•~|+/\t\n]{1,3}")

_SHORTHAND: Final = frozenset("abcinoruy")
"""Letters that stand for words in chats ("u r a friend"): three of them are rather three words than one."""

_FEWEST: Final = 3
_FEWEST_IF_AMBIGUOUS: Final = 5
"""With a separator that initials and alternatives use too, or in a script with one-letter words."""


def join_spaced_letters(traced: Traced) -> Traced:
    """Join letters that were set apart one by one."""
    singles = [found.start() for found in _SINGLE.finditer(traced.text)]
    if len(singles) < _FEWEST:
        return traced
    return traced.edited(list(_edits(traced.text, singles)))


def _edits(text: str, singles: list[int]) -> Iterator[Edit]:
    for run in _runs(text, singles):
        letters = _word_in(text, run)
        for here, following in pairwise(letters):
            yield here + 1, following, ""


def _runs(text: str, singles: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring single letters with the same gap throughout."""
    run = singles[:1]
    gap: str | None = None
    for here, following in pairwise(singles):
        between = text[here + 1 : following] if following - here <= 4 else ""
        if gap is not None and between == gap:
            run.append(following)
            continue
        yield run
        if len(run) < _FEWEST and (between in _COMMON_GAPS or _RARE_GAP.fullmatch(between)):
            run, gap = [here, following], between
        else:
            run, gap = [following], None
    yield run


def _word_in(text: str, run: list[int]) -> list[int]:
    """The part of a run that spells a word; empty where it rather is a list, an abbreviation or an enumeration."""
    if len(run) < _FEWEST:
        return []
    gap = text[run[0] + 1 : run[1]]
    if reads_as_word(_joined(text, run)) is None:
        run = _from_first_to_last_letter(text, run)
    if gap == " " and _is_article(text, run):
        run = run[1:]
    if not run or (gap == ". " and text.startswith(".", run[-1] + 1)):
        return []
    word = _joined(text, run)
    return run if len(word) >= _fewest(text, run, gap, word) and _spells(word) else []


def _joined(text: str, run: list[int]) -> str:
    return "".join(text[index] for index in run)


def _from_first_to_last_letter(text: str, run: list[int]) -> list[int]:
    letters = [place for place, index in enumerate(run) if text[index].isalpha()]
    return run[letters[0] : letters[-1] + 1] if letters else []


def _fewest(text: str, run: list[int], gap: str, word: str) -> int:
    if gap not in _COMMON_GAPS or any(not letter.isascii() and letter not in "äöü" for letter in word):
        return _FEWEST_IF_AMBIGUOUS
    is_abbreviation = gap == "." and text.startswith(".", run[-1] + 1)
    return _FEWEST + is_abbreviation


def _spells(word: str) -> bool:
    if len(word) == _FEWEST and _SHORTHAND.issuperset(word):
        return False
    if word.isalpha():
        return word.islower()
    return sum(map(str.isalpha, word)) >= _FEWEST and reads_as_word(word) is not None


def _is_article(text: str, run: list[int]) -> bool:
    """Whether the first letter is the English article: "you are a i d i o t"."""
    if len(run) <= _FEWEST_IF_AMBIGUOUS - 1 or text[run[0]] != "a" or not text[: run[0]].rstrip(" ")[-1:].isalpha():
        return False
    rest = _joined(text, run[1:])
    return has_vowel(rest) and can_begin_word(rest)
