"""Counting what a backtest finds, so that counts of parts can be added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b

from guidepost.engine.backtest.verdict import Move, Ruled, Verdict
from guidepost.engine.post import Author

_MOST_NAMED = 20
"""Unread decisions that are named for each reason; all are counted."""


@dataclass(slots=True)
class Unread:
    """Decisions that could not be decided again for one reason: how many, the first of them by id, and what was wrong with that one."""

    count: int = 0
    ids: list[str] = field(default_factory=list)
    detail: str = ""


@dataclass(slots=True)
class Unit:
    """Posts of one unit: how many, and how many outcomes would be others."""

    posts: int = 0
    changed: int = 0


@dataclass(slots=True)
class Tally:
    """Everything that is counted. People are kept as hashes of their ids."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By outcome then and now."""
    moves: Counter[Move] = field(default_factory=Counter)
    fired_before: Counter[str] = field(default_factory=Counter)
    fired_now: Counter[str] = field(default_factory=Counter)
    """By permanent id of the rule."""
    names: dict[str, str] = field(default_factory=dict)
    """The names of rules that fired, by id."""
    unread: dict[str, Unread] = field(default_factory=dict)
    skipped: int = 0
    """Decisions that cannot differ, so that the whole policy was not asked."""
    computed: Counter[str] = field(default_factory=Counter)
    """By provider: posts it was asked about, because what it measures was not recorded and could change the outcome."""
    left_unknown: Counter[str] = field(default_factory=Counter)
    """By signal: posts for which it was not recorded and could have changed the outcome, but was not to be computed."""
    people: set[bytes] = field(default_factory=set)
    affected: set[bytes] = field(default_factory=set)
    without_author: int = 0
    units: dict[str, Unit] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """Decisions that were decided again."""
        return self.outcomes.total()

    @property
    def seen(self) -> int:
        """All decisions looked at."""
        return self.decided + sum(one.count for one in self.unread.values())

    def add(self, before: Verdict, now: Verdict, move: Move | None, author: Author) -> None:
        """Count one decision."""
        self.outcomes[before.outcome, now.outcome] += 1
        self._fired(self.fired_before, before.rules)
        self._fired(self.fired_now, now.rules)
        if move is not None:
            self.moves[move] += 1
        other = before.outcome != now.outcome
        if author.unit is not None:
            unit = self.units.setdefault(author.unit, Unit())
            unit.posts += 1
            unit.changed += other
        if author.id is None:
            self.without_author += 1
            return
        person = blake2b(author.id.encode(), digest_size=8).digest()
        self.people.add(person)
        if other:
            self.affected.add(person)

    def _fired(self, counts: Counter[str], rules: list[Ruled]) -> None:
        for one in rules:
            counts[one.rule_id] += 1
            self.names[one.rule_id] = one.rule

    def add_unread(self, reason: str, decision_id: str, detail: str) -> None:
        """Count a decision that could not be decided again."""
        one = self.unread.setdefault(reason, Unread(detail=detail))
        one.count += 1
        if len(one.ids) < _MOST_NAMED:
            one.ids.append(decision_id)

    def merge(self, other: Tally) -> None:
        """Add the counts of a later part to these."""
        self.outcomes.update(other.outcomes)
        self.moves.update(other.moves)
        self.fired_before.update(other.fired_before)
        self.fired_now.update(other.fired_now)
        self.names.update(other.names)
        self.skipped += other.skipped
        self.computed.update(other.computed)
        self.left_unknown.update(other.left_unknown)
        self.people |= other.people
        self.affected |= other.affected
        self.without_author += other.without_author
        for reason, unread in other.unread.items():
            mine = self.unread.setdefault(reason, Unread(detail=unread.detail))
            mine.count += unread.count
            mine.ids = [*mine.ids, *unread.ids][:_MOST_NAMED]
        for name, unit in other.units.items():
            ours = self.units.setdefault(name, Unit())
            ours.posts += unit.posts
            ours.changed += unit.changed
