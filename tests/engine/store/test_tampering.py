"""Somebody with the database's file in hand: what the triggers refuse, and what a verification finds where they were taken away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from guidepost.engine.audit import Event, Head, Kind, ProblemKind, Report, link, verify_chain, verify_record
from guidepost.engine.store import Store
from tests.engine.store.items import AT, begin, item

Sql = Callable[..., list[tuple[object, ...]]]

TRIGGERS = (
    "audit_entries_no_update",
    "audit_entries_no_delete",
    "audit_entries_no_gaps",
    "decisions_no_update",
    "decisions_no_replace",
)
WITHOUT_TRIGGERS = tuple(f"DROP TRIGGER {name}" for name in TRIGGERS)


@pytest.fixture
def store(store: Store) -> Store:
    """Entry 1 is the policy's, entries 2 to 5 are about dec-1 to dec-4."""
    store.record([item(f"dec-{number}") for number in range(1, 5)])
    return store


def verify(store: Store, known: Head | None = None) -> Report:
    return verify_record(store.audited(), known)


class TestRefusedByTheDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_entries SET body = x'7b7d' WHERE sequence = 2",
            "UPDATE audit_entries SET sequence = 9 WHERE sequence = 5",
            "UPDATE OR REPLACE audit_entries SET sequence = 3 WHERE sequence = 2",
            "DELETE FROM audit_entries WHERE sequence = 5",
            "DELETE FROM audit_entries",
            "REPLACE INTO audit_entries SELECT sequence, kind, at, x'7b7d', previous_hash, hash FROM audit_entries WHERE sequence = 2",
            "INSERT INTO audit_entries SELECT 9, kind, at, body, previous_hash, hash FROM audit_entries WHERE sequence = 5",
            "INSERT INTO audit_entries SELECT * FROM audit_entries WHERE sequence = 5 ON CONFLICT DO UPDATE SET body = x'7b7d'",
            "UPDATE decisions SET body = x'7b7d' WHERE id = 'dec-1'",
            "UPDATE decisions SET outcome = 'allow'",
            "REPLACE INTO decisions SELECT id, decided_at, 'allow', risk, policy_digest, post_id, api_key_id, audit_sequence, body "
            "FROM decisions WHERE id = 'dec-1'",
            "REPLACE INTO decisions SELECT 'dec-x', decided_at, 'allow', risk, policy_digest, post_id, api_key_id, audit_sequence, body "
            "FROM decisions WHERE id = 'dec-1'",
        ],
    )
    def test_statements_that_would_alter_the_record(self, store: Store, sql: Sql, statement: str) -> None:
        before = sql("SELECT * FROM audit_entries", "SELECT * FROM decisions")
        with pytest.raises(sqlite3.IntegrityError, match=r"never changed|no gaps"):
            sql(statement)
        assert sql("SELECT * FROM audit_entries", "SELECT * FROM decisions") == before
        assert verify(store).problem is None


