"""Recording decisions: all or nothing, once only, encrypted, and by as many at once as want to."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from guidepost.engine.accounts import create_api_key
from guidepost.engine.audit import verify_record
from guidepost.engine.store import (
    AlreadyAnswered,
    Case,
    IdempotencyConflict,
    IdempotencyKey,
    Recordable,
    Store,
    Unrecordable,
    open_store,
)
from guidepost.engine.vault import PostAltered, commitment
from tests.engine.store.items import POLICY, SECRET, WORLD, begin, item
from tests.engine.store.processes import PROCESSES, AtOnce, record_many, record_once

Sql = Callable[..., list[tuple[object, ...]]]

TABLES = ("posts", "data_keys", "decisions", "audit_entries", "cases", "idempotency")


def counts(sql: Sql) -> dict[str, object]:
    return {table: sql(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


@pytest.fixture
def api_key_id(store: Store) -> str:
    key, _ = create_api_key(store, WORLD, "platform")
    return key.id


@pytest.fixture
def key(api_key_id: str) -> IdempotencyKey:
    return IdempotencyKey(api_key_id, "order-66", "digest-a", "batch")


class TestWhatIsKept:
    def test_everything_in_one_go(self, store: Store, sql: Sql, key: IdempotencyKey) -> None:
        items = [item("dec-1", api_key_id=key.api_key_id), item("dec-2", held=False), item("dec-3")]
        before = counts(sql)
        recorded = store.record(items, key)
        grown = {table: int(str(now)) - int(str(before[table])) for table, now in counts(sql).items()}
        assert grown == {"posts": 3, "data_keys": 3, "decisions": 3, "audit_entries": 3, "cases": 2, "idempotency": 1}
        assert recorded.sequences == (3, 4, 5)
        report = verify_record(store.audited())
        assert (report.count, report.head, report.problem) == (5, recorded.head, None)
        assert [store.decision(one.decision_id) for one in items] == [one.body for one in items]
        assert store.count_decisions() == 3

    def test_a_case_with_its_queue_and_deadline(self, store: Store, sql: Sql) -> None:
        due = "2026-11-02T16:00:00.000Z"
        store.record([dataclasses.replace(item("dec-1"), case=Case("case-1", "privacy", due, 0.7))])
        assert sql("SELECT id, decision_id, queue, state, priority, due_at FROM cases") == [
            ("case-1", "dec-1", "privacy", "open", 0.7, due)
        ]

    def test_the_post_only_encrypted(self, folder: Path, store: Store) -> None:
        store.record([item(f"dec-{number}") for number in range(20)])
        words = [SECRET.encode(), SECRET.encode("utf-16-le"), b"Nachtschwalbe"]
        while_open = [file.read_bytes() for file in folder.iterdir()]
        store.close()
        afterwards = [file.read_bytes() for file in folder.iterdir()]
        assert any(b"dec-19" in content for content in while_open)
        assert any(b"dec-19" in content for content in afterwards)
        assert not [word for word in words for content in while_open + afterwards if word in content]

    def test_a_post_that_opens_again_and_fits_the_commitment_in_the_record(self, store: Store) -> None:
        store.record([item("dec-1")])
        opened = store.post("dec-1")
        assert opened is not None
        assert opened.post == item("dec-1").post
        assert commitment(opened.salt, SECRET).encode() in list(store.audit_entries())[-1].body

    def test_nothing_of_what_was_never_recorded(self, store: Store) -> None:
        assert store.decision("dec-0") is None
        assert store.post("dec-0") is None
        assert store.policy("policy-0") is None
        assert store.people().named("nobody") is None
        assert store.find_api_key("0" * 64) is None

    def test_an_altered_post_does_not_open(self, store: Store, sql: Sql) -> None:
        store.record([item("dec-1"), item("dec-2")])
        sql("UPDATE posts SET (ciphertext, nonce) = (SELECT ciphertext, nonce FROM posts WHERE id = 'dec-2') WHERE id = 'dec-1'")
        with pytest.raises(PostAltered, match="dec-1"):
            store.post("dec-1")

    def test_the_policy_with_its_lists(self, store: Store) -> None:
        assert store.policy(POLICY.digest) == POLICY


class TestAllOrNothing:
    @pytest.mark.parametrize(
        "items",
        [
            [item("dec-1"), item("dec-0"), item("dec-2")],
            [item("dec-1"), item("dec-1", text="again"), item("dec-2")],
            [item("dec-1"), item("dec-2", policy="policy-0")],
            [item("dec-1"), item("dec-2", api_key_id="key-0")],
            [item("dec-1"), dataclasses.replace(item("dec-2"), case=Case("case-of-dec-0", "general", None, 1.0))],
        ],
        ids=["id kept before", "id twice", "unknown policy", "unknown API key", "case kept before"],
    )
    def test_one_that_cannot_be_kept_takes_the_others_with_it(
        self, store: Store, sql: Sql, key: IdempotencyKey, items: Sequence[Recordable]
    ) -> None:
        store.record([item("dec-0")])
        before = counts(sql)
        with pytest.raises(Unrecordable):
            store.record(items, key)
        assert counts(sql) == before
        assert store.find_idempotent(key) is None
        store.record([item("dec-9")], key)
        assert verify_record(store.audited()).problem is None

    def test_an_unknown_key_s_idempotency_keeps_nothing(self, store: Store, sql: Sql) -> None:
        before = counts(sql)
        with pytest.raises(Unrecordable):
            store.record([item("dec-1")], IdempotencyKey("key-0", "order-1", "digest", "check"))
        assert counts(sql) == before

    @pytest.mark.parametrize(
        "bad",
        [
            item("dec-2", risk=math.nan),
            item("dec-2", text="half a character \ud800"),
            dataclasses.replace(item("dec-2"), post_id="\udfff"),
            dataclasses.replace(item("dec-2"), providers={"tone": "\ud800"}),
        ],
        ids=["risk is no number", "text", "post id", "provider"],
    )
    def test_what_no_database_can_hold_keeps_nothing(self, store: Store, sql: Sql, bad: Recordable) -> None:
        before = counts(sql)
        with pytest.raises(ValueError, match=r"."):
            store.record([item("dec-1"), bad])
        assert counts(sql) == before
        store.record([item("dec-1")])

    def test_no_decision_at_all_is_a_mistake(self, store: Store) -> None:
        with pytest.raises(ValueError, match="no decision"):
            store.record([])


class TestIdempotency:
    def test_the_same_request_gets_the_same_bytes_in_the_same_order(self, store: Store, sql: Sql, key: IdempotencyKey) -> None:
        items = [item(f"dec-{name}") for name in "zamb"]
        store.record(items, key)
        before = counts(sql)
        with pytest.raises(AlreadyAnswered) as earlier:
            store.record([item("dec-new")], key)
        assert earlier.value.bodies == tuple(one.body for one in items)
        found = store.find_idempotent(key)
        assert found is not None
        assert (found.bodies, found.kind) == (earlier.value.bodies, "batch")
        assert counts(sql) == before

    @pytest.mark.parametrize("other", [{"request_digest": "digest-b"}, {"kind": "check"}], ids=["digest", "kind"])
    def test_another_request_is_refused(self, store: Store, sql: Sql, key: IdempotencyKey, other: dict[str, str]) -> None:
        store.record([item("dec-1")], key)
        before = counts(sql)
        another = dataclasses.replace(key, **other)
        with pytest.raises(IdempotencyConflict, match="order-66"):
            store.record([item("dec-2")], another)
        with pytest.raises(IdempotencyConflict):
            store.find_idempotent(another)
        assert counts(sql) == before

    def test_belongs_to_one_api_key(self, store: Store, key: IdempotencyKey) -> None:
        other, _ = create_api_key(store, WORLD, "other platform")
        store.record([item("dec-1")], key)
        store.record([item("dec-2")], dataclasses.replace(key, api_key_id=other.id))
        assert store.count_decisions() == 2

    def test_of_sixteen_threads_one_records(self, store: Store, key: IdempotencyKey) -> None:
        together = Barrier(16)

        def attempt(number: int) -> tuple[bool, tuple[bytes, ...]]:
            mine = item(f"dec-{number}")
            together.wait()
            try:
                store.record([mine], key)
            except AlreadyAnswered as earlier:
                return False, earlier.bodies
            return True, (mine.body,)

        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(attempt, range(16)))
        assert [mine for mine, _ in answers].count(True) == 1
        assert len({bodies for _, bodies in answers}) == 1
        assert store.count_decisions() == 1

    def test_of_four_processes_one_records(self, folder: Path, store: Store, key: IdempotencyKey, at_once: AtOnce) -> None:
        for attempt in range(3):
            answers = at_once(record_once, folder, dataclasses.replace(key, token=f"order-{attempt}"))
            assert [mine for mine, _ in answers].count(True) == 1
            assert len({bodies for _, bodies in answers}) == 1
            if attempt == 0:
                assert store.count_decisions() == 1


class TestManyAtOnce:
    def test_eight_threads_leave_one_chain_without_gaps(self, store: Store) -> None:
        def work(number: int) -> list[int]:
            return [store.record([item(f"dec-{number}-{one}")]).sequences[0] for one in range(25)]

        with ThreadPoolExecutor(8) as pool:
            places = [place for mine in pool.map(work, range(8)) for place in mine]
        assert sorted(places) == list(range(2, 202))
        report = verify_record(store.audited())
        assert (report.count, report.problem) == (201, None)

    def test_four_processes_leave_one_chain_without_gaps(self, folder: Path, store: Store, at_once: AtOnce) -> None:
        places = [place for mine in at_once(record_many, folder, 25) for place in mine]
        assert sorted(places) == list(range(2, 2 + 25 * PROCESSES))
        report = verify_record(store.audited())
        assert (report.count, report.problem) == (1 + 25 * PROCESSES, None)

    def test_readers_see_whole_requests_only(self, store: Store) -> None:
        """A reader that looks while batches of five are written counts in fives."""
        with ThreadPoolExecutor(2) as pool:
            writing = [pool.submit(store.record, [item(f"dec-{batch}-{one}") for one in range(5)]) for batch in range(20)]
            seen = []
            while not all(one.done() for one in writing):
                seen.append(store.count_decisions())
            assert all(one.result() for one in writing)
        seen.append(store.count_decisions())
        assert {count % 5 for count in seen} == {0}
        assert seen == sorted(seen)
        assert seen[-1] == 100


def test_the_record_survives_closing_and_opening(folder: Path) -> None:
    for number in range(3):
        store = begin(open_store(folder))
        store.record([item(f"dec-{number}")])
        store.close()
    store = open_store(folder)
    report = verify_record(store.audited())
    store.close()
    assert (report.count, report.problem) == (4, None)
