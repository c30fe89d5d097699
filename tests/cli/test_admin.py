"""`guidepost admin`: people and keys."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from guidepost.engine.accounts import authenticate
from guidepost.engine.identity import World
from guidepost.engine.people import Browser, People, WrongCredentials
from guidepost.engine.store import Store, open_store
from tests.engine.people.conftest import Clock

Run = Callable[..., Result]

CHOSEN = "Nachtigall-7-Wiese"


@pytest.fixture
def admin(run: Run, data: Path) -> Run:
    """Runs `guidepost admin` on a data folder in which Ada is the administrator."""

    def admin(*arguments: object, stdin: bytes | None = None) -> Result:
        return run("admin", *arguments, "--data", data, stdin=stdin)

    assert admin("user", "add", "Ada", "--role", "administrator").exit_code == 0
    return admin


@pytest.fixture
def store(admin: Run, data: Path) -> Iterator[Store]:
    """The same data folder."""
    with closing(open_store(data)) as opened:
        yield opened


def signs_in(store: Store, name: str, password: str) -> bool:
    """Whether somebody is let in."""
    try:
        People(store, World(Clock(), os.urandom)).signing_in.sign_in(name, password, Browser())
    except WrongCredentials:
        return False
    return True


def shown(result: Result) -> str:
    """The one-time password that a command printed."""
    found = re.search(r"shown only now: (\S+)", result.stdout)
    assert found, result.output
    return found[1]


def test_somebody_is_added_with_a_password_that_is_shown_once(admin: Run, store: Store) -> None:
    added = admin("user", "add", "Zoë", "--role", "officer")
    assert "Zoë may sign in as officer." in added.stdout
    assert "must be changed" in added.stdout
    assert signs_in(store, "Zoë", shown(added))
    listed = admin("user", "list").stdout
    assert re.search(r"Ada +administrator", listed)
    assert re.search(r"Zoë +officer +\S+ +one-time password", listed)


def test_a_password_can_be_read_from_standard_input(admin: Run, store: Store) -> None:
    added = admin("user", "add", "Zoë", "--role", "lead", "--ask", stdin=f"{CHOSEN}\n".encode())
    assert added.exit_code == 0
    assert CHOSEN not in added.stdout
    assert signs_in(store, "Zoë", CHOSEN)
    weak = admin("user", "add", "Kim", "--role", "lead", "--ask", stdin=b"short\n")
    assert (weak.exit_code, "at least 12" in weak.stderr) == (2, True)


def test_somebody_gets_another_role_is_disabled_and_enabled(admin: Run, store: Store) -> None:
    password = shown(admin("user", "add", "Zoë", "--role", "officer"))
    assert "Zoë is moderator now." in admin("user", "role", "zoë", "moderator").stdout
    assert admin("user", "disable", "ZOË").exit_code == 0
    assert re.search(r"Zoë +moderator .*disabled 20", admin("user", "list").stdout)
    assert admin("user", "enable", "Zoë").exit_code == 0
    assert signs_in(store, "Zoë", password)


def test_a_password_is_reset(admin: Run, store: Store) -> None:
    before = shown(admin("user", "add", "Zoë", "--role", "officer"))
    after = shown(admin("user", "reset-password", "Zoë"))
    assert not signs_in(store, "Zoë", before)
    assert signs_in(store, "Zoë", after)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "ada", "--role", "lead"), "'ada' already"),
        (("add", " ", "--role", "lead"), "at least one character"),
        (("add", "Kim", "--role", "emperor"), "emperor"),
        (("add", "Kim"), "--role"),
        (("disable", "Ada"), "last administrator"),
        (("role", "Ada", "lead"), "last administrator"),
        (("disable", "Adda"), "Did you mean Ada?"),
        (("reset-password", "nobody"), "guidepost admin user list"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_way_out(admin: Run, arguments: tuple[str, ...], told: str) -> None:
    result = admin("user", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_the_first_is_an_administrator(run: Run, data: Path) -> None:
    refused = run("admin", "user", "add", "Zoë", "--role", "officer", "--data", data)
    assert (refused.exit_code, "--role administrator" in refused.stderr) == (2, True)
    assert "Nobody is here yet" in run("admin", "user", "list", "--data", data).stdout


def test_keys_are_added_listed_and_revoked(admin: Run, store: Store) -> None:
    assert "There are no keys yet" in admin("key", "list").stdout
    added = admin("key", "add", "Intranet")
    secret = next(line for line in added.stdout.splitlines() if line.startswith("gp_live_"))
    key = authenticate(store, secret)
    assert key is not None
    listed = admin("key", "list").stdout
    assert key.id in listed
    assert key.prefix in listed
    assert secret not in listed
    assert admin("key", "revoke", key.id).exit_code == 0
    assert authenticate(store, secret) is None
    again = admin("key", "revoke", key.id)
    assert (again.exit_code, key.id in again.stderr) == (2, True)
    assert admin("key", "add", " ").exit_code == 2


def test_a_folder_that_cannot_be_opened_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in (("user", "list"), ("key", "list")):
        result = run("admin", *command, "--data", tmp_path / "file")
        assert (result.exit_code, "--data" in result.stderr) == (1, True)
