"""The phrases of a list, for looking at."""

from __future__ import annotations

from collections.abc import Callable

from guidepost.editor.outline import Section
from guidepost.editor.tokens import Token, text_of
from guidepost.rules.check.lists import phrases_in


def file_of(words: Section) -> Token | None:
    """The word that names the list's file; None for a list whose phrases stand in the policy."""
    if len(words.tokens) > 3 and words.tokens[2].kind == "FROM" and words.tokens[3].kind == "STRING":
        return words.tokens[3]
    return None


def phrases_of(words: Section, read_list: Callable[[str], str]) -> tuple[str, ...]:
    """The phrases of a list. Raises `ListUnreadable`."""
    file = file_of(words)
    if file is not None:
        return phrases_in(read_list(text_of(file)))
    return tuple(text_of(token) for token in words.tokens if token.kind == "STRING")
