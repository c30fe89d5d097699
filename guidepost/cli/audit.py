"""`guidepost audit`: prove that the record is whole."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, clear_errors, err, fail, out
from guidepost.engine.audit import Head, verify_record
from guidepost.engine.lifecycle.proof import Lives
from guidepost.engine.store import open_store

_NOTED = re.compile(r"(\d{1,18}):([0-9a-f]{64})\Z")

app = typer.Typer(help="Prove that the record is whole.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Prove that the record is whole."""


@app.command("verify")
def verify(
    data: DataFolder = DEFAULT_DATA,
    noted: Annotated[
        str | None,
        typer.Option("--noted", help="COUNT:HEAD as an earlier run printed it; finds a record that was cut off or rewritten."),
    ] = None,
) -> None:
    """Recompute every link of the audit chain, and follow how each version of the policy came into force.

    Ends with 1 and the first broken entry when the record was altered, or when a version came into force as it must not.
    """
    known = _head(noted) if noted else None
    with clear_errors():
        store = open_store(data)
        try:
            lives = Lives()
            report = verify_record(lives.follow(store.audited()), known)
            problem = str(report.problem) if report.problem else lives.problem_with(store.versions().in_force().live)
        finally:
            store.close()
    if problem:
        err.print(f"[bold red]The record is not whole:[/] {problem}", soft_wrap=True)
        raise typer.Exit(FAILED)
    out.print(f"The record is whole: {report.count:,} entries", soft_wrap=True)
    out.print(f"Note this somewhere else, to check against later: --noted {report.count}:{report.head}", soft_wrap=True)


def _head(noted: str) -> Head:
    found = _NOTED.match(noted)
    if not found:
        fail("--noted takes COUNT:HEAD as an earlier run printed it, for example 120:9f86d08… with 64 digits.", MISUSED)
    return Head(int(found[1]), found[2])
