"""`guidepost admin`: the people and the API keys of an installation, for whoever has its data folder."""

from __future__ import annotations

import typer

from guidepost.cli import admin_keys, admin_users

app = typer.Typer(help="Let people and platforms in.", no_args_is_help=True)
app.add_typer(admin_users.app, name="user")
app.add_typer(admin_keys.app, name="key")
