"""From an evaluation back to the least that decided it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from guidepost.rules.check import Scope
from guidepost.rules.compile import CompiledPolicy, CompiledRule, Examination, Hits, Truth, whole_condition
from guidepost.rules.compile.logic import AboutSignal, AboutText, GuidelineViolated, SignalUnknown
from guidepost.rules.explain.judged import Judged, deciding, judge
from guidepost.rules.explain.model import ExcuseGround, Explanation, Ground, Joint, Missing, RuleGround, Why
from guidepost.rules.syntax import Modality, Outcome
from guidepost.rules.syntax import tree as t
from guidepost.signals import Unknown, Value


def explain(policy: CompiledPolicy, scope: Scope, hits: Hits, values: Mapping[str, Value]) -> Explanation:
    """Why the policy decides as it does. `scope` is what it was compiled from."""
    return _Explainer(policy, scope, policy.examine(hits, values)).explain()


def least_rules(policy: CompiledPolicy, examined: Examination) -> tuple[CompiledRule, ...]:
    """A least set of rules that by themselves lead to the outcome, the gravest first.

    More rules never make an outcome milder. So where one rule does, it is the gravest that does; else all are taken away in turn, the
    mildest first, and those put back without which the outcome is milder.
    """
    binding = [rule for rule in policy.rules if rule.modality is not Modality.MAY and examined.standings[rule.name].counts]
    outcome = policy.decide(binding, examined).outcome
    if policy.decide((), examined).outcome is outcome:
        return ()
    kept = sorted(binding, key=lambda rule: _gravity(policy, rule, examined))
    for rule in kept:
        if policy.decide([rule], examined).outcome is outcome:
            return (rule,)
    for rule in reversed(tuple(kept)):
        rest = [other for other in kept if other is not rule]
        if policy.decide(rest, examined).outcome is outcome:
            kept = rest
    return tuple(kept)


def _gravity(policy: CompiledPolicy, rule: CompiledRule, examined: Examination) -> tuple[bool, int, float, str]:
    alone = policy.decide([rule], examined)
    return not examined.standings[rule.name].broken, -alone.outcome, -alone.risk, rule.id


class _Explainer:
    def __init__(self, policy: CompiledPolicy, scope: Scope, examined: Examination) -> None:
        self._policy = policy
        self._scope = scope
        self._examined = examined

    def explain(self) -> Explanation:
        policy, examined = self._policy, self._examined
        head = policy.head_for(examined)
        evaluation = policy.decide(policy.rules, examined)
        least = least_rules(policy, examined)
        values = examined.reading.values
        return Explanation(
            outcome=evaluation.outcome,
            default=head.default,
            on_unknown=head.on_unknown,
            risk=evaluation.risk,
            deciding=tuple(self._decider(rule, evaluation.outcome) for rule in least),
            also=tuple(
                rule.name
                for rule in [*(one.rule for one in evaluation.fired), *(one.rule for one in evaluation.undecided)]
                if least and rule not in least and policy.decide([rule], examined).outcome is evaluation.outcome
            ),
            excused=tuple(
                ExcuseGround(
                    one.rule.name,
                    one.rule.id,
                    tuple(self._ground_of_rule(by, Why.HOLDS, Outcome.ALLOW) for by in one.by),
                    self._unexcused(one.rule),
                )
                for one in evaluation.excused
            ),
            missing=tuple(
                Missing(
                    name, value.reason, value.detail, tuple(one.rule.name for one in evaluation.undecided if name in one.signals)
                )
                for name, value in sorted(values.items())
                if isinstance(value, Unknown) and name in policy.signals
            ),
            not_asked=tuple(sorted(policy.signals - values.keys())),
        )

    def _unexcused(self, rule: CompiledRule) -> Outcome:
        """The outcome if nothing excused a rule."""
        standings = dict(self._examined.standings)
        standings[rule.name] = replace(standings[rule.name], excused_by=())
        return self._policy.decide(self._policy.rules, Examination(self._examined.reading, standings)).outcome

    def _decider(self, rule: CompiledRule, outcome: Outcome) -> RuleGround:
        standing = self._examined.standings[rule.name]
        counts_as = min(rule.outcome, self._policy.head_for(self._examined).on_unknown) if standing.unknowable else rule.outcome
        if counts_as >= outcome:
            why = Why.BROKEN if standing.broken else Why.UNDECIDED
        else:
            why = Why.RISK if standing.broken and not standing.unknown else Why.RISK_AT_WORST
        return self._ground_of_rule(rule, why, counts_as)

    def _ground_of_rule(self, rule: CompiledRule, why: Why, outcome: Outcome) -> RuleGround:
        standing = self._examined.standings[rule.name]
        condition = whole_condition(self._scope.rules[rule.name])
        because = None
        if condition is not None and rule.condition is not None:
            because = self._ground(deciding(judge(condition, rule.condition, self._examined.reading, self._scope.definitions)))
        risk = self._policy.decide([rule], self._examined).risk if rule.modality is not Modality.MAY else 0.0
        return RuleGround(
            rule.name, rule.id, rule.guideline.name, rule.modality, why, outcome, risk, because, tuple(sorted(standing.unknown))
        )

    def _ground(self, judged: Judged) -> Ground:
        condition, reading = judged.condition, self._examined.reading
        ground = Ground(_JOINTS.get(type(condition), Joint.ATOM), condition, judged.truth, condition.place)
        if judged.parts:
            return replace(ground, parts=tuple(self._ground(part) for part in judged.parts))
        match judged.node:
            case AboutText() as node:
                return replace(ground, view=node.view, spans=node.find(reading.hits))
            case AboutSignal() as node:
                value = reading.values.get(node.signal)
                spans = value if isinstance(value, tuple) else ()
                return replace(ground, signal=node.signal, value=value, view="visible" if spans else None, spans=spans)
            case SignalUnknown() as node:
                return replace(ground, signal=node.signal, value=reading.values.get(node.signal))
            case GuidelineViolated() as node:
                return replace(ground, rules=self._violators(node.guideline, judged.truth))
            case _:
                return ground

    def _violators(self, guideline: str, truth: Truth) -> tuple[RuleGround, ...]:
        """The rule on whose account a guideline is violated, the most certain one; where it is unknown, all that may be broken."""
        if truth is Truth.FALSE:
            return ()
        counting = self._counting(guideline)
        if truth is Truth.TRUE:
            counting = [max(counting, key=lambda rule: self._examined.standings[rule.name].answer)]
        return tuple(
            self._ground_of_rule(rule, Why.BROKEN if self._examined.standings[rule.name].broken else Why.UNDECIDED, rule.outcome)
            for rule in counting
        )

    def _counting(self, guideline: str) -> Sequence[CompiledRule]:
        return [
            rule
            for rule in self._policy.rules
            if rule.guideline.name == guideline and rule.modality is not Modality.MAY and self._examined.standings[rule.name].counts
        ]


_JOINTS: Mapping[type, Joint] = {t.And: Joint.ALL, t.Or: Joint.ANY, t.Not: Joint.NOT, t.Defined: Joint.DEFINED}
