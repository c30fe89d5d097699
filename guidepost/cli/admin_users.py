"""`guidepost admin user`: who may sign in, and as what."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.table import Table

from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, clear_errors, fail, out
from guidepost.engine.people import LastAdministrator, People, Role, TooBusy, UnknownUser, UnusableName, WeakPassword
from guidepost.engine.start import real_world
from guidepost.engine.store import NameTaken, open_store

app = typer.Typer(help="People who sign in.", no_args_is_help=True)

Name: TypeAlias = Annotated[str, typer.Argument(help="The name to sign in with.", show_default=False)]
RoleName: TypeAlias = Annotated[Role, typer.Argument(help="What the person works as.", show_default=False)]


@app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person works as.", show_default=False)],
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for the password, or read it from standard input, instead of making one.")
    ] = False,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Let somebody in. Prints a one-time password, which must be changed at the first sign-in."""
    with _people(data) as people:
        if role is not Role.ADMINISTRATOR and not people.administration.users():
            fail("nobody is here yet. Start `guidepost serve` once, or add a first administrator: --role administrator", MISUSED)
        user, password = people.administration.add(name, role, by=None, password=_asked() if ask else None)
    _tell(f"{user.name} may sign in as {user.role}.")
    if not ask:
        _tell_once(password)


@app.command("list")
def list_users(data: DataFolder = DEFAULT_DATA) -> None:
    """List everybody, with roles."""
    with _people(data) as people:
        users = people.administration.users()
    if not users:
        out.print("Nobody is here yet. The first start of `guidepost serve` makes an administrator.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("name", "role", "since", ""):
        table.add_column(heading)
    for user in users:
        state = (
            f"disabled {user.disabled_at[:10]}" if user.disabled_at else "one-time password" if user.must_change_password else ""
        )
        table.add_row(user.name, user.role, user.created_at[:10], state)
    out.print(table, markup=False)


@app.command("role")
def set_role(name: Name, role: RoleName, data: DataFolder = DEFAULT_DATA) -> None:
    """Give somebody another role. All the person's sessions end."""
    with _people(data) as people:
        user = people.administration.set_role(name, role, by=None)
    _tell(f"{user.name} is {user.role} now.")


@app.command("disable")
def disable(name: Name, data: DataFolder = DEFAULT_DATA) -> None:
    """Let somebody in no more, from this moment on. What the person did stays in the record."""
    with _people(data) as people:
        user = people.administration.disable(name, by=None)
    _tell(f"{user.name} is let in no more.")


@app.command("enable")
def enable(name: Name, data: DataFolder = DEFAULT_DATA) -> None:
    """Let somebody in again who was disabled."""
    with _people(data) as people:
        user = people.administration.enable(name, by=None)
    _tell(f"{user.name} may sign in again.")


@app.command("reset-password")
def reset_password(name: Name, data: DataFolder = DEFAULT_DATA) -> None:
    """Give somebody a one-time password, and end all waiting and all sessions. It must be changed at the next sign-in."""
    with _people(data) as people:
        user, password = people.administration.reset_password(name, by=None)
    _tell(f"{user.name} has a new password.")
    _tell_once(password)


@contextmanager
def _people(data: Path) -> Iterator[People]:
    with clear_errors(), closing(open_store(data)) as store:
        people = People(store, real_world())
        try:
            yield people
        except UnknownUser as error:
            fail(f"{error} {_nearest(people, error.name)}", MISUSED)
        except (LastAdministrator, NameTaken, UnusableName, WeakPassword) as error:
            fail(str(error), MISUSED)
        except TooBusy as error:
            fail(str(error), FAILED)


def _nearest(people: People, name: str) -> str:
    near = difflib.get_close_matches(name, [user.name for user in people.administration.users()], 1)
    return f"Did you mean {near[0]}?" if near else "`guidepost admin user list` shows everybody."


def _asked() -> str:
    """A password typed twice and not shown; where nobody types, the first line of standard input. Others could see an option."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _tell(sentence: str) -> None:
    out.print(sentence, markup=False, soft_wrap=True)


def _tell_once(password: str) -> None:
    _tell(f"One-time password, shown only now: {password}")
    _tell("It must be changed at the next sign-in.")
