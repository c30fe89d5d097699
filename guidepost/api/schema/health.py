"""Answers about the server itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from guidepost.api.schema.strict import Strict
from guidepost.api.schema.versions import VersionRef


class Alive(Strict):
    """The process runs."""

    status: Literal["alive"]


class ProviderStatus(Strict):
    """One provider of signals. Posts that need a provider with a problem wait for a person."""

    name: str
    version: str | None
    problem: str | None


class PendingVersion(Strict):
    """A version that people brought into force and that this server cannot use yet; the one before goes on deciding."""

    digest: str
    problem: str


class Ready(Strict):
    """Posts can be checked and decisions kept; `degraded` when a provider is missing, or the live version cannot be used."""

    status: Literal["ready", "degraded"]
    policy: VersionRef
    providers: list[ProviderStatus] = Field(description="By name.")
    pending: PendingVersion | None = Field(default=None, description="The live version, where this server cannot use it.")
