"""All commands, one line each."""

from __future__ import annotations

import typer

from guidepost.cli import audit, backtest, check, diff, explain, importing, language_server, policy, render, serve

app = typer.Typer(
    name="guidepost",
    help="Checks posts against written guidelines before they are published.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("serve")(serve.serve)
app.command("check")(check.check)
policy.app.command("diff")(diff.diff)
policy.app.command("backtest")(backtest.backtest)
policy.app.command("explain")(explain.explain)
policy.app.command("import")(importing.import_document)
policy.app.command("language-server")(language_server.language_server)
policy.app.command("render")(render.render)
app.add_typer(policy.app, name="policy")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """The entry point of the `guidepost` command."""
    app()
