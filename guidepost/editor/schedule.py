"""When to check again: once somebody pauses typing, one text at a time, and never for a version that is already old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Schedule:
    """Runs `work` for a document some time after it last changed.

    `pause` is in seconds. Changes during a run lead to one more run after it; runs of different documents wait for each other, so
    that whoever types has a processor left.
    """

    def __init__(self, work: Callable[[str], Awaitable[None]], pause: float) -> None:
        self._work = work
        self._pause = pause
        self._changes: dict[str, int] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()

    def changed(self, document: str) -> None:
        """Take note that a document changed, and see to it that it is checked. Call it from within the event loop."""
        self._changes[document] = self._changes.get(document, 0) + 1
        if document not in self._running:
            task = asyncio.get_running_loop().create_task(self._until_still(document))
            self._running[document] = task
            task.add_done_callback(lambda _: self._running.pop(document, None))

    def forget(self, document: str) -> None:
        """Check a document no more."""
        self._changes.pop(document, None)

    async def _until_still(self, document: str) -> None:
        checked = None
        while (latest := self._changes.get(document)) != checked:
            await asyncio.sleep(self._pause)
            if self._changes.get(document) != latest:
                continue
            async with self._one_at_a_time:
                await self._work(document)
            checked = latest
