"""Options that several commands share, and how a command ends when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn, TypeAlias

import typer
from rich.console import Console

from guidepost.engine.kept import PolicyUnusable
from guidepost.engine.lifecycle.refusals import Refused
from guidepost.engine.policies import PolicyUnreadable
from guidepost.engine.store import StoreUnavailable
from guidepost.rules.syntax import GuideError

FAILED = 1
"""Exit code when Guidepost could not do its work."""
MISUSED = 2
"""Exit code when what was asked for cannot be done: a bad option, file or text."""

DataFolder: TypeAlias = Annotated[
    Path, typer.Option("--data", envvar="GUIDEPOST_DATA", help="Folder for the database, keys and models.", show_default=True)
]
PolicyFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        envvar="GUIDEPOST_POLICY",
        help="Policy file, or the folder of its layers. Without it the live version is used, or else the sample workplace policy.",
    ),
]
PolicyArgument: TypeAlias = Annotated[
    Path, typer.Argument(help="A .guide file, read with the layers above it, or a folder of them.", show_default=False)
]

DEFAULT_DATA = Path("data")

err = Console(stderr=True, highlight=False)
out = Console(highlight=False)


@contextmanager
def clear_errors() -> Iterator[None]:
    """End a command with a message that a person can act on instead of a traceback."""
    try:
        yield
    except GuideError as error:
        err.print(str(error), markup=False, style="default", soft_wrap=True)
        count = len(error.diagnostics)
        err.print(f"\n{count} error{'' if count == 1 else 's'}; the policy cannot be used.", style="bold red")
        raise typer.Exit(MISUSED) from None
    except (PolicyUnreadable, Refused) as error:
        fail(str(error), MISUSED)
    except PolicyUnusable as error:
        fail(
            f"{error} Install the version of Guidepost that made it, or bring another into force: guidepost policy propose.", FAILED
        )
    except StoreUnavailable as error:
        fail(str(error), FAILED)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong and end."""
    err.print(f"[bold red]Error:[/] {_plain(message)}", soft_wrap=True)
    raise typer.Exit(code)


def _plain(text: str) -> str:
    return text.replace("[", "\\[")
