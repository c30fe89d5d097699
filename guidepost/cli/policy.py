"""`guidepost policy`: check, test, format and list signals."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, PolicyArgument, clear_errors, err, out
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.policies import check_policy, load_policy, read_source
from guidepost.engine.policy_tests import TestResult, run_tests
from guidepost.engine.providers import Providers
from guidepost.engine.start import known_signals, providers_of, real_world
from guidepost.rules.syntax import Severity, parse, render, write

app = typer.Typer(help="Write and test policies.", no_args_is_help=True)


@app.command("check")
def check(
    file: PolicyArgument,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Find everything that is wrong with a policy before a post arrives. Ends with 0 (fine), 1 (warnings, with --strict) or 2 (errors)."""
    with clear_errors():
        source, checked = check_policy(file, known_signals())
    for finding in checked.findings:
        style = "red" if finding.severity is Severity.ERROR else "yellow"
        err.print(render([finding], source.text, source.name), markup=False, style=style, soft_wrap=True)
        err.print()
    errors = len(checked.errors)
    warnings = len(checked.findings) - errors
    rules, tests = len(checked.scope.file.rules), len(checked.scope.file.tests)
    out.print(f"{source.name}: {rules} rules, {tests} tests, {errors} errors, {warnings} warnings", soft_wrap=True)
    if errors:
        raise typer.Exit(MISUSED)
    if strict and warnings:
        raise typer.Exit(FAILED)


@app.command("test")
def run(
    file: PolicyArgument,
    models: Annotated[
        bool, typer.Option("--models/--no-models", help="Compute signals that a test does not give, or take them as nothing found.")
    ] = True,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Run the tests that stand in a policy file. Ends with 1 when a test failed or none ran."""
    with clear_errors():
        chosen = providers_of(data)
        signals = catalogue(chosen)
        policy = load_policy(file, signals)
    providers = Providers(chosen)
    if models and policy.file.tests:
        with err.status("Loading models …"):
            providers.load()
        for state in providers.states:
            if state.problem:
                err.print(f"[yellow]Provider {state.name} is not there:[/] {state.problem}", soft_wrap=True)
    checker = Checker(policy.compiled, providers, real_world())
    results = []
    try:
        for result in run_tests(policy, checker, signals, quiet=not models):
            results.append(result)
            _report(result, policy.source.name)
    finally:
        providers.close()
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed", style="bold red" if failed or not results else "bold green")
    if not results:
        err.print('No test ran: a policy without tests is not tested. Add: test "…" post "…" expect …', markup=False)
    if failed or not results:
        raise typer.Exit(FAILED)


def _report(result: TestResult, name: str) -> None:
    if result.passed:
        out.print("[green]✓[/]", end=" ")
        out.print(result.test.title, markup=False, soft_wrap=True)
        return
    out.print("[red]✗[/]", end=" ")
    out.print(f"{result.test.title}  ({name}:{result.test.place.line})", markup=False, soft_wrap=True)
    for problem in result.problems:
        out.print(f"    {problem}", markup=False, style="red", soft_wrap=True)


@app.command("fmt")
def fmt(
    file: PolicyArgument,
    only_check: Annotated[bool, typer.Option("--check", help="Change nothing; end with 1 if the file would change.")] = False,
    show_diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
) -> None:
    """Write a policy file the one canonical way."""
    with clear_errors():
        source, _ = read_source(file)
        formatted = write(parse(source.text, source.name))
    if formatted == source.text:
        out.print(f"{source.name} is formatted")
        return
    if show_diff:
        for line in difflib.unified_diff(
            source.text.splitlines(), formatted.splitlines(), source.name, f"{source.name} (formatted)", lineterm=""
        ):
            out.print(line, markup=False, soft_wrap=True)
    if only_check or show_diff:
        err.print(f"{source.name} would be changed")
        raise typer.Exit(FAILED)
    _replace(file, formatted)
    out.print(f"{source.name} was formatted")


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
    for declaration in sorted(known_signals().values(), key=lambda each: (each.cost, each.name)):
        meaning = declaration.says["de" if german else "en"]
        if declaration.symbols:
            meaning += f" ({', '.join(sorted(declaration.symbols))})"
        table.add_row(declaration.name, declaration.type.value, declaration.cost.name.lower(), meaning)
    Console(width=max(out.width, 100)).print(table)
