"""What is said about signals: their cost, and what a signal of each type holds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from guidepost.signals import Cost, SignalType

COSTS: Mapping[Cost, tuple[str, str]] = MappingProxyType(
    {
        Cost.FREE: ("comes with the post", "kommt mit dem Beitrag"),
        Cost.CHEAP: ("well under a millisecond", "weit unter einer Millisekunde"),
        Cost.MODERATE: ("a few milliseconds", "einige Millisekunden"),
        Cost.COSTLY: ("tens of milliseconds", "einige zehn Millisekunden"),
    }
)
"""By cost class: what it means, in English and in German."""

HOLDS: Mapping[SignalType, tuple[str, str]] = MappingProxyType(
    {
        SignalType.PROBABILITY: ("from 0 to 1; `80%` is `0.8`", "von 0 bis 1; `80%` ist `0.8`"),
        SignalType.COUNT: ("a whole number, 0 or more", "eine ganze Zahl, 0 oder mehr"),
        SignalType.NUMBER: ("a number without a unit, 0 or more", "eine Zahl ohne Einheit, 0 oder mehr"),
        SignalType.DURATION: ("a length of time, with its unit", "eine Zeitspanne, mit ihrer Einheit"),
        SignalType.TIME: ("a point in time, between 1970 and 2999", "ein Zeitpunkt, zwischen 1970 und 2999"),
        SignalType.SPANS: ("places in the text, perhaps none", "Stellen im Text, vielleicht keine"),
        SignalType.SYMBOL: ("one word", "ein Wort"),
        SignalType.SET: ("several words, perhaps none", "mehrere Wörter, vielleicht keines"),
        SignalType.TEXT: ("any text", "ein beliebiger Text"),
    }
)
"""By type: what a signal of it holds, with unit and range, in English and in German."""
