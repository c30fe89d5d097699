"""What was found in a text, and looking for patterns in linear time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import re2

from guidepost.signals import Span

MOST_PLACES = 20
"""Places kept for one phrase or pattern in one post: enough to show, and a bound on what a hostile post can make us carry."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where phrases (code points of the folded view) and patterns (code points of the visible view) were found, by their number.

    `words` holds where each word of the folded view begins, if some condition counts words.
    """

    phrases: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    patterns: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    words: Sequence[int] = ()


class Needles(NamedTuple):
    """Phrases and patterns, by their number."""

    phrases: frozenset[int] = frozenset()
    patterns: frozenset[int] = frozenset()

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.phrases) + len(self.patterns)


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
                if len(places) == MOST_PLACES:
                    break
            if places:
                found[number] = tuple(places)
        return found
