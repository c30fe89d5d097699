"""How certain a rule is where it fires, as a term of the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from guidepost.rules.analysis.encode import Encoder
from guidepost.rules.analysis.solver import Formula
from guidepost.rules.check.scope import smallest
from guidepost.rules.compile import whole_condition
from guidepost.rules.compile.claims import Claims, upwards
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalType


@dataclass
class Certainty:
    """The certainties of rules and conditions, each in [0, 1]; it means something only where what it is of is true or false.

    It follows `compile.logic`: *and* is as certain as the least certain of what decides it, *or* as the most certain.
    """

    encoder: Encoder
    _claims: Claims = field(init=False)
    _scores: dict[str, Formula] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._claims = Claims(self.encoder.scope)

    def of_rule(self, rule: t.Rule) -> Formula:
        """How certain a duty is where it fires."""
        condition = whole_condition(rule)
        return self.encoder.solver.fixed(1.0) if condition is None else self._of(condition, frozenset(), affirmed=True)

    def facts(self) -> Iterator[Formula]:
        """What holds of the unknowns that were used so far."""
        for score in self._scores.values():
            yield self.encoder.solver.compare(score, ">=", 0.0)
            yield self.encoder.solver.compare(score, "<=", 1.0)

    def plain(self, rule: t.Rule) -> bool:
        """Whether a duty is as certain as can be wherever it fires: it hangs on no model, itself or by way of others."""
        condition = whole_condition(rule)
        return condition is None or self._plain(condition)

    def _plain(self, condition: t.Condition) -> bool:
        return not any(map(self._graded, smallest(condition, self.encoder.scope.definitions)))

    def _graded(self, atom: t.Condition) -> bool:
        match atom:
            case t.Violates(guideline):
                return not all(map(self.plain, self.encoder.duties_of(guideline.value)))
            case t.Found(signal):
                return self.encoder.scope.catalogue[signal.value].type is SignalType.SPANS
            case _:
                return isinstance(atom, t.Compare) and self._claims.graded(atom)

    def _of(self, condition: t.Condition, claimed: frozenset[str], *, affirmed: bool) -> Formula:
        solver = self.encoder.solver
        claimed |= self._claims.inside(condition, affirmed=affirmed)
        whole = self.encoder.condition(condition)
        one, none = solver.fixed(1.0), solver.fixed(0.0)
        if self._plain(condition):
            return solver.choose(whole.true, one, none)
        match condition:
            case t.And(parts):
                each = [(self.encoder.condition(part), self._of(part, claimed, affirmed=affirmed)) for part in parts]
                if_false = solver.least([solver.choose(meaning.false, certainty, one) for meaning, certainty in each])
                return solver.choose(whole.true, solver.least([certainty for _, certainty in each]), if_false)
            case t.Or(parts):
                each = [(self.encoder.condition(part), self._of(part, claimed, affirmed=affirmed)) for part in parts]
                if_true = solver.greatest([solver.choose(meaning.true, certainty, none) for meaning, certainty in each])
                return solver.choose(whole.true, if_true, solver.greatest([certainty for _, certainty in each]))
            case t.Not(part):
                return one - self._of(part, claimed, affirmed=not affirmed)
            case t.Defined(name):
                return self._of(self.encoder.scope.definitions[name.value].condition, claimed, affirmed=affirmed)
            case t.Violates(guideline):
                broken = [(self.encoder.broken(duty).true, self.of_rule(duty)) for duty in self.encoder.duties_of(guideline.value)]
                return solver.greatest([none, *(solver.choose(fires, certainty, none) for fires, certainty in broken)])
            case t.Compare() if self._claims.graded(condition) and not self._claims.limits(condition, claimed, affirmed=affirmed):
                value = self.encoder.signals.number(condition.signal.value)
                return value if upwards(condition) else one - value
            case t.Found(signal) if self._graded(condition):
                return solver.choose(whole.true, self._score(signal.value), none)
            case _:
                return solver.choose(whole.true, one, none)

    def _score(self, signal: str) -> Formula:
        """The best score of the places that were found."""
        return self._scores.setdefault(signal, self.encoder.signals.score(signal))
