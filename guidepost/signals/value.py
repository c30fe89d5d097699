"""Values: what a signal holds for one post, or why it holds nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from guidepost.signals.declaration import SignalDeclaration, SignalType


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: code points `start` (inclusive) to `end` (exclusive), what it is, how sure the finder was in [0, 1]."""

    start: int
    end: int
    label: str = ""
    score: float = 1.0


class UnknownReason(StrEnum):
    """Why a signal could not be had."""

    NOT_GIVEN = "not_given"
    """The platform did not send this fact."""
    NOT_SUPPORTED = "not_supported"
    """The provider cannot compute it for this post (language, length, kind)."""
    TIMEOUT = "timeout"
    """The provider did not answer within its time budget."""
    FAILED = "failed"
    """The provider raised an error."""
    INVALID = "invalid"
    """The provider answered with something the declaration forbids (NaN, out of range, wrong type)."""
    UNCERTAIN = "uncertain"
    """The provider looked and could not tell."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A signal that could not be had. `detail` is for operators and never holds post text."""

    reason: UnknownReason
    detail: str = ""


Value: TypeAlias = float | int | str | frozenset[str] | tuple[Span, ...] | Unknown


_LAST_MOMENT = 32_503_680_000.0
"""The year 3000: what lies beyond is no moment of a post, and calendars end somewhere."""


def conforms(declaration: SignalDeclaration, value: object) -> bool:
    """Whether `value` is one the declaration allows (`Unknown` always is).

    The check stands between providers and the evaluator: a NaN or a probability of 1.2 must become *unknown*, never a decision.
    """
    return isinstance(value, Unknown) or _FITS[declaration.type](declaration, value)


def _probability(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, float) and 0.0 <= value <= 1.0


def _count(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _amount(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value) and value >= 0.0


def _moment(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, float) and 0.0 <= value <= _LAST_MOMENT


def _symbol(declaration: SignalDeclaration, value: object) -> bool:
    return isinstance(value, str) and (declaration.symbols is None or value in declaration.symbols)


def _text(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, str)


def _set(declaration: SignalDeclaration, value: object) -> bool:
    return (
        isinstance(value, frozenset)
        and all(isinstance(word, str) for word in value)
        and (declaration.symbols is None or value <= declaration.symbols)
    )


def _spans(_: SignalDeclaration, value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(span, Span) and 0 <= span.start <= span.end and 0.0 <= span.score <= 1.0 for span in value
    )


_FITS: Mapping[SignalType, Callable[[SignalDeclaration, object], bool]] = MappingProxyType(
    {
        SignalType.PROBABILITY: _probability,
        SignalType.COUNT: _count,
        SignalType.NUMBER: _amount,
        SignalType.DURATION: _amount,
        SignalType.TIME: _moment,
        SignalType.SYMBOL: _symbol,
        SignalType.TEXT: _text,
        SignalType.SET: _set,
        SignalType.SPANS: _spans,
    }
)
"""By type, what a value must be. Looked up, because every signal of every post passes here."""
