"""What an evaluation of a post says. Equal inputs give equal evaluations, in every field and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidepost.rules.compile.layers import AppliedLayer
from guidepost.rules.compile.logic import Evidence, Node
from guidepost.rules.syntax.tree import Modality, Outcome


@dataclass(frozen=True, slots=True)
class GuidelineText:
    """A guideline as people read it. `title_in` and `cites_in` hold the same in further languages than the policy's first."""

    name: str
    title: str
    cites: str | None
    says: Mapping[str, str]
    title_in: Mapping[str, str] = field(default_factory=dict)
    cites_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule that can be asked. `risk` is its contribution when certain; `within` is in seconds."""

    id: str
    name: str
    guideline: GuidelineText
    modality: Modality
    condition: Node | None
    outcome: Outcome
    risk: float
    queue: str | None
    within: float | None
    redirect: str | None
    excuses: tuple[str, ...]
    says: Mapping[str, str]
    instead: Mapping[str, str]
    redirect_in: Mapping[str, str] = field(default_factory=dict)
    """The channel's name in further languages."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that is broken: with what certainty, in [0, 1], on what evidence, and the risk it contributes."""

    rule: CompiledRule
    certainty: float
    risk: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not be decided because signals are unknown; it counts as `outcome`."""

    rule: CompiledRule
    outcome: Outcome
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excused:
    """A rule that would have fired, and the may rules that excuse it."""

    rule: CompiledRule
    by: tuple[CompiledRule, ...]


@dataclass(frozen=True, slots=True)
class GuidelineRisk:
    """The risk of one guideline, combined from its rules."""

    guideline: str
    risk: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer of a policy about one post, from what is known of it so far.

    `settled` says that no signal still to be asked could change the outcome; until then `next_signals` names the ones that could.
    `fired`, `undecided`, `excused` and `permitted` are ordered from the gravest; ties by rule id.
    """

    outcome: Outcome
    risk: float
    risk_parts: tuple[GuidelineRisk, ...]
    fired: tuple[Fired, ...]
    undecided: tuple[Undecided, ...]
    excused: tuple[Excused, ...]
    permitted: tuple[CompiledRule, ...]
    redirect: str | None
    queue: str | None
    within: float | None
    settled: bool
    next_signals: frozenset[str]
    redirect_in: Mapping[str, str] = field(default_factory=dict)
    """What the channel is called in further languages."""
    layers: tuple[AppliedLayer, ...] = ()
    """The layers of the policy, and which of them apply to the post."""
