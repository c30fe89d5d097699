"""Who gives a command, where a command must know: a name, and the password from a prompt, a file or the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from guidepost.cli.options import FAILED, MISUSED, err, fail
from guidepost.engine.identity import World
from guidepost.engine.people import MustWait, People, TooBusy, WrongCredentials
from guidepost.engine.people.names import folded
from guidepost.engine.store import Store, User

PASSWORD = "GUIDEPOST_PASSWORD"  # noqa: S105  (the name of the variable)
"""Environment variable that holds the password, for scripts."""

As: TypeAlias = Annotated[
    str, typer.Option("--as", envvar="GUIDEPOST_USER", help="Who you are: the name you sign in with.", show_default=False)
]
PasswordFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        help=f"File whose first line is your password. Without it, {PASSWORD} counts, and else you are asked.",
        show_default=False,
    ),
]


def identify(store: Store, world: World, name: str, password_file: Path | None) -> User:
    """The person who gives the command, once the password has proved it. Ends the command where it does not."""
    password = _password(name, password_file)
    user = store.people().named(folded(name))
    try:
        if user is None:
            raise WrongCredentials
        People(store, world).signing_in.confirm(user, password, None)
    except WrongCredentials:
        fail("there is no user of this name with this password.", MISUSED)
    except (MustWait, TooBusy) as error:
        fail(str(error), FAILED)
    if user.disabled_at is not None:
        fail(f"{user.name} is let in no more. Ask an administrator.", MISUSED)
    if user.must_change_password:
        # Whoever gave out the one-time password knows it, and could consent in both names.
        fail(f"{user.name} has a one-time password. Sign in at the server's page /account first, and choose your own.", MISUSED)
    return user


def _password(name: str, file: Path | None) -> str:
    if file is not None:
        return _first_line(file)
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        fail(f"there is nobody to ask for a password here. Give --password-file, or set {PASSWORD}.", MISUSED)
    answer: str = typer.prompt(f"Password of {name}", hide_input=True, err=True)
    return answer


def _first_line(file: Path) -> str:
    try:
        if file.stat().st_mode & 0o077 and file.is_file():
            err.print(f"{file} can be read by others; make it yours alone: chmod 600 {file}", style="yellow", soft_wrap=True)
        return file.read_text("utf-8").partition("\n")[0].removesuffix("\r")
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.", MISUSED)
    except UnicodeDecodeError:
        fail(f"{file} is not UTF-8.", MISUSED)
