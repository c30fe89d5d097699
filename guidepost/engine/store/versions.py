"""The versions of the policy as they are kept: their states, who consented, when each was live. What may follow is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, true, update

from guidepost.engine.audit import Event, Kind
from guidepost.engine.store import lifecycle_tables as t
from guidepost.engine.store.chain import append, newest_subject
from guidepost.engine.store.nouns import KeptPolicy
from guidepost.engine.store.recording import write_policy
from guidepost.engine.store.tables import policies, users


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's consent to a version. It stands unless it was withdrawn."""

    user_id: str
    name: str
    given_at: str
    withdrawn_at: str | None = None

    @property
    def stands(self) -> bool:
        """It was not withdrawn."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A version of the policy and where it is in its life.

    `round` counts how often it was proposed; `consents` are those of the present round, oldest first. People are named, None where none
    was there. `live_at` is when it last became the live one. `problem` is why a running server could not use it.
    """

    digest: str
    title: str
    version: str
    state: str
    round: int
    proposed_by: str | None
    proposed_at: str
    note: str
    changed_by: str | None
    changed_at: str
    consents: tuple[Consent, ...] = ()
    live_at: str | None = None
    problem: str | None = None

    @property
    def standing(self) -> tuple[Consent, ...]:
        """The consents that stand."""
        return tuple(consent for consent in self.consents if consent.stands)


@dataclass(frozen=True, slots=True)
class Activation:
    """One time that a version became the live one: `how`, by whom, and the version that a rollback from it leads to."""

    sequence: int
    digest: str
    at: str
    how: str
    user_id: str | None
    previous: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class InForce:
    """What running servers are to use: the live version and those in shadow, by digest, at a revision.

    `recorded` is the version that is live by the newest entry of the record about it.
    """

    revision: int
    live: str | None
    shadows: tuple[str, ...]
    recorded: str | None


_READ = (
    t.policy_versions,
    policies.c.title,
    policies.c.version,
    select(func.max(t.policy_activations.c.at))
    .where(t.policy_activations.c.digest == t.policy_versions.c.digest)
    .correlate(t.policy_versions)
    .scalar_subquery()
    .label("live_at"),
)


class Versions:
    """Reads the versions, and lets them be changed. Its methods raise `StoreUnavailable` as those of the store do."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def revision(self) -> int:
        """A number that grows with every change. Costs one look at one row."""
        with self._reading() as connection:
            return _revision(connection)

    def in_force(self) -> InForce:
        """What running servers are to use now."""
        columns = (t.policy_versions.c.digest, t.policy_versions.c.state)
        wanted = t.policy_versions.c.state.in_(("live", "shadow"))
        with self._reading() as connection:
            revision = _revision(connection)
            rows = connection.execute(select(*columns).where(wanted).order_by(t.policy_versions.c.proposed_at)).all()
            recorded = newest_subject(connection, Kind.POLICY_ACTIVATED, Kind.POLICY_ROLLED_BACK)
        live = next((row.digest for row in rows if row.state == "live"), None)
        return InForce(revision, live, tuple(row.digest for row in rows if row.state == "shadow"), recorded)

    def all(self) -> list[PolicyVersion]:
        """Every version, the newest proposal first."""
        with self._reading() as connection:
            return _versions(connection, true())

    def find(self, digest: str) -> PolicyVersion | None:
        """The version of a digest."""
        with self._reading() as connection:
            return _one(connection, t.policy_versions.c.digest == digest)

    def live(self) -> PolicyVersion | None:
        """The version that decides; None before the first was activated."""
        with self._reading() as connection:
            return _one(connection, t.policy_versions.c.state == "live")

    def activations(self, digest: str | None = None) -> list[Activation]:
        """Every time that a version, or any, became the live one, newest first."""
        with self._reading() as connection:
            return _activations(connection, digest)

    def note_problem(self, digest: str, problem: str | None) -> None:
        """Remember why a running server cannot use a version, or that it can. Nothing is written where that is known."""
        known = self.find(digest)
        if known is None or known.problem == problem:
            return
        with self._writing() as connection:
            connection.execute(update(t.policy_versions).where(t.policy_versions.c.digest == digest).values(problem=problem))

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """One transaction in which versions are looked at and changed, while nobody else can; all of it or nothing happens."""
        with self._writing() as connection:
            yield Change(connection)
            connection.execute(update(t.policy_revision).values(revision=t.policy_revision.c.revision + 1))


class Change:
    """What can be done to versions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, digest: str) -> PolicyVersion | None:
        """The version of a digest, as it is now."""
        return _one(self._connection, t.policy_versions.c.digest == digest)

    def live(self) -> PolicyVersion | None:
        """The live version, as it is now."""
        return _one(self._connection, t.policy_versions.c.state == "live")

    def count(self, state: str) -> int:
        """How many versions are in a state."""
        query = select(func.count()).select_from(t.policy_versions).where(t.policy_versions.c.state == state)
        return self._connection.execute(query).scalar_one()

    def qualified(self, user_ids: Iterable[str], roles: Collection[str]) -> frozenset[str]:
        """Those of some users who have one of `roles` now, and are not disabled."""
        query = select(users.c.id).where(
            users.c.id.in_(list(user_ids)), users.c.role.in_(list(roles)), users.c.disabled_at.is_(None)
        )
        return frozenset(self._connection.execute(query).scalars())

    def last_activation(self, digest: str | None = None) -> Activation | None:
        """The last time that a version, or any, became the live one."""
        found = _activations(self._connection, digest, limit=1)
        return found[0] if found else None

    def keep(self, policy: KeptPolicy, at: str) -> None:
        """Keep a policy's texts, unless they are kept already."""
        write_policy(self._connection, policy, at)

    def propose(self, digest: str, state: str, user_id: str | None, note: str, at: str) -> None:
        """Enter a version, or one that was retired once more; in a new round its earlier consents count no more."""
        values: dict[str, Any] = {
            "state": state,
            "proposed_by": user_id,
            "proposed_at": at,
            "note": note,
            "changed_by": user_id,
            "changed_at": at,
            "problem": None,
        }
        mine = t.policy_versions.c.digest == digest
        changed = self._connection.execute(
            update(t.policy_versions).where(mine).values(**values, round=t.policy_versions.c.round + 1)
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(t.policy_versions).values(digest=digest, round=1, **values))

    def move(self, digest: str, state: str, user_id: str | None, at: str) -> None:
        """Bring a version into a state."""
        self._connection.execute(
            update(t.policy_versions)
            .where(t.policy_versions.c.digest == digest)
            .values(state=state, changed_by=user_id, changed_at=at, problem=None)
        )

    def consent(self, version: PolicyVersion, user_id: str, at: str) -> None:
        """Enter a person's consent to a version in its present round. Raises `IntegrityError` where it stands already."""
        self._connection.execute(
            insert(t.policy_consents).values(digest=version.digest, round=version.round, user_id=user_id, given_at=at)
        )

    def withdraw(self, version: PolicyVersion, user_id: str, at: str) -> None:
        """End a person's standing consent."""
        table = t.policy_consents.c
        self._connection.execute(
            update(t.policy_consents)
            .where(
                table.digest == version.digest,
                table.round == version.round,
                table.user_id == user_id,
                table.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at)
        )

    def activated(self, digest: str, *, how: str, user_id: str | None, previous: str | None, reason: str, at: str) -> None:
        """Enter that a version became the live one."""
        self._connection.execute(
            insert(t.policy_activations).values(digest=digest, at=at, how=how, user_id=user_id, previous=previous, reason=reason)
        )

    def enter(self, events: Sequence[Event]) -> None:
        """Enter into the record what has happened."""
        append(self._connection, events)


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(t.policy_revision.c.revision).where(t.policy_revision.c.id == 1)).scalar_one())


