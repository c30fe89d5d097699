"""Declarations: what a provider promises about a signal before any post has arrived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")


class SignalType(StrEnum):
    """The types a signal can have. Values of different types are never compared."""

    PROBABILITY = "probability"
    """A float in [0, 1], calibrated where the provider says so."""
    COUNT = "count"
    """A whole number, zero or more."""
    NUMBER = "number"
    """A finite float without a unit, zero or more: a ratio, a score."""
    DURATION = "duration"
    """Seconds, a float, zero or more."""
    TIME = "time"
    """Seconds since 1970-01-01T00:00:00Z, a float."""
    SPANS = "spans"
    """Places in the post: a tuple of `Span`, empty when nothing was found."""
    SYMBOL = "symbol"
    """One word out of a vocabulary, which is closed when the declaration lists its `symbols`."""
    SET = "set"
    """A frozenset of words."""
    TEXT = "text"
    """Free text."""


class Cost(IntEnum):
    """How dear a signal is. The engine asks for cheap ones first and for dear ones only while they can change the outcome."""

    FREE = 0
    """Came with the post."""
    CHEAP = 1
    """Well under a millisecond."""
    MODERATE = 2
    """A few milliseconds: recognisers, a look-up."""
    COSTLY = 3
    """Tens of milliseconds: a model."""


@dataclass(frozen=True, slots=True)
class SignalDeclaration:
    """One signal that somebody provides.

    `name` is lower case words joined by dots (`pii.iban`); only a rate is named as policies write it (see `rates`). `says` explains it
    to a person, by language (`en` and `de` at least). `symbols` closes the vocabulary of a symbol or set. Raises `ValueError` for a
    name or an explanation that breaks these rules.
    """

    name: str
    type: SignalType
    cost: Cost
    says: Mapping[str, str]
    symbols: frozenset[str] | None = None
    languages: frozenset[str] | None = field(default=None)
    """Languages (ISO 639-1) the signal can be computed for; None means every language."""
    rate: bool = False
    """No provider computes it: the engine counts what it has kept of earlier posts."""

    def __post_init__(self) -> None:
        if not self.rate and not _NAME.match(self.name):
            raise ValueError(f"signal name {self.name!r} is not lower-case words joined by dots")
        if not {"en", "de"} <= set(self.says):
            raise ValueError(f"signal {self.name!r} must be explained in en and de")
        object.__setattr__(self, "says", MappingProxyType(dict(self.says)))
