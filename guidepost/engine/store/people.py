"""People as they are kept: users, their sessions, and attempts to sign in. What may be done with them is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from guidepost.engine.audit import Event, Kind
from guidepost.engine.store import tables as t
from guidepost.engine.store.chain import append
from guidepost.engine.store.failures import NameTaken
from guidepost.engine.store.nouns import Attempts, Session, User


class StoredPeople:
    """Reads users and sessions, and lets them be changed. Its methods raise `StoreUnavailable` as those of the store do."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def users(self) -> list[User]:
        """Everybody, also those who are disabled, by name."""
        with self._reading() as connection:
            rows = connection.execute(select(t.users).order_by(t.users.c.folded_name))
            return [user_of(row) for row in rows]

    def named(self, folded_name: str) -> User | None:
        """The user of this name, in its folded form."""
        with self._reading() as connection:
            return _user(connection, t.users.c.folded_name == folded_name)

    def session(self, token_digest: str) -> tuple[Session, User] | None:
        """The session of a token, however old, and whose it is."""
        query = select(*_SESSION, t.users).join(t.users, t.users.c.id == t.sessions.c.user_id)
        with self._reading() as connection:
            row = connection.execute(query.where(t.sessions.c.token_digest == token_digest)).first()
        return (_session(row), user_of(row)) if row else None

    def sessions(self, user_id: str) -> list[Session]:
        """The sessions of a user, however old, the one seen last first."""
        query = select(*_SESSION).where(t.sessions.c.user_id == user_id).order_by(t.sessions.c.seen_at.desc(), t.sessions.c.id)
        with self._reading() as connection:
            return [_session(row) for row in connection.execute(query)]

    def see(self, session_id: str, at: str) -> None:
        """Note that a session was used, unless it was seen later already or has ended."""
        with self._writing() as connection:
            mine = (t.sessions.c.id == session_id, t.sessions.c.seen_at < at)
            connection.execute(update(t.sessions).where(*mine).values(seen_at=at))

    @contextmanager
    def changing(self) -> Iterator[PeopleChange]:
        """One transaction in which people are looked at and changed, while nobody else can; all of it or nothing happens."""
        with self._writing() as connection:
            yield PeopleChange(connection)


