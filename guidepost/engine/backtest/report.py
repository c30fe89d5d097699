"""What a backtest found, in a form for people and machines."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from guidepost.engine import decision as d
from guidepost.engine.backtest.tally import Tally
from guidepost.engine.backtest.verdict import Move
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import Outcome


class RuleCount(msgspec.Struct, frozen=True):
    """How often a rule fired then, and would fire now."""

    id: str
    name: str
    before: int
    now: int


class UnitCount(msgspec.Struct, frozen=True):
    """The posts of a unit, and how many of them would have another outcome."""

    unit: str
    posts: int
    changed: int


class People(msgspec.Struct, frozen=True):
    """Authors: how many there are, how many of them have a post with another outcome, and how many posts name no author."""

    seen: int
    affected: int
    posts_without_author: int


class UnreadCount(msgspec.Struct, frozen=True):
    """Decisions that could not be decided again for a reason: how many, the first ids, and what was wrong with the first."""

    reason: str
    count: int
    ids: list[str]
    detail: str


class Report(msgspec.Struct, frozen=True):
    """What a backtest found.

    `outcomes` counts decisions by the outcome then, and in it by the outcome now. `stopped` says why the report is partial; None for a
    whole one. `skipped` decisions cannot differ, and were not made anew.
    """

    policy: d.PolicyRef
    decisions: int
    of: int
    stopped: str | None
    outcomes: dict[str, dict[str, int]]
    unchanged: int
    stricter: int
    milder: int
    otherwise: int
    rules: list[RuleCount]
    people: People
    units: list[UnitCount]
    unread: list[UnreadCount]
    skipped: int
    computed: dict[str, int]
    left_unknown: dict[str, int]
    problems: dict[str, str]
    seconds: float


def report(
    tally: Tally, policy: CompiledPolicy, *, of: int, problems: Mapping[str, str], stopped: str | None, seconds: float
) -> Report:
    """The report over what was counted so far, out of `of` decisions, which took `seconds`."""
    words = [outcome.word for outcome in Outcome]
    return Report(
        policy=d.PolicyRef(policy.title, policy.version, policy.digest),
        decisions=tally.decided,
        of=of,
        stopped=stopped,
        outcomes={before: {now: tally.outcomes[before, now] for now in words} for before in words},
        unchanged=tally.decided - tally.moves.total(),
        stricter=tally.moves[Move.STRICTER],
        milder=tally.moves[Move.MILDER],
        otherwise=tally.moves[Move.OTHERWISE],
        rules=_rules(tally, policy),
        people=People(len(tally.people), len(tally.affected), tally.without_author),
        units=_units(tally),
        unread=[UnreadCount(reason, one.count, one.ids, one.detail) for reason, one in sorted(tally.unread.items())],
        skipped=tally.skipped,
        computed=dict(sorted(tally.computed.items())),
        left_unknown=dict(sorted(tally.left_unknown.items())),
        problems=dict(sorted(problems.items())),
        seconds=round(seconds, 3),
    )


def _rules(tally: Tally, policy: CompiledPolicy) -> list[RuleCount]:
    """The rules that fired at all; first those whose count changed most."""
    names = {**tally.names, **{rule.id: rule.name for rule in policy.rules}}
    counts = [
        RuleCount(rule, names[rule], tally.fired_before[rule], tally.fired_now[rule])
        for rule in tally.fired_before.keys() | tally.fired_now.keys()
    ]
    return sorted(counts, key=lambda one: (-abs(one.now - one.before), -one.before, one.id))


def _units(tally: Tally) -> list[UnitCount]:
    """First the units with most changed outcomes."""
    counts = [UnitCount(name, unit.posts, unit.changed) for name, unit in tally.units.items()]
    return sorted(counts, key=lambda one: (-one.changed, -one.posts, one.unit))
