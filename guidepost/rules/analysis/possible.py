"""What a post can still be that holds certain things and nothing else: a quick answer that spares most questions to the solver."""

from __future__ import annotations

from typing import NamedTuple

from guidepost.rules.analysis.affirmed import measured
from guidepost.rules.analysis.encode import Encoder, Uses
from guidepost.rules.analysis.phrases import keys_of
from guidepost.rules.syntax import tree as t


class Outlook(NamedTuple):
    """Whether a condition may be true, and whether it may be false. What is said to be impossible is."""

    true: bool
    false: bool


_OPEN = Outlook(true=True, false=True)


def outlook(condition: t.Condition, matter: Uses, encoder: Encoder) -> Outlook:
    """The outlook of a condition for posts with nothing in them but `matter`; facts about them may be any."""
    match condition:
        case t.And(parts):
            each = [outlook(part, matter, encoder) for part in parts]
            return Outlook(all(one.true for one in each), any(one.false for one in each))
        case t.Or(parts):
            each = [outlook(part, matter, encoder) for part in parts]
            return Outlook(any(one.true for one in each), all(one.false for one in each))
        case t.Not(part):
            inner = outlook(part, matter, encoder)
            return Outlook(inner.false, inner.true)
        case t.Defined(name):
            return outlook(encoder.scope.definitions[name.value].condition, matter, encoder)
        case t.Mentions(phrases=phrases):
            numbers = {encoder.phrases.number(key) for key in keys_of(phrases, encoder.scope.phrases, condition)}
            return Outlook(not numbers.isdisjoint(matter.phrases), false=True)
        case t.Matches(pattern, ignore_case):
            return Outlook((pattern, ignore_case) in matter.patterns, false=True)
        case t.Violates() | t.Near():
            return _OPEN
        case _:
            uses = encoder.condition(condition).uses
            unknown = not measured(uses, encoder) <= matter.signals
            return Outlook(false=False, true=isinstance(condition, t.IsUnknown)) if unknown else _OPEN
