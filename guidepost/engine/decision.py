"""A decision: what is answered, stored, and proved. Immutable.

Its JSON holds no text of the post, except the names of the domains it links to where a rule asks for them.
"""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A place in the original text, in code points and in UTF-16 units (what JavaScript and Java count); `end` is exclusive."""

    start: int
    end: int
    utf16_start: int
    utf16_end: int
    label: str = ""
    score: float = 1.0


class SignalValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signal of the post: its value, or its places, or why it is unknown; whatever of these it is not is left out of the JSON."""

    signal: str
    provider: str
    value: float | int | str | list[str] | None = None
    places: list[Place] | None = None
    unknown: str | None = None
    detail: str = ""


class Condition(msgspec.Struct, frozen=True):
    """One condition that decided: as the policy writes it, the signal it asked with its value, the places that fit.

    `definition` names the definition by which the rule asked it.
    """

    condition: str
    signal: str | None = None
    value: float | int | str | list[str] | None = None
    places: list[Place] = []
    definition: str | None = None


class Guideline(msgspec.Struct, frozen=True):
    """The guideline a reason stands under, in the author's language."""

    name: str
    title: str
    cites: str | None
    says: str


class Reason(msgspec.Struct, frozen=True):
    """A rule that fired: why, where, and what the author can do about it."""

    rule: str
    rule_id: str
    modality: str
    outcome: str
    guideline: Guideline
    says: str
    instead: str
    certainty: float
    risk: float
    conditions: list[Condition]


class Undecided(msgspec.Struct, frozen=True):
    """A rule that could not be decided, the outcome it counts as, and the signals that were missing."""

    rule: str
    rule_id: str
    outcome: str
    signals: list[str]


class Excuse(msgspec.Struct, frozen=True):
    """A rule that would have fired, and the may rules that excuse it."""

    rule: str
    rule_id: str
    by: list[str]


class RiskPart(msgspec.Struct, frozen=True):
    """The risk of one guideline, combined from its rules."""

    guideline: str
    risk: float


class Permission(msgspec.Struct, frozen=True):
    """Something the author may do."""

    rule: str
    rule_id: str
    says: str


class Guidance(msgspec.Struct, frozen=True):
    """What the author is told, in the author's language."""

    language: str
    headline: str
    fix: list[str]
    you_may: list[Permission]
    next_step: str
    appeal: str


class LayerRef(msgspec.Struct, frozen=True):
    """A layer of the policy, and whether it applied to the post: `yes`, `no` or `unknown`, where a fact that tells was not to be had."""

    layer: str
    title: str
    version: str
    applied: str


class PolicyRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """The policy that decided; the digest names it exactly. `layers` are those below the uppermost file, where it has some."""

    title: str
    version: str
    digest: str
    layers: list[LayerRef] = []


class CaseRef(msgspec.Struct, frozen=True):
    """The case that a held post waits in."""

    id: str
    queue: str
    due_at: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """The answer to one post.

    `risk` and its parts are in [0, 1]; `timings_ms` is milliseconds by stage, measured until the decision stood; `recorded` tells
    whether it was kept with its audit entry.
    """

    id: str
    outcome: str
    risk: float
    risk_parts: list[RiskPart]
    redirect: str | None
    reasons: list[Reason]
    undecided: list[Undecided]
    excused: list[Excuse]
    guidance: Guidance
    signals: list[SignalValue]
    policy: PolicyRef
    providers: dict[str, str]
    case: CaseRef | None
    post_id: str | None
    decided_at: str
    timings_ms: dict[str, float]
    recorded: bool


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Decision)


def to_json(decision: Decision) -> bytes:
    """The decision as it is stored and answered; the same decision always gives the same bytes."""
    return _encoder.encode(decision)


def from_json(body: bytes) -> Decision:
    """A stored decision. Raises `msgspec.ValidationError` when the bytes are not one."""
    return _decoder.decode(body)
