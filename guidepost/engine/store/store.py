"""The store of one installation: everything that is kept, each write in one transaction with its audit entry."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from guidepost.engine.audit import Audited, AuditEntry, Event, KeptDecision, Kind
from guidepost.engine.store import tables as t
from guidepost.engine.store.chain import append, entry_of, newest_subject
from guidepost.engine.store.failures import AlreadyAnswered, StoreUnavailable, Unrecordable
from guidepost.engine.store.nouns import ApiKey, IdempotencyKey, KeptPolicy, NewApiKey, Recordable, Recorded, StoredAnswer, User
from guidepost.engine.store.people import StoredPeople, write_user
from guidepost.engine.store.reading import History
from guidepost.engine.store.recording import earlier_answer, write_decisions, write_idempotency, write_policy
from guidepost.engine.store.shadows import ShadowRecords
from guidepost.engine.store.sqlite import WRITES, explain
from guidepost.engine.store.traces import Traces, write_traces
from guidepost.engine.store.versions import Versions
from guidepost.engine.vault import Opened, Sealed, Vault

_PAGE = 1000
"""Audit entries read at once; memory stays flat however long the record is."""


class Store:
    """Keeps decisions and proves them. Safe to use from several threads, and beside other processes on the same data folder.

    Every method raises `StoreUnavailable` when the database cannot do its work; then nothing was kept.
    """

    def __init__(self, engine: Engine, file: Path, vault: Vault, patience: float) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._file = file
        self._vault = vault
        self._patience = patience
        # SQLite lets waiting writers poll, and the unlucky starve. Threads of one process queue here instead.
        self._turn = threading.Lock()
        self._closed = False

    @property
    def file(self) -> Path:
        """Where the database lies."""
        return self._file

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self._turn.acquire(timeout=self._patience):
            raise StoreUnavailable(f"The database {self._file} is busy: other requests have been writing for {self._patience:g} s.")
        try:
            with self._explained(), self._writer.begin() as connection:
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        if self._closed:
            raise StoreUnavailable("The store has been closed.")
        try:
            yield
        except IntegrityError:
            raise
        except NoConnection:
            raise StoreUnavailable(f"The database {self._file} is busy: no connection was free for {self._patience:g} s.") from None
        except SQLAlchemyError as error:
            raise StoreUnavailable(explain(getattr(error, "orig", None) or error, self._file)) from error

    def record(self, items: Sequence[Recordable], idempotency: IdempotencyKey | None = None) -> Recorded:
        """Keep decisions, all or none, each with its encrypted post, its audit entry, its case and its traces.

        Raises `AlreadyAnswered` or `IdempotencyConflict` when `idempotency` was used before, `CountedOtherwise`, and `Unrecordable`.
        """
        if not items:
            raise ValueError("There is no decision to keep.")
        sealed = [self._vault.seal(item.decision_id, item.post) for item in items]
        try:
            with self._writing() as connection:
                if idempotency is not None:
                    earlier = earlier_answer(connection, idempotency)
                    if earlier is not None:
                        raise AlreadyAnswered(earlier)
                write_traces(connection, items)
                entries = write_decisions(connection, items, sealed)
                if idempotency is not None:
                    write_idempotency(connection, idempotency, items)
        except IntegrityError as error:
            raise Unrecordable(f"The decisions cannot be kept: {error.orig}.") from error
        return Recorded(tuple(entry.sequence for entry in entries), entries[-1].hash)

    def find_idempotent(self, key: IdempotencyKey) -> StoredAnswer | None:
        """The answer given earlier under an idempotency key. Raises `IdempotencyConflict` when it was given to another request."""
        with self._reading() as connection:
            return earlier_answer(connection, key)

    def decision(self, decision_id: str) -> bytes | None:
        """A decision's JSON, byte for byte as it was answered."""
        with self._reading() as connection:
            return connection.execute(select(t.decisions.c.body).where(t.decisions.c.id == decision_id)).scalar()

    def post(self, decision_id: str) -> Opened | None:
        """The post that a decision is about. Raises `PostAltered` or `WrongKey`."""
        with self._reading() as connection:
            row = connection.execute(
                select(t.posts, t.data_keys.c.wrapped_key, t.data_keys.c.master_key_id)
                .join(t.data_keys, t.data_keys.c.post_id == t.posts.c.id)
                .where(t.posts.c.id == decision_id)
            ).first()
        if row is None:
            return None
        return self._vault.open(decision_id, Sealed(row.ciphertext, row.nonce, row.wrapped_key, row.master_key_id, row.commitment))

    def count_decisions(self) -> int:
        """How many decisions are kept."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(t.decisions)).scalar_one()

    def history(self) -> History:
        """The decisions with their posts, read page by page."""
        return History(self._reading, self._vault)

    def versions(self) -> Versions:
        """The versions of the policy and their lives."""
        return Versions(self._reading, self._writing)

    def shadows(self) -> ShadowRecords:
        """What versions in shadow came to."""
        return ShadowRecords(self._reading, self._writing)

    def people(self) -> StoredPeople:
        """The users, their sessions, and attempts to sign in."""
        return StoredPeople(self._reading, self._writing)

    def traces(self) -> Traces:
        """What decided posts have left to be counted."""
        return Traces(self._reading)

    def derive_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for a purpose, which only whoever holds the master key can derive."""
        return self._vault.derive_key(purpose)

    def keep_policy(self, policy: KeptPolicy, at: str) -> None:
        """Keep a policy's texts; an audit entry says when another policy than before came into force."""
        with self._writing() as connection:
            write_policy(connection, policy, at)
            event = Event(Kind.POLICY_LOADED, at, policy.digest, {"title": policy.title, "version": policy.version})
            if newest_subject(connection, Kind.POLICY_LOADED) != policy.digest:
                append(connection, [event])

    def policy(self, digest: str) -> KeptPolicy | None:
        """A policy that was in force once."""
        with self._reading() as connection:
            row = connection.execute(select(t.policies).where(t.policies.c.digest == digest)).first()
        if row is None:
            return None
        return KeptPolicy(row.digest, row.title, row.version, row.source_text, row.source_name, row.lists, tuple(row.layers or ()))

    def add_api_key(self, new: NewApiKey) -> None:
        """Keep an API key."""
        with self._writing() as connection:
            _add_api_key(connection, new)

    def find_api_key(self, digest: str) -> ApiKey | None:
        """The API key with this digest, revoked or not."""
        with self._reading() as connection:
            row = connection.execute(select(t.api_keys).where(t.api_keys.c.digest == digest)).first()
        return ApiKey(row.id, row.name, row.prefix, row.created_at, row.revoked_at) if row else None

    def revoke_api_key(self, key_id: str, at: str) -> bool:
        """Make an API key useless; False where there is no such key in use."""
        with self._writing() as connection:
            changed = connection.execute(
                update(t.api_keys).where(t.api_keys.c.id == key_id, t.api_keys.c.revoked_at.is_(None)).values(revoked_at=at)
            )
            if changed.rowcount == 0:
                return False
            append(connection, [Event(Kind.KEY_REVOKED, at, key_id, {})])
            return True

    def api_keys(self) -> list[ApiKey]:
        """All API keys, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(t.api_keys).order_by(t.api_keys.c.created_at, t.api_keys.c.id))
            return [ApiKey(row.id, row.name, row.prefix, row.created_at, row.revoked_at) for row in rows]

    def has_users(self) -> bool:
        """Whether anybody can sign in yet."""
        with self._reading() as connection:
            return connection.execute(select(t.users.c.id).limit(1)).first() is not None

    def add_first(self, user: User, key: NewApiKey) -> bool:
        """Keep the first user and the first API key together; False, and nothing kept, where there is a user already."""
        with self._writing() as connection:
            if connection.execute(select(t.users.c.id).limit(1)).first() is not None:
                return False
            write_user(connection, user, None)
            _add_api_key(connection, key)
            return True

    def audit_entries(self) -> Iterator[AuditEntry]:
        """The whole record, oldest first."""
        return map(entry_of, self._pages(select(t.audit_entries)))

    def audited(self) -> Iterator[Audited]:
        """The whole record, oldest first, each entry with the stored decision that names it; then decisions that name no entry."""
        kept = (
            t.decisions.c.id.label("decision_id"),
            t.decisions.c.audit_sequence,
            t.decisions.c.body.label("decision"),
            t.posts.c.commitment,
        )
        named = t.decisions.c.audit_sequence == t.audit_entries.c.sequence
        its_post = t.posts.c.id == t.decisions.c.id
        for row in self._pages(select(t.audit_entries, *kept).outerjoin(t.decisions, named).outerjoin(t.posts, its_post)):
            yield Audited(entry_of(row), _kept_decision(row))
        unrecorded = select(*kept).select_from(t.decisions).outerjoin(t.audit_entries, named).outerjoin(t.posts, its_post)
        with self._reading() as connection:
            rows = connection.execute(unrecorded.where(t.audit_entries.c.sequence.is_(None)).limit(_PAGE)).all()
        for row in rows:
            yield Audited(None, _kept_decision(row))

    def _pages(self, query: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
        page = query.order_by(t.audit_entries.c.sequence).limit(_PAGE)
        after: int | None = None
        while True:
            with self._reading() as connection:
                rows = connection.execute(page if after is None else page.where(t.audit_entries.c.sequence > after)).all()
            yield from rows
            if len(rows) < _PAGE:
                return
            after = rows[-1].sequence

    def ping(self) -> str | None:
        """None when decisions can be written now, else what is wrong."""
        try:
            with self._writing() as connection:
                connection.execute(update(t.heartbeat).values(beats=t.heartbeat.c.beats + 1))
        except StoreUnavailable as error:
            return str(error)
        return None

    def close(self) -> None:
        """Let go of all connections. The store cannot be used any more."""
        self._closed = True
        self._engine.dispose()


def _add_api_key(connection: Connection, new: NewApiKey) -> None:
    key = new.key
    connection.execute(
        insert(t.api_keys).values(id=key.id, name=key.name, prefix=key.prefix, digest=new.digest, created_at=key.created_at)
    )
    append(connection, [Event(Kind.KEY_CREATED, key.created_at, key.id, {"name": key.name, "prefix": key.prefix})])


def _kept_decision(row: Row[*tuple[Any, ...]]) -> KeptDecision | None:
    if row.decision_id is None:
        return None
    return KeptDecision(row.decision_id, row.audit_sequence, row.decision, row.commitment)
