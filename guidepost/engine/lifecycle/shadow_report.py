"""What a version in shadow came to, in a form for people and machines."""

from __future__ import annotations

import msgspec

from guidepost.engine.lifecycle.refusals import Refusal, Refused
from guidepost.engine.store import KeptPolicy, Store
from guidepost.engine.store.shadows import ShadowRecord
from guidepost.rules.syntax import Outcome


class VersionRef(msgspec.Struct, frozen=True):
    """A version; the digest names it exactly."""

    title: str
    version: str
    digest: str


class RuleBeside(msgspec.Struct, frozen=True):
    """How often a rule fired live, and in the version in shadow; in how many posts only there (`newly`), in how many only live."""

    id: str
    name: str
    live: int
    shadow: int
    newly: int
    no_more: int


class ExampleBeside(msgspec.Struct, frozen=True):
    """A decision that the version in shadow would have made otherwise, and the names of the rules that fire only there, or only live."""

    decision: str
    decided_at: str
    live: str
    shadow: str
    newly: list[str]
    no_more: list[str]


class Beside(msgspec.Struct, frozen=True):
    """What a version in shadow came to beside one live version, from the first moment to the last.

    `outcomes` counts posts by the live outcome, and in it by the other. `otherwise`: with the same outcome, but another risk, other
    rules, another queue or channel. `dropped` posts were not evaluated because too many waited, `failed` ones because something went
    wrong. For `measured` posts signals were computed that the live version had not asked for.
    """

    live: VersionRef
    began_at: str
    last_at: str
    posts: int
    unchanged: int
    stricter: int
    milder: int
    otherwise: int
    dropped: int
    failed: int
    measured: int
    outcomes: dict[str, dict[str, int]]
    rules: list[RuleBeside]
    examples: list[ExampleBeside]


class ShadowReport(msgspec.Struct, frozen=True):
    """What a version in shadow came to, beside each version that was live meanwhile; the newest first."""

    policy: VersionRef
    beside: list[Beside]


def shadow_report(store: Store, digest: str) -> ShadowReport:
    """What a version in shadow came to so far; nothing for one that never was. Raises `Refused` for a version that is not known."""
    kept = store.policy(digest)
    if kept is None:
        raise Refused(Refusal.UNKNOWN_VERSION, digest=digest)
    return ShadowReport(_ref(kept), [_beside(store, record) for record in store.shadows().of(digest)])


def _ref(kept: KeptPolicy) -> VersionRef:
    return VersionRef(kept.title, kept.version, kept.digest)


def _beside(store: Store, record: ShadowRecord) -> Beside:
    words = [outcome.word for outcome in Outcome]
    counts = record.counts
    posts = sum(counts.outcomes.values())
    live = store.policy(record.live_digest)
    return Beside(
        live=_ref(live) if live else VersionRef("", "", record.live_digest),
        began_at=record.began_at,
        last_at=record.last_at,
        posts=posts,
        unchanged=posts - counts.stricter - counts.milder - counts.otherwise,
        stricter=counts.stricter,
        milder=counts.milder,
        otherwise=counts.otherwise,
        dropped=counts.dropped,
        failed=counts.failed,
        measured=counts.measured,
        outcomes={one: {other: counts.outcomes.get((one, other), 0) for other in words} for one in words},
        rules=_rules(record),
        examples=[
            ExampleBeside(one.decision_id, one.decided_at, one.live_outcome, one.shadow_outcome, list(one.newly), list(one.no_more))
            for one in counts.examples
        ],
    )


def _rules(record: ShadowRecord) -> list[RuleBeside]:
    """First those that differ in most posts."""
    rules = [
        RuleBeside(one.rule_id, one.name, one.fired_live, one.fired_shadow, one.newly, one.no_more) for one in record.counts.rules
    ]
    return sorted(rules, key=lambda one: (-(one.newly + one.no_more), -one.live, one.id))
