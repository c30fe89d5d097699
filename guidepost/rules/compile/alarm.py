"""Which rules a post wakes, so that it pays for those and not for all that there are."""

from __future__ import annotations

from collections.abc import Sequence

from guidepost.rules.compile.evaluation import CompiledRule
from guidepost.rules.compile.text import Hits


class Alarm:
    """A post wakes the rules of whose phrases and patterns it holds one, and those that need none.

    All others are false whatever the signals say. Rules are known by their position.
    """

    def __init__(self, rules: Sequence[CompiledRule]) -> None:
        self._always: list[int] = []
        self._by_phrase: dict[int, list[int]] = {}
        self._by_pattern: dict[int, list[int]] = {}
        for position, rule in enumerate(rules):
            needs = rule.condition.needs() if rule.condition else None
            if needs is None:
                self._always.append(position)
                continue
            for phrase in needs.phrases:
                self._by_phrase.setdefault(phrase, []).append(position)
            for pattern in needs.patterns:
                self._by_pattern.setdefault(pattern, []).append(position)

    def woken_by(self, hits: Hits) -> list[int]:
        """The positions of the rules to ask, in order."""
        woken = set(self._always)
        for phrase in hits.phrases:
            woken.update(self._by_phrase.get(phrase, ()))
        for pattern in hits.patterns:
            woken.update(self._by_pattern.get(pattern, ()))
        return sorted(woken)
