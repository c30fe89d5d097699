"""A small catalogue with a signal of every type."""

from __future__ import annotations

from guidepost.signals import Cost, SignalDeclaration, SignalType


def _signal(name: str, kind: SignalType, cost: Cost, symbols: frozenset[str] | None = None) -> SignalDeclaration:
    return SignalDeclaration(name, kind, cost, {"en": name, "de": name}, symbols)


CATALOGUE = {
    declaration.name: declaration
    for declaration in (
        _signal("audience", SignalType.SYMBOL, Cost.FREE, frozenset({"internal", "external"})),
        _signal("channel", SignalType.SYMBOL, Cost.FREE),
        _signal("topics", SignalType.SET, Cost.FREE),
        _signal("author.role", SignalType.SYMBOL, Cost.FREE),
        _signal("author.tenure", SignalType.DURATION, Cost.FREE),
        _signal("author.name", SignalType.TEXT, Cost.FREE),
        _signal("joined", SignalType.TIME, Cost.FREE),
        _signal("flags", SignalType.COUNT, Cost.CHEAP),
        _signal("capitals", SignalType.NUMBER, Cost.CHEAP),
        _signal("language", SignalType.SYMBOL, Cost.CHEAP),
        _signal("pii.iban", SignalType.SPANS, Cost.MODERATE),
        _signal("toxicity", SignalType.PROBABILITY, Cost.COSTLY),
        _signal("threat", SignalType.PROBABILITY, Cost.COSTLY),
    )
}
