"""`guidepost policy backtest`: which decisions would have been other ones under another policy."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from guidepost.api.logs import configure_logs
from guidepost.cli.backtest_shown import print_report
from guidepost.cli.diff import Language
from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, clear_errors, err, fail, out
from guidepost.engine.backtest import PAGE, Changed, Job, PageResult, Report, Tally, WorkerDied, processes_for, replayed, report
from guidepost.engine.catalogue import catalogue
from guidepost.engine.identity import timestamp
from guidepost.engine.policies import LoadedPolicy, load_policy
from guidepost.engine.start import providers_of
from guidepost.engine.store import DATABASE, StoreUnavailable, open_store
from guidepost.engine.store.reading import Period

INTERRUPTED = 130


def backtest(
    new: Annotated[Path, typer.Argument(help="The .guide file, or folder of a stack, to try.", show_default=False)],
    since: Annotated[str | None, typer.Option(help="Decisions from this day or moment on, for example 2026-11-01 (UTC).")] = None,
    until: Annotated[
        str | None, typer.Option(help="Decisions up to and including this day, or before this moment.", show_default="now")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Only the newest so many.", min=1)] = None,
    examples: Annotated[int, typer.Option(help="Examples to show of each way an outcome changes.", min=0)] = 3,
    show_text: Annotated[bool, typer.Option("--show-text", help="Show how posts begin, instead of dots.")] = False,
    target: Annotated[
        Path | None, typer.Option("--out", help="Write every decision that would have been another one here, as JSON lines.")
    ] = None,
    models: Annotated[
        bool, typer.Option("--models/--no-models", help="Compute signals that were not recorded, or leave them unknown.")
    ] = True,
    processes: Annotated[
        int | None,
        typer.Option(help="Processes to use; more than one is worth it for many decisions.", min=1, show_default="by the work"),
    ] = None,
    language: Annotated[Language, typer.Option("--lang", help="Language of the answer.")] = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Decide the kept decisions again under another policy, and show which would have been other ones. Nothing is kept or sent.

    They are decided from the signals they recorded; a signal that was not is computed only where it can change the outcome. Interrupt
    it at any time: what was found until then is shown. Ends with 0, 1 (could not go on), 2 (misused) or 130 (interrupted).
    """
    period = Period(_since(since), _until(until))
    configure_logs()
    if not (data / DATABASE).is_file():
        fail(f"there is no database in {data}. Name the data folder of your installation with --data.", MISUSED)
    make_providers = partial(providers_of, data)
    with _interruptible(), ExitStack() as stack:
        with clear_errors():
            policy = load_policy(new, catalogue(make_providers()))
            store = stack.enter_context(closing(open_store(data)))
            found = store.history().count(period)
        total = found if limit is None else min(found, limit)
        job = Job(data, policy.source, make_providers, models=models, show_text=show_text)
        written = _Written(stack.enter_context(_create(target)) if target else None, examples)
        used = processes or processes_for(total, os.cpu_count() or 1)
        results = stack.enter_context(closing(replayed(job, store.history().pages(period, PAGE, limit), used)))
        run = _Run(policy, total, written)
        code = run.through(results)
    answer = run.report()
    if as_json:
        body = {**msgspec.to_builtins(answer), "examples": msgspec.to_builtins(written.examples)}
        sys.stdout.write(msgspec.json.encode(body).decode() + "\n")
    else:
        print_report(out, answer, written.examples, language)
    if code:
        raise typer.Exit(code)


@contextmanager
def _interruptible() -> Iterator[None]:
    """End with a sentence where somebody interrupts while nothing is there yet to be shown."""
    try:
        yield
    except KeyboardInterrupt:
        fail("interrupted before anything was found.", INTERRUPTED)


class _Run:
    """Takes in the results while they come, and knows at any time what they come to."""

    def __init__(self, policy: LoadedPolicy, total: int, written: _Written) -> None:
        self._policy = policy
        self._total = total
        self._written = written
        self._tally = Tally()
        self._problems: dict[str, str] = {}
        self._stopped: str | None = None
        self._began = time.perf_counter()
        self._seconds = 0.0

    def through(self, results: Iterator[PageResult]) -> int:
        """Take in all results, and tell how the command should end."""
        with _progress() as progress:
            task = progress.add_task("", total=self._total)
            try:
                for result in results:
                    self._tally.merge(result.tally)
                    self._problems.update(result.problems)
                    self._written.add(result.changed)
                    progress.update(task, completed=self._tally.seen)
                return 0
            except KeyboardInterrupt:
                self._stopped = "interrupted"
                return INTERRUPTED
            except (StoreUnavailable, WorkerDied) as error:
                self._stopped = str(error)
            except OSError as error:
                self._stopped = f"{error.filename or 'the file for --out'} cannot be written: {error.strerror}"
            finally:
                self._seconds = time.perf_counter() - self._began
        return FAILED

    def report(self) -> Report:
        """What was found, whole or partial."""
        return report(
            self._tally,
            self._policy.compiled,
            of=self._total,
            problems=self._problems,
            stopped=self._stopped,
            seconds=self._seconds,
        )


class _Written:
    """Where decisions that would have been others go: all of them to a file, some of each kind to the report."""

    def __init__(self, file: BinaryIO | None, examples: int) -> None:
        self._file = file
        self._most = examples
        self._examples: dict[tuple[str, str], list[Changed]] = {}

    @property
    def examples(self) -> list[Changed]:
        """The newest of each way an outcome changed."""
        return [changed for kind in sorted(self._examples) for changed in self._examples[kind]]

    def add(self, changed: Sequence[Changed]) -> None:
        """Write whole lines, so that the file is valid however the run ends."""
        if self._file is not None and changed:
            self._file.write(b"".join(msgspec.json.encode(one) + b"\n" for one in changed))
            self._file.flush()
        for one in changed:
            kind = self._examples.setdefault((one.before.outcome, one.now.outcome), [])
            if len(kind) < self._most:
                kind.append(one)


def _create(target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        fail(f"{target} cannot be written: {error.strerror}.", MISUSED)


def _since(text: str | None) -> str | None:
    return None if text is None else timestamp(_moment(text, "--since")[0])


def _until(text: str | None) -> str | None:
    """The first moment that does not count any more. Decisions made from now on never do: the end must not run away."""
    if text is None:
        return timestamp(datetime.now(UTC))
    moment, whole_day = _moment(text, "--until")
    return timestamp(moment + timedelta(days=1) if whole_day else moment)


def _moment(text: str, option: str) -> tuple[datetime, bool]:
    """A moment in UTC, and whether only its day was given."""
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC), True
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{option} takes a day such as 2026-11-01, or a moment such as 2026-11-01T08:00:00Z; not {text!r}.", MISUSED)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), False


class _Rate(ProgressColumn):
    """Decisions a second."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.completed:,.0f} / {task.total:,.0f}"),
        BarColumn(),
        TaskProgressColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
    )
