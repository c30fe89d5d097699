"""Words of the language that are names elsewhere: which of the two a word is, told from the words before it."""

from __future__ import annotations

from collections.abc import Collection

_MODALITIES = frozenset({"MAY", "SHOULD", "MUST"})

_GENERAL = frozenset(
    {
        "AS",
        "WORD",
        "WORDS",
        "TIMES",
        "EXCEPT",
        "LINKS",
        "ELSEWHERE",
        "THAN",
        "BEFORE",
        "AFTER",
        "BETWEEN",
        "DEFINE",
        "EACH",
        "CASES",
        "MORE",
        "POSTS",
        "SAME",
        "LINK",
        "BY",
        "AUTHOR",
        "AUTHORS",
    }
)
"""Words that are good names of rules and guidelines, too: these stand where no word of the language can."""

NAMES_OF_RULES = frozenset(kind.lower() for kind in _GENERAL)
"""The same words, as policies write them."""

_CONDITION = "CONDITION"
"""Stands for every place where a condition begins."""

_ONLY_AFTER = {
    "MORE": {_CONDITION, "BY"},
    "POSTS": {_CONDITION, "WITH", "NUMBER"},
    "SAME": {_CONDITION, "WITH"},
    "LINK": {"SAME"},
    "BY": {"UNIT", "TEXT", "LINK"},
    "AUTHOR": {"BY", "NUMBER"},
    "AUTHORS": {"BY", "NUMBER"},
}
"""Words that mean something behind these alone; elsewhere they are names, or words of a vocabulary (`attachments.kinds includes link`)."""


class Context:
    """What stands before a word in its section. Takes one kind of token after the other, remarks left out."""

    def __init__(self, section_starts: Collection[str]) -> None:
        self._section_starts = section_starts
        self._position = 0
        self._first = ""
        self._before = ""
        self._earlier = ""

    def take(self, kind: str) -> str:
        """The kind that a token really has here: its own, or `NAME`."""
        if kind in self._section_starts and not self._names_something(kind):
            self._position, self._first, self._before, self._earlier = 1, kind, kind, ""
            return kind
        if self._names_something(kind) or self._means_nothing(kind):
            kind = "NAME"
        self._position += 1
        self._earlier, self._before = self._before, kind
        return kind

    def _names_something(self, kind: str) -> bool:
        """Whether a rule or guideline is named here."""
        if kind not in _GENERAL or not self._position:
            return False
        if self._before == "VIOLATES":
            return True
        if self._position == 1:
            return self._first in _MODALITIES or self._first == "GUIDELINE"
        return self._position == 2 and self._first in _MODALITIES and self._before == "NOT"

    def _means_nothing(self, kind: str) -> bool:
        only_after = _ONLY_AFTER.get(kind)
        if only_after is None or not self._position:
            return False
        return self._before not in only_after and not (_CONDITION in only_after and self._condition_begins())

    def _condition_begins(self) -> bool:
        match self._before:
            case "WHEN" | "UNLESS" | "AS" | "AND" | "OR":
                return True
            case "NOT":
                return self._earlier not in ("IS", "EXPECT", "MUST")
            case "LPAR":
                return self._earlier != "OF"
            case _:
                return False
