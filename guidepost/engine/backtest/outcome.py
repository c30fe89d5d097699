"""Whether a decision keeps its outcome where only the heads of two policies differ: the default, the thresholds, what unknown leads to.

A recorded decision tells which rules were broken and how certainly, and which could not be decided. From that the outcome follows, under
one head as under the other, as long as no rule was still waiting for a signal when the decision was made.
"""

from __future__ import annotations

from dataclasses import replace

from guidepost.engine.backtest.recorded import Recorded
from guidepost.rules.compile import Answer, CompiledPolicy, CompiledRule, Evaluation, Examination, Hits, Reading, Standing, Truth
from guidepost.rules.syntax import Modality, Outcome
from guidepost.signals import Unknown


class SameOutcome:
    """Compares outcomes under two policies whose rules stand alike. Both must be without layers."""

    def __init__(self, old: CompiledPolicy, new: CompiledPolicy) -> None:
        self._policies = (old, new)
        self._rules = tuple({rule.id: replace(rule, condition=None) for rule in policy.rules} for policy in self._policies)
        self._old_by_id = {rule.id: rule for rule in old.rules}
        duties = [rule for rule in old.rules if rule.modality is not Modality.MAY]
        self._asked = {
            outcome: frozenset[str]().union(*(self._asked_for(rule) for rule in duties if rule.outcome <= outcome))
            for outcome in Outcome
        }
        """By outcome: the signals that rules no stricter than it may have been waiting for when a decision came to it."""
        strictest = [new.default, *(threshold.outcome for threshold in new.thresholds)]
        self._strictest = max(strictest if new.on_unknown is old.on_unknown else [*strictest, new.on_unknown])
        """The strictest outcome that the new head can lead to where the old one did not."""

    def _asked_for(self, rule: CompiledRule) -> frozenset[str]:
        old = self._policies[0]
        return old.asked_by(rule).union(*(old.asked_by(excuser) for excuser in old.excusers_of(rule)))

    def of(self, recorded: Recorded) -> bool:
        """Whether the outcome is the same for sure."""
        outcome = Outcome[recorded.verdict.outcome.upper()]
        # A rule stricter than the outcome was not waiting for anything: else more would have been asked.
        if not self._asked[outcome] <= recorded.values.keys():
            return self._certain(outcome, recorded)
        evaluated = [self._evaluated(policy, rules, recorded) for policy, rules in zip(self._policies, self._rules, strict=True)]
        before, now = evaluated
        return (
            before is not None
            and now is not None
            and (before.outcome, before.risk) == (outcome, recorded.verdict.risk)
            and now.outcome is outcome
        )

    def _certain(self, outcome: Outcome, recorded: Recorded) -> bool:
        """A rule leads to the outcome whatever else there is, and nothing leads beyond it.

        What waited then could at most have led to this outcome, or the decision would not have been made.
        """
        if self._strictest > outcome:
            return False
        broken = [self._old_by_id.get(permanent) for permanent in recorded.certainties]
        return any(rule is not None and rule.outcome is outcome and not self._policies[0].excusers_of(rule) for rule in broken)

    def _evaluated(self, policy: CompiledPolicy, rules: dict[str, CompiledRule], recorded: Recorded) -> Evaluation | None:
        """What the record comes to under a policy; None where it does not tell all that is needed."""
        standings: dict[str, Standing] = {}
        for permanent, certainty in recorded.certainties.items():
            lacking = self._lacking(permanent, recorded)
            if lacking is None:
                return None
            standings[permanent] = Standing(Answer(Truth.TRUE, certainty), unknown=lacking)
        for one in recorded.verdict.undecided:
            lacking = self._lacking(one.rule_id, recorded)
            if lacking is None:
                return None
            standings[one.rule_id] = Standing(Answer(Truth.UNKNOWN, 0.0), unknown=lacking)
        if not standings.keys() <= rules.keys():
            return None
        named = {rules[permanent].name: standing for permanent, standing in standings.items()}
        return policy.decide([rules[permanent] for permanent in standings], Examination(Reading(Hits(), {}), named))

    def _lacking(self, permanent: str, recorded: Recorded) -> frozenset[str] | None:
        rule = self._old_by_id.get(permanent)
        if rule is None:
            return None
        return frozenset(signal for signal in self._policies[0].asked_by(rule) if isinstance(recorded.values.get(signal), Unknown))
