"""Running a backtest: here where there is little to do, in several processes where there is much."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from guidepost.engine.backtest.job import Job, PageResult, open_job
from guidepost.engine.backtest.workers import in_processes
from guidepost.engine.store.reading import Page

PAGE = 128
"""Decisions that are read and decided together."""

_WORTH_A_PROCESS = 4_000
"""Decisions below which starting another process takes longer than deciding them."""


def processes_for(decisions: int, cores: int) -> int:
    """How many processes to use."""
    return max(1, min(cores, decisions // _WORTH_A_PROCESS))


def replayed(job: Job, pages: Iterable[Page], processes: int) -> Generator[PageResult, None, None]:
    """Decide pages again, and give the results in their order; nothing is kept in memory but the pages at work.

    The results hang neither on the number of processes nor on where the pages are cut. Raises `StoreUnavailable`, `GuideError`, or
    `WorkerDied`.
    """
    if processes > 1:
        yield from in_processes(job, pages, processes)
        return
    with open_job(job) as decide:
        for page in pages:
            yield decide(page)
