"""Versions of the policy as they are answered, and what versions in shadow came to (`guidepost.engine.lifecycle.shadow_report`)."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from guidepost.api.schema.decision import Outcome, Timestamp
from guidepost.api.schema.strict import Strict
from guidepost.engine.lifecycle import State

Count: TypeAlias = Annotated[int, Field(ge=0)]


class VersionRef(Strict):
    """A version; the digest names it exactly."""

    title: str
    version: str
    digest: str


class Consent(Strict):
    """One person's consent. It counts unless it was withdrawn."""

    name: str
    given_at: Timestamp
    withdrawn_at: Timestamp | None


class Version(VersionRef):
    """A version of the policy, and where it is in its life."""

    state: State = Field(description="`live`: it decides. `shadow`: it is evaluated beside the live one, and nobody notices.")
    proposed_by: str | None = Field(description="Nobody where a start of the server brought it.")
    proposed_at: Timestamp
    note: str
    changed_by: str | None = Field(description="Who brought it into its state.")
    changed_at: Timestamp
    live_at: Timestamp | None = Field(description="When it last became the live one.")
    consents: list[Consent] = Field(description="Since it was last proposed; two that count bring it into force.")
    problem: str | None = Field(description="Why the running server cannot use it.")


class Versions(Strict):
    """All versions: the live one, those in shadow, drafts, and those retired."""

    policies: list[Version]


class RuleBeside(Strict):
    """How often a rule fired live and in shadow."""

    id: str
    name: str
    live: Count
    shadow: Count
    newly: Count = Field(description="Posts in which it fired only in shadow.")
    no_more: Count = Field(description="Posts in which it fired only live.")


class ExampleBeside(Strict):
    """A decision that the version in shadow would have made otherwise."""

    decision: str = Field(description="The `id` of the decision.")
    decided_at: Timestamp
    live: Outcome
    shadow: Outcome
    newly: list[str] = Field(description="Rules that fired only in shadow.")
    no_more: list[str] = Field(description="Rules that fired only live.")


class Beside(Strict):
    """What a version in shadow came to beside one live version."""

    live: VersionRef
    began_at: Timestamp
    last_at: Timestamp
    posts: Count
    unchanged: Count
    stricter: Count
    milder: Count
    otherwise: Count = Field(description="The same outcome with other rules, risk, queue or channel.")
    dropped: Count = Field(description="Posts that were not evaluated because too many waited.")
    failed: Count = Field(description="Posts that could not be evaluated.")
    measured: Count = Field(description="Posts for which signals were measured that the live version had not asked for.")
    outcomes: dict[Outcome, dict[Outcome, Count]] = Field(description="Posts by the live outcome, and in it by the other.")
    rules: list[RuleBeside]
    examples: list[ExampleBeside]


class ShadowReport(Strict):
    """What a version in shadow came to, beside each version that was live meanwhile; the newest first."""

    policy: VersionRef
    beside: list[Beside]
