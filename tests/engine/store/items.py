"""What the store's tests keep: one policy, and decisions made to order."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

from guidepost.engine.identity import World
from guidepost.engine.store import Case, KeptPolicy, Recordable, Store

WORLD = World(now=lambda: datetime.now(UTC), random=os.urandom)
AT = "2026-11-02T08:00:00.000Z"
POLICY = KeptPolicy("policy-1", "Guidelines", "2026.11", 'policy "Guidelines"', "guidelines.guide", {"names.txt": "Nightjar"})
SECRET = "Das Projekt Nachtschwalbe startet im Mai."
"""A text that must not be found in the files of the database."""


def item(
    decision_id: str,
    *,
    text: str = SECRET,
    policy: str = POLICY.digest,
    api_key_id: str | None = None,
    held: bool = True,
    risk: float = 0.9,
) -> Recordable:
    """A decision about a post; `held`: a case waits for a person."""
    return Recordable(
        decision_id=decision_id,
        decided_at=AT,
        outcome="review" if held else "block",
        risk=risk,
        policy_digest=policy,
        providers={"tone": "1"},
        body=json.dumps({"id": decision_id, "outcome": "block"}).encode(),
        post={"text": text, "author": {"id": "u-1"}},
        post_id="platform-7",
        api_key_id=api_key_id,
        case=Case(f"case-of-{decision_id}", "general", None, 0.9) if held else None,
    )


def begin(store: Store) -> Store:
    """A store with the policy that the decisions name."""
    store.keep_policy(POLICY, AT)
    return store
