"""Titles and sentences into names of the guideline language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import cache

from guidepost.rules.syntax.lexing import reserved_words

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe"})
_WORD = re.compile(r"[a-z0-9]+")
_UNITS = frozenset(f"{unit}{end}" for unit in ("second", "minute", "hour", "day", "week", "year") for end in ("", "s"))
_FILLING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "and",
        "or",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "is",
        "are",
        "be",
        "you",
        "your",
        "our",
        "we",
        "us",
        "it",
        "its",
        "this",
        "that",
        "as",
        "must",
        "should",
        "may",
        "not",
        "no",
        "do",
        "does",
        "never",
        "always",
        "please",
        "have",
        "has",
        "can",
        "shall",
        "any",
        "all",
        "who",
        "what",
        "when",
        "if",
        "also",
        "then",
        "than",
        "such",
        "their",
        "they",
        "them",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "und",
        "oder",
        "in",
        "im",
        "an",
        "am",
        "auf",
        "fuer",
        "mit",
        "von",
        "zu",
        "zum",
        "zur",
        "bei",
        "ist",
        "sind",
        "sie",
        "ihr",
        "ihre",
        "ihren",
        "ihrer",
        "ihrem",
        "wir",
        "uns",
        "unser",
        "unsere",
        "unseren",
        "es",
        "dies",
        "diese",
        "dieser",
        "dieses",
        "als",
        "muss",
        "muessen",
        "soll",
        "sollen",
        "sollte",
        "sollten",
        "darf",
        "duerfen",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "nie",
        "niemals",
        "immer",
        "bitte",
        "haben",
        "hat",
        "kann",
        "koennen",
        "auch",
        "dann",
        "wenn",
        "alle",
        "werden",
        "wird",
        "du",
        "dein",
        "deine",
        "deinen",
        "dir",
        "dich",
        "man",
        "sich",
        "nur",
        "aus",
        "ueber",
    ]
)
_CASE = re.compile(
    r"(?:if|when|whenever|before|after|once|in case|unless|wenn|falls|sobald|bevor|sollten?|nachdem)\b[^;:]{2,200},\s+",
    re.IGNORECASE,
)
_WORDS = 4
_LONGEST = 48


@cache
def _taken_words() -> Set[str]:
    return reserved_words() | _UNITS


def without_case(text: str) -> str:
    """A sentence without the case it begins with: “If you are unsure, ask” is about asking."""
    case = _CASE.match(text)
    return text[case.end() :] if case else text


class Names:
    """Names given so far in one place, so that no two are alike."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def give(self, text: str, otherwise: str) -> str:
        """A new name made of the first telling words of a text; of `otherwise` where there are none."""
        name = _name_of(text, otherwise)
        candidate, number = name, self._last.get(name, 1)
        while candidate in self._given:
            number += 1
            candidate = f"{name}-{number}"
        self._last[name] = number
        self._given.add(candidate)
        return candidate


def _name_of(text: str, otherwise: str) -> str:
    folded = unicodedata.normalize("NFKD", text[:400].lower().translate(_UMLAUTS)).encode("ascii", "ignore").decode()
    words = _WORD.findall(folded)
    telling = [word for word in words if word not in _FILLING] or words
    while telling and telling[0][0].isdigit():
        telling = telling[1:]
    while len(telling) > 1 and len("-".join(telling[:_WORDS])) > _LONGEST:
        telling = telling[: min(_WORDS, len(telling)) - 1]
    name = "-".join(telling[:_WORDS])[:_LONGEST].strip("-") or otherwise
    if name in _taken_words():
        name = f"{name}-{otherwise}"
    return name
