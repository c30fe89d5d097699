"""The `Server-Timing` header (https://www.w3.org/TR/server-timing/)."""

from __future__ import annotations

from collections.abc import Iterable

from guidepost.engine.decision import Decision


def server_timing(decisions: Iterable[Decision], store_seconds: float | None = None) -> str:
    """Milliseconds by stage, summed over the decisions; stage names are tokens as RFC 9110 has them."""
    stages: dict[str, float] = {}
    for decision in decisions:
        for stage, milliseconds in decision.timings_ms.items():
            stages[stage] = stages.get(stage, 0.0) + milliseconds
    if store_seconds is not None:
        stages["store"] = store_seconds * 1000
    return ", ".join(f"{stage};dur={milliseconds:.3f}" for stage, milliseconds in stages.items())
