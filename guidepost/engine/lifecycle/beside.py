"""Comparing what the live version decided with what a version in shadow decides, and counting it."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from guidepost.engine.backtest.tally import Tally
from guidepost.engine.backtest.verdict import Move, Verdict, move, verdict_of
from guidepost.engine.check import Opened
from guidepost.engine.decision import Decision
from guidepost.engine.post import Author
from guidepost.engine.store.shadows import MOST_EXAMPLES, ShadowCounts, ShadowExample, ShadowRule
from guidepost.rules.compile import CompiledPolicy
from guidepost.signals import Unknown, UnknownReason

_HAPPENED = frozenset({UnknownReason.TIMEOUT, UnknownReason.FAILED})
"""Reasons for a signal to be unknown that lie in the moment, and not in the post."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One post under both versions, from the same signals. `measured`: some were asked that the live version had not asked."""

    decision: Decision
    live: Verdict
    shadow: Verdict
    measured: bool


class Unmeasured(Exception):
    """A signal that the version in shadow asked for could not be had just now; the live version might have had it."""


def compared(live: CompiledPolicy, settled: Opened, decision: Decision, beside: Opened) -> Compared:
    """Both verdicts from all signals that are known now.

    The live version stopped asking when its outcome was certain. Its rules are looked at once more with what was measured since, so
    that a rule does not count as firing newly only because somebody asked. Raises `Unmeasured`: what would follow from the lack says
    nothing about the version.
    """
    for signal in beside.asked:
        value = beside.values[signal]
        if isinstance(value, Unknown) and value.reason in _HAPPENED:
            raise Unmeasured(f"{signal}: {value.reason}")
    again = verdict_of(live.evaluate(settled.hits, beside.values), decision.redirect)
    return Compared(decision, again, verdict_of(beside.evaluation, decision.redirect), bool(beside.asked))


@dataclass(slots=True)
class Counted:
    """What was counted for a version in shadow beside one live version since it was last kept. Nothing in it leads to a person."""

    tally: Tally = field(default_factory=Tally)
    newly: Counter[str] = field(default_factory=Counter)
    no_more: Counter[str] = field(default_factory=Counter)
    examples: dict[tuple[str, str], deque[ShadowExample]] = field(default_factory=dict)
    dropped: int = 0
    failed: int = 0
    measured: int = 0

    def add(self, one: Compared) -> None:
        """Count one post."""
        moved = move(one.live, one.shadow)
        # Who wrote the post is nobody's business here.
        self.tally.add(one.live, one.shadow, moved, Author())
        fired_live = {rule.rule_id: rule.rule for rule in one.live.rules}
        fired_shadow = {rule.rule_id: rule.rule for rule in one.shadow.rules}
        newly, no_more = fired_shadow.keys() - fired_live.keys(), fired_live.keys() - fired_shadow.keys()
        self.newly.update(newly)
        self.no_more.update(no_more)
        self.measured += one.measured
        if moved is not None:
            kind = one.live.outcome, one.shadow.outcome
            example = ShadowExample(
                *kind,
                one.decision.id,
                one.decision.decided_at,
                tuple(sorted(fired_shadow[rule] for rule in newly)),
                tuple(sorted(fired_live[rule] for rule in no_more)),
            )
            self.examples.setdefault(kind, deque(maxlen=MOST_EXAMPLES)).append(example)

    def merge(self, later: Counted) -> None:
        """Add what was counted later."""
        self.tally.merge(later.tally)
        self.newly.update(later.newly)
        self.no_more.update(later.no_more)
        for kind, examples in later.examples.items():
            self.examples.setdefault(kind, deque(maxlen=MOST_EXAMPLES)).extend(examples)
        self.dropped += later.dropped
        self.failed += later.failed
        self.measured += later.measured

    def to_keep(self) -> ShadowCounts:
        """The counts as the store adds them up."""
        tally = self.tally
        return ShadowCounts(
            outcomes=tally.outcomes,
            stricter=tally.moves[Move.STRICTER],
            milder=tally.moves[Move.MILDER],
            otherwise=tally.moves[Move.OTHERWISE],
            dropped=self.dropped,
            failed=self.failed,
            measured=self.measured,
            rules=[
                ShadowRule(rule, name, tally.fired_before[rule], tally.fired_now[rule], self.newly[rule], self.no_more[rule])
                for rule, name in sorted(tally.names.items())
            ],
            examples=[example for kind in self.examples.values() for example in kind],
        )
