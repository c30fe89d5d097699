"""Reading decisions with their posts, newest first, page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from guidepost.engine.store import DATABASE, Store, reading
from guidepost.engine.store.reading import Period, PostErased
from guidepost.engine.vault import PostAltered
from tests.engine.store.items import item

Sql = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def filled(store: Store) -> Store:
    """Seven decisions, made two a second, in the order of their names."""
    store.record([replace(item(f"dec-{number}"), decided_at=f"2026-11-02T08:00:0{number // 2}.000Z") for number in range(7)])
    return store


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("together", [1, 2, 32])
def test_every_page_size_reads_everything_once_newest_first(
    filled: Store, monkeypatch: pytest.MonkeyPatch, together: int, size: int
) -> None:
    monkeypatch.setattr(reading, "_PAGES_FOUND", together)
    history = filled.history()
    pages = list(history.pages(Period(), size))
    assert [page.count for page in pages[:-1]] == [size] * (len(pages) - 1)
    read = [[decision.id for decision in history.read(page)] for page in pages]
    assert [len(ids) for ids in read] == [page.count for page in pages]
    assert [name for ids in read for name in ids] == [f"dec-{number}" for number in reversed(range(7))]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(), "6543210"),
        (Period(since="2026-11-02T08:00:01.000Z"), "65432"),
        (Period(until="2026-11-02T08:00:03.000Z"), "543210"),
        (Period("2026-11-02T08:00:01.000Z", "2026-11-02T08:00:02.000Z"), "32"),
        (Period("2026-11-03T00:00:00.000Z"), ""),
    ],
)
def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(filled: Store, period: Period, expected: str) -> None:
    history = filled.history()
    read = [decision.id for page in history.pages(period, 2) for decision in history.read(page)]
    assert read == [f"dec-{number}" for number in expected]
    assert history.count(period) == len(expected)


@pytest.mark.parametrize(("limit", "counts"), [(0, []), (1, [1]), (3, [2, 1]), (4, [2, 2]), (99, [2, 2, 2, 1])])
@pytest.mark.parametrize("together", [1, 32])
def test_a_limit_takes_the_newest(
    filled: Store, monkeypatch: pytest.MonkeyPatch, together: int, limit: int, counts: list[int]
) -> None:
    monkeypatch.setattr(reading, "_PAGES_FOUND", together)
    assert [page.count for page in filled.history().pages(Period(), 2, limit)] == counts


def test_a_decision_is_read_with_its_body_and_its_post(filled: Store) -> None:
    history = filled.history()
    [page] = history.pages(Period(), 1, 1)
    [decision] = history.read(page)
    assert decision.body == item("dec-6").body
    assert decision.policy_digest == "policy-1"
    assert history.open(decision).post == item("dec-6").post


def test_a_post_without_its_key_or_with_anothers_text_is_said_to_be_so(filled: Store, sql: Sql) -> None:
    sql("DELETE FROM data_keys WHERE post_id = 'dec-6'", "UPDATE posts SET ciphertext = x'00' WHERE id = 'dec-5'")
    history = filled.history()
    [page] = history.pages(Period(), 2, 2)
    erased, altered = history.read(page)
    with pytest.raises(PostErased, match="dec-6"):
        history.open(erased)
    with pytest.raises(PostAltered, match="dec-5"):
        history.open(altered)


def test_pages_are_found_in_the_index_alone(filled: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    monkeypatch.setattr(reading, "_PAGES_FOUND", 1)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        list(filled.history().pages(Period("2026-11-01T00:00:00.000Z"), 3))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    selects = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
    assert len(selects) == 3
    for statement, values in selects:
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            [(*_, plan)] = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        assert str(plan).startswith("SEARCH decisions USING COVERING INDEX ix_decisions_decided_at")
