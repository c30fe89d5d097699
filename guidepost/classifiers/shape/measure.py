"""Numbers about a text as a whole."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUESTION = re.compile(r"[?？؟]+")
_RUN = re.compile(r"([^\W_]|[!?])\1+")


def words(text: str) -> int:
    """How many words: runs of letters and digits, joined by hyphens or apostrophes."""
    return sum(1 for _ in _WORD.finditer(text))


def capitals(text: str) -> float:
    """The share of capitals, in [0, 1], among the letters that have a case; 0 where there are none."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper / (upper + lower) if upper else 0.0


def questions(text: str) -> int:
    """How many question marks; several side by side count once."""
    return sum(1 for _ in _QUESTION.finditer(text))


def longest_run(text: str) -> int:
    """How often the same letter, digit, `!` or `?` stands side by side at most: 6 in `soooooo`, 1 in `so`, 0 without any."""
    longest = max((run.end() - run.start() for run in _RUN.finditer(text)), default=1)
    return longest if longest > 1 or _WORD.search(text) else 0
