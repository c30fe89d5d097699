"""Looking for all phrases and patterns of a policy in a text, in one pass each and in linear time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import re2
from ahocorasick_rs import AhoCorasick, MatchKind

from guidepost.signals import Span

_MOST = 20
"""Places kept for one phrase or pattern in one post: enough to show, and a bound on what a hostile post can make us carry."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where phrases (code points of the folded view) and patterns (code points of the visible view) were found, by their number."""

    phrases: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    patterns: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)


class Needles(NamedTuple):
    """Phrases and patterns, by their number."""

    phrases: frozenset[int] = frozenset()
    patterns: frozenset[int] = frozenset()

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.phrases) + len(self.patterns)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is looked for: folded as posts are, and at which ends its word may go on (a `*` when written)."""

    folded: str
    label: str
    open_start: bool
    open_end: bool

    @classmethod
    def read(cls, written: str, fold: Callable[[str], str]) -> Phrase:
        """The phrase as a policy writes it."""
        bare = written.strip("*")
        return cls(fold(bare).strip(), bare, written.startswith("*"), written.endswith("*"))


class PhraseIndex:
    """All phrases of a policy in one Aho-Corasick automaton (Aho and Corasick 1975): its cost does not grow with their number.

    Phrases are matched as whole words of the folded view; a `*` at an end of a phrase lets the word go on there.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """A phrase is known by its position. Two phrases may fold alike."""
        self._phrases = phrases
        self._owners: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            if phrase.folded:
                self._owners.setdefault(phrase.folded, []).append(number)
        self._needles = list(self._owners)
        self._automaton = AhoCorasick(self._needles, matchkind=MatchKind.Standard) if self._needles else None

    def find(self, folded: str) -> dict[int, tuple[Span, ...]]:
        """By phrase number: the places in the folded text."""
        if self._automaton is None:
            return {}
        found: dict[int, list[Span]] = {}
        for needle, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            starts_word = start == 0 or not _joins(folded[start - 1], folded[start])
            ends_word = end == len(folded) or not _joins(folded[end - 1], folded[end])
            for number in self._owners[self._needles[needle]]:
                phrase = self._phrases[number]
                if (starts_word or phrase.open_start) and (ends_word or phrase.open_end):
                    places = found.setdefault(number, [])
                    if len(places) < _MOST:
                        places.append(Span(start, end, phrase.label))
        return {number: tuple(places) for number, places in found.items()}


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters are inside one word. Ideographs and kana stand for words of their own."""
    return _of_word(left) and _of_word(right)


def _of_word(character: str) -> bool:
    return (character.isalnum() or character == "_") and not "\u3040" <= character <= "\u9fff"


class PatternSet:
    """All patterns of a policy, each matched in linear time by RE2 (Cox 2010)."""

    def __init__(self, patterns: Sequence[tuple[str, bool]]) -> None:
        """`patterns` are (pattern, ignore case) pairs that are known to compile; a pattern is known by its position."""
        self._patterns = []
        for pattern, ignore_case in patterns:
            options = re2.Options()
            options.log_errors = False
            options.case_sensitive = not ignore_case
            self._patterns.append(re2.compile(pattern, options))

    def find(self, visible: str) -> dict[int, tuple[Span, ...]]:
        """By pattern number: the places in the visible text, which hold a character at least."""
        found: dict[int, tuple[Span, ...]] = {}
        for number, pattern in enumerate(self._patterns):
            places = []
            for match in pattern.finditer(visible):
                if match.start() < match.end():
                    places.append(Span(match.start(), match.end()))
                if len(places) == _MOST:
                    break
            if places:
                found[number] = tuple(places)
        return found
