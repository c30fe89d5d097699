"""People in the database: the upgrade that brought sign-in, and what holds when several do something at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from pwdlib import PasswordHash
from sqlalchemy.exc import IntegrityError

from guidepost.engine.people import Browser, People, Role
from guidepost.engine.store import DATABASE, NameTaken, Session, Store, User, open_store
from guidepost.engine.store import migrations as m
from guidepost.engine.store.sqlite import WRITES, open_engine
from tests.engine.store.items import AT, WORLD

Sql = Callable[..., list[tuple[object, ...]]]


def user(number: int, name: str = "") -> User:
    return User(f"user-{number}", name or f"Name {number}", (name or f"Name {number}").casefold(), "officer", "hash", AT)


def session(number: int, owner: str, created: str = AT, seen: str = AT) -> Session:
    return Session(f"ses-{number}", owner, f"{number:064x}", created, seen, "Firefox")


def add(store: Store, *users: User) -> None:
    with store.people().changing() as change:
        for one in users:
            change.add_user(one, None)


def test_who_was_there_before_people_could_sign_in_can_sign_in(folder: Path, sql: Sql) -> None:
    folder.mkdir()
    engine = open_engine(folder / DATABASE, 1)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(m.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    engine.dispose()
    hashed = PasswordHash.recommended().hash("of the first start")
    sql(
        "INSERT INTO users (id, name, password_hash, role, created_at) VALUES "
        f"('user-1', 'admin', '{hashed}', 'administrator', '{AT}'), ('user-2', 'ZOË', '{hashed}', 'administrator', '{AT}')"
    )
    with closing(open_store(folder)) as store:
        assert [found.folded_name for found in store.people().users()] == ["admin", "zoë"]
        arrival = People(store, WORLD).signing_in.sign_in("Admin", "of the first start", Browser())
        assert arrival.session.signed_in.user.role == Role.ADMINISTRATOR
        assert not arrival.session.signed_in.user.must_change_password
        assert arrival.session.signed_in.user.disabled_at is None


class TestNames:
    def test_are_taken_once_in_any_case(self, store: Store) -> None:
        add(store, user(1, "Zoë"))
        with pytest.raises(NameTaken, match="ZOË"):
            add(store, user(2, "ZOË"))
        assert [one.id for one in store.people().users()] == ["user-1"]

    def test_of_a_change_that_failed_are_free_again(self, store: Store) -> None:
        with pytest.raises(NameTaken):
            add(store, user(1, "Kim"), user(2, "KIM"))
        assert store.people().users() == []
        add(store, user(3, "Kim"))


class TestSessions:
    def test_belong_to_somebody_who_is_there(self, store: Store) -> None:
        with pytest.raises(IntegrityError), store.people().changing() as change:
            change.add_session(session(1, "nobody"))

    def test_are_seen_later_and_never_earlier(self, store: Store) -> None:
        add(store, user(1))
        people = store.people()
        with people.changing() as change:
            change.add_session(session(1, "user-1"))
        for at in ("2026-11-02T08:05:00.000Z", "2026-11-02T08:03:00.000Z"):
            people.see("ses-1", at)
        assert [one.seen_at for one in people.sessions("user-1")] == ["2026-11-02T08:05:00.000Z"]
        people.see("ses-2", AT)
        assert len(people.sessions("user-1")) == 1

    def test_are_cleared_away_by_either_age(self, store: Store) -> None:
        add(store, user(1))
        with store.people().changing() as change:
            change.add_session(session(1, "user-1", created="2026-11-02T07:00:00.000Z", seen="2026-11-02T09:00:00.000Z"))
            change.add_session(session(2, "user-1", created="2026-11-02T08:00:00.000Z", seen="2026-11-02T08:10:00.000Z"))
            change.add_session(session(3, "user-1", created="2026-11-02T08:00:00.000Z", seen="2026-11-02T09:00:00.000Z"))
            change.end_old_sessions(created_before="2026-11-02T08:00:00.000Z", seen_before="2026-11-02T09:00:00.000Z")
        assert [one.id for one in store.people().sessions("user-1")] == ["ses-3"]

    def test_end_by_their_token_once(self, store: Store) -> None:
        add(store, user(1))
        with store.people().changing() as change:
            change.add_session(session(1, "user-1"))
            assert change.end_session(f"{1:064x}") == session(1, "user-1")
            assert change.end_session(f"{1:064x}") is None
