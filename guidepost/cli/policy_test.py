"""`guidepost policy test`: run a policy's tests, tell what they reach, and what they would notice."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, PolicyArgument, clear_errors, err, fail, out
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.policy_tests import (
    Branch,
    Coverage,
    Fate,
    TestResult,
    Trial,
    junit,
    measure,
    mutants,
    propose,
    run_tests,
    try_mutants,
)
from guidepost.engine.providers import Providers
from guidepost.engine.start import providers_of, real_world
from guidepost.rules.compile import Truth

_MOST_SHOWN = 20
"""Surviving mutants that are shown unless all are asked for."""


def run(
    file: PolicyArgument,
    models: Annotated[
        bool, typer.Option("--models/--no-models", help="Compute signals that a test does not give, or take them as nothing found.")
    ] = True,
    coverage: Annotated[bool, typer.Option("--coverage", help="Tell which rules and conditions no test reaches.")] = False,
    fail_under: Annotated[
        float | None, typer.Option(help="End with 1 when the tests reach less than this many per cent.", min=0, max=100)
    ] = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Change each place of the policy a little, and tell what no test notices.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every change that no test notices.")] = False,
    junit_file: Annotated[Path | None, typer.Option("--junit", help="Write the results to this file as JUnit XML.")] = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Run the tests that stand in a policy file. Ends with 1 when a test failed, none ran, or too little is reached."""
    with clear_errors():
        chosen = providers_of(data)
        policy = load_policy(file, catalogue(chosen))
    providers = Providers(chosen)
    asked = providers.asked_for(policy.compiled.signals)
    if models and asked and policy.checked.scope.tests:
        _load(providers, asked)
    results: list[TestResult] = []
    names = policy.source.names
    try:
        for result in run_tests(policy, Checker(policy.compiled, providers, real_world()), quiet=not models):
            results.append(result)
            _report(result, names)
    finally:
        providers.close()
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed", style="bold red" if failed or not results else "bold green")
    if junit_file is not None:
        _write(junit_file, junit(results, policy.source.title, names))
    if not results:
        err.print('No test ran: a policy without tests is not tested. Add: test "…" post "…" expect …', markup=False)
        raise typer.Exit(FAILED)
    short = False
    if coverage or fail_under is not None:
        reached = measure(policy, results)
        if coverage:
            _print_coverage(reached, names)
        short = _short(reached, fail_under)
    if mutate:
        _mutate(policy, results, every=every)
    if failed or short:
        raise typer.Exit(FAILED)


def _load(providers: Providers, asked: Collection[str]) -> None:
    with err.status("Loading models …"):
        providers.load(asked)
    for state in providers.states:
        if state.problem:
            err.print(f"[yellow]Provider {state.name} is not there:[/] {state.problem}", soft_wrap=True)


def _report(result: TestResult, names: Mapping[str, str]) -> None:
    """What became of a test; `names` gives the file of each layer."""
    if result.passed:
        out.print("[green]✓[/]", end=" ")
        out.print(result.test.title, markup=False, soft_wrap=True)
        return
    place = result.test.place
    out.print("[red]✗[/]", end=" ")
    out.print(f"{result.test.title}  ({names[place.layer]}:{place.line})", markup=False, soft_wrap=True)
    for problem in result.problems:
        out.print(f"    {problem}", markup=False, style="red", soft_wrap=True)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", MISUSED)


def _short(reached: Coverage, fail_under: float | None) -> bool:
    if fail_under is None or reached.share * 100 >= fail_under:
        return False
    err.print(f"The tests reach {_percent(reached.share)} of the policy; {fail_under:g}% are asked for.", style="bold red")
    return True


def _percent(share: float) -> str:
    """A share rounded down, so that only what is whole is called 100%."""
    return f"{int(share * 1000) / 10:.1f}%"


