"""For platforms: read a decision again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from guidepost.api.auth import Caller
from guidepost.api.documented import LANGUAGE_PARAMETER, answers, problems
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.schema import Decision

router = APIRouter(prefix="/v1", tags=["Check posts"])


@router.get(
    "/decisions/{decision_id}",
    summary="Read a decision",
    responses={
        **answers(Decision, "The decision, byte for byte as it was first answered."),
        **problems("unauthenticated", "decision_not_found", "unavailable"),
    },
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def decision(
    service: RunningService,
    key: Caller,  # noqa: ARG001  (asking for it is what demands a key)
    decision_id: Annotated[str, Path(description="The `id` of the decision.", examples=["dec_90c7ansyk1rv0g5x2m8q4t6wzb"])],
) -> Response:
    """Answers a kept decision."""
    body = service.decision(decision_id)
    if body is None:
        raise Problem("decision_not_found")
    return Response(body, media_type="application/json")
