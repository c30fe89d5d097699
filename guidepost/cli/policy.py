"""`guidepost policy`: check, test, format and list signals; with commands of their own files, among them a version's life."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from guidepost.cli import backtest, diff, explain, importing, language_server, lifecycle, policy_test, reference, render
from guidepost.cli.options import FAILED, MISUSED, PolicyArgument, clear_errors, err, out
from guidepost.engine.policies import check_policy, guide_files, read_source
from guidepost.engine.start import known_signals
from guidepost.engine.views import fold
from guidepost.rules.analysis import analyse, layers_keep
from guidepost.rules.syntax import Severity, parse, write
from guidepost.rules.syntax import render as show
from guidepost.signals.rates import Counted, Rate

app = typer.Typer(help="Write and test policies, and bring them into force.", no_args_is_help=True)
app.command("test")(policy_test.run)
app.command("explain")(explain.explain)
app.command("diff")(diff.diff)
app.command("backtest")(backtest.backtest)
app.command("import")(importing.import_document)
app.command("render")(render.render)
app.command("reference")(reference.reference)
app.command("language-server")(language_server.language_server)
lifecycle.register(app)

_RATES = (Rate(Counted.POSTS, 600), Rate(Counted.TEXT, 3600), Rate(Counted.LINK, 86_400))
"""One of each kind, for the list of signals: there are as many as rules ask for."""

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


@app.command("check")
def check(
    file: PolicyArgument,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    fast: Annotated[
        bool, typer.Option("--fast", help="Leave out what takes seconds: proofs about how the rules go together.")
    ] = False,
) -> None:
    """Find everything that is wrong with a policy before a post arrives. Ends with 0 (fine), 1 (warnings, with --strict) or 2 (errors)."""
    with clear_errors():
        source, checked = check_policy(file, known_signals())
    findings, files = list(checked.findings), source.files
    if not checked.errors:
        findings += [finding.diagnostic for finding in layers_keep(checked, fold)]
    if not checked.errors and not fast:
        with err.status("Looking at how the rules go together …"):
            findings += [finding.diagnostic for finding in analyse(checked, fold)]
    for finding in sorted(findings, key=lambda one: (one.place.layer, one.place, one.code)):
        err.print(show([finding], source.text, source.name, files), markup=False, style=_STYLES[finding.severity], soft_wrap=True)
        err.print()
    number = Counter(finding.severity for finding in findings)
    errors, warnings, hints = (number[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT))
    rules, tests = len(checked.scope.file.rules), len(checked.scope.tests)
    also = f", {hints} hints" if hints else ""
    out.print(f"{source.title}: {rules} rules, {tests} tests, {errors} errors, {warnings} warnings{also}", soft_wrap=True)
    if errors:
        raise typer.Exit(MISUSED)
    if strict and warnings:
        raise typer.Exit(FAILED)


@app.command("fmt")
def fmt(
    file: PolicyArgument,
    only_check: Annotated[bool, typer.Option("--check", help="Change nothing; end with 1 if the file would change.")] = False,
    show_diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
) -> None:
    """Write a policy file, or every one of a folder, the one canonical way."""
    with clear_errors():
        files = guide_files(file)
    changing = [one for one in files if _changes(one, only_check=only_check, show_diff=show_diff)]
    if changing and (only_check or show_diff):
        raise typer.Exit(FAILED)


def _changes(file: Path, *, only_check: bool, show_diff: bool) -> bool:
    """Whether a file is not in its canonical form; it is then written, unless that was only asked."""
    with clear_errors():
        source, _ = read_source(file)
        formatted = write(parse(source.text, source.name))
    if formatted == source.text:
        out.print(f"{source.name} is formatted")
        return False
    if show_diff:
        for line in difflib.unified_diff(
            source.text.splitlines(), formatted.splitlines(), source.name, f"{source.name} (formatted)", lineterm=""
        ):
            out.print(line, markup=False, soft_wrap=True)
    if only_check or show_diff:
        err.print(f"{source.name} would be changed")
        return True
    _replace(file, formatted)
    out.print(f"{source.name} was formatted")
    return True


def _replace(file: Path, text: str) -> None:
    """Write a file so that a crash leaves the old one or the new one, whole."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(file)


@app.command("signals")
def signals(german: Annotated[bool, typer.Option("--de", help="Explain in German.")] = False) -> None:
    """List every signal that a rule can ask for."""
    table = Table(box=None, pad_edge=False)
    for heading in ("signal", "type", "cost", "what it is"):
        table.add_column(heading, no_wrap=heading != "what it is")
    listed = [*known_signals().values(), *(rate.declaration for rate in _RATES)]
    for declaration in sorted(listed, key=lambda each: (each.cost, each.name)):
        meaning = declaration.says["de" if german else "en"]
        if declaration.rate:
            meaning += "; oder in jeder anderen Zeit bis 30 Tage" if german else "; or within any other time up to 30 days"
        if declaration.symbols:
            meaning += f" ({', '.join(sorted(declaration.symbols))})"
        table.add_row(declaration.name, declaration.type.value, declaration.cost.name.lower(), meaning)
    Console(width=max(out.width, 100)).print(table)
