"""The `guidepost` command."""

from __future__ import annotations

import typer

from guidepost.cli.on_demand import OnDemand

app = typer.Typer(
    cls=OnDemand,
    name="guidepost",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback()
def guidepost() -> None:
    """Checks posts against written guidelines before they are published."""


def main() -> None:
    """The entry point of the `guidepost` command."""
    app()
