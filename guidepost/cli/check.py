"""`guidepost check`: one post, or a file of them."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from guidepost.api.logs import configure_logs
from guidepost.api.problems import Problem
from guidepost.cli.answer import one_line, print_answer
from guidepost.cli.options import DEFAULT_DATA, MISUSED, DataFolder, PolicyFile, clear_errors, err, fail, out
from guidepost.cli.posts import FileUnreadable, Line, Reading, explain, fields_of, post_of, read_posts
from guidepost.cli.tally import Tally
from guidepost.engine.decision import Decision, from_json
from guidepost.engine.post import Post, PostRejected
from guidepost.engine.rates import Before
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start

EXIT_CODES: Mapping[str, int] = MappingProxyType({"allow": 0, "advise": 0, "acknowledge": 3, "review": 4, "block": 5})
"""How the command ends, by the outcome; for a file, by the severest outcome in it."""
INTERRUPTED = 130

_TOGETHER = 32
"""Posts of a file that are decided and kept together."""
_CORES = os.cpu_count() or 1
"""Batches of a file that are decided at once."""


def check(
    file: Annotated[
        Path | None, typer.Argument(help="Posts to check: JSON lines, .csv or .tsv; - reads JSON lines from standard input.")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="One post to check.")] = None,
    audience: Annotated[str | None, typer.Option(help="Who will be able to read it: internal or external.")] = None,
    text_format: Annotated[str | None, typer.Option("--format", help="plain, markdown or html.")] = None,
    channel: Annotated[str | None, typer.Option(help="Where it will appear, for example linkedin.")] = None,
    kind: Annotated[str | None, typer.Option(help="post, comment, page or reply.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the text, where you know it.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="A topic the author declared; may be given several times.")] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            help="What else is known, named as in the API: author.region=ch, author.unit=research; may be given several times.",
        ),
    ] = None,
    answer_in: Annotated[str | None, typer.Option(help="Language of the answer: en or de.")] = None,
    column: Annotated[
        str, typer.Option(help="Column of a table that holds the text: its name, or its number without heading.")
    ] = "",
    limit: Annotated[int | None, typer.Option(help="Check the first posts of a file only.", min=1)] = None,
    each: Annotated[bool, typer.Option("--each", help="Show one line for every post of a file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON; one line for every line of a file.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Keep nothing.")] = False,
    policy: PolicyFile = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Check one post or a file of posts against the policy, and keep the decisions.

    Ends with 0 (allow, advise), 3 (acknowledge), 4 (review) or 5 (block); for a file with the severest. 2 means that something could
    not be read as a post, 1 that Guidepost could not do its work.
    """
    if (file is None) == (text is None):
        fail("give either a post with --text or a file.", MISUSED)
    configure_logs()
    fields = {
        "audience": audience,
        "format": text_format,
        "channel": channel,
        "kind": kind,
        "language": language,
        "topics": topic,
    }
    given = {**_facts(fact or ()), **{name: value for name, value in fields.items() if value is not None}}
    post = _post({**given, "text": text}) if text is not None else None
    with ExitStack() as stack:
        opened = _open(file, stack) if file is not None else None
        with clear_errors(), err.status("Loading models …"):
            service = start(data, policy, real_world(), keep=not dry_run)
        stack.callback(service.close)
        for state in service.providers.states:
            if state.problem:
                err.print(f"[bold yellow]Provider {state.name} could not be loaded.[/] {state.problem}", soft_wrap=True)
        run = _Run(service, answer_in, keep=not dry_run)
        with clear_errors():
            if post is not None:
                raise typer.Exit(_one(run, post, as_json=as_json))
            if file is not None and opened is not None:
                raise typer.Exit(_many(run, file, opened, Reading(given, column), limit, each=each, as_json=as_json))


def _facts(written: Iterable[str]) -> dict[str, object]:
    """Fields of a post out of `name=value`, a dot leading into a field: `author.region=ch`."""
    try:
        return fields_of(written)
    except ValueError as error:
        fail(str(error), MISUSED)


def _post(fields: Mapping[str, object]) -> Post:
    try:
        return post_of(fields)
    except Problem as problem:
        fail(explain(problem), MISUSED)


def _open(file: Path, stack: ExitStack) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        return stack.enter_context(file.open("rb"))
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.", MISUSED)


_Told = tuple[Line, bytes, Decision] | tuple[Line, None, str]
"""What became of a line: its decision, or what is wrong with it."""


