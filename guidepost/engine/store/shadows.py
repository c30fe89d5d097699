"""What versions in shadow came to, as it is kept: counts that are added up, and a few examples by the ids of decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, update

from guidepost.engine.store import lifecycle_tables as t

MOST_EXAMPLES = 10
"""Examples that are kept of each pair of outcomes: the newest."""


@dataclass(frozen=True, slots=True)
class ShadowRule:
    """How often a rule fired under the live version and under the one in shadow; and in how many posts only under the one or the other."""

    rule_id: str
    name: str
    fired_live: int
    fired_shadow: int
    newly: int
    no_more: int


@dataclass(frozen=True, slots=True)
class ShadowExample:
    """A decision that the version in shadow would have made otherwise, and the rules that fire only there, or only live."""

    live_outcome: str
    shadow_outcome: str
    decision_id: str
    decided_at: str
    newly: tuple[str, ...]
    no_more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShadowCounts:
    """What a version in shadow came to beside one live version.

    `outcomes` counts posts by the live outcome and the other; `stricter`, `milder` and `otherwise` those that differ. `dropped` posts
    were not evaluated because too many waited, `failed` ones because something went wrong. For `measured` posts signals were computed
    that the live version had not asked for.
    """

    outcomes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    stricter: int = 0
    milder: int = 0
    otherwise: int = 0
    dropped: int = 0
    failed: int = 0
    measured: int = 0
    rules: Sequence[ShadowRule] = ()
    examples: Sequence[ShadowExample] = ()


@dataclass(frozen=True, slots=True)
class ShadowRecord:
    """All that was counted for a version in shadow beside one live version, from the first to the last moment."""

    live_digest: str
    began_at: str
    last_at: str
    counts: ShadowCounts


_SUMS = ("stricter", "milder", "otherwise", "dropped", "failed", "measured")
_RULE_SUMS = ("fired_live", "fired_shadow", "newly", "no_more")


class ShadowRecords:
    """Adds to what is kept, and reads it. Its methods raise `StoreUnavailable` as those of the store do."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def add(self, counts: Mapping[tuple[str, str], ShadowCounts], at: str) -> None:
        """Add counts, by the digests of the version in shadow and of the live one, to those that are kept."""
        with self._writing() as connection:
            for (digest, live), one in counts.items():
                _Adding(connection, digest, live).add(one, at)

    def of(self, digest: str) -> list[ShadowRecord]:
        """What a version in shadow came to, beside each live version; the newest first."""
        runs = select(t.shadow_runs).where(t.shadow_runs.c.digest == digest)
        with self._reading() as connection:
            rows = connection.execute(runs.order_by(t.shadow_runs.c.last_at.desc(), t.shadow_runs.c.began_at.desc())).all()
            return [
                ShadowRecord(row.live_digest, row.began_at, row.last_at, _counts(connection, digest, row._asdict())) for row in rows
            ]


class _Adding:
    """Adds to the rows of one pair of versions, within one transaction."""

    def __init__(self, connection: Connection, digest: str, live: str) -> None:
        self._connection = connection
        self._pair = {"digest": digest, "live_digest": live}

    def add(self, counts: ShadowCounts, at: str) -> None:
        """Add everything that was counted."""
        sums = {name: getattr(counts, name) for name in _SUMS}
        self._sum(t.shadow_runs, {}, sums, {"last_at": at}, {"began_at": at})
        for (live, shadow), posts in counts.outcomes.items():
            self._sum(t.shadow_outcomes, {"live_outcome": live, "shadow_outcome": shadow}, {"posts": posts})
        for rule in counts.rules:
            self._sum(
                t.shadow_rules,
                {"rule_id": rule.rule_id},
                {name: getattr(rule, name) for name in _RULE_SUMS},
                {"name": rule.name},
            )
        for example in counts.examples:
            self._example(example)

    def _sum(
        self,
        table: Table,
        key: Mapping[str, str],
        sums: Mapping[str, int],
        latest: Mapping[str, str] | None = None,
        first: Mapping[str, str] | None = None,
    ) -> None:
        """Add `sums` to a row, and set `latest` in it; a new row gets `first` as well."""
        values = {name: table.c[name] + number for name, number in sums.items()}
        changed = self._connection.execute(update(table).where(self._is(table, key)).values(**values, **(latest or {})))
        if changed.rowcount == 0:
            self._connection.execute(insert(table).values(**self._pair, **key, **sums, **(latest or {}), **(first or {})))

    def _is(self, table: Table, key: Mapping[str, str]) -> ColumnElement[bool]:
        return and_(*(table.c[name] == value for name, value in {**self._pair, **key}.items()))

    def _example(self, example: ShadowExample) -> None:
        """Keep an example, and let go of the oldest of its kind where there are too many."""
        table = t.shadow_examples
        kind = {"live_outcome": example.live_outcome, "shadow_outcome": example.shadow_outcome}
        self._connection.execute(
            insert(table).values(
                **self._pair,
                **kind,
                decision_id=example.decision_id,
                decided_at=example.decided_at,
                newly=list(example.newly),
                no_more=list(example.no_more),
            )
        )
        kept = select(table.c.id).where(self._is(table, kind)).order_by(table.c.id.desc()).limit(MOST_EXAMPLES)
        self._connection.execute(delete(table).where(self._is(table, kind), table.c.id.not_in(kept)))


def _counts(connection: Connection, digest: str, run: Mapping[str, Any]) -> ShadowCounts:
    live = run["live_digest"]

    def rows(table: Table, *order: ColumnElement[Any]) -> Sequence[Any]:
        return connection.execute(select(table).where(table.c.digest == digest, table.c.live_digest == live).order_by(*order)).all()

    return ShadowCounts(
        outcomes={(row.live_outcome, row.shadow_outcome): row.posts for row in rows(t.shadow_outcomes)},
        **{name: run[name] for name in _SUMS},
        rules=[
            ShadowRule(row.rule_id, row.name, *(getattr(row, name) for name in _RULE_SUMS))
            for row in rows(t.shadow_rules, t.shadow_rules.c.rule_id)
        ],
        examples=[
            ShadowExample(
                row.live_outcome, row.shadow_outcome, row.decision_id, row.decided_at, tuple(row.newly), tuple(row.no_more)
            )
            for row in rows(t.shadow_examples, t.shadow_examples.c.id.desc())
        ],
    )