def _one(connection: Connection, condition: ColumnElement[bool]) -> PolicyVersion | None:
    return next(iter(_versions(connection, condition)), None)


def _versions(connection: Connection, condition: ColumnElement[bool]) -> list[PolicyVersion]:
    table = t.policy_versions
    query = select(*_READ).join(policies, policies.c.digest == table.c.digest).where(condition)
    rows = connection.execute(query.order_by(table.c.proposed_at.desc(), table.c.digest)).all()
    digests = [row.digest for row in rows]
    names = _names(connection)
    consents: dict[tuple[str, int], list[Consent]] = {}
    given = select(t.policy_consents).where(t.policy_consents.c.digest.in_(digests)).order_by(t.policy_consents.c.id)
    for one in connection.execute(given) if digests else ():
        consent = Consent(one.user_id, names[one.user_id], one.given_at, one.withdrawn_at)
        consents.setdefault((one.digest, one.round), []).append(consent)
    return [_version(row, names, consents.get((row.digest, row.round), [])) for row in rows]


def _names(connection: Connection) -> dict[str, str]:
    """The names of all who work with Guidepost, by id; there are few."""
    return {row.id: row.name for row in connection.execute(select(users.c.id, users.c.name))}


def _version(row: Row[*tuple[Any, ...]], names: dict[str, str], consents: list[Consent]) -> PolicyVersion:
    return PolicyVersion(
        digest=row.digest,
        title=row.title,
        version=row.version,
        state=row.state,
        round=row.round,
        proposed_by=names.get(row.proposed_by),
        proposed_at=row.proposed_at,
        note=row.note,
        changed_by=names.get(row.changed_by),
        changed_at=row.changed_at,
        consents=tuple(consents),
        live_at=row.live_at,
        problem=row.problem,
    )


def _activations(connection: Connection, digest: str | None, limit: int | None = None) -> list[Activation]:
    table = t.policy_activations
    condition = true() if digest is None else table.c.digest == digest
    rows = connection.execute(select(table).where(condition).order_by(table.c.sequence.desc()).limit(limit))
    return [Activation(row.sequence, row.digest, row.at, row.how, row.user_id, row.previous, row.reason) for row in rows]
