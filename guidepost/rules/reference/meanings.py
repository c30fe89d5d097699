"""What each word of the language means, for those who read a policy for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from guidepost.rules.reference import grammar
from guidepost.rules.reference.entries import ENTRIES
from guidepost.rules.reference.grammar import Alternative, Reference, symbols
from guidepost.rules.reference.syntax import written


def meaning(word: str, language: str, section: str = "") -> str:
    """What a word of the language means, in German (`de`) or else in English; nothing for any other word.

    Where it means several things, each is shown with how it is written. `section` is the rule of the grammar that reads the section
    it stands in: then only what it can mean there is told.
    """
    found = [one for one in grammar.alternatives() if word in ENTRIES[one.key].words]
    here = [one for one in found if one.rule in _within(section)] if section else found
    return ". ".join(dict.fromkeys(_told(here or found, language)))


def _told(alternatives: list[Alternative], language: str) -> Iterator[str]:
    for one in alternatives:
        says = ENTRIES[one.key].says(language)
        yield says if len(alternatives) == 1 else f"`{written(one, language)}`: {says}"


@cache
def _within(section: str) -> frozenset[str]:
    """The rules of the grammar that a section is made of."""
    reached: set[str] = set()
    waiting = [section]
    while waiting:
        rule = waiting.pop()
        if rule not in reached and rule in grammar.rules():
            reached.add(rule)
            waiting += [one.name for one in symbols(grammar.rules()[rule]) if isinstance(one, Reference)]
    return frozenset(reached)
