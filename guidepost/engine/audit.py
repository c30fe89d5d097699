"""The audit chain: each entry is hashed with its predecessor, so that nobody can alter, remove or move one unseen.

The body of an entry is canonical JSON (RFC 8785); its hash is that of a leaf in RFC 6962, section 2.1. What a chain alone cannot show
is that its newest entries were cut off: for that, compare it with a `Head` that was noted earlier and kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import msgspec
import rfc8785

NO_PREDECESSOR = "0" * 64
"""What the first entry names as its predecessor."""

_LEAF = b"\x00"
"""RFC 6962, section 2.1: sets the hash of a leaf apart from that of an inner node."""


class Kind(StrEnum):
    """What an entry says has happened."""

    DECISION = "decision"
    KEY_CREATED = "key_created"
    KEY_REVOKED = "key_revoked"
    USER_CREATED = "user_created"
    POLICY_LOADED = "policy_loaded"


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be entered. `at` is RFC 3339 in UTC, `subject` the id of what it is about; facts never hold text or author data."""

    kind: Kind
    at: str
    subject: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the record. `sequence` counts from 1 without gaps; hashes are 64 hexadecimal digits."""

    sequence: int
    kind: str
    at: str
    body: bytes
    previous_hash: str
    hash: str

    @property
    def subject(self) -> str:
        """The id of what the entry is about. Raises `msgspec.DecodeError` for a body that was altered beyond reading."""
        return _body_decoder.decode(self.body).subject


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry at some moment; whoever keeps a copy elsewhere can later tell whether the record still contains it."""

    count: int
    hash: str


EMPTY = Head(0, NO_PREDECESSOR)
"""The head of a record without entries."""


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sequence: int
    at: str
    kind: str
    subject: str
    facts: dict[str, object]
    previous: str


_body_decoder = msgspec.json.Decoder(_Body)


def link(event: Event, head: Head) -> AuditEntry:
    """The entry that follows `head`. Raises `ValueError` for facts that JSON cannot hold (NaN, whole numbers above 2^53)."""
    sequence = head.count + 1
    content: dict[str, object] = {
        "sequence": sequence,
        "at": event.at,
        "kind": event.kind.value,
        "subject": event.subject,
        "facts": dict(event.facts),
        "previous": head.hash,
    }
    body = rfc8785.dumps(content)  # type: ignore[arg-type]
    return AuditEntry(sequence, event.kind.value, event.at, body, head.hash, leaf_hash(body))


def leaf_hash(body: bytes) -> str:
    """SHA-256 over 0x00 and the body: the leaf hash of RFC 6962, in hexadecimal."""
    return sha256(_LEAF + body).hexdigest()


class ProblemKind(StrEnum):
    """How a record can be broken."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    UNLINKED = "unlinked"
    CUT_OFF = "cut_off"
    DECISION_ALTERED = "decision_altered"
    DECISION_MISSING = "decision_missing"


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong: its kind, the sequence number it concerns, and a sentence for a person."""

    kind: ProblemKind
    sequence: int
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found: how many entries are whole, the hash of the last whole one, and the first problem, if any."""

    count: int
    head: str
    problem: Problem | None = None


def verify_chain(entries: Iterable[AuditEntry], known: Head | None = None) -> Report:
    """Recompute every link, in one pass and with flat memory; stops at the first problem.

    `known` is a head noted earlier: with it, a record that was cut off or rewritten as a whole is found too.
    """
    return verify_record(((entry, None) for entry in entries), known, decisions=False)


def verify_record(
    audited: Iterable[tuple[AuditEntry, bytes | None]], known: Head | None = None, *, decisions: bool = True
) -> Report:
    """Like `verify_chain`, and each entry about a decision is compared with the decision that is stored beside it."""
    head = EMPTY
    remaining = iter(audited)
    for entry, decision in remaining:
        problem = _order(entry, head, remaining) or _link(entry, head) or (_decision(entry, decision) if decisions else None)
        if problem is None and known is not None and known.count == entry.sequence and known.hash != entry.hash:
            problem = _problem(
                ProblemKind.ALTERED, entry.sequence, "is not the one that was noted earlier: the record was rewritten"
            )
        if problem is not None:
            return Report(head.count, head.hash, problem)
        head = Head(entry.sequence, entry.hash)
    if known is not None and known.count > head.count:
        missing = _problem(ProblemKind.CUT_OFF, head.count + 1, f"and all later ones are missing: there were {known.count:,} once")
        return Report(head.count, head.hash, missing)
    return Report(head.count, head.hash)


def _problem(kind: ProblemKind, sequence: int, what: str) -> Problem:
    return Problem(kind, sequence, f"Entry {sequence:,} {what}.")


def _order(entry: AuditEntry, head: Head, remaining: Iterator[tuple[AuditEntry, bytes | None]]) -> Problem | None:
    expected = head.count + 1
    if entry.sequence == expected:
        return None
    if entry.sequence < expected or any(later.sequence == expected for later, _ in remaining):
        return _problem(ProblemKind.REORDERED, expected, f"is not in its place: entry {entry.sequence:,} stands there")
    return _problem(ProblemKind.MISSING, expected, f"is missing: entry {entry.sequence:,} follows directly on {head.count:,}")


def _link(entry: AuditEntry, head: Head) -> Problem | None:
    if leaf_hash(entry.body) != entry.hash:
        return _problem(ProblemKind.ALTERED, entry.sequence, "was altered: its content does not fit its hash")
    try:
        body = _body_decoder.decode(entry.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _problem(ProblemKind.ALTERED, entry.sequence, "was altered: its content is not an audit entry")
    if body.sequence != entry.sequence:
        return _problem(ProblemKind.REORDERED, entry.sequence, f"is not in its place: entry {body.sequence:,} stands there")
    if (body.kind, body.at, body.previous) != (entry.kind, entry.at, entry.previous_hash):
        return _problem(ProblemKind.ALTERED, entry.sequence, "was altered: its kind, time or predecessor differs from its content")
    if body.previous != head.hash:
        what = f"does not follow on entry {head.count:,}: one of the two was replaced" if head.count else "does not begin a record"
        return _problem(ProblemKind.UNLINKED, entry.sequence, what)
    return None


def _decision(entry: AuditEntry, decision: bytes | None) -> Problem | None:
    if entry.kind != Kind.DECISION:
        return None
    body = _body_decoder.decode(entry.body)
    if decision is None:
        return Problem(
            ProblemKind.DECISION_MISSING, entry.sequence, f"The decision {body.subject} (entry {entry.sequence:,}) is missing."
        )
    if body.facts.get("decision_sha256") != sha256(decision).hexdigest():
        return Problem(
            ProblemKind.DECISION_ALTERED, entry.sequence, f"The decision {body.subject} (entry {entry.sequence:,}) was altered."
        )
    return None
