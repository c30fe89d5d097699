"""Traces: left with a decision or not at all, counted by subject and moment, and gone when they are of no use any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.engine.store import (
    CountedOtherwise,
    CountedTally,
    Store,
    StoreUnavailable,
    Tally,
    Trace,
    Unrecordable,
    open_store,
)
from guidepost.signals.rates import MOST_COUNTED
from tests.engine.store.items import begin, item

Sql = Callable[..., list[tuple[object, ...]]]

FOREVER = "2999-01-01T00:00:00.000Z"


def name(of: object) -> bytes:
    """Sixteen bytes for anything."""
    return str(of).encode().rjust(16, b"_")


def minute(number: int) -> str:
    """A moment of one hour."""
    return f"2026-11-02T08:{number:02}:00.000Z"


def leave(store: Store, decision_id: str, at: str, *traces: tuple[object, object], until: str = FOREVER) -> None:
    """Keep a decision with traces of subjects and members."""
    left = tuple(Trace(name(subject), name(member), until) for subject, member in traces)
    store.record([replace(item(decision_id), decided_at=at, traces=left)])


def tally(subjects: str, since: int, member: object = "own") -> Tally:
    """What is to be counted."""
    return Tally(tuple(name(subject) for subject in subjects), name(member), minute(since))


def count(store: Store, asked: Tally, others: Mapping[bytes, frozenset[bytes]] | None = None) -> int:
    """One count."""
    [found] = store.traces().count([(asked, others or {})])
    return found


class TestCounting:
    def test_different_members_since_a_moment_the_own_one_among_them(self, store: Store) -> None:
        leave(store, "1", minute(1), ("a", 1))
        leave(store, "2", minute(5), ("a", 2), ("b", 9))
        leave(store, "3", minute(6), ("a", 2))
        assert [count(store, tally("a", since)) for since in (0, 1, 2, 6, 7)] == [3, 3, 2, 2, 1]
        assert count(store, tally("a", 0, member=2)) == 2
        assert count(store, tally("c", 0)) == 1

    def test_a_member_counts_from_when_it_was_last_seen(self, store: Store) -> None:
        leave(store, "1", minute(9), ("a", 1))
        leave(store, "2", minute(3), ("a", 1))
        assert [count(store, tally("a", since)) for since in (9, 10)] == [2, 1]

    def test_of_several_subjects_the_one_with_the_most(self, store: Store) -> None:
        leave(store, "1", minute(1), ("a", 1), ("b", 1), ("b", 2))
        assert count(store, tally("abc", 0)) == 3
        assert count(store, tally("", 0)) == 0

    def test_members_that_have_left_nothing_yet(self, store: Store) -> None:
        leave(store, "1", minute(1), ("a", 1), ("a", 2))
        others = {name("a"): frozenset({name(2), name(3)})}
        assert count(store, tally("a", 0), others) == 4
        assert count(store, tally("a", 0, member=3), others) == 3

    def test_no_further_than_anybody_asks(self, store: Store) -> None:
        leave(store, "1", minute(1), *(("a", number) for number in range(MOST_COUNTED + 5)))
        assert count(store, tally("a", 0)) == MOST_COUNTED + 1
        assert count(store, tally("a", 0), {name("a"): frozenset({name("x"), name("y")})}) == MOST_COUNTED + 1

    def test_a_store_that_is_closed_says_so(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreUnavailable):
            count(store, tally("a", 0))


seen = st.lists(st.tuples(st.integers(0, 59), st.sampled_from("ab"), st.integers(0, 5)), max_size=12)


@given(seen, st.integers(0, 59), st.integers(0, 6), st.frozensets(st.integers(0, 8), max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_count_is_that_of_the_members_seen_since(
    tmp_path_factory: pytest.TempPathFactory, seen: list[tuple[int, str, int]], since: int, own: int, others: frozenset[int]
) -> None:
    store = begin(open_store(tmp_path_factory.mktemp("store")))
    for number, (at, subject, member) in enumerate(seen):
        leave(store, f"{number}", minute(at), (subject, member))
    expected = {member for at, subject, member in seen if subject == "a" and at >= since} | {own} | others
    assert count(store, tally("a", since, own), {name("a"): frozenset(map(name, others))}) == len(expected)
    store.close()


class TestAllOrNothing:
    def test_where_a_decision_cannot_be_kept_no_trace_is(self, store: Store, sql: Sql) -> None:
        leave(store, "1", minute(1), ("a", 1))
        with pytest.raises(Unrecordable):
            leave(store, "1", minute(2), ("a", 2))
        assert sql("SELECT member FROM post_traces") == [(name(1),)]

    def test_where_the_count_is_no_longer_so_nothing_is_kept(self, store: Store, sql: Sql) -> None:
        leave(store, "1", minute(1), ("a", 1))
        made = replace(item("2"), counted=(CountedTally(tally("a", 0), 1),), traces=(Trace(name("a"), name("own"), FOREVER),))
        with pytest.raises(CountedOtherwise):
            store.record([item("before"), made])
        assert store.decision("before") is None
        assert sql("SELECT count(*) FROM post_traces") == [(1,)]
        store.record([replace(made, counted=(CountedTally(tally("a", 0), 2),))])
        assert sql("SELECT count(*) FROM post_traces") == [(2,)]

    def test_a_batch_is_counted_in_its_order(self, store: Store) -> None:
        posts = [
            replace(
                item(f"{number}"),
                counted=(CountedTally(tally("a", 0, number), number),),
                traces=(Trace(name("a"), name(number), FOREVER),),
            )
            for number in (1, 2, 3)
        ]
        with pytest.raises(CountedOtherwise):
            store.record(posts[::-1])
        store.record(posts)


class TestPurging:
    def test_a_trace_goes_when_nobody_looks_back_so_far(self, store: Store, sql: Sql) -> None:
        leave(store, "1", minute(1), ("a", 1), until=minute(10))
        leave(store, "2", minute(10), ("a", 2), until=minute(20))
        assert len(sql("SELECT member FROM post_traces")) == 2
        leave(store, "3", minute(11))
        assert sql("SELECT member FROM post_traces") == [(name(2),)]
        leave(store, "4", minute(30))
        assert sql("SELECT member FROM post_traces") == []

    def test_seen_again_it_stays_for_the_longer_time(self, store: Store, sql: Sql) -> None:
        leave(store, "1", minute(1), ("a", 1), until=minute(30))
        leave(store, "2", minute(2), ("a", 1), until=minute(10))
        leave(store, "3", minute(20))
        assert sql("SELECT seen_at, kept_until FROM post_traces") == [(minute(2), minute(30))]

    def test_many_go_a_few_at_a_time(self, store: Store, sql: Sql) -> None:
        leave(store, "1", minute(1), *(("a", number) for number in range(200)), until=minute(2))
        left = []
        for number in range(5):
            leave(store, f"later {number}", minute(3))
            left.append(sql("SELECT count(*) FROM post_traces")[0][0])
        assert left == [136, 72, 8, 0, 0]
