"""Sessions: who is signed in on which browser, and when that ends by itself."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from guidepost.engine.audit import Event, Kind
from guidepost.engine.identity import World, timestamp
from guidepost.engine.people.roles import Permission, permissions_of
from guidepost.engine.store import Session, User
from guidepost.engine.store.people import PeopleChange, StoredPeople

IDLE = timedelta(minutes=30)
"""A session ends when it was not used for so long."""
LONGEST = timedelta(hours=12)
"""A session ends after so long, however much it is used."""
EXACT_TO = timedelta(minutes=1)
"""The use of a session is written at most so often."""

_TOKEN_BYTES = 32
_LONGEST_BROWSER = 200


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who is signed in: who, and the session."""

    user: User
    session: Session

    def may(self, permission: Permission) -> bool:
        """Whether the person's role allows something."""
        return permission in permissions_of(self.user.role)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that has just begun, and its token: 256 random bits for the browser to keep, which are kept nowhere else."""

    signed_in: SignedIn
    token: str


class Sessions:
    """The sessions of an installation. Every method raises `StoreUnavailable` as those of the store do."""

    def __init__(self, store: StoredPeople, world: World) -> None:
        self._store = store
        self._world = world

    def who(self, token: str) -> SignedIn | None:
        """Whose session a token belongs to; None where it is unknown or over, or where its user is let in no more.

        The search is over SHA-256 digests of 256 random bits: how long it takes tells nothing that helps to guess one.
        """
        found = self._store.session(digest_of(token))
        if found is None:
            return None
        session, user = found
        now = self._world.now()
        if user.disabled_at is not None or not _lasts(session, now):
            return None
        if now - datetime.fromisoformat(session.seen_at) >= EXACT_TO:
            self._store.see(session.id, timestamp(now))
        return SignedIn(user, session)

    def of(self, user: User) -> list[Session]:
        """The sessions of a user that last, the one used last first."""
        now = self._world.now()
        return [session for session in self._store.sessions(user.id) if _lasts(session, now)]

    def sign_out(self, signed_in: SignedIn, session_id: str | None = None) -> bool:
        """End one's own session, or another one of one's own; False where there is no such session."""
        wanted = session_id or signed_in.session.id
        with self._store.changing() as change:
            ended = change.end_sessions(signed_in.user.id, wanted)
            change.enter([signed_out(session, timestamp(self._world.now())) for session in ended])
        return bool(ended)

    def sign_out_everywhere(self, signed_in: SignedIn) -> int:
        """End all of one's own sessions; how many there were."""
        with self._store.changing() as change:
            ended = change.end_sessions(signed_in.user.id)
            change.enter([signed_out(session, timestamp(self._world.now())) for session in ended])
        return len(ended)

    def begin(self, change: PeopleChange, user: User, browser: str) -> NewSession:
        """Begin a session within a transaction, under a new token, and clear away those that are over."""
        now = self._world.now()
        change.end_old_sessions(created_before=timestamp(now - LONGEST), seen_before=timestamp(now - IDLE))
        token = base64.urlsafe_b64encode(self._world.random(_TOKEN_BYTES)).decode("ascii").rstrip("=")
        at = timestamp(now)
        session = Session(self._world.new_id("ses"), user.id, digest_of(token), at, at, browser[:_LONGEST_BROWSER])
        change.add_session(session)
        return NewSession(SignedIn(user, session), token)


def signed_out(session: Session, at: str) -> Event:
    """What the record says of the end of a session that a person ended."""
    return Event(Kind.SIGNED_OUT, at, session.user_id, {"session": session.id})


def digest_of(token: str) -> str:
    """What of a token is kept."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_token(token: str) -> str:
    """What a page repeats with whatever it changes, to show that it is ours: bound to the session, and telling nothing of its token."""
    return hmac.digest(token.encode("utf-8", "surrogatepass"), b"guidepost csrf 1", "sha256").hex()


def _lasts(session: Session, now: datetime) -> bool:
    return now - datetime.fromisoformat(session.seen_at) < IDLE and now - datetime.fromisoformat(session.created_at) < LONGEST
