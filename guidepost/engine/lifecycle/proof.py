"""Proving from the record alone that every version came into force as it must, and that the live one is the one it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from guidepost.engine.audit import Audited, AuditEntry, Kind
from guidepost.engine.lifecycle.states import CONSENTS, How

_ABOUT_VERSIONS = frozenset(
    {
        Kind.POLICY_PROPOSED,
        Kind.POLICY_APPROVED,
        Kind.POLICY_CONSENT_WITHDRAWN,
        Kind.POLICY_ACTIVATED,
        Kind.POLICY_ROLLED_BACK,
        Kind.POLICY_RETIRED,
    }
)


class Lives:
    """Follows the versions through the record. What it finds counts only where the chain itself is whole."""

    def __init__(self) -> None:
        self.live: str | None = None
        """The version that is live by the record."""
        self.problem: str | None = None
        """The first change that could not be, in a sentence for a person."""
        self._behind: dict[str, set[str]] = {}
        self._was_live: set[str] = set()

    def follow(self, audited: Iterable[Audited]) -> Iterator[Audited]:
        """Pass the record on, and follow the versions in it."""
        for one in audited:
            if one.entry is not None and one.entry.kind in _ABOUT_VERSIONS and self.problem is None:
                self._see(one.entry)
            yield one

    def problem_with(self, live: str | None) -> str | None:
        """What is wrong: in the record, or with the version that the store has as the live one."""
        if self.problem is not None or live == self.live:
            return self.problem
        known, stored = self.live or "none", live or "none"
        return f"The live version in the store is {stored}; by the record it is {known}: somebody has put it there."

    def _see(self, entry: AuditEntry) -> None:
        try:
            subject, facts = entry.subject, entry.facts
        except (msgspec.DecodeError, UnicodeDecodeError):
            return  # altered beyond reading: verifying the chain names it
        behind, by = self._behind.setdefault(subject, set()), facts.get("by")
        match entry.kind:
            case Kind.POLICY_PROPOSED:
                self._behind[subject] = {str(by)}
            case Kind.POLICY_APPROVED:
                behind.add(str(by))
            case Kind.POLICY_CONSENT_WITHDRAWN:
                behind.discard(str(by))
            case Kind.POLICY_RETIRED:
                behind.clear()
            case _:
                self._activate(entry, subject, facts, behind)

    def _activate(self, entry: AuditEntry, subject: str, facts: Mapping[str, object], behind: set[str]) -> None:
        by = facts.get("by")
        people = {str(one) for one in by} if isinstance(by, list) else set()
        before = {subject, facts.get("reread")} & self._was_live
        match facts.get("how"):
            case How.CONSENT if len(people) < CONSENTS or not people <= behind:
                self.problem = f"Entry {entry.sequence:,} brings {subject} into force without the consents of {CONSENTS} people."
            case How.ROLLBACK if not before:
                self.problem = f"Entry {entry.sequence:,} goes back to {subject}, which was never live."
            case How.BOOTSTRAP if self._was_live:
                self.problem = f"Entry {entry.sequence:,} brings {subject} into force as the first version, which it is not."
        self.live = subject
        self._was_live.add(subject)
