"""The audit chain by itself: any chain that was linked verifies, and nothing can be done to it unseen."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.engine.audit import (
    EMPTY,
    Audited,
    AuditEntry,
    Event,
    Head,
    KeptDecision,
    Kind,
    ProblemKind,
    leaf_hash,
    link,
    verify_chain,
    verify_record,
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AT = "2026-11-02T08:00:00.000Z"

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
facts = st.dictionaries(
    text,
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | text,
    max_size=4,
)
events = st.builds(Event, st.sampled_from(Kind), st.just(AT) | text, text, facts)


def chain(happened: list[Event]) -> list[AuditEntry]:
    entries, head = [], EMPTY
    for event in happened:
        entries.append(link(event, head))
        head = Head(entries[-1].sequence, entries[-1].hash)
    return entries


def head_of(entries: list[AuditEntry]) -> Head:
    return Head(entries[-1].sequence, entries[-1].hash) if entries else EMPTY


chains = st.lists(events, max_size=8).map(chain)
long_chains = st.lists(events, min_size=2, max_size=8).map(chain)


class TestWholeChains:
    @unhurried
    @given(chains)
    def test_verify(self, entries: list[AuditEntry]) -> None:
        report = verify_chain(entries, head_of(entries))
        assert report.problem is None
        assert Head(report.count, report.head) == head_of(entries)

    @unhurried
    @given(long_chains, st.data())
    def test_contain_every_earlier_head(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        noted = data.draw(st.integers(0, len(entries)))
        assert verify_chain(entries, head_of(entries[:noted])).problem is None

    @unhurried
    @given(events)
    def test_say_what_has_happened_and_to_whom(self, event: Event) -> None:
        entry = link(event, EMPTY)
        # Canonical JSON writes large floats as whole numbers.
        read = json.loads(entry.body, parse_int=float)
        assert (read["sequence"], read["kind"], read["at"], read["facts"]) == (1, event.kind, event.at, event.facts)
        assert list(read) == sorted(read)
        assert entry.subject == event.subject

    def test_are_hashed_as_rfc_6962_says(self) -> None:
        """Section 2.1: the hash of a leaf is SHA-256(0x00 || entry); the value is that of RFC 6962's own empty leaf."""
        assert leaf_hash(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        entry = link(Event(Kind.KEY_CREATED, AT, "key-1", {"b": 1.0, "a": "ü"}), EMPTY)
        assert (
            entry.body
            == (
                '{"at":"2026-11-02T08:00:00.000Z","facts":{"a":"ü","b":1},"kind":"key_created",'
                f'"previous":"{"0" * 64}","sequence":1,"subject":"key-1"}}'
            ).encode()
        )
        assert entry.hash == hashlib.sha256(b"\x00" + entry.body).hexdigest()

    @pytest.mark.parametrize("fact", [math.nan, math.inf, 2**53 + 1, "\ud800"])
    def test_cannot_hold_what_json_cannot(self, fact: object) -> None:
        with pytest.raises(ValueError, match=r"."):
            link(Event(Kind.DECISION, AT, "dec-1", {"fact": fact}), EMPTY)


class TestAlteredChains:
    """Always against the head that was noted before, and named by kind and place."""

    @unhurried
    @given(long_chains, st.data())
    def test_a_changed_byte_of_a_body(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(entries) - 1))
        body = bytearray(entries[place].body)
        body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
        self.found(entries, place, dataclasses.replace(entries[place], body=bytes(body)), {ProblemKind.ALTERED})

    @unhurried
    @given(long_chains, st.data())
    def test_a_changed_byte_of_a_body_with_its_hash_made_to_fit(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        """Some other check fails then, in this entry or in the next one, or the head is not the one that was noted."""
        place = data.draw(st.integers(0, len(entries) - 1))
        body = bytearray(entries[place].body)
        body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
        forged = dataclasses.replace(entries[place], body=bytes(body), hash=leaf_hash(bytes(body)))
        problem = verify_chain([*entries[:place], forged, *entries[place + 1 :]], head_of(entries)).problem
        assert problem is not None
        assert problem.sequence in {place + 1, place + 2}

    @unhurried
    @given(long_chains, st.data())
    def test_a_changed_column(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(entries) - 1))
        name = data.draw(st.sampled_from(["kind", "at", "previous_hash", "hash"]))
        other = getattr(entries[place], name) + "x"
        self.found(entries, place, dataclasses.replace(entries[place], **{name: other}), {ProblemKind.ALTERED})

    @staticmethod
    def found(entries: list[AuditEntry], place: int, forged: AuditEntry, kinds: set[ProblemKind]) -> None:
        report = verify_chain([*entries[:place], forged, *entries[place + 1 :]], head_of(entries))
        assert report.problem is not None
        assert report.problem.kind in kinds
        assert report.problem.sequence == place + 1
        assert report.count == place

    @unhurried
    @given(long_chains, st.data())
    def test_a_dropped_entry(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(entries) - 2))
        problem = verify_chain([*entries[:place], *entries[place + 1 :]]).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.MISSING, place + 1)

    @unhurried
    @given(long_chains, st.data())
    def test_two_swapped_entries(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        first, second = sorted(data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True)))
        swapped = list(entries)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        problem = verify_chain(swapped).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.REORDERED, first + 1)

    @unhurried
    @given(long_chains, st.data())
    def test_two_entries_that_swapped_their_numbers(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        first, second = sorted(data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True)))
        swapped = list(entries)
        swapped[first] = dataclasses.replace(entries[second], sequence=first + 1)
        swapped[second] = dataclasses.replace(entries[first], sequence=second + 1)
        problem = verify_chain(swapped).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.REORDERED, first + 1)

    @unhurried
    @given(long_chains, events, st.data())
    def test_an_inserted_entry(self, entries: list[AuditEntry], event: Event, data: st.DataObject) -> None:
        """Linked well to what comes before it: then the entry that was there once stands in the wrong place."""
        place = data.draw(st.integers(0, len(entries) - 1))
        forged = link(event, head_of(entries[:place]))
        problem = verify_chain([*entries[:place], forged, *entries[place:]]).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.REORDERED, place + 2)

    @unhurried
    @given(long_chains, st.data())
    def test_an_exchanged_entry(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(entries) - 2))
        forged = link(Event(Kind.USER_CREATED, AT, "somebody else, never there", {}), head_of(entries[:place]))
        problem = verify_chain([*entries[:place], forged, *entries[place + 1 :]]).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.UNLINKED, place + 2)

    @unhurried
    @given(long_chains, st.data())
    def test_newest_entries_cut_off(self, entries: list[AuditEntry], data: st.DataObject) -> None:
        left = data.draw(st.integers(0, len(entries) - 1))
        assert verify_chain(entries[:left]).problem is None
        report = verify_chain(entries[:left], head_of(entries))
        assert report.problem is not None
        assert (report.problem.kind, report.problem.sequence, report.count) == (ProblemKind.CUT_OFF, left + 1, left)

    def test_a_chain_that_begins_anywhere_else(self) -> None:
        entry = link(Event(Kind.KEY_CREATED, AT, "key-1", {}), Head(0, "1" * 64))
        problem = verify_chain([entry]).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.UNLINKED, 1)