class TestFoundAfterwards:
    @pytest.mark.parametrize(
        ("statements", "kind", "sequence"),
        [
            (("UPDATE audit_entries SET body = replace(body, 'review', 'allow') WHERE sequence = 3",), ProblemKind.ALTERED, 3),
            (("UPDATE audit_entries SET body = x'ff' WHERE sequence = 3",), ProblemKind.ALTERED, 3),
            (("UPDATE audit_entries SET hash = 'x' WHERE sequence = 3",), ProblemKind.ALTERED, 3),
            (("UPDATE audit_entries SET kind = 'key_created' WHERE sequence = 3",), ProblemKind.ALTERED, 3),
            (("UPDATE audit_entries SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 3",), ProblemKind.ALTERED, 3),
            (("DELETE FROM audit_entries WHERE sequence = 3",), ProblemKind.MISSING, 3),
            (("DELETE FROM audit_entries WHERE sequence = 1",), ProblemKind.MISSING, 1),
            (
                (
                    "UPDATE audit_entries SET sequence = -sequence WHERE sequence IN (3, 4)",
                    "UPDATE audit_entries SET sequence = 7 + sequence WHERE sequence IN (-3, -4)",
                ),
                ProblemKind.REORDERED,
                3,
            ),
            (
                ("INSERT INTO audit_entries SELECT 0, kind, at, body, previous_hash, hash FROM audit_entries WHERE sequence = 1",),
                ProblemKind.REORDERED,
                1,
            ),
            (("UPDATE decisions SET body = replace(body, 'block', 'allow') WHERE id = 'dec-2'",), ProblemKind.DECISION_ALTERED, 3),
            (("UPDATE decisions SET body = x'7b7d' WHERE id = 'dec-2'",), ProblemKind.DECISION_ALTERED, 3),
            (("UPDATE decisions SET id = 'dec-x' WHERE id = 'dec-2'",), ProblemKind.DECISION_ALTERED, 3),
            (("DELETE FROM decisions WHERE id = 'dec-2'",), ProblemKind.DECISION_MISSING, 3),
            (("UPDATE decisions SET audit_sequence = 1 WHERE id = 'dec-2'",), ProblemKind.DECISION_UNRECORDED, 1),
            (
                (
                    "INSERT INTO decisions SELECT 'dec-x', decided_at, 'allow', risk, policy_digest, post_id, api_key_id, 99, body "
                    "FROM decisions WHERE id = 'dec-2'",
                ),
                ProblemKind.DECISION_UNRECORDED,
                99,
            ),
            (("DELETE FROM audit_entries WHERE sequence = 5",), ProblemKind.DECISION_UNRECORDED, 5),
            (("UPDATE posts SET commitment = 'x' WHERE id = 'dec-2'",), ProblemKind.POST_REPLACED, 3),
        ],
    )
    def test_alterations_by_their_kind_and_place(
        self, store: Store, sql: Sql, statements: tuple[str, ...], kind: ProblemKind, sequence: int
    ) -> None:
        assert verify(store).problem is None
        sql(*WITHOUT_TRIGGERS, *statements)
        problem = verify(store).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (kind, sequence)
        assert str(sequence) in str(problem)

    def test_two_decisions_that_changed_their_places(self, store: Store, sql: Sql) -> None:
        sql(
            *WITHOUT_TRIGGERS,
            "UPDATE decisions SET id = 'dec-x' WHERE id = 'dec-2'",
            "UPDATE decisions SET id = 'dec-2' WHERE id = 'dec-3'",
            "UPDATE decisions SET id = 'dec-3' WHERE id = 'dec-x'",
        )
        problem = verify(store).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.DECISION_ALTERED, 3)

    def test_newest_entries_cut_off_with_their_decisions_by_a_known_head(self, store: Store, sql: Sql) -> None:
        report = verify(store)
        known = Head(report.count, report.head)
        sql(*WITHOUT_TRIGGERS, "DELETE FROM decisions WHERE audit_sequence > 3", "DELETE FROM audit_entries WHERE sequence > 3")
        assert verify(store).problem is None
        problem = verify(store, known).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.CUT_OFF, 4)

    def test_a_record_written_anew_by_a_known_head(self, store: Store) -> None:
        entries = list(store.audit_entries())
        forged, head = [], Head(0, entries[0].previous_hash)
        for entry in entries:
            forged.append(link(Event(Kind(entry.kind), AT, entry.subject, {}), head))
            head = Head(forged[-1].sequence, forged[-1].hash)
        assert verify_chain(forged).problem is None
        problem = verify_chain(forged, Head(entries[2].sequence, entries[2].hash)).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.ALTERED, 3)

    def test_an_altered_decision_is_still_answered_as_bytes(self, store: Store, sql: Sql) -> None:
        sql(*WITHOUT_TRIGGERS, "UPDATE decisions SET body = replace(body, 'block', 'allow') WHERE id = 'dec-2'")
        assert store.decision("dec-2") == item("dec-2").body.replace(b"block", b"allow")


def test_a_long_record_is_read_whole(store: Store) -> None:
    """More entries than are read at once, and exactly as many."""
    store.record([item(f"more-{number}", held=False) for number in range(995)])
    assert verify(store) == Report(1000, verify(store).head)
    store.record([item("one-more")])
    report = verify(store)
    assert (report.count, report.problem) == (1001, None)
    assert len(list(store.audit_entries())) == 1001
    begin(store)
