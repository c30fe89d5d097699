"""The versions of a policy, and what shadows came to, as the store keeps them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from guidepost.engine.audit import Event, Kind, verify_record
from guidepost.engine.store import Store, open_store
from guidepost.engine.store.shadows import MOST_EXAMPLES, ShadowCounts, ShadowExample, ShadowRule
from guidepost.engine.store.versions import PolicyVersion
from tests.engine.store.items import AT, POLICY, begin, item
from tests.engine.store.test_upgrading import make

LATER = "2026-11-02T08:00:01.000Z"


def draft(store: Store) -> PolicyVersion:
    """The one policy as a draft that nobody in particular proposed."""
    with store.versions().changing() as change:
        change.propose(POLICY.digest, "draft", None, "a note", AT)
    found = store.versions().find(POLICY.digest)
    assert found is not None
    return found


class TestVersions:
    def test_are_what_was_entered(self, store: Store) -> None:
        assert draft(store) == PolicyVersion(
            digest=POLICY.digest,
            title=POLICY.title,
            version=POLICY.version,
            state="draft",
            round=1,
            proposed_by=None,
            proposed_at=AT,
            note="a note",
            changed_by=None,
            changed_at=AT,
        )

    def test_a_change_that_fails_changes_nothing_not_even_the_revision(self, store: Store) -> None:
        before = store.versions().revision()

        def fail() -> None:
            with store.versions().changing() as change:
                change.propose(POLICY.digest, "draft", None, "", AT)
                change.enter([Event(Kind.POLICY_PROPOSED, AT, POLICY.digest, {})])
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert store.versions().all() == []
        assert store.versions().revision() == before
        assert [entry.kind for entry in store.audit_entries()] == [Kind.POLICY_LOADED]

    def test_every_change_raises_the_revision(self, store: Store) -> None:
        first = store.versions().in_force()
        draft(store)
        with store.versions().changing() as change:
            change.move(POLICY.digest, "live", None, LATER)
        assert (first.live, first.shadows) == (None, ())
        found = store.versions().in_force()
        assert (found.revision, found.live) == (first.revision + 2, POLICY.digest)

    def test_a_problem_is_noted_without_being_a_change(self, store: Store) -> None:
        draft(store)
        revision = store.versions().revision()
        store.versions().note_problem(POLICY.digest, "no weights")
        store.versions().note_problem("unknown", "no weights")
        found = store.versions().find(POLICY.digest)
        assert found is not None
        assert (found.problem, store.versions().revision()) == ("no weights", revision)

    def test_changes_of_several_threads_wait_for_each_other(self, store: Store) -> None:
        draft(store)
        before = store.versions().revision()

        def change_it() -> None:
            for _ in range(10):
                with store.versions().changing() as change:
                    change.move(POLICY.digest, "shadow", None, LATER)

        threads = [threading.Thread(target=change_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.versions().revision() == before + 40


@pytest.mark.parametrize("form", ["0001", "0004"])
def test_a_database_from_before_has_no_versions_and_a_whole_record(folder: Path, form: str) -> None:
    make(folder, form)
    store = open_store(folder)
    entries = list(store.audit_entries())
    assert store.versions().all() == []
    assert (store.versions().in_force().live, store.shadows().of(POLICY.digest)) == (None, [])
    draft(store)
    with store.versions().changing() as change:
        change.enter([Event(Kind.POLICY_PROPOSED, LATER, POLICY.digest, {"note": "first"})])
    assert list(store.audit_entries())[: len(entries)] == entries
    store.record([item("dec-3")])
    assert verify_record(store.audited()).problem is None
    store.close()


class TestShadows:
    PAIR = (POLICY.digest, "live-1")

    @pytest.fixture
    def kept(self, store: Store) -> Store:
        """With a version that may have been in shadow."""
        draft(store)
        return store

    def test_counts_are_added_up(self, kept: Store) -> None:
        counts = ShadowCounts(
            outcomes={("allow", "block"): 2, ("allow", "allow"): 3},
            stricter=2,
            milder=1,
            otherwise=4,
            dropped=5,
            failed=6,
            measured=7,
            rules=[ShadowRule("r1", "g.one", 1, 2, 3, 4)],
        )
        kept.shadows().add({self.PAIR: counts}, AT)
        kept.shadows().add({self.PAIR: ShadowCounts({("allow", "block"): 1}, rules=[ShadowRule("r1", "g.uno", 1, 1, 1, 1)])}, LATER)
        (found,) = kept.shadows().of(POLICY.digest)
        assert (found.live_digest, found.began_at, found.last_at) == ("live-1", AT, LATER)
        assert found.counts == ShadowCounts(
            outcomes={("allow", "block"): 3, ("allow", "allow"): 3},
            stricter=2,
            milder=1,
            otherwise=4,
            dropped=5,
            failed=6,
            measured=7,
            rules=[ShadowRule("r1", "g.uno", 2, 3, 4, 5)],
            examples=[],
        )

    def test_several_processes_add_to_the_same_counts(self, kept: Store, folder: Path) -> None:
        other = begin(open_store(folder))
        stores, one = [kept, other], ShadowCounts({("allow", "allow"): 1}, dropped=1)

        def add(store: Store) -> None:
            for _ in range(20):
                store.shadows().add({self.PAIR: one}, AT)

        threads = [threading.Thread(target=add, args=(store,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (found,) = kept.shadows().of(POLICY.digest)
        assert (found.counts.outcomes, found.counts.dropped) == ({("allow", "allow"): 40}, 40)
        other.close()

    def test_each_live_version_is_counted_apart(self, kept: Store) -> None:
        kept.shadows().add({self.PAIR: ShadowCounts({("allow", "allow"): 1})}, AT)
        kept.shadows().add({(POLICY.digest, "live-2"): ShadowCounts({("block", "allow"): 1})}, LATER)
        assert [(one.live_digest, one.counts.outcomes) for one in kept.shadows().of(POLICY.digest)] == [
            ("live-2", {("block", "allow"): 1}),
            ("live-1", {("allow", "allow"): 1}),
        ]

    def test_examples_of_one_kind_do_not_push_out_those_of_another(self, kept: Store) -> None:
        def example(number: int, shadow: str = "block") -> ShadowExample:
            return ShadowExample("allow", shadow, f"dec-{number}", AT, ("g.one",), ())

        kept.shadows().add({self.PAIR: ShadowCounts(examples=[example(0, "review")])}, AT)
        kept.shadows().add({self.PAIR: ShadowCounts(examples=[example(number) for number in range(1, MOST_EXAMPLES + 4)])}, AT)
        (found,) = kept.shadows().of(POLICY.digest)
        ids = [one.decision_id for one in found.counts.examples]
        assert ids == [*(f"dec-{number}" for number in range(MOST_EXAMPLES + 3, 3, -1)), "dec-0"]
