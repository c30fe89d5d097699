"""For platforms: why a decision came out as it did."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Response

from guidepost.api.auth import Caller
from guidepost.api.documented import LANGUAGE_PARAMETER, answers, problems
from guidepost.api.problems import Problem
from guidepost.api.running import GuidanceLanguage, RunningService
from guidepost.api.schema.explanation import Explanation
from guidepost.engine.explain import NotReplayable, PostGone, explain_decision

router = APIRouter(prefix="/v1", tags=["Check posts"])


@router.get(
    "/decisions/{decision_id}/explanation",
    summary="Explain a decision",
    responses={
        **answers(Explanation, "The least that led to the outcome, and what would have to change."),
        **problems("unauthenticated", "decision_not_found", "post_gone", "not_replayable", "unavailable"),
    },
    openapi_extra={"parameters": [LANGUAGE_PARAMETER]},
)
def explanation(
    service: RunningService,
    key: Caller,  # noqa: ARG001  (asking for it is what demands a key)
    language: GuidanceLanguage,
    decision_id: Annotated[str, Path(description="The `id` of the decision.", examples=["dec_90c7ansyk1rv0g5x2m8q4t6wzb"])],
) -> Response:
    """Makes a kept decision again, from the signals recorded then and under the policy of that time, and tells what it hung on.

    The answer repeats no text of the post; places say where to look.
    """
    try:
        found = explain_decision(service, decision_id, language)
    except PostGone:
        raise Problem("post_gone") from None
    except NotReplayable:
        raise Problem("not_replayable") from None
    if found is None:
        raise Problem("decision_not_found")
    return Response(msgspec.json.encode(found), media_type="application/json")
