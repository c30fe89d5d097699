"""Several processes that decide pages again, and hand back the results in the order of the pages."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from guidepost.engine.backtest.job import Job, PageResult, open_job
from guidepost.engine.store import StoreUnavailable
from guidepost.engine.store.reading import Page

_AHEAD = 16
"""Pages for each process that may be decided before one that takes longer; results wait in memory until their turn."""


class WorkerDied(Exception):
    """A process ended before its work was done; most often because the machine ran out of memory."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection[Job | Page, PageResult | StoreUnavailable]


def in_processes(job: Job, pages: Iterable[Page], processes: int) -> Generator[PageResult, None, None]:
    """Results in the order of the pages. Raises `WorkerDied`, or `StoreUnavailable` as a process met it.

    However it ends, also when the caller stops listening, no process is left.
    """
    context = get_context("spawn")
    workers: list[_Worker] = []
    try:
        with _deaf_children():
            for _ in range(processes):
                workers.append(_start(context))
        for worker in workers:
            # Not as an argument: one that is larger than a pipe holds would wait for ever for a process that died while it started.
            _hand(worker, job)
        yield from _in_turn(workers, enumerate(pages))
    finally:
        for worker in workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


def _in_turn(workers: list[_Worker], pages: Iterator[tuple[int, Page]]) -> Iterator[PageResult]:
    """Hand out pages, and yield what comes back once everything before it has."""
    idle = list(workers)
    busy: dict[object, tuple[int, _Worker]] = {}
    waiting: dict[int, PageResult] = {}
    turn = 0
    left = True
    while left or busy:
        while idle and left and len(busy) + len(waiting) < _AHEAD * len(workers):
            number, page = next(pages, (-1, None))
            left = page is not None
            if page is not None:
                worker = idle.pop()
                _hand(worker, page)
                busy[worker.pipe] = (number, worker)
        if not busy:
            # The last pages came back together: nobody is left to wait for, and waiting for nobody would never end.
            return
        for pipe in wait([worker.pipe for _, worker in busy.values()]):
            number, worker = busy.pop(pipe)
            waiting[number] = _take(worker)
            idle.append(worker)
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1


def _hand(worker: _Worker, work: Job | Page) -> None:
    try:
        worker.pipe.send(work)
    except OSError:
        raise WorkerDied(_died(worker)) from None


def _take(worker: _Worker) -> PageResult:
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        raise WorkerDied(_died(worker)) from None
    if isinstance(answer, StoreUnavailable):
        raise answer
    return answer


def _died(worker: _Worker) -> str:
    worker.process.join(1)
    code = worker.process.exitcode
    return f"A process of the backtest ended by itself (code {code}). Mostly there is too little memory: try --processes 1."


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started in here never hear of an interruption at the keyboard: it is for the one that hands out the work.

    They inherit what is held back here, and so are deaf from their first moment on, also while they still import what they need.
    """
    # It lets such signals through again when it starts itself; afterwards it does not.
    resource_tracker.ensure_running()
    held_back = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held_back)


def _start(context: SpawnContext) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    # Only when this copy is closed, too, does the pipe tell that the process has ended.
    theirs.close()
    return _Worker(process, ours)


def _work(pipe: Connection[PageResult | StoreUnavailable, Any]) -> None:
    """What a process does until it is ended: it takes the job, then page after page."""
    # The processes share the cores; were every model to take all of them, they would hinder each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with suppress(EOFError, BrokenPipeError):
        try:
            with open_job(pipe.recv()) as decide:
                while True:
                    pipe.send(decide(pipe.recv()))
        except StoreUnavailable as error:
            pipe.send(error)
