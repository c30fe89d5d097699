"""The store used by several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from guidepost.engine.accounts import bootstrap
from guidepost.engine.store import AlreadyAnswered, IdempotencyKey, open_store
from tests.engine.store.items import WORLD, item

PROCESSES = 4
_WAIT = 120.0

AtOnce = Callable[..., list[Any]]
"""Calls a function in all processes at the same moment, with the process's number before the given arguments."""

_barriers: list[Barrier] = []


@contextmanager
def four_processes() -> Iterator[AtOnce]:
    """Four processes that wait for each other before each call."""
    context = get_context("spawn")
    barrier = context.Barrier(PROCESSES)
    with ProcessPoolExecutor(PROCESSES, context, _remember, (barrier,)) as pool:

        def at_once(function: Callable[..., Any], *given: Any) -> list[Any]:
            running = [pool.submit(_together, function, number, *given) for number in range(PROCESSES)]
            return [one.result(_WAIT) for one in running]

        yield at_once


def _remember(barrier: Barrier) -> None:
    _barriers.append(barrier)


def _together(function: Callable[..., Any], number: int, *given: Any) -> Any:
    _barriers[0].wait(_WAIT)
    return function(number, *given)


def open_new(_number: int, folder: Path) -> bytes:
    """Open a folder and say under which key it encrypts."""
    open_store(folder).close()
    return (folder / "master.key").read_bytes()


def record_many(number: int, folder: Path, count: int) -> list[int]:
    """Record decisions one by one; their places in the record."""
    store = open_store(folder)
    places = [store.record([item(f"dec-{number}-{one}")]).sequences[0] for one in range(count)]
    store.close()
    return places


def record_once(number: int, folder: Path, key: IdempotencyKey) -> tuple[bool, tuple[bytes, ...]]:
    """Record under an idempotency key: whether it was this process that did, and what is answered."""
    store = open_store(folder)
    mine = item(f"dec-{key.token}-{number}")
    try:
        store.record([mine], key)
    except AlreadyAnswered as earlier:
        return False, earlier.bodies
    finally:
        store.close()
    return True, (mine.body,)


def bootstrap_new(_number: int, folder: Path) -> bool:
    """Open a folder and say whether the first accounts were made here."""
    store = open_store(folder)
    made = bootstrap(store, WORLD)
    store.close()
    return made is not None
