"""The states of a policy version, and which may follow on which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from guidepost.engine.people.roles import MAY, Permission


class State(StrEnum):
    """Where a version is in its life."""

    DRAFT = "draft"
    """Proposed; it decides nothing and is asked nothing."""
    SHADOW = "shadow"
    """Evaluated beside the live version; differences are recorded, nobody notices."""
    LIVE = "live"
    """It decides. There is one at most."""
    RETIRED = "retired"
    """It was replaced, or given up."""


class How(StrEnum):
    """How a version became the live one."""

    BOOTSTRAP = "bootstrap"
    """By the first start of a server: there was nobody to consent."""
    CONSENT = "consent"
    """Two people consented."""
    ROLLBACK = "rollback"
    """One person went back to it; it had been live before."""
    UNREVIEWED = "unreviewed"
    """A server was started with it by whoever may start it, without consent."""
    REREAD = "reread"
    """The same texts as the version before, which this version of Guidepost reads otherwise."""


NEXT: Mapping[State | None, frozenset[State]] = MappingProxyType(
    {
        None: frozenset({State.DRAFT, State.LIVE}),
        State.DRAFT: frozenset({State.SHADOW, State.LIVE, State.RETIRED}),
        State.SHADOW: frozenset({State.LIVE, State.RETIRED}),
        State.LIVE: frozenset({State.RETIRED}),
        State.RETIRED: frozenset({State.DRAFT, State.LIVE}),
    }
)
"""What may follow on a state; None for a version that is not known yet.

A version goes from nothing to live only by a start (`How.BOOTSTRAP`, `UNREVIEWED`, `REREAD`), from live to retired only when another
takes its place, and from retired to live only where it was live before.
"""

CONSENTS = 2
"""People whose consent a version needs to become the live one."""

MOST_IN_SHADOW = 3
"""Versions that may be in shadow at once: each is evaluated for every post."""

MAY_CHANGE = frozenset(str(role) for role, may in MAY.items() if Permission.WRITE_POLICY in may)
"""The roles that may propose, consent, roll back and retire: officers and administrators."""
