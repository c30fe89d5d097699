"""All commands, one line each."""

from __future__ import annotations

import typer

from guidepost.cli import audit, check, policy, serve

app = typer.Typer(
    name="guidepost",
    help="Checks posts against written guidelines before they are published.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("serve")(serve.serve)
app.command("check")(check.check)
app.add_typer(policy.app, name="policy")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """The entry point of the `guidepost` command."""
    app()
