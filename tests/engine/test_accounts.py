"""Keys: secrets are not kept, they work until they are revoked; the first accounts are made once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pwdlib import PasswordHash

from guidepost.engine.accounts import PREFIX, authenticate, bootstrap, create_api_key
from guidepost.engine.audit import Kind, verify_record
from guidepost.engine.people import People, Role
from guidepost.engine.store import KeptPolicy, Store, open_store
from tests.engine.store.items import AT, WORLD
from tests.engine.store.processes import AtOnce, bootstrap_new


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(folder)
    yield opened
    opened.close()


def kinds(store: Store) -> list[str]:
    assert verify_record(store.audited()).problem is None
    return [entry.kind for entry in store.audit_entries()]


def files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


class TestApiKeys:
    def test_open_the_door_until_they_are_revoked(self, store: Store) -> None:
        key, secret = create_api_key(store, WORLD, "Intranet")
        other, other_secret = create_api_key(store, WORLD, "Website")
        assert authenticate(store, secret) == key
        assert store.revoke_api_key(key.id, AT)
        assert authenticate(store, secret) is None
        assert authenticate(store, other_secret) == other
        assert {one.name: one.revoked_at for one in store.api_keys()} == {"Intranet": AT, "Website": None}

    def test_are_revoked_once_and_that_is_recorded(self, store: Store) -> None:
        key, _ = create_api_key(store, WORLD, "Intranet")
        assert store.revoke_api_key(key.id, AT)
        assert not store.revoke_api_key(key.id, "2027-01-01T00:00:00.000Z")
        assert not store.revoke_api_key("key-0", AT)
        assert kinds(store) == [Kind.KEY_CREATED, Kind.KEY_REVOKED]
        assert [entry.subject for entry in store.audit_entries()] == [key.id, key.id]
        assert [entry.at for entry in store.audit_entries()] == [key.created_at, AT]

    def test_are_kept_as_a_digest_only(self, folder: Path, store: Store) -> None:
        key, secret = create_api_key(store, WORLD, "Intranet")
        assert key.prefix.encode() in files(folder)
        assert secret.encode() not in files(folder)
        assert secret[len(key.prefix) :].encode() not in files(folder)
        store.close()
        assert secret[len(key.prefix) :].encode() not in files(folder)

    def test_are_long_and_never_the_same(self, store: Store) -> None:
        secrets = [create_api_key(store, WORLD, "Intranet")[1] for _ in range(20)]
        assert len(set(secrets)) == 20
        assert all(re.fullmatch(PREFIX + "[a-z2-7]{32}", secret) for secret in secrets)

    @pytest.mark.parametrize(
        "secret",
        [
            "",
            PREFIX,
            PREFIX + "a" * 32,
            PREFIX + "\ud800",
            "\udfff",
            PREFIX + "\x00",
            PREFIX + "x" * 2_000_000,
            "ключ",
            "' OR 1=1 --",
        ],
        ids=lambda secret: ascii(secret[:20]),
    )
    def test_that_are_unknown_or_odd_open_nothing(self, store: Store, secret: str) -> None:
        create_api_key(store, WORLD, "Intranet")
        assert authenticate(store, secret) is None

    def test_that_are_nearly_right_open_nothing(self, store: Store) -> None:
        _, secret = create_api_key(store, WORLD, "Intranet")
        for near in (secret[:-1], secret + "a", secret.upper(), f" {secret}", secret + "\n", secret.removeprefix(PREFIX)):
            assert authenticate(store, near) is None


class TestBootstrap:
    def test_makes_an_administrator_and_a_key_that_work(self, folder: Path, store: Store) -> None:
        made = bootstrap(store, WORLD)
        assert made is not None
        administrator = store.people().named(made.user_name)
        assert administrator is not None
        assert administrator.role == Role.ADMINISTRATOR
        assert administrator.must_change_password
        assert PasswordHash.recommended().verify(made.password, administrator.password_hash)
        assert authenticate(store, made.api_key) is not None
        assert made.password.encode() not in files(folder)
        assert re.fullmatch("([a-z2-7]{4}-){3}[a-z2-7]{4}", made.password)
        assert kinds(store) == [Kind.USER_CREATED, Kind.KEY_CREATED]

    def test_happens_once(self, folder: Path, store: Store) -> None:
        assert bootstrap(store, WORLD) is not None
        assert bootstrap(store, WORLD) is None
        again = open_store(folder)
        assert bootstrap(again, WORLD) is None
        assert len(again.api_keys()) == 1
        again.close()

    def test_does_nothing_where_there_is_a_user(self, store: Store) -> None:
        People(store, WORLD).administration.add("Zoë", Role.MODERATOR, by=None)
        assert bootstrap(store, WORLD) is None
        assert store.api_keys() == []

    def test_happens_once_when_four_threads_want_it(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _: bootstrap(store, WORLD), range(4)))
        assert len([one for one in made if one]) == 1
        assert len(store.api_keys()) == 1

    def test_happens_once_when_four_processes_start_at_once(self, folder: Path, at_once: AtOnce) -> None:
        assert sorted(at_once(bootstrap_new, folder)) == [False, False, False, True]
        store = open_store(folder)
        assert len(store.api_keys()) == 1
        assert kinds(store) == [Kind.USER_CREATED, Kind.KEY_CREATED]
        store.close()


class TestPolicies:
    def test_enter_the_record_only_when_another_one_comes_into_force(self, store: Store) -> None:
        a, b = (KeptPolicy(digest, "Guidelines", digest, "policy", "a.guide", {}) for digest in ("a", "b"))
        for policy in (a, a, b, b, a):
            store.keep_policy(policy, AT)
        assert [entry.subject for entry in store.audit_entries()] == ["a", "b", "a"]
        assert set(kinds(store)) == {Kind.POLICY_LOADED}
        assert (store.policy("a"), store.policy("b")) == (a, b)
