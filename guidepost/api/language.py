"""Which language a client wants to read, from its `Accept-Language` header (RFC 9110, section 12.5.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable

LANGUAGES = ("en", "de")
"""The languages of everything the API and its pages say. The first is the one for clients that ask for none of them."""


def preferred(header: str | None, spoken: Iterable[str] = LANGUAGES) -> str | None:
    """The primary subtag of the language wanted most among those spoken; None where the header names none of them.

    Ranges of equal weight count in the order they were sent. A range with a broken weight is passed over.
    """
    known = frozenset(spoken)
    best: tuple[float, str] | None = None
    for item in (header or "").split(","):
        tag, _, parameters = item.partition(";")
        primary = tag.strip().split("-")[0].lower()
        weight = _weight(parameters)
        if primary in known and weight > 0 and (best is None or weight > best[0]):
            best = (weight, primary)
    return best[1] if best else None


def _weight(parameters: str) -> float:
    name, _, number = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(number)
    except ValueError:
        return 0.0
    return weight if name.strip().lower() == "q" and math.isfinite(weight) and weight <= 1 else 0.0
