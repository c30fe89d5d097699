"""What an explanation is made of. Data only: the words for it are elsewhere, and so are places in the text as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guidepost.rules.compile import Truth
from guidepost.rules.syntax import Outcome
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.diagnostic import Place
from guidepost.signals import Span, UnknownReason, Value


class Joint(StrEnum):
    """How the parts of a ground belong together."""

    ALL = "all"
    """All of them."""
    ANY = "any"
    """One would do."""
    NOT = "not"
    """Not this one."""
    DEFINED = "defined"
    """What a definition of the policy says."""
    ATOM = "atom"
    """It has no parts."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A condition that settles something: whether it holds, what it saw, and the parts that settle it.

    `view` names the view that `spans` are places in. `rules` are those on account of which a guideline is violated, where the
    condition asks that.
    """

    joint: Joint
    condition: t.Condition
    truth: Truth
    place: Place
    signal: str | None = None
    value: Value | None = None
    view: str | None = None
    spans: tuple[Span, ...] = ()
    parts: tuple[Ground, ...] = ()
    rules: tuple[RuleGround, ...] = ()


class Why(StrEnum):
    """How a rule brought about the outcome."""

    BROKEN = "broken"
    """It is broken, and says so."""
    UNDECIDED = "undecided"
    """It could not be decided, and counts as if it were broken."""
    RISK = "risk"
    """Its risk, with that of the others named, reaches a threshold of the policy."""
    RISK_AT_WORST = "risk at worst"
    """Its risk would reach a threshold if what is unknown were the worst."""
    HOLDS = "holds"
    """It permits, and its condition holds."""


@dataclass(frozen=True, slots=True)
class RuleGround:
    """A rule that settles something, and the least that makes it so. `outcome` is what it counts as; `missing` are signals."""

    rule: str
    id: str
    guideline: str
    modality: t.Modality
    why: Why
    outcome: Outcome
    risk: float
    because: Ground | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcuseGround:
    """A rule that would be broken, the permissions that excuse it, and the outcome without them."""

    rule: str
    id: str
    by: tuple[RuleGround, ...]
    otherwise: Outcome


@dataclass(frozen=True, slots=True)
class Missing:
    """A signal that could not be had, and the rules that it left undecided."""

    signal: str
    reason: UnknownReason
    detail: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a post is decided about as it is.

    `deciding` is a least set of rules: with them alone the outcome is the same, and without any one of them it would be milder. It is
    empty where the outcome is the policy's default. `also` names rules that would have led there by themselves. `not_asked` are signals
    that could not have changed the outcome any more.
    """

    outcome: Outcome
    default: Outcome
    on_unknown: Outcome
    risk: float
    deciding: tuple[RuleGround, ...]
    also: tuple[str, ...]
    excused: tuple[ExcuseGround, ...]
    missing: tuple[Missing, ...]
    not_asked: tuple[str, ...]
