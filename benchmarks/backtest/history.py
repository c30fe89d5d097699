"""A store full of decisions: a few thousand that were really made, and copies of them under other ids, times and authors."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.backtest.posts import PEOPLE, posts
from guidepost.engine import decision as d
from guidepost.engine.identity import World, timestamp
from guidepost.engine.policies import sample_policy
from guidepost.engine.service import Service
from guidepost.engine.start import start
from guidepost.engine.store import Case, Recordable, Store, open_store
from guidepost.engine.store.reading import Period

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_BETWEEN = timedelta(seconds=30)
_TOGETHER = 50
_WRITTEN_TOGETHER = 2_000
_SAID_EVERY = 100_000
_THOROUGH = 0.25
"""The share of posts about which every signal was asked, as a page that helps to write does."""
_COPIES_OF_A_PERSON = 8


class _Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now


def fill_apart(folder: Path, number: int, checked: int) -> None:
    """Bring the store in a folder to `number` decisions, of which at least `checked` are checked with the real providers.

    In a process of its own: the models that it needs must not count as memory of what is measured.
    """
    process = get_context("spawn").Process(target=_fill, args=(folder, number, checked))
    process.start()
    process.join()
    assert process.exitcode == 0, "the store could not be filled"


def _fill(folder: Path, number: int, checked: int) -> None:
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{there:,} decisions {what} after {time.perf_counter() - began:,.0f} s", flush=True)

    with closing(open_store(folder)) as store:
        there = store.count_decisions()
        clock = _Clock(_BEGAN + there * _BETWEEN)
        world = World(now=lambda: clock.now, random=os.urandom)
        if there < min(checked, number):
            with closing(start(folder, sample_policy(), world)) as service:
                _check(service, min(checked, number) - there, clock, random.Random(there))
            there = store.count_decisions()
            say("made")
        for batch in _batches(islice(cycle(_originals(store, checked)), number - there)):
            copies = []
            for original in batch:
                clock.now += _BETWEEN
                copies.append(original.copied(world))
            store.record(copies)
            there += len(batch)
            if there % _SAID_EVERY < len(batch):
                say("kept")


def _check(service: Service, number: int, clock: _Clock, chance: random.Random) -> None:
    breaking = [test.post.value.text for test in service.policy.checked.scope.tests if test.post]
    made = posts(chance, breaking)
    while number > 0:
        batch = list(islice(made, min(_TOGETHER, number)))
        service.check(batch, key=None, thorough=chance.random() < _THOROUGH)
        clock.now += len(batch) * _BETWEEN
        number -= len(batch)


@dataclass(slots=True)
class _Original:
    decision: d.Decision
    post: Mapping[str, Any]
    copies: int = 0

    def copied(self, world: World) -> Recordable:
        """The same decision about the same text, made at another time about a post of somebody else."""
        self.copies += 1
        author = self.post["author"]
        other = int(author["id"].removeprefix("u-")) + PEOPLE * (self.copies % _COPIES_OF_A_PERSON)
        old, now = self.decision, timestamp(world.now())
        case = msgspec.structs.replace(old.case, id=world.new_id("case"), due_at=now) if old.case else None
        decision = msgspec.structs.replace(old, id=world.new_id("dec"), decided_at=now, case=case)
        return Recordable(
            decision_id=decision.id,
            decided_at=now,
            outcome=decision.outcome,
            risk=decision.risk,
            policy_digest=decision.policy.digest,
            providers=decision.providers,
            # What the author is told names the decision, too.
            body=d.to_json(decision).replace(old.id.encode(), decision.id.encode()),
            post={**self.post, "author": {**author, "id": f"u-{other}"}},
            post_id=None,
            api_key_id=None,
            case=Case(case.id, case.queue, case.due_at, decision.risk) if case else None,
        )


def _originals(store: Store, most: int) -> list[_Original]:
    """The decisions that were made first, in an order of chance."""
    history = store.history()
    pages = history.pages(Period(until=timestamp(_BEGAN + most * _BETWEEN)), 500)
    found = [_Original(d.from_json(kept.body), dict(history.open(kept).post)) for page in pages for kept in history.read(page)]
    random.Random(0).shuffle(found)
    return found


def _batches(originals: Iterator[_Original]) -> Iterator[Sequence[_Original]]:
    while batch := list(islice(originals, _WRITTEN_TOGETHER)):
        yield batch
