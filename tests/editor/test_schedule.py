"""A text is checked when somebody pauses, and the last version always is."""

from __future__ import annotations

import asyncio

from guidepost.editor.schedule import Schedule

PAUSE = 0.05


class Work:
    """Work that takes as long as it is let, and writes down what it was given."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.go_on = asyncio.Event()

    async def __call__(self, document: str) -> None:
        self.begun.append(document)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.go_on.wait()
        self.at_once -= 1


async def _until(work: Work, number: int) -> None:
    async with asyncio.timeout(10):
        while len(work.begun) < number:
            await asyncio.sleep(PAUSE / 5)


def test_many_changes_in_a_row_are_one_check() -> None:
    async def typing() -> None:
        work = Work()
        work.go_on.set()
        schedule = Schedule(work, PAUSE)
        for _ in range(20):
            schedule.changed("a")
            await asyncio.sleep(0)
        await _until(work, 1)
        await asyncio.sleep(3 * PAUSE)
        assert work.begun == ["a"]

    asyncio.run(typing())


def test_a_change_during_a_check_leads_to_another_one_after_it() -> None:
    async def typing() -> None:
        work = Work()
        schedule = Schedule(work, PAUSE)
        schedule.changed("a")
        await _until(work, 1)
        schedule.changed("a")
        schedule.changed("b")
        await asyncio.sleep(3 * PAUSE)
        assert work.begun == ["a"]
        work.go_on.set()
        await _until(work, 3)
        assert sorted(work.begun) == ["a", "a", "b"]
        assert work.most_at_once == 1

    asyncio.run(typing())


def test_a_document_that_was_closed_is_checked_no_more() -> None:
    async def typing() -> None:
        work = Work()
        work.go_on.set()
        schedule = Schedule(work, PAUSE)
        schedule.changed("a")
        await asyncio.sleep(0)
        schedule.forget("a")
        schedule.changed("b")
        await _until(work, 1)
        await asyncio.sleep(3 * PAUSE)
        assert work.begun == ["b"]

    asyncio.run(typing())
