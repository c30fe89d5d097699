"""What was decided about a post, as far as two decisions about it are compared."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from guidepost.engine.check import DEFAULT_QUEUE
from guidepost.rules.compile import CompiledRule, Evaluation
from guidepost.rules.syntax import Outcome


class Move(StrEnum):
    """How one decision differs from another."""

    MILDER = "milder"
    STRICTER = "stricter"
    OTHERWISE = "otherwise"
    """The outcome is the same; the rules, the risk, the queue or the channel offered are not."""


class Ruled(msgspec.Struct, frozen=True):
    """A rule in a decision: its permanent id, and the name it had then."""

    rule_id: str
    rule: str


class Verdict(msgspec.Struct, frozen=True):
    """An outcome, and what it came with: the risk in [0, 1], the rules that fired or stayed undecided, the channel, the queue."""

    outcome: str
    risk: float
    rules: list[Ruled]
    undecided: list[Ruled]
    redirect: str | None
    queue: str | None


def verdict_of(evaluation: Evaluation, told: str | None) -> Verdict:
    """The verdict that a decision made of this evaluation would hold.

    `told` is the channel that the author was offered then: a channel has a name in each language, and keeps that one.
    """
    held = evaluation.outcome is Outcome.REVIEW
    channels = {evaluation.redirect, *evaluation.redirect_in.values()}
    return Verdict(
        outcome=evaluation.outcome.word,
        risk=evaluation.risk,
        rules=[_ruled(one.rule) for one in evaluation.fired],
        undecided=[_ruled(one.rule) for one in evaluation.undecided],
        redirect=told if told in channels else evaluation.redirect,
        queue=(evaluation.queue or DEFAULT_QUEUE) if held else None,
    )


def _ruled(rule: CompiledRule) -> Ruled:
    return Ruled(rule.id, rule.name)


def move(before: Verdict, now: Verdict) -> Move | None:
    """How the second differs from the first; None where it does not. Rules are the same when their permanent ids are."""
    if before.outcome != now.outcome:
        return Move.STRICTER if _severity(now) > _severity(before) else Move.MILDER
    return Move.OTHERWISE if _rest(before) != _rest(now) else None


def _severity(verdict: Verdict) -> Outcome:
    return Outcome[verdict.outcome.upper()]


def _rest(verdict: Verdict) -> object:
    fired = {one.rule_id for one in verdict.rules}
    undecided = {one.rule_id for one in verdict.undecided}
    return verdict.risk, fired, undecided, verdict.redirect, verdict.queue