class _Run:
    """Decides about posts for this command: keeps the decisions, or only tries."""

    def __init__(self, service: Service, answer_in: str | None, *, keep: bool) -> None:
        self._service = service
        self._answer_in = answer_in
        self._keep = keep
        self._before = Before()

    @property
    def at_once(self) -> int:
        """Batches to decide at once; one after the other where posts are counted with those before them in the file."""
        return 1 if self._service.policy.compiled.rates else _CORES

    def decide(self, posts: list[Post]) -> list[tuple[bytes, Decision]]:
        """Each post's decision, and its JSON. Raises `PostRejected`."""
        if not self._keep:
            tried = self._service.try_many(posts, language=self._answer_in, before=self._before)
            return [(msgspec.json.encode(one), one) for one in tried]
        answer = self._service.check(posts, key=None, language=self._answer_in)
        return [(body, from_json(body)) for body in answer.bodies]


def _one(run: _Run, post: Post, *, as_json: bool) -> int:
    try:
        ((body, decision),) = run.decide([post])
    except PostRejected as rejected:
        fail(str(rejected), MISUSED)
    if as_json:
        sys.stdout.write(body.decode() + "\n")
    else:
        print_answer(out, decision, post.text)
    return EXIT_CODES[decision.outcome]


def _many(run: _Run, file: Path, opened: BinaryIO, reading: Reading, limit: int | None, *, each: bool, as_json: bool) -> int:
    tally = Tally()
    report = _Report(str(file), tally, each=each, as_json=as_json)
    size = file.stat().st_size if file.is_file() and limit is None else None
    began = time.perf_counter()
    interrupted = False
    with _progress() as progress:
        task = progress.add_task(file.name, total=size if limit is None else limit)
        try:
            batches = _batches(islice(read_posts(file, opened, reading), limit), _TOGETHER)
            for lines, told in _side_by_side(batches, lambda lines: list(_decided(run, lines)), run.at_once):
                report.tell(told)
                progress.update(task, completed=lines[-1].end if limit is None else tally.posts + tally.bad_lines, refresh=True)
        except FileUnreadable as error:
            fail(str(error), MISUSED)
        except KeyboardInterrupt:
            interrupted = True
    tally.print(err if as_json else out, time.perf_counter() - began)
    if interrupted:
        err.print("Interrupted. What was decided until then is kept.", style="yellow")
        return INTERRUPTED
    return MISUSED if tally.bad_lines else max((EXIT_CODES[outcome] for outcome in tally.outcomes), default=0)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=err, transient=True
    )


def _batches(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    remaining = iter(lines)
    while batch := list(islice(remaining, size)):
        yield batch


def _side_by_side(
    batches: Iterable[list[Line]], decide: Callable[[list[Line]], list[_Told]], at_once: int
) -> Iterator[tuple[list[Line], list[_Told]]]:
    """Decide about several batches at once, and give them back in order. Only as many are read ahead."""
    waiting: deque[tuple[list[Line], Future[list[_Told]]]] = deque()
    with ThreadPoolExecutor(at_once) as threads:
        for lines in batches:
            waiting.append((lines, threads.submit(decide, lines)))
            if len(waiting) > at_once:
                done, told = waiting.popleft()
                yield done, told.result()
        while waiting:
            done, told = waiting.popleft()
            yield done, told.result()


def _decided(run: _Run, lines: list[Line]) -> Iterator[_Told]:
    """The decision of each line, in order. A post that cannot be checked takes none of the others with it."""
    problems = {line.number: line.problem for line in lines if line.post is None}
    while True:
        good = [(line, line.post) for line in lines if line.number not in problems and line.post is not None]
        try:
            decided = iter(run.decide([post for _, post in good]) if good else [])
            break
        except PostRejected as rejected:
            problems[good[rejected.position][0].number] = str(rejected)
    for line in lines:
        if line.number in problems:
            yield line, None, problems[line.number]
        else:
            yield line, *next(decided)


class _Report:
    """Tells of each line what became of it."""

    def __init__(self, name: str, tally: Tally, *, each: bool, as_json: bool) -> None:
        self._name = name
        self._tally = tally
        self._each = each
        self._as_json = as_json

    def tell(self, told: Iterable[_Told]) -> None:
        """Count, and print what was asked for."""
        for line, body, result in told:
            if isinstance(result, str) or body is None:
                self._bad(line, str(result))
            else:
                self._good(line, body, result)
        if self._as_json:
            sys.stdout.flush()

    def _bad(self, line: Line, problem: str) -> None:
        self._tally.bad_lines += 1
        if self._as_json:
            sys.stdout.write(msgspec.json.encode({"line": line.number, "problem": problem}).decode() + "\n")
        err.print(f"{self._name}:{line.number}: {problem}", markup=False, style="red", soft_wrap=True)

    def _good(self, line: Line, body: bytes, decision: Decision) -> None:
        self._tally.add(decision)
        if self._as_json:
            sys.stdout.write(f'{{"line":{line.number},"decision":{body.decode()}}}\n')
        elif self._each:
            out.print(
                one_line(decision, line.number, line.post.text if line.post else "", out.width), no_wrap=True, overflow="ellipsis"
            )
