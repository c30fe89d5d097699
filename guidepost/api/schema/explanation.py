"""An explanation as it is answered. Mirrors `guidepost.engine.explain.answer`, field by field."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from guidepost.api.schema.decision import Outcome, Place, PolicyRef, Share, SignalContent
from guidepost.api.schema.strict import Strict


class Ground(Strict):
    """A condition that settles something, with the parts of it that do."""

    joint: Literal["all", "any", "not", "defined", "atom"] = Field(description="How the parts belong together.")
    condition: str = Field(description="As the policy writes it.")
    says: str = Field(description="In the reader's language.")
    truth: Literal["true", "false", "unknown"]
    line: int = Field(ge=1, description="The line of the policy.")
    layer: str = Field(description="The layer in whose file that line is; empty for the uppermost file.")
    signal: str | None
    value: SignalContent
    places: list[Place]
    parts: list[Ground]
    rules: list[RuleGround] = Field(
        description="The rules on whose account a guideline is violated, where the condition asks that."
    )


class RuleGround(Strict):
    """A rule that settles something, and the least that makes it so."""

    rule: str
    rule_id: str
    guideline: str
    modality: Literal["may", "should", "must", "must not"]
    why: Literal["broken", "undecided", "risk", "risk at worst", "holds"]
    outcome: Outcome
    risk: Share
    says: str
    because: Ground | None
    missing: list[str] = Field(description="Signals that could not be had.")


class ExcuseGround(Strict):
    """A rule that would be broken, what excuses it, and the outcome without that."""

    rule: str
    rule_id: str
    by: list[RuleGround]
    otherwise: Outcome
    says: str


class MissingSignal(Strict):
    """A signal that could not be had, and the rules it left undecided."""

    signal: str
    reason: str
    rules: list[str]
    says: str


class Change(Strict):
    """One change to the post, or to what is measured of it."""

    kind: Literal["remove", "mention", "choose", "below", "above", "known"]
    says: str
    signal: str | None
    value: float | str | None
    phrases: list[str] = Field(description="For `mention`: phrases of which one would do.")
    places: list[Place] = Field(description="For `remove`: what would have to be taken out.")


class WayOut(Strict):
    """Changes with which, together and if all else stayed as it is, the outcome would be this one."""

    changes: list[Change]
    outcome: Outcome
    says: str


EXAMPLE: dict[str, Any] = {
    "decision": "dec_90c7ansyk1rv0g5x2m8q4t6wzb",
    "policy": {"title": "Social media guidelines of Example AG", "version": "2026.11", "digest": "sha256:" + "5e" * 32},
    "language": "en",
    "outcome": "block",
    "risk": 0.9,
    "says": "The post is not published, because of one rule. Without it, it would be decided more mildly.",
    "deciding": [
        {
            "rule": "confidential.leak-codenames",
            "rule_id": "conf-01",
            "guideline": "confidential",
            "modality": "must not",
            "why": "broken",
            "outcome": "block",
            "risk": 0.9,
            "says": "confidential.leak-codenames is broken; then a post is not published.",
            "because": {
                "joint": "atom",
                "condition": "text mentions any of codenames",
                "says": "the text mentions at least one of the phrases in the list “codenames”",
                "truth": "true",
                "line": 182,
                "layer": "",
                "signal": None,
                "value": None,
                "places": [{"start": 8, "end": 16, "utf16_start": 8, "utf16_end": 16, "label": "Nightjar", "score": 1.0}],
                "parts": [],
                "rules": [],
            },
            "missing": [],
        }
    ],
    "also": [],
    "excused": [],
    "missing": [],
    "not_asked": ["insult", "toxicity"],
    "ways_out": [
        {
            "changes": [
                {
                    "kind": "choose",
                    "says": "it were said of the post: audience internal",
                    "signal": "audience",
                    "value": "internal",
                    "phrases": [],
                    "places": [],
                }
            ],
            "outcome": "allow",
            "says": "it were said of the post: audience internal",
        }
    ],
}
"""An example that follows the sample policy."""


class Explanation(Strict):
    """Why a post is decided about as it is.

    With the rules in `deciding` alone the outcome is the same, and without any one of them it would be milder.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    decision: str | None
    policy: PolicyRef
    language: str
    outcome: Outcome
    risk: Share
    says: str
    deciding: list[RuleGround]
    also: list[str] = Field(description="Rules that would have led there by themselves.")
    excused: list[ExcuseGround]
    missing: list[MissingSignal]
    not_asked: list[str] = Field(description="Signals that could not have changed the outcome any more.")
    ways_out: list[WayOut] = Field(description="The nearest changes with which the post would be allowed, each tried out.")
