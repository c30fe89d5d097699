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
    USER_DISABLED = "user_disabled"
    USER_ENABLED = "user_enabled"
    USER_ROLE_CHANGED = "user_role_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  (the name of an event)
    PASSWORD_RESET = "password_reset"  # noqa: S105  (the name of an event)
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    POLICY_LOADED = "policy_loaded"
    POLICY_PROPOSED = "policy_proposed"
    POLICY_SHADOWED = "policy_shadowed"
    POLICY_APPROVED = "policy_approved"
    POLICY_CONSENT_WITHDRAWN = "policy_consent_withdrawn"
    POLICY_ACTIVATED = "policy_activated"
    POLICY_ROLLED_BACK = "policy_rolled_back"
    POLICY_RETIRED = "policy_retired"


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

    @property
    def facts(self) -> Mapping[str, object]:
        """What the entry tells. Raises as `subject` does."""
        return _body_decoder.decode(self.body).facts


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it is stored now: `sequence` is the entry it names, `commitment` the one that is stored with its post."""

    id: str
    sequence: int
    body: bytes
    commitment: str | None


@dataclass(frozen=True, slots=True)
class Audited:
    """An entry and the decision that names it. A decision without an entry was never recorded, or its entry is gone."""

    entry: AuditEntry | None
    decision: KeptDecision | None


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
    DECISION_UNRECORDED = "decision_unrecorded"
    POST_REPLACED = "post_replaced"


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
    return _verify((Audited(entry, None) for entry in entries), known, decisions=False)


def verify_record(audited: Iterable[Audited], known: Head | None = None) -> Report:
    """Like `verify_chain`, and each decision is compared with its entry. Decisions without an entry must come last."""
    return _verify(audited, known, decisions=True)


def _verify(audited: Iterable[Audited], known: Head | None, *, decisions: bool) -> Report:
    head = EMPTY
    unrecorded: Problem | None = None
    remaining = iter(audited)
    for one in remaining:
        entry = one.entry
        if entry is None:
            unrecorded = _unrecorded(one.decision)
            break
        problem = _order(entry, head, remaining) or _link(entry, head) or _rewritten(entry, known)
        if problem is None and decisions:
            problem = _decision(entry, one.decision)
        if problem is not None:
            return Report(head.count, head.hash, problem)
        head = Head(entry.sequence, entry.hash)
    return Report(head.count, head.hash, _cut_off(head, known) or unrecorded)


def _problem(kind: ProblemKind, sequence: int, what: str) -> Problem:
    return Problem(kind, sequence, f"Entry {sequence:,} {what}.")


def _rewritten(entry: AuditEntry, known: Head | None) -> Problem | None:
    if known is None or known.count != entry.sequence or known.hash == entry.hash:
        return None
    return _problem(ProblemKind.ALTERED, entry.sequence, "is not the one that was noted earlier: the record was rewritten")


def _cut_off(head: Head, known: Head | None) -> Problem | None:
    if known is None or known.count <= head.count:
        return None
    return _problem(ProblemKind.CUT_OFF, head.count + 1, f"and all later ones are missing: there were {known.count:,} once")


def _order(entry: AuditEntry, head: Head, remaining: Iterator[Audited]) -> Problem | None:
    expected = head.count + 1
    if entry.sequence == expected:
        return None
    if entry.sequence < expected or any(later.entry is not None and later.entry.sequence == expected for later in remaining):
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


def _decision(entry: AuditEntry, decision: KeptDecision | None) -> Problem | None:
    if entry.kind != Kind.DECISION:
        return _unrecorded(decision)
    recorded = _body_decoder.decode(entry.body)
    facts = recorded.facts
    named = f"The decision {recorded.subject} (entry {entry.sequence:,})"
    if decision is None:
        return Problem(ProblemKind.DECISION_MISSING, entry.sequence, f"{named} is missing.")
    if (decision.id, sha256(decision.body).hexdigest()) != (recorded.subject, facts.get("decision_sha256")):
        return Problem(ProblemKind.DECISION_ALTERED, entry.sequence, f"{named} was altered.")
    if decision.commitment != facts.get("post_commitment"):
        return Problem(ProblemKind.POST_REPLACED, entry.sequence, f"{named} was about another post than the one that is stored.")
    return None


def _unrecorded(decision: KeptDecision | None) -> Problem | None:
    """A decision that the record does not hold: somebody has put it there."""
    if decision is None:
        return None
    return Problem(
        ProblemKind.DECISION_UNRECORDED,
        decision.sequence,
        f"The decision {decision.id} is not in the record: it names entry {decision.sequence:,}, which is not about it.",
    )
