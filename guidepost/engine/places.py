"""From places in views to places in the original text, in code points and in UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable

from guidepost.engine import decision as d
from guidepost.engine.views import View, Views
from guidepost.rules.compile import Evidence
from guidepost.signals import Span, Unknown, Value


def place(span: Span, view: View, views: Views) -> d.Place:
    """A span of a view as a place in the original text."""
    start, end = view.to_original(span.start, span.end)
    return d.Place(start, end, views.utf16(start), views.utf16(end), span.label, round(span.score, 4))


def conditions_of(evidence: Iterable[Evidence], views: Views) -> list[d.Condition]:
    """Evidence as the conditions of a reason."""
    return [
        d.Condition(
            condition=one.condition,
            signal=one.signal,
            value=None if one.value is None or isinstance(one.value, tuple | Unknown) else plain_value(one.value),
            places=[place(span, views.folded if one.view == "folded" else views.visible, views) for span in one.spans],
            definition=one.definition,
        )
        for one in evidence
    ]


def signal_value(signal: str, provider: str, value: Value, views: Views) -> d.SignalValue:
    """A signal's value as the decision records it."""
    if isinstance(value, Unknown):
        return d.SignalValue(signal, provider, unknown=value.reason.value, detail=value.detail)
    if isinstance(value, tuple):
        return d.SignalValue(signal, provider, places=[place(span, views.visible, views) for span in value])
    return d.SignalValue(signal, provider, value=plain_value(value))


def plain_value(value: float | int | str | frozenset[str]) -> float | int | str | list[str]:
    """A value as JSON has it: a set is a sorted list."""
    return sorted(value) if isinstance(value, frozenset) else value
