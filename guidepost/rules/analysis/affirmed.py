"""What a rule is about: the smallest conditions that speak for it."""

from __future__ import annotations

from collections.abc import Iterator

from guidepost.rules.analysis.encode import Encoder, Uses
from guidepost.rules.check.scope import Scope
from guidepost.rules.compile import whole_condition
from guidepost.rules.syntax import tree as t
from guidepost.signals import Cost


def affirmed(rule: t.Rule, scope: Scope) -> Iterator[t.Condition]:
    """The smallest conditions under no negation, or an even number of them; definitions are looked through."""
    condition = whole_condition(rule)
    return iter(()) if condition is None else _affirmed(condition, scope, affirming=True)


def _affirmed(condition: t.Condition, scope: Scope, *, affirming: bool) -> Iterator[t.Condition]:
    match condition:
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from _affirmed(part, scope, affirming=affirming)
        case t.Not(part):
            yield from _affirmed(part, scope, affirming=not affirming)
        case t.Defined(name):
            yield from _affirmed(scope.definitions[name.value].condition, scope, affirming=affirming)
        case _:
            if affirming:
                yield condition


def subject_matter(rule: t.Rule, encoder: Encoder) -> Uses:
    """All that the affirmed conditions of a rule ask about, other guidelines aside."""
    whole_matter = Uses()
    for atom in affirmed(rule, encoder.scope):
        if not isinstance(atom, t.Violates):
            whole_matter |= encoder.condition(atom).uses
    return whole_matter


def measured(uses: Uses, encoder: Encoder) -> frozenset[str]:
    """The signals of a formula that do not come with the post but are found in it."""
    return frozenset(name for name in uses.signals if encoder.scope.catalogue[name].cost is not Cost.FREE)
