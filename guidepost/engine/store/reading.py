"""Reading decisions with their posts, newest first and page by page: memory stays flat however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, true, tuple_

from guidepost.engine.store import tables as t
from guidepost.engine.vault import Opened, Sealed, Vault, VaultError


class PostErased(VaultError):
    """The post was erased: its key was destroyed."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time between two moments as the store writes them: from `since` on, before `until`; None leaves an end open."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Decisions that lie together: the places (moment and id) of the newest and the oldest, and how many there are."""

    newest: tuple[str, str]
    oldest: tuple[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision as it was kept, with its encrypted post; `sealed` is None where the post's key was destroyed."""

    id: str
    decided_at: str
    policy_digest: str
    body: bytes
    sealed: Sealed | None


_AT = (t.decisions.c.decided_at, t.decisions.c.id)
"""What orders decisions: ids tell apart those of one moment."""

_PAGES_FOUND = 32
"""Pages whose places are looked up together."""


class History:
    """The kept decisions. Its methods raise `StoreUnavailable` as those of the store do. Safe to use from several threads."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], vault: Vault) -> None:
        self._reading = reading
        self._vault = vault

    def count(self, period: Period) -> int:
        """How many decisions were made in a period."""
        with self._reading() as connection:
            return connection.execute(select(func.count(t.decisions.c.id)).where(_within(period))).scalar_one()

    def pages(self, period: Period, size: int, limit: int | None = None) -> Iterator[Page]:
        """Where the decisions of a period lie, `size` at a time, newest first, `limit` decisions at most."""
        after: tuple[str, str] | None = None
        left = limit
        while left is None or left > 0:
            wanted = size * _PAGES_FOUND if left is None else min(size * _PAGES_FOUND, left)
            found = self._places(period, after, wanted)
            for first in range(0, len(found), size):
                places = found[first : first + size]
                yield Page(places[0], places[-1], len(places))
                after = places[-1]
            if len(found) < wanted:
                return
            left = None if left is None else left - wanted

    def _places(self, period: Period, after: tuple[str, str] | None, count: int) -> list[tuple[str, str]]:
        """Read from the index alone."""
        older = true() if after is None else tuple_(*_AT) < tuple_(*after)
        query = select(*_AT).where(_within(period), older).order_by(*(column.desc() for column in _AT)).limit(count)
        with self._reading() as connection:
            return [(decided_at, decision_id) for decided_at, decision_id in connection.execute(query).all()]

    def read(self, page: Page) -> list[StoredDecision]:
        """The decisions of a page, newest first."""
        query = (
            select(*_AT, t.decisions.c.policy_digest, t.decisions.c.body, *_SEALED)
            .outerjoin(t.posts, t.posts.c.id == t.decisions.c.id)
            .outerjoin(t.data_keys, t.data_keys.c.post_id == t.decisions.c.id)
            .where(tuple_(*_AT) <= tuple_(*page.newest), tuple_(*_AT) >= tuple_(*page.oldest))
            .order_by(*(column.desc() for column in _AT))
        )
        with self._reading() as connection:
            return [_stored(row) for row in connection.execute(query).all()]

    def open(self, decision: StoredDecision) -> Opened:
        """Decrypt the post of a decision. Raises `PostErased`, `PostAltered` or `WrongKey`."""
        if decision.sealed is None:
            raise PostErased(f"The post of {decision.id} was erased.")
        return self._vault.open(decision.id, decision.sealed)


_SEALED = (
    t.posts.c.ciphertext,
    t.posts.c.nonce,
    t.posts.c.commitment,
    t.data_keys.c.wrapped_key,
    t.data_keys.c.master_key_id,
)


def _within(period: Period) -> ColumnElement[bool]:
    since = true() if period.since is None else t.decisions.c.decided_at >= period.since
    until = true() if period.until is None else t.decisions.c.decided_at < period.until
    return and_(since, until)


def _stored(row: Row[*tuple[Any, ...]]) -> StoredDecision:
    # In the order in which they are asked for: to take columns by name would be a third of all that reading takes.
    decided_at, decision_id, policy_digest, body, ciphertext, nonce, commitment, wrapped_key, master_key_id = row
    sealed = None
    if wrapped_key is not None and ciphertext is not None:
        sealed = Sealed(ciphertext, nonce, wrapped_key, master_key_id, commitment)
    return StoredDecision(decision_id, decided_at, policy_digest, body, sealed)
