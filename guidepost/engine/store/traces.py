"""Traces of decided posts: who was seen with what, and when last. Written with the decision, counted before the next one.

A subject is what is counted for (an author, a text, a link), a member what is counted (a post, an author); both are keyed hashes. One row
says when a member was last seen with a subject, so that different members are counted without reading how often each was there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, literal_column, select, tuple_

from guidepost.engine.store.failures import CountedOtherwise
from guidepost.engine.store.nouns import Recordable, Tally
from guidepost.engine.store.sqlite import insert_or_raise
from guidepost.engine.store.tables import post_traces as t
from guidepost.signals.rates import MOST_COUNTED

_MOST_PURGED = 64
"""Expired traces that are removed with a decision, besides twice as many as it leaves, so that no decision waits long for the past."""


class Traces:
    """The traces as they are counted. Methods raise `StoreUnavailable`. Safe to use from several threads."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def count(self, tallies: Sequence[tuple[Tally, Mapping[bytes, frozenset[bytes]]]]) -> list[int]:
        """The count of each tally, all at one moment of the database.

        With each come, by subject, members that count although they have left no traces yet.
        """
        with self._reading() as connection:
            return [_count(connection, tally, others) for tally, others in tallies]


def _count(connection: Connection, tally: Tally, others: Mapping[bytes, frozenset[bytes]]) -> int:
    """The most different members that one of the subjects has had since then, the tally's own one among them."""
    return max((_members(connection, subject, tally, others.get(subject, frozenset())) for subject in tally.subjects), default=0)


def _members(connection: Connection, subject: bytes, tally: Tally, others: frozenset[bytes]) -> int:
    known = others | {tally.member}
    asked = {"subject": subject, "since": tally.since}
    if others:
        found = connection.execute(_SEEN_BESIDES, {**asked, "known": sorted(known)}).scalar_one()
    else:
        found = connection.execute(_SEEN, {**asked, "own": tally.member}).scalar_one()
    return min(found + len(known), MOST_COUNTED + 1)


def _seen(besides: ColumnElement[bool]) -> Select[int]:
    """How many members were seen with a subject since a moment, some not counted; no further than is asked."""
    since = (t.c.subject == bindparam("subject"), t.c.seen_at >= bindparam("since"))
    rows = select(t.c.subject).where(*since, besides).limit(literal_column(str(MOST_COUNTED + 1)))
    return select(func.count()).select_from(rows.subquery())


# Built once: to build such a statement takes longer than to run it.
_SEEN = _seen(t.c.member != bindparam("own"))
_SEEN_BESIDES = _seen(t.c.member.not_in(bindparam("known", expanding=True)))


def write_traces(connection: Connection, items: Sequence[Recordable]) -> None:
    """Leave the traces of decisions, in order, and remove expired ones. The transaction must hold the write lock.

    Raises `CountedOtherwise` where a decision was made from a count that is no longer so: another one was kept in the meantime.
    """
    left = 0
    for item in items:
        for counted in item.counted:
            if _count(connection, counted.tally, {}) != counted.value:
                raise CountedOtherwise
        rows = [
            {"subject": trace.subject, "member": trace.member, "seen_at": item.decided_at, "kept_until": trace.kept_until}
            for trace in item.traces
        ]
        if rows:
            connection.execute(_LEAVE, rows)
            left += len(rows)
    connection.execute(_PURGE, {"now": items[-1].decided_at, "most": _MOST_PURGED + 2 * left})


_LEAVE = insert_or_raise(t, "seen_at", "kept_until")
_EXPIRED = select(t.c.subject, t.c.member).where(t.c.kept_until < bindparam("now")).limit(bindparam("most"))
_PURGE = delete(t).where(tuple_(t.c.subject, t.c.member).in_(_EXPIRED))
"""Whatever policy once asked for them: what is to be kept no longer goes."""
