"""A decision as it is answered. Mirrors `guidepost.engine.decision`, field by field."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field

from guidepost.api.schema.examples import DECISION_ALLOW, DECISION_BLOCK
from guidepost.api.schema.strict import Strict

Outcome: TypeAlias = Literal["allow", "advise", "acknowledge", "review", "block"]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Offset: TypeAlias = Annotated[int, Field(ge=0)]
Timestamp: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
SignalContent: TypeAlias = float | int | str | list[str] | None


class Place(Strict):
    """A place in the text as it was sent; ends are exclusive. JavaScript, Java and C# count `utf16`, Python counts the others."""

    start: Offset
    end: Offset
    utf16_start: Offset
    utf16_end: Offset
    label: str = Field(description="What was found there.")
    score: Share = Field(description="How sure the finder was.")


class SignalValue(Strict):
    """A signal of the post: its value, or its places, or why it is unknown. What it is not is left out."""

    signal: str = Field(
        description="Its name; one that is counted over time is named as policies write it: `posts within 10 minutes by author`."
    )
    provider: str = Field(
        description="Who computed it; `post` for what came with the post, `history` for what was counted over time."
    )
    value: SignalContent = None
    places: list[Place] | None = None
    unknown: str | None = Field(default=None, description="Why it could not be had, for example `timeout`.")
    detail: str = Field(default="", description="More about why it is unknown.")


class Condition(Strict):
    """One condition that decided, as the policy writes it."""

    condition: str
    signal: str | None
    value: SignalContent
    places: list[Place]
    definition: str | None = Field(default=None, description="The definition of the policy by which the rule asks this.")


class Guideline(Strict):
    """The guideline a reason stands under, in the author's language."""

    name: str
    title: str
    cites: str | None = Field(description="Where it is written.")
    says: str


class Reason(Strict):
    """A rule that fired: why, where, and what the author can do about it."""

    rule: str
    rule_id: str
    modality: Literal["may", "should", "must", "must not"]
    outcome: Outcome
    guideline: Guideline
    says: str = Field(description="What is wrong, for the author.")
    instead: str = Field(description="How to put it right.")
    certainty: Share
    risk: Share
    conditions: list[Condition]


class Undecided(Strict):
    """A rule that could not be decided, what it counts as, and the signals that were missing."""

    rule: str
    rule_id: str
    outcome: Outcome
    signals: list[str]


class Excuse(Strict):
    """A rule that would have fired, and the rules that excuse it."""

    rule: str
    rule_id: str
    by: list[str]


class RiskPart(Strict):
    """The risk of one guideline."""

    guideline: str
    risk: Share


class Permission(Strict):
    """Something the author may do."""

    rule: str
    rule_id: str
    says: str


class Guidance(Strict):
    """What to tell the author, in the author's language."""

    language: str
    headline: str
    fix: list[str]
    you_may: list[Permission]
    next_step: str
    appeal: str = Field(description="How to ask for another look; empty where there is nothing to appeal.")


class LayerRef(Strict):
    """A layer of the policy, and whether it applied to the post."""

    layer: str
    title: str
    version: str
    applied: Literal["yes", "no", "unknown"] = Field(
        description="`unknown`: a fact that tells was not to be had; then the layer may tighten, and loosens nothing."
    )


class PolicyRef(Strict):
    """The policy that decided; the digest names it exactly."""

    title: str
    version: str
    digest: str
    layers: list[LayerRef] = Field(default=[], description="The layers of the policy. Left out where it has none.")


class CaseRef(Strict):
    """The case that a held post waits in."""

    id: str
    queue: str
    due_at: Timestamp | None


class Decision(Strict):
    """The answer to one post.

    `allow`: publish. `advise`: publish, show the hint. `acknowledge`: publish once the author has confirmed. `review`: hold it, a
    person decides. `block`: do not publish.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [DECISION_BLOCK, DECISION_ALLOW]})

    id: str
    outcome: Outcome
    risk: Share
    risk_parts: list[RiskPart]
    redirect: str | None = Field(description="A fitter channel for this post.")
    reasons: list[Reason]
    undecided: list[Undecided]
    excused: list[Excuse]
    guidance: Guidance
    signals: list[SignalValue]
    policy: PolicyRef
    providers: dict[str, str] = Field(description="The version of every provider that was asked.")
    case: CaseRef | None
    post_id: str | None
    decided_at: Timestamp
    timings_ms: dict[str, float] = Field(description="Milliseconds by stage.")
    recorded: bool = Field(description="Whether the decision was kept.")


class Decisions(Strict):
    """Decisions in the order of the posts."""

    decisions: list[Decision]
