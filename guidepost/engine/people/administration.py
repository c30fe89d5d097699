"""What administrators do with other people's accounts. Each is entered in the record with who did it."""

from __future__ import annotations

from collections.abc import Callable

from guidepost.engine.audit import Event, Kind
from guidepost.engine.identity import World, timestamp
from guidepost.engine.people.known_browsers import KnownBrowsers
from guidepost.engine.people.names import folded, usable
from guidepost.engine.people.password_rules import check_password
from guidepost.engine.people.passwords import Passwords
from guidepost.engine.people.roles import Role
from guidepost.engine.store import User
from guidepost.engine.store.people import PeopleChange, StoredPeople


class UnknownUser(ValueError):
    """There is nobody of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no user {name!r}.")
        self.name = name


class LastAdministrator(ValueError):
    """The last administrator cannot be disabled or given another role: nobody could let anybody in any more."""


class Administration:
    """Adds people, and changes what they may do.

    `by` is the id of the administrator, None for whoever has the data folder itself. Every method raises `StoreUnavailable`.
    """

    def __init__(self, store: StoredPeople, world: World, passwords: Passwords, browsers: KnownBrowsers) -> None:
        self._store = store
        self._world = world
        self._passwords = passwords
        self._browsers = browsers

    def users(self) -> list[User]:
        """Everybody, also those who are disabled, by name."""
        return self._store.users()

    def add(self, name: str, role: Role, *, by: str | None, password: str | None = None) -> tuple[User, str]:
        """A new user and the password: without one, a one-time password is made, which must be changed at the first sign-in.

        Raises `NameTaken`, `UnusableName`, `WeakPassword` or `TooBusy`.
        """
        user, given = self.prepare(name, role, password)
        with self._store.changing() as change:
            change.add_user(user, by)
        return user, given

    def prepare(self, name: str, role: Role, password: str | None = None) -> tuple[User, str]:
        """A user who is not kept yet, see `add`."""
        name = usable(name)
        if password is not None:
            check_password(password, name)
        given = password if password is not None else self._passwords.one_time()
        user = User(
            id=self._world.new_id("user"),
            name=name,
            folded_name=folded(name),
            role=role.value,
            password_hash=self._passwords.hash(given),
            created_at=timestamp(self._world.now()),
            must_change_password=password is None,
        )
        return user, given

    def set_role(self, name: str, role: Role, *, by: str | None) -> User:
        """Give somebody another role; all the person's sessions end. Raises `UnknownUser` or `LastAdministrator`."""

        def change_role(change: PeopleChange, user: User) -> None:
            if user.role != role:
                _keep_an_administrator(change, user)
                change.set_role(user.id, role.value)
                self._enter(change, Kind.USER_ROLE_CHANGED, user, by, {"from": user.role, "to": role.value})

        return self._change(name, change_role)

    def disable(self, name: str, *, by: str | None) -> User:
        """Let somebody in no more, from this moment on. Raises `UnknownUser` or `LastAdministrator`."""

        def turn_off(change: PeopleChange, user: User) -> None:
            if user.disabled_at is None:
                _keep_an_administrator(change, user)
                change.set_disabled(user.id, timestamp(self._world.now()))
                self._enter(change, Kind.USER_DISABLED, user, by, {})

        return self._change(name, turn_off)

    def enable(self, name: str, *, by: str | None) -> User:
        """Let somebody in again, with the password of before. Raises `UnknownUser`."""

        def turn_on(change: PeopleChange, user: User) -> None:
            if user.disabled_at is not None:
                change.set_disabled(user.id, None)
                self._enter(change, Kind.USER_ENABLED, user, by, {})

        return self._change(name, turn_on)

    def reset_password(self, name: str, *, by: str | None) -> tuple[User, str]:
        """A one-time password instead of the one somebody had, and no more waiting; all the person's sessions end.

        Raises `UnknownUser` or `TooBusy`.
        """
        given = self._passwords.one_time()
        hashed = self._passwords.hash(given)

        def reset(change: PeopleChange, user: User) -> None:
            change.set_password(user.id, hashed, must_change=True)
            change.forget_attempts(self._browsers.subject(user.folded_name, None, None)[0])
            self._enter(change, Kind.PASSWORD_RESET, user, by, {})

        return self._change(name, reset), given

    def _change(self, name: str, change_user: Callable[[PeopleChange, User], None]) -> User:
        with self._store.changing() as change:
            user = change.named(folded(name))
            if user is None:
                raise UnknownUser(name)
            change_user(change, user)
            return change.user(user.id) or user

    def _enter(self, change: PeopleChange, kind: Kind, user: User, by: str | None, facts: dict[str, object]) -> None:
        ended = change.end_sessions(user.id)
        event = Event(kind, timestamp(self._world.now()), user.id, {**facts, "by": by, "sessions_ended": len(ended)})
        change.enter([event])


def _keep_an_administrator(change: PeopleChange, user: User) -> None:
    if user.role == Role.ADMINISTRATOR and user.disabled_at is None and change.active(Role.ADMINISTRATOR) == 1:
        raise LastAdministrator(f"{user.name} is the last administrator. Make somebody else one first.")
