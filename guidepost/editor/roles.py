"""What a name stands for, told from the words before it: so it is known in a section that is not finished, too."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from guidepost.editor.tokens import Token


class Role(StrEnum):
    """What a name in a policy can be the name of."""

    LIST = "list"
    GUIDELINE = "guideline"
    RULE = "rule"
    SIGNAL = "signal"
    DEFINITION = "definition"
    WORD = "word"
    LANGUAGE = "language"
    ID = "id"
    LAYER = "layer"


_AFTER = {
    "LIST": Role.LIST,
    "MENTIONS": Role.LIST,
    "WORD": Role.LIST,
    "EXCEPT": Role.LIST,
    "THAN": Role.LIST,
    "DEFINE": Role.DEFINITION,
    "GUIDELINE": Role.GUIDELINE,
    "VIOLATES": Role.GUIDELINE,
    "MAY": Role.RULE,
    "SHOULD": Role.RULE,
    "MUST": Role.RULE,
    "EXCUSES": Role.RULE,
    "BECAUSE": Role.RULE,
    "TOLD": Role.RULE,
    "EXCUSED": Role.RULE,
    "ID": Role.ID,
    "LAYER": Role.LAYER,
    "LANGUAGES": Role.LANGUAGE,
    "SAYS": Role.LANGUAGE,
    "INSTEAD": Role.LANGUAGE,
    "IS": Role.WORD,
    "ON": Role.WORD,
    "INCLUDES": Role.WORD,
    "WHEN": Role.SIGNAL,
    "UNLESS": Role.SIGNAL,
    "AS": Role.SIGNAL,
    "AND": Role.SIGNAL,
    "OR": Role.SIGNAL,
    "WITH": Role.SIGNAL,
}
_AFTER_NOT = {"IS": Role.WORD, "EXPECT": Role.RULE, "MUST": Role.RULE}
_DEFINED_AFTER = {"LIST", "DEFINE", "GUIDELINE", "MAY", "SHOULD", "MUST"}


ASKS = frozenset({"COMPARE", "FOUND", "IS", "INCLUDES", "BEFORE", "AFTER", "BETWEEN", "ON"})
"""What can follow a signal in a condition; a name that something else follows is that of a definition."""


def role(section: Sequence[Token], position: int) -> Role | None:
    """What a name at `position` among the words of its section stands for; None where no name belongs.

    The name itself need not be there yet; then it may become a signal's or a definition's alike, and counts as a signal's.
    """
    what = _role(section, position)
    if what is not Role.SIGNAL or section[0].kind == "TEST" or section[position - 1].kind == "OF" or position >= len(section):
        return what
    after = section[position + 1].kind if position + 1 < len(section) else ""
    return Role.SIGNAL if after in ASKS else Role.DEFINITION


def _role(section: Sequence[Token], position: int) -> Role | None:
    before = section[position - 1] if position else None
    if before is None:
        return None
    earlier = section[position - 2].kind if position >= 2 else ""
    match before.kind:
        case "NOT":
            return _AFTER_NOT.get(earlier, Role.SIGNAL)
        case "OF":
            return {"COUNT": Role.SIGNAL, "ONE": None}.get(earlier, Role.LIST)
        case "LPAR":
            return Role.WORD if earlier == "OF" else Role.SIGNAL
        case "TO":
            return Role.LIST if earlier == "LINKS" else None
        case "COMMA":
            return _in_enumeration(section, position)
        case "STRING" if section[0].kind != "TEST":
            return Role.LANGUAGE
        case "STRING" | "NUMBER" | "UNIT" | "ZONE" | "NAME" if section[0].kind == "TEST":
            return _fact(section, position)
        case kind:
            return _AFTER.get(kind)


def _in_enumeration(section: Sequence[Token], position: int) -> Role | None:
    """The same as the first of the names that the commas part."""
    first = position
    while first >= 2 and section[first - 1].kind == "COMMA":
        first -= 2
    return _role(section, first)


def _fact(section: Sequence[Token], position: int) -> Role | None:
    """Behind the text of a test's post, and behind `with`, names of signals and their values take turns."""
    start = max((number for number in range(position) if section[number].kind in ("POST", "WITH", "EXPECT")), default=None)
    if start is None or section[start].kind == "EXPECT":
        return None
    expects_name = section[start].kind == "WITH"
    texts_over = expects_name
    for token in section[start + 1 : position]:
        if not texts_over and token.kind == "STRING":
            expects_name = True
        elif token.kind != "UNIT":
            texts_over = True
            expects_name = not (expects_name and token.kind == "NAME")
    return Role.SIGNAL if expects_name else Role.WORD


def defines(section: Sequence[Token], position: int) -> bool:
    """Whether the name at `position` is where its list, guideline or rule is defined."""
    return (position == 1 and section[0].kind in _DEFINED_AFTER) or (position == 2 and _is_must_not(section))


def _is_must_not(section: Sequence[Token]) -> bool:
    return section[0].kind == "MUST" and section[1].kind == "NOT"
