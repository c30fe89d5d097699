"""Signing in with name and password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from guidepost.engine.audit import Event, Kind
from guidepost.engine.identity import World, timestamp
from guidepost.engine.people.known_browsers import KnownBrowsers
from guidepost.engine.people.names import folded
from guidepost.engine.people.passwords import Checked, Passwords
from guidepost.engine.people.sessions import NewSession, Sessions, digest_of, signed_out
from guidepost.engine.people.waits import FORGOTTEN_AFTER, counted
from guidepost.engine.store import Attempts, User
from guidepost.engine.store.people import PeopleChange, StoredPeople

_UNKNOWN = "unknown"
"""What attempts under names that nobody has are entered under; what was typed may be a password."""
_UNKNOWN_ENTERED_EVERY = timedelta(minutes=1)
"""However many such attempts there are, the record grows by one entry a minute for them."""


class WrongCredentials(Exception):
    """There is no user of this name with this password; which of the two is wrong is not told."""


class AccountDisabled(Exception):
    """Name and password are right, but this person is let in no more."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody signed in: the session, and the mark by which the browser will be known next time."""

    session: NewSession
    browser_mark: str


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser sends: what it calls itself, its mark from an earlier time, and the token of a session that still lasts."""

    name: str = ""
    mark: str | None = None
    token: str | None = None


class SigningIn:
    """Lets people in. Safe to use from several threads."""

    def __init__(
        self, store: StoredPeople, world: World, passwords: Passwords, sessions: Sessions, browsers: KnownBrowsers
    ) -> None:
        self._store = store
        self._world = world
        self._passwords = passwords
        self._sessions = sessions
        self._browsers = browsers

    def sign_in(self, name: str, password: str, browser: Browser) -> Arrival:
        """Begin a session, under a new token; one that the browser had before ends.

        The attempt is counted before the password is looked at, and forgiven when it was right: many at once win nothing. The same is
        computed for a name that nobody has. Raises `WrongCredentials`, `AccountDisabled`, `MustWait`, `TooBusy` or `StoreUnavailable`.
        """
        with self._passwords.turn():
            user, subject, attempts, known = self._attempt(name, browser.mark)
            checked = self._passwords.check(password, user.password_hash if user else None)
        if user is None or not checked.right:
            self._refuse(user, attempts, known=known)
            raise WrongCredentials
        return self._let_in(user, subject, checked, browser)

    def confirm(self, user: User, password: str, mark: str | None) -> None:
        """Have a person who is signed in show the own password, counted as signing in is.

        Raises `WrongCredentials`, `MustWait`, `TooBusy` or `StoreUnavailable`.
        """
        with self._passwords.turn():
            _, subject, attempts, known = self._attempt(user.name, mark)
            checked = self._passwords.check(password, user.password_hash)
        if not checked.right:
            self._refuse(user, attempts, known=known)
            raise WrongCredentials
        with self._store.changing() as change:
            change.forget_attempts(subject)

    def _attempt(self, name: str, mark: str | None) -> tuple[User | None, str, Attempts, bool]:
        now, name = self._world.now(), folded(name)
        with self._store.changing() as change:
            user = change.named(name)
            subject, known = self._browsers.subject(name, user, mark)
            attempts = counted(change.attempts(subject), now)
            change.set_attempts(subject, attempts)
            change.forget_attempts_before(timestamp(now - FORGOTTEN_AFTER), but=_UNKNOWN)
        return user, subject, attempts, known

    def _let_in(self, user: User, subject: str, checked: Checked, browser: Browser) -> Arrival:
        at = timestamp(self._world.now())
        with self._store.changing() as change:
            now = change.user(user.id)
            if now is None or now.password_hash != user.password_hash:
                raise WrongCredentials  # it was changed while it was being checked
            if now.disabled_at is None:
                change.forget_attempts(subject)
                return self._replace(change, now, checked, browser, at)
            change.enter([Event(Kind.SIGN_IN_FAILED, at, user.id, {"why": "disabled"})])
        raise AccountDisabled

    def begin(self, change: PeopleChange, user: User, browser: Browser) -> Arrival:
        """Begin a session within a transaction, for somebody whose password was right."""
        return Arrival(self._sessions.begin(change, user, browser.name), self._browsers.mark(user))

    def _replace(self, change: PeopleChange, user: User, checked: Checked, browser: Browser, at: str) -> Arrival:
        if checked.renewed:
            change.set_password(user.id, checked.renewed, must_change=user.must_change_password)
            user = change.user(user.id) or user
        before = change.end_session(digest_of(browser.token)) if browser.token else None
        arrival = self.begin(change, user, browser)
        begun = Event(Kind.SIGNED_IN, at, user.id, {"session": arrival.session.signed_in.session.id})
        change.enter([*([signed_out(before, at)] if before else []), begun])
        return arrival

    def _refuse(self, user: User | None, attempts: Attempts, *, known: bool) -> None:
        """Enter a failure; under a name that nobody has only how many there were."""
        now = self._world.now()
        with self._store.changing() as change:
            if user is not None:
                facts = {"failures": attempts.failures, "wait_until": attempts.wait_until, "known_browser": known}
                change.enter([Event(Kind.SIGN_IN_FAILED, timestamp(now), user.id, facts)])
            else:
                _enter_unknown(change, now)


def _enter_unknown(change: PeopleChange, now: datetime) -> None:
    earlier = change.attempts(_UNKNOWN)
    at, count = timestamp(now), earlier.failures + 1 if earlier else 1
    if earlier and earlier.wait_until and at < earlier.wait_until:
        change.set_attempts(_UNKNOWN, Attempts(count, at, earlier.wait_until))
        return
    change.set_attempts(_UNKNOWN, Attempts(0, at, timestamp(now + _UNKNOWN_ENTERED_EVERY)))
    change.enter([Event(Kind.SIGN_IN_FAILED, at, _UNKNOWN, {"attempts": count})])
