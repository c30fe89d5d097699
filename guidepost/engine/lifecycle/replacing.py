"""One version takes the place of another."""

from __future__ import annotations

from collections.abc import Sequence

from guidepost.engine.audit import Event, Kind
from guidepost.engine.lifecycle.states import How, State
from guidepost.engine.store.versions import Change, PolicyVersion

UNRECORDED = "the record does not say that anybody brought it into force; guidepost audit verify tells more"
"""Why a version is not used that somebody has made the live one beside Guidepost."""


def make_live(
    change: Change,
    version: PolicyVersion,
    *,
    how: How,
    by: Sequence[str],
    previous: str | None,
    reason: str,
    at: str,
    reread: str | None = None,
) -> None:
    """Make a version the live one and retire the one that was, with one entry in the record.

    `by` are the ids of the users who brought it about, the last of whom did so now; none for a start. `previous` is the version that a
    rollback from it leads to. `reread` is the version whose texts it has, where Guidepost reads them otherwise now.
    """
    replaced = change.live()
    person = by[-1] if by else None
    if replaced is not None:
        change.move(replaced.digest, State.RETIRED, person, at)
    change.move(version.digest, State.LIVE, person, at)
    change.activated(version.digest, how=how, user_id=person, previous=previous, reason=reason, at=at)
    facts = {
        "title": version.title,
        "version": version.version,
        "how": how.value,
        "by": list(by),
        "replaces": replaced.digest if replaced else None,
        "from": version.state,
        "reason": reason,
        "reread": reread,
    }
    kind = Kind.POLICY_ROLLED_BACK if how is How.ROLLBACK else Kind.POLICY_ACTIVATED
    change.enter([Event(kind, at, version.digest, facts)])
