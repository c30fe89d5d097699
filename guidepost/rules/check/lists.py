"""Lists of phrases, from the policy itself or from files that the caller reads."""

from __future__ import annotations

from collections.abc import Callable

from guidepost.rules.layers.placed import file_shown
from guidepost.rules.syntax.diagnostic import Diagnostic
from guidepost.rules.syntax.tree import PolicyFile


class ListUnreadable(Exception):
    """A list file cannot be read; the message says why, to a person."""


def read_lists(file: PolicyFile, read_list: Callable[[str], str]) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    """The phrases of every list, and GP210 for each file that cannot be read (its list is then left out)."""
    phrases: dict[str, tuple[str, ...]] = {}
    findings: list[Diagnostic] = []
    for words in file.lists:
        if words.file is None:
            phrases[words.name.value] = words.phrases
            continue
        try:
            phrases[words.name.value] = phrases_in(read_list(words.file))
        except ListUnreadable as error:
            findings.append(
                Diagnostic(
                    "GP210",
                    f"the list file “{file_shown(words.file, words.place)}” cannot be read: {error}",
                    words.place,
                    "List files lie beside the policy file; check the name.",
                )
            )
    return phrases, findings


def phrases_in(text: str) -> tuple[str, ...]:
    """The phrases of a list file: one a line; blank lines and what follows a `#` at a line's beginning or after a space do not count."""
    phrases: dict[str, None] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        phrase = line.partition(" #")[0].strip() if not line.lstrip().startswith("#") else ""
        if phrase:
            phrases[phrase] = None
    return tuple(phrases)
