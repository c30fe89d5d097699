"""Answers about the server itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from guidepost.api.schema.decision import PolicyRef
from guidepost.api.schema.strict import Strict


class Alive(Strict):
    """The process runs."""

    status: Literal["alive"]


class ProviderStatus(Strict):
    """One provider of signals. Posts that need a provider with a problem wait for a person."""

    name: str
    version: str | None
    problem: str | None


class Ready(Strict):
    """Posts can be checked and decisions kept; `degraded` when a provider is missing."""

    status: Literal["ready", "degraded"]
    policy: PolicyRef
    providers: list[ProviderStatus] = Field(description="By name.")
