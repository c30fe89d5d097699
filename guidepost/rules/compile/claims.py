"""Which comparisons with a probability say something of a post, and which only set a limit to what another one says."""

from __future__ import annotations

from dataclasses import dataclass

from guidepost.rules.check.scope import Scope
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalType


@dataclass(frozen=True, slots=True)
class Claims:
    """Tells a claim (`toxicity >= 0.5`) from a mere limit to one (`and toxicity < 0.8`), in the conditions of one policy."""

    scope: Scope

    def graded(self, condition: t.Compare) -> bool:
        """Whether a comparison is one with a probability, and so more or less certain."""
        return self.scope.catalogue[condition.signal.value].type is SignalType.PROBABILITY

    def inside(self, condition: t.Condition, *, affirmed: bool) -> frozenset[str]:
        """The probabilities that a condition cannot hold without being high.

        `affirmed` tells whether the condition stands under no negation, or an even number of them.
        """
        match condition:
            case t.Compare() if self.graded(condition) and upwards(condition) is affirmed:
                return frozenset({condition.signal.value})
            case t.Not(part):
                return self.inside(part, affirmed=not affirmed)
            case t.Defined(name):
                return self.inside(self.scope.definitions[name.value].condition, affirmed=affirmed)
            case t.And(parts) if affirmed:
                return frozenset().union(*(self.inside(part, affirmed=affirmed) for part in parts))
            case t.Or(parts) if not affirmed:
                return frozenset().union(*(self.inside(part, affirmed=affirmed) for part in parts))
            case _:
                return frozenset()

    @staticmethod
    def limits(condition: t.Compare, claimed: frozenset[str], *, affirmed: bool) -> bool:
        """Whether a comparison only limits one of the probabilities that the sentence around it has `claimed` to be high."""
        return condition.signal.value in claimed and upwards(condition) is not affirmed


def upwards(condition: t.Compare) -> bool:
    """Whether a comparison asks for high values."""
    return condition.operator in (">", ">=")
