"""Choosing another password for oneself."""

from __future__ import annotations

from guidepost.engine.audit import Event, Kind
from guidepost.engine.identity import World, timestamp
from guidepost.engine.people.password_rules import PasswordFault, WeakPassword, check_password, normal
from guidepost.engine.people.passwords import Passwords
from guidepost.engine.people.sessions import SignedIn
from guidepost.engine.people.signing_in import Arrival, Browser, SigningIn, WrongCredentials
from guidepost.engine.store.people import StoredPeople


class OwnPassword:
    """Changes the password of who is signed in."""

    def __init__(self, store: StoredPeople, world: World, passwords: Passwords, signing_in: SigningIn) -> None:
        self._store = store
        self._world = world
        self._passwords = passwords
        self._signing_in = signing_in

    def change(self, signed_in: SignedIn, present: str, new: str, browser: Browser) -> Arrival:
        """Change it, and end every session but this one, which goes on under a new token.

        Raises `WeakPassword`, `WrongCredentials` (the present one is not right), `MustWait`, `TooBusy` or `StoreUnavailable`.
        """
        user = signed_in.user
        check_password(new, user.name)
        self._signing_in.confirm(user, present, browser.mark)
        if normal(new) == normal(present):
            raise WeakPassword(PasswordFault.SAME)
        hashed = self._passwords.hash(new)
        with self._store.changing() as change:
            now = change.user(user.id)
            if now is None or now.password_hash != user.password_hash or now.disabled_at is not None:
                raise WrongCredentials  # it was changed by somebody else while it was being checked
            change.set_password(user.id, hashed, must_change=False)
            ended = change.end_sessions(user.id)
            arrival = self._signing_in.begin(change, change.user(user.id) or now, browser)
            facts = {"sessions_ended": len(ended), "session": arrival.session.signed_in.session.id}
            change.enter([Event(Kind.PASSWORD_CHANGED, timestamp(self._world.now()), user.id, facts)])
        return arrival