def _print_coverage(reached: Coverage, names: Mapping[str, str]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("guideline", no_wrap=True)
    for heading in ("rules", "seen", "conditions", "both ways", "reached"):
        table.add_column(heading, justify="right")
    for guideline in reached.guidelines:
        branches = [branch for rule in guideline.rules for branch in rule.branches]
        seen, of = guideline.reached
        table.add_row(
            guideline.name,
            str(len(guideline.rules)),
            str(sum(rule.seen for rule in guideline.rules)),
            str(len(branches)),
            str(sum(not branch.missing for branch in branches)),
            _percent(seen / of) if of else "",
        )
    for layer in reached.layers:
        seen, of = layer.reached
        both = sum(not branch.missing for branch in layer.branches)
        table.add_row(f"layer {layer.name}", "", "", str(len(layer.branches)), str(both), _percent(seen / of) if of else "")
    out.print()
    out.print(table)
    out.print()
    for line in _missing(reached, names):
        out.print(line, markup=False, soft_wrap=True)
    unknown = sum(bool(branch.seen[Truth.UNKNOWN]) for branch in _branches(reached))
    rules, branches_ = reached.rules, reached.branches
    out.print(
        f"{_percent(reached.share)} reached: {rules[0]} of {rules[1]} rules seen at work, {branches_[0]} of {branches_[1]} ways that "
        f"conditions can go; {unknown} conditions were also seen unknown",
        style="bold",
        soft_wrap=True,
    )


def _branches(reached: Coverage) -> Iterator[Branch]:
    for guideline in reached.guidelines:
        for rule in guideline.rules:
            yield from rule.branches
    for layer in reached.layers:
        yield from layer.branches


def _missing(reached: Coverage, names: Mapping[str, str]) -> Iterator[str]:
    for layer in reached.layers:
        yield from _never(layer.branches, f"layer {layer.name}", names)
    for guideline in reached.guidelines:
        for rule in guideline.rules:
            if not rule.seen:
                place = rule.rule.name.place
                yield f"{names[place.layer]}:{place.line}: {rule.rule.qualified}: no test sees it at work"
            yield from _never(rule.branches, rule.rule.qualified, names)


def _never(branches: Iterable[Branch], whose: str, names: Mapping[str, str]) -> Iterator[str]:
    ways = {Truth.TRUE: "true", Truth.FALSE: "false"}
    for branch in branches:
        if branch.missing:
            never = " nor ".join(ways[truth] for truth in branch.missing)
            where = f"{names[branch.place.layer]}:{branch.place.line}:{branch.place.column}: {whose}"
            yield f"{where}: never {never} where it matters: {branch.condition}"


def _mutate(policy: LoadedPolicy, results: Sequence[TestResult], *, every: bool) -> None:
    began = time.perf_counter()
    changes = list(mutants(policy))
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err, transient=True
    ) as progress:
        fates = list(progress.track(try_mutants(policy, results, changes), len(changes), description="changing the policy"))
        trial = Trial(tuple(fates))
        shown = trial.survivors if every else trial.survivors[:_MOST_SHOWN]
        told = [
            (fate, propose(policy, fate.mutant, results))
            for fate in progress.track(shown, len(shown), description="looking for tests")
        ]
    out.print()
    for fate, proposal in told:
        _print_survivor(fate, proposal, policy.source.names)
    if len(shown) < len(trial.survivors):
        out.print(f"… and {len(trial.survivors) - len(shown)} more; --all shows them.\n")
    out.print(_kinds(trial))
    out.print(
        f"{_percent(trial.score)} of {len(fates):,} changes are noticed by a test ({time.perf_counter() - began:.1f} s)",
        style="bold",
        soft_wrap=True,
    )


def _print_survivor(fate: Fate, proposal: str | None, names: Mapping[str, str]) -> None:
    mutant = fate.mutant
    rule = f" {mutant.rule.qualified}:" if mutant.rule else f" layer {mutant.layer.name}:" if mutant.layer else ""
    out.print(
        f"{names[mutant.place.layer]}:{mutant.place.line}:{mutant.place.column}:{rule} {mutant.kind.value}: no test notices",
        markup=False,
        soft_wrap=True,
    )
    out.print(f"  - {mutant.old}", style="red", markup=False, soft_wrap=True)
    out.print(f"  + {mutant.new or '(left out)'}", style="green", markup=False, soft_wrap=True)
    if proposal:
        out.print("  A test that would:", style="dim")
        for line in proposal.splitlines():
            out.print(f"    {line}", markup=False, style="cyan", soft_wrap=True)
    out.print()


def _kinds(trial: Trial) -> Table:
    table = Table("change", box=None, pad_edge=False)
    for heading in ("made", "noticed"):
        table.add_column(heading, justify="right")
    for kind in dict.fromkeys(fate.mutant.kind for fate in trial.fates):
        of_kind = [fate for fate in trial.fates if fate.mutant.kind is kind]
        table.add_row(kind.value, f"{len(of_kind):,}", f"{sum(fate.noticed_by is not None for fate in of_kind):,}")
    return table
