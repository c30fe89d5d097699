"""Rates: how often something has happened within a stretch of time, this post counted. Each is a signal of its own, a count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from guidepost.signals.declaration import Cost, SignalDeclaration, SignalType

LONGEST_WINDOW = 30 * 86_400
"""Seconds that may be looked back: what is counted must be kept so long, and no longer."""

MOST_COUNTED = 1_000
"""The largest number that a condition may name. Counting goes one beyond it and stops, so that no count takes long."""

_SIZES = {"week": 604_800, "day": 86_400, "hour": 3600, "minute": 60, "second": 1}
_WINDOW = r"within (?P<amount>[0-9]+(?:\.[0-9]+)?) (?P<unit>second|minute|hour|day|week)s?"


class Counted(StrEnum):
    """What is counted."""

    POSTS = "posts"
    """Different posts of the author."""
    TEXT = "text"
    """Different authors of the same text."""
    LINK = "link"
    """Different authors of the same link; of several links in a post, the one with the most."""


_NAMES = {
    Counted.POSTS: re.compile(rf"posts {_WINDOW} by author\Z"),
    Counted.TEXT: re.compile(rf"same text by authors {_WINDOW}\Z"),
    Counted.LINK: re.compile(rf"same link by authors {_WINDOW}\Z"),
}

_SAYS = {
    Counted.POSTS: (
        "posts of the author within {window}, this one counted",
        "Beiträge derselben Person innerhalb von {window}, dieser mitgezählt",
    ),
    Counted.TEXT: (
        "authors of the same text within {window}, this one counted",
        "Personen mit demselben Text innerhalb von {window}, diese mitgezählt",
    ),
    Counted.LINK: (
        "authors of the same link within {window}, this one counted",
        "Personen mit demselben Link innerhalb von {window}, diese mitgezählt",
    ),
}
_UNITS_DE = {
    "week": ("Woche", "Wochen"),
    "day": ("Tag", "Tagen"),
    "hour": ("Stunde", "Stunden"),
    "minute": ("Minute", "Minuten"),
    "second": ("Sekunde", "Sekunden"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """What is counted, and how far back, in seconds."""

    counted: Counted
    seconds: float

    @property
    def window(self) -> tuple[float, str]:
        """The stretch of time in the largest unit that it is a whole number of: `(10, "minute")`."""
        unit, size = next((pair for pair in _SIZES.items() if self.seconds and self.seconds % pair[1] == 0), ("second", 1))
        return self.seconds / size, unit

    @property
    def name(self) -> str:
        """The name of the signal; one rate has one name, however its window was written."""
        if self.counted is Counted.POSTS:
            return f"posts within {self._shown} by author"
        return f"same {self.counted.value} by authors within {self._shown}"

    def of(self, amount: str, *, single: bool) -> str:
        """An amount of it, as policies write it: `6 posts within 10 minutes by author`."""
        if self.counted is Counted.POSTS:
            return f"{amount} {'post' if single else 'posts'} within {self._shown} by author"
        return f"same {self.counted.value} by {amount} {'author' if single else 'authors'} within {self._shown}"

    @property
    def alone(self) -> int:
        """The count where nothing happened before: the post itself; no link where nothing is said of links."""
        return 0 if self.counted is Counted.LINK else 1

    @property
    def declaration(self) -> SignalDeclaration:
        """The signal."""
        en, de = _SAYS[self.counted]
        amount, unit = self.window
        one, several = _UNITS_DE[unit]
        german = f"{_plain(amount)} {one if amount == 1 else several}"
        says = {"en": en.format(window=self._shown), "de": de.format(window=german)}
        return SignalDeclaration(self.name, SignalType.COUNT, Cost.MODERATE, says, rate=True)

    @property
    def _shown(self) -> str:
        amount, unit = self.window
        return f"{_plain(amount)} {unit}{'' if amount == 1 else 's'}"


@lru_cache(maxsize=1024)
def rate_named(name: str) -> Rate | None:
    """The rate of that name, or None for the name of any other signal."""
    for counted, pattern in _NAMES.items():
        found = pattern.match(name)
        if found:
            return Rate(counted, round(float(found["amount"]) * _SIZES[found["unit"]], 6))
    return None


def _plain(amount: float) -> str:
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.6f}".rstrip("0")
