"""The word lists that lie beside the rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_PLAIN = str.maketrans("äöü", "aou")


def _lines(name: str) -> list[str]:
    text = files("guidepost.rules.forms").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_table(name: str) -> dict[str, tuple[str, ...]]:
    """By word: its forms. One word a line, a colon, its forms."""
    table: dict[str, tuple[str, ...]] = {}
    for line in _lines(name):
        word, _, forms = line.partition(":")
        table[word] = tuple(forms.split())
    return table


def plain(text: str) -> str:
    """Lower-case letters without their umlaut, `ß` as `ss`: so a plural is found by its singular."""
    return text.casefold().translate(_PLAIN)


@cache
def german_parts() -> frozenset[str]:
    """The plain German words of which compounds are made: simple nouns, and the adjectives and particles that stand before them."""
    return frozenset(_lines("de-parts.txt"))
