"""What a backtest is to do, in a form that can be handed to another process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guidepost.classifiers import Provider
from guidepost.engine.backtest.asking import Asker
from guidepost.engine.backtest.changed import Changed
from guidepost.engine.backtest.replay import Replayer
from guidepost.engine.backtest.shortcut import Shortcuts
from guidepost.engine.backtest.tally import Tally
from guidepost.engine.catalogue import catalogue
from guidepost.engine.policies import PolicySource, compile_source
from guidepost.engine.store import open_store
from guidepost.engine.store.reading import Page


@dataclass(frozen=True, slots=True)
class Job:
    """Decide again what lies in the data folder `folder` under the policy `source`.

    `providers` makes the providers; it must be a function that other processes can import. Without `models` signals that were not
    recorded stay unknown. Without `shortcuts` the whole policy is asked about every post, which takes longer and ends the same.
    """

    folder: Path
    source: PolicySource
    providers: Callable[[], Sequence[Provider]]
    models: bool = True
    show_text: bool = False
    shortcuts: bool = True


@dataclass(frozen=True, slots=True)
class PageResult:
    """What one page came to. `problems` says by provider why it could not be loaded."""

    tally: Tally
    changed: Sequence[Changed]
    problems: Mapping[str, str]


@contextmanager
def open_job(job: Job) -> Iterator[Callable[[Page], PageResult]]:
    """Everything a job needs, opened once; it yields what decides a page again. Raises `StoreUnavailable` or `GuideError`."""
    store = open_store(job.folder)
    try:
        chosen = job.providers()
        signals = catalogue(chosen)
        policy = compile_source(job.source, signals)
        asker = Asker(chosen, models=job.models)
        history = store.history()
        shortcuts = Shortcuts(policy, signals, store.policy) if job.shortcuts else None
        replayer = Replayer(policy.compiled, signals, history, asker, shortcuts, show_text=job.show_text)

        # What was loaded stays until the end: to look for rubbish among it after every few pages would take a good part of the time.
        gc.collect()
        gc.freeze()

        def decide(page: Page) -> PageResult:
            tally, changed = replayer.replay(history.read(page))
            return PageResult(tally, changed, asker.problems)

        try:
            yield decide
        finally:
            asker.close()
            gc.unfreeze()
    finally:
        store.close()
