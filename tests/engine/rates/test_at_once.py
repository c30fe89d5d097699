"""Posts that are sent at the same moment are counted one after the other: each counts exactly those that stand before it in the record."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import msgspec

from guidepost.engine.decision import Decision, from_json
from guidepost.engine.post import Post
from guidepost.engine.service import Service
from guidepost.engine.store import Store
from tests.engine.rates.clockwork import CAMPAIGN, FLOOD, POSTS, TEXTS, Clock, by, check, counted, running

AT_ONCE = 12


def all_at_once(work: list[Callable[[], list[Decision]]]) -> list[Decision]:
    """Do all of it at the same moment, in a thread each."""
    barrier = Barrier(len(work))

    def one(task: Callable[[], list[Decision]]) -> list[Decision]:
        barrier.wait(60)
        return task()

    with ThreadPoolExecutor(len(work)) as threads:
        return [decision for decisions in threads.map(one, work) for decision in decisions]


def recorded(store: Store) -> list[Decision]:
    """The kept decisions in the order of the record."""
    entries = [entry for entry in store.audit_entries() if entry.kind == "decision"]
    ids = [msgspec.json.decode(entry.body)["subject"] for entry in entries]
    return [from_json(body) for one in ids for body in [store.decision(one)] if body is not None]


def posting(service: Service, post: Post) -> Callable[[], list[Decision]]:
    """A task that has one post decided and kept."""
    return lambda: check(service, post)


def test_of_twelve_posts_at_once_each_has_a_count_of_its_own(tmp_path: Path) -> None:
    with running(tmp_path, FLOOD, Clock()) as service:
        decisions = all_at_once([posting(service, by("ada", f"Number {number}")) for number in range(AT_ONCE)])
        assert sorted(counted(one, POSTS) for one in decisions) == list(range(1, AT_ONCE + 1))  # type: ignore[type-var]
        assert sum(one.outcome == "acknowledge" for one in decisions) == AT_ONCE - 5
        assert [counted(one, POSTS) for one in recorded(service.store)] == list(range(1, AT_ONCE + 1))


def test_and_so_it_is_with_several_engines_over_one_store(tmp_path: Path) -> None:
    clock = Clock()
    with ExitStack() as stack:
        services = [stack.enter_context(running(tmp_path, CAMPAIGN, clock)) for _ in range(3)]
        work = [posting(services[number % 3], by(f"author {number}", "Sign now")) for number in range(AT_ONCE)]
        decisions = all_at_once(work)
        assert sorted(counted(one, TEXTS) for one in decisions) == list(range(1, AT_ONCE + 1))  # type: ignore[type-var]
        assert sum(one.outcome == "block" for one in decisions) == AT_ONCE - 2


def test_batches_at_once_are_counted_as_wholes(tmp_path: Path) -> None:
    with running(tmp_path, FLOOD, Clock()) as service:
        batches = [[by("ada", f"Number {batch} {number}") for number in range(3)] for batch in range(5)]
        all_at_once([lambda batch=batch: check(service, *batch) for batch in batches])  # type: ignore[misc]
        assert [counted(one, POSTS) for one in recorded(service.store)] == list(range(1, 16))
