"""`guidepost audit`: prove that the record is whole."""

from __future__ import annotations

import typer

from guidepost.cli.options import DEFAULT_DATA, FAILED, DataFolder, clear_errors, err, out
from guidepost.engine.audit import verify_record
from guidepost.engine.store import open_store

app = typer.Typer(help="Prove that the record is whole.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Prove that the record is whole."""


@app.command("verify")
def verify(data: DataFolder = DEFAULT_DATA) -> None:
    """Recompute every link of the audit chain. Ends with 1 and the first broken entry when the record was altered."""
    with clear_errors():
        store = open_store(data)
        try:
            report = verify_record(store.audited())
        finally:
            store.close()
    if report.problem:
        err.print(f"[bold red]The record is not whole:[/] {report.problem}", soft_wrap=True)
        raise typer.Exit(FAILED)
    out.print(f"The record is whole: {report.count:,} entries, head {report.head}", soft_wrap=True)
