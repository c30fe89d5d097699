"""For anyone at the page of this server: try a post, nothing is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from guidepost.api.body import body_of
from guidepost.api.documented import READING_A_BODY, answers, problems, reads
from guidepost.api.problems import Problem
from guidepost.api.rejection import rejected
from guidepost.api.running import GuidanceLanguage, RunningService
from guidepost.api.same_origin import same_origin
from guidepost.api.schema import CheckRequest, Decision
from guidepost.api.timing import server_timing
from guidepost.engine.decision import to_json
from guidepost.engine.post import PostRejected

router = APIRouter(prefix="/v1", tags=["Try a post"])


def same_site_only(request: Request) -> None:
    """Refuse what another site made a browser send. Raises `Problem`."""
    if not same_origin(request):
        raise Problem("cross_site")


@router.post(
    "/try",
    summary="Try a post",
    dependencies=[Depends(same_site_only)],
    responses={
        **answers(Decision, "The decision with all its reasons; `recorded` is false.", {"Server-Timing": "Milliseconds by stage."}),
        **problems(*READING_A_BODY, "cross_site", "unavailable"),
    },
    openapi_extra=reads(CheckRequest),
)
def try_out(
    service: RunningService, language: GuidanceLanguage, body: Annotated[CheckRequest, Depends(body_of(CheckRequest))]
) -> Response:
    """Decides about a post as a check would, counted with the posts that were kept, finds all reasons, and keeps nothing."""
    try:
        decision = service.try_out(body.post(), language=language)
    except PostRejected as error:
        raise rejected(error, "/text") from None
    return Response(to_json(decision), headers={"Server-Timing": server_timing([decision])}, media_type="application/json")