class PeopleChange:
    """What can be done to people within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def user(self, user_id: str) -> User | None:
        """A user, as he or she is now."""
        return _user(self._connection, t.users.c.id == user_id)

    def named(self, folded_name: str) -> User | None:
        """The user of this name in its folded form, as he or she is now."""
        return _user(self._connection, t.users.c.folded_name == folded_name)

    def active(self, role: str) -> int:
        """How many users of a role are not disabled."""
        mine = (t.users.c.role == role, t.users.c.disabled_at.is_(None))
        return self._connection.execute(select(func.count()).select_from(t.users).where(*mine)).scalar_one()

    def add_user(self, user: User, by: str | None) -> None:
        """Keep a user, with an entry in the record. Raises `NameTaken`."""
        try:
            write_user(self._connection, user, by)
        except IntegrityError as error:
            raise NameTaken(f"There is a user {user.name!r} already.") from error

    def set_role(self, user_id: str, role: str) -> None:
        """Give a user another role."""
        self._set(user_id, role=role)

    def set_disabled(self, user_id: str, at: str | None) -> None:
        """Let a user in no more, or again."""
        self._set(user_id, disabled_at=at)

    def set_password(self, user_id: str, password_hash: str, *, must_change: bool) -> None:
        """Give a user another password."""
        self._set(user_id, password_hash=password_hash, must_change_password=must_change)

    def _set(self, user_id: str, **values: Any) -> None:
        self._connection.execute(update(t.users).where(t.users.c.id == user_id).values(**values))

    def attempts(self, subject: str) -> Attempts | None:
        """The attempts made in vain under a keyed hash."""
        row = self._connection.execute(select(t.sign_in_attempts).where(t.sign_in_attempts.c.subject == subject)).first()
        return Attempts(row.failures, row.last_at, row.wait_until) if row else None

    def set_attempts(self, subject: str, attempts: Attempts) -> None:
        """Keep the attempts made in vain under a keyed hash."""
        self.forget_attempts(subject)
        values = {"failures": attempts.failures, "last_at": attempts.last_at, "wait_until": attempts.wait_until}
        self._connection.execute(insert(t.sign_in_attempts).values(subject=subject, **values))

    def forget_attempts(self, subject: str) -> None:
        """Count anew under a keyed hash."""
        self._connection.execute(delete(t.sign_in_attempts).where(t.sign_in_attempts.c.subject == subject))

    def forget_attempts_before(self, moment: str, *, but: str) -> None:
        """Remove all attempts whose last was made before a moment, but for one subject."""
        old = (t.sign_in_attempts.c.last_at < moment, t.sign_in_attempts.c.subject != but)
        self._connection.execute(delete(t.sign_in_attempts).where(*old))

    def add_session(self, session: Session) -> None:
        """Keep a session."""
        self._connection.execute(
            insert(t.sessions).values(
                id=session.id,
                user_id=session.user_id,
                token_digest=session.token_digest,
                created_at=session.created_at,
                seen_at=session.seen_at,
                browser=session.browser,
            )
        )

    def end_session(self, token_digest: str) -> Session | None:
        """Remove the session of a token; it, or None where there is none."""
        return next(iter(self._end(t.sessions.c.token_digest == token_digest)), None)

    def end_sessions(self, user_id: str, session_id: str | None = None) -> list[Session]:
        """Remove the sessions of a user, or one of them; those that were there."""
        one = true() if session_id is None else t.sessions.c.id == session_id
        return self._end(t.sessions.c.user_id == user_id, one)

    def end_old_sessions(self, *, created_before: str, seen_before: str) -> None:
        """Remove the sessions that began before a moment, and those that were last used before another."""
        self._end(or_(t.sessions.c.created_at < created_before, t.sessions.c.seen_at < seen_before))

    def _end(self, *conditions: ColumnElement[bool]) -> list[Session]:
        ended = [_session(row) for row in self._connection.execute(select(*_SESSION).where(*conditions))]
        if ended:
            self._connection.execute(delete(t.sessions).where(*conditions))
        return ended

    def enter(self, events: Sequence[Event]) -> None:
        """Enter into the record what has happened."""
        append(self._connection, events)


def write_user(connection: Connection, user: User, by: str | None) -> None:
    """Keep a user, with an entry in the record. The transaction must hold the write lock. Raises `IntegrityError` for a name that is taken.

    `by` is the id of the user who did it, None where it was done on the machine itself.
    """
    connection.execute(
        insert(t.users).values(
            id=user.id,
            name=user.name,
            folded_name=user.folded_name,
            role=user.role,
            password_hash=user.password_hash,
            created_at=user.created_at,
            must_change_password=user.must_change_password,
            disabled_at=user.disabled_at,
        )
    )
    append(connection, [Event(Kind.USER_CREATED, user.created_at, user.id, {"role": user.role, "by": by})])


_SESSION = (
    t.sessions.c.id.label("session_id"),
    t.sessions.c.user_id.label("session_user_id"),
    t.sessions.c.token_digest,
    t.sessions.c.created_at.label("begun_at"),
    t.sessions.c.seen_at,
    t.sessions.c.browser,
)


def _session(row: Row[*tuple[Any, ...]]) -> Session:
    return Session(row.session_id, row.session_user_id, row.token_digest, row.begun_at, row.seen_at, row.browser)


def _user(connection: Connection, condition: ColumnElement[bool]) -> User | None:
    row = connection.execute(select(t.users).where(condition)).first()
    return user_of(row) if row else None


def user_of(row: Row[*tuple[Any, ...]]) -> User:
    """A user as the table holds one."""
    return User(
        id=row.id,
        name=row.name,
        folded_name=row.folded_name,
        role=row.role,
        password_hash=row.password_hash,
        created_at=row.created_at,
        must_change_password=row.must_change_password,
        disabled_at=row.disabled_at,
    )
