"""An explanation as it is answered: the tree, and a sentence for each part of it in the reader's language.

It repeats no text of the post: places say where to look.
"""

from __future__ import annotations

import msgspec

from guidepost.engine.decision import Place, PolicyRef


class GroundAnswer(msgspec.Struct, frozen=True):
    """A condition that settles something.

    `joint` tells how `parts` belong together (`all`, `any`, `not`, `defined`, or `atom` where there are none), `line` where the policy
    says it, in the file of which `layer` (empty: the uppermost), `rules` on account of which rules a guideline is violated.
    """

    joint: str
    condition: str
    says: str
    truth: str
    line: int
    layer: str = ""
    signal: str | None = None
    value: float | int | str | list[str] | None = None
    places: list[Place] = []
    parts: list[GroundAnswer] = []
    rules: list[RuleAnswer] = []


class RuleAnswer(msgspec.Struct, frozen=True):
    """A rule that settles something: how (`broken`, `undecided`, `risk`, `risk at worst`, `holds`), and the least that makes it so."""

    rule: str
    rule_id: str
    guideline: str
    modality: str
    why: str
    outcome: str
    risk: float
    says: str
    because: GroundAnswer | None
    missing: list[str] = []


class ExcuseAnswer(msgspec.Struct, frozen=True):
    """A rule that would be broken, what excuses it, and the outcome without that."""

    rule: str
    rule_id: str
    by: list[RuleAnswer]
    otherwise: str
    says: str


class MissingAnswer(msgspec.Struct, frozen=True):
    """A signal that could not be had, and the rules it left undecided."""

    signal: str
    reason: str
    rules: list[str]
    says: str


class ChangeAnswer(msgspec.Struct, frozen=True):
    """One change: `remove` places, `mention` one of some phrases, or another value of a signal (`choose`, `below`, `above`, `known`)."""

    kind: str
    says: str
    signal: str | None = None
    value: float | str | None = None
    phrases: list[str] = []
    places: list[Place] = []


class WayOutAnswer(msgspec.Struct, frozen=True):
    """Changes with which, together and if all else stayed as it is, the outcome would be `outcome`."""

    changes: list[ChangeAnswer]
    outcome: str
    says: str


class ExplanationAnswer(msgspec.Struct, frozen=True):
    """Why a post is decided about as it is.

    `deciding` is a least set of rules: with them alone the outcome is the same, without any one of them it would be milder. `also`
    names rules that would have led there by themselves. `not_asked` are signals that could not have changed the outcome.
    """

    decision: str | None
    policy: PolicyRef
    language: str
    outcome: str
    risk: float
    says: str
    deciding: list[RuleAnswer]
    also: list[str]
    excused: list[ExcuseAnswer]
    missing: list[MissingAnswer]
    not_asked: list[str]
    ways_out: list[WayOutAnswer]
