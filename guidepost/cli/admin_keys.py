"""`guidepost admin key`: API keys for platforms."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer
from rich.table import Table

from guidepost.cli.options import DEFAULT_DATA, MISUSED, DataFolder, clear_errors, fail, out
from guidepost.engine.accounts import create_api_key
from guidepost.engine.identity import timestamp
from guidepost.engine.start import real_world
from guidepost.engine.store import open_store

app = typer.Typer(help="API keys for platforms.", no_args_is_help=True)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What the key is for, such as “Intranet”.", show_default=False)],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Create an API key and print it. It is shown only once."""
    if not name.strip():
        fail("a key needs a name, so that people can tell keys apart: guidepost admin key add Intranet", MISUSED)
    with clear_errors(), closing(open_store(data)) as store:
        key, secret = create_api_key(store, real_world(), name.strip())
    out.print(f"Key {key.id} for {key.name}. It is shown only now:", markup=False, soft_wrap=True)
    out.print(secret, markup=False, soft_wrap=True)


@app.command("list")
def list_keys(data: DataFolder = DEFAULT_DATA) -> None:
    """List the API keys by their beginnings; the keys themselves are not kept."""
    with clear_errors(), closing(open_store(data)) as store:
        keys = store.api_keys()
    if not keys:
        out.print("There are no keys yet: guidepost admin key add NAME")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "for", "begins with", "created", "revoked"):
        table.add_column(heading, no_wrap=heading != "for")
    for key in keys:
        table.add_row(key.id, key.name, key.prefix + "…", key.created_at[:16], (key.revoked_at or "")[:16])
    out.print(table, markup=False)


@app.command("revoke")
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as `list` shows it.", show_default=False)],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Make an API key useless, at once and for good."""
    with clear_errors(), closing(open_store(data)) as store:
        revoked = store.revoke_api_key(key_id, timestamp(real_world().now()))
    if not revoked:
        fail(f"there is no key {key_id} in use. `guidepost admin key list` shows all.", MISUSED)
    out.print(f"Key {key_id} opens nothing any more.", markup=False)