class TestDecisionsBesideTheChain:
    @staticmethod
    def audited(**changed: object) -> list[Audited]:
        body = b'{"id":"dec-1"}'
        recorded = {"decision_sha256": hashlib.sha256(body).hexdigest(), "post_commitment": "c"}
        first, second = chain([Event(Kind.KEY_CREATED, AT, "key-1", {}), Event(Kind.DECISION, AT, "dec-1", recorded)])
        kept = KeptDecision("dec-1", 2, body, "c")
        return [Audited(first, None), Audited(second, dataclasses.replace(kept, **changed))]  # type: ignore[arg-type]

    def test_that_are_whole_verify(self) -> None:
        assert verify_record(self.audited()).problem is None

    @pytest.mark.parametrize(
        ("changed", "kind"),
        [
            ({"body": b"{}"}, ProblemKind.DECISION_ALTERED),
            ({"id": "dec-2"}, ProblemKind.DECISION_ALTERED),
            ({"commitment": "d"}, ProblemKind.POST_REPLACED),
            ({"commitment": None}, ProblemKind.POST_REPLACED),
        ],
    )
    def test_that_were_altered_are_named(self, changed: dict[str, object], kind: ProblemKind) -> None:
        report = verify_record(self.audited(**changed))
        assert report.problem is not None
        assert (report.problem.kind, report.problem.sequence, report.count) == (kind, 2, 1)
        assert "dec-1" in str(report.problem)

    def test_that_are_missing_are_named(self) -> None:
        first, second = self.audited()
        problem = verify_record([first, Audited(second.entry, None)]).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.DECISION_MISSING, 2)

    @pytest.mark.parametrize("after", [0, 1])
    def test_that_were_never_recorded_are_named(self, after: int) -> None:
        stray = KeptDecision("dec-9", 7, b"{}", None)
        whole = self.audited()
        forged = [Audited(whole[0].entry, stray), whole[1]] if after == 0 else [*whole, Audited(None, stray)]
        problem = verify_record(forged).problem
        assert problem is not None
        assert (problem.kind, problem.sequence) == (ProblemKind.DECISION_UNRECORDED, 7)
        assert "dec-9" in str(problem)
