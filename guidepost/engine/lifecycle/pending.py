"""A live version that a running engine cannot use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that is live by its digest, and why this engine cannot use it: until it can, the one before goes on deciding."""

    digest: str
    problem: str
