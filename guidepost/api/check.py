"""For platforms: check posts before they are published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from guidepost.api.auth import Caller
from guidepost.api.body import body_of
from guidepost.api.documented import IDEMPOTENCY_PARAMETER, READING_A_BODY, answers, problems, reads
from guidepost.api.idempotency import REPLAYED, idempotency_of
from guidepost.api.problems import Problem
from guidepost.api.rejection import rejected
from guidepost.api.running import GuidanceLanguage, RunningService
from guidepost.api.schema import BatchRequest, CheckRequest, Decision, Decisions
from guidepost.api.timing import server_timing
from guidepost.engine.post import PostRejected
from guidepost.engine.service import Answer
from guidepost.engine.store import IdempotencyConflict

router = APIRouter(prefix="/v1", tags=["Check posts"])

_PROBLEMS = problems(*READING_A_BODY, "unauthenticated", "idempotency_key_invalid", "idempotency_conflict", "unavailable")
_HEADERS = {"Server-Timing": "Milliseconds by stage.", REPLAYED: "`true` when the answer was given before."}


@router.post(
    "/check",
    summary="Check a post",
    responses={**answers(Decision, "The decision, byte for byte as it was kept.", _HEADERS), **_PROBLEMS},
    openapi_extra=reads(CheckRequest, IDEMPOTENCY_PARAMETER),
)
def check(
    request: Request,
    service: RunningService,
    key: Caller,
    language: GuidanceLanguage,
    body: Annotated[CheckRequest, Depends(body_of(CheckRequest))],
) -> Response:
    """Decides about one post and keeps the decision. Nothing is answered before it is kept."""
    idempotency = idempotency_of(request, key, body, "check")
    posts = [body.post()]
    with _refusals("/text"):
        answer = service.check(posts, key=key, idempotency=idempotency, language=language, thorough=body.thorough)
    return _respond(answer, answer.bodies[0])


@router.post(
    "/check/batch",
    summary="Check up to 100 posts",
    responses={**answers(Decisions, "The decisions, in the order of the posts.", _HEADERS), **_PROBLEMS},
    openapi_extra=reads(BatchRequest, IDEMPOTENCY_PARAMETER),
)
def check_batch(
    request: Request,
    service: RunningService,
    key: Caller,
    language: GuidanceLanguage,
    body: Annotated[BatchRequest, Depends(body_of(BatchRequest))],
) -> Response:
    """Decides about all posts and keeps the decisions, or refuses all of them and keeps nothing."""
    idempotency = idempotency_of(request, key, body, "batch")
    posts = [post.post() for post in body.posts]
    with _refusals("/posts/{position}/text"):
        answer = service.check(posts, key=key, idempotency=idempotency, language=language, thorough=body.thorough)
    return _respond(answer, b'{"decisions":[' + b",".join(answer.bodies) + b"]}")


@contextmanager
def _refusals(pointer: str) -> Iterator[None]:
    """Turns what the engine refuses into problems; `pointer` leads to the text of the post at `{position}`."""
    try:
        yield
    except PostRejected as error:
        raise rejected(error, pointer.format(position=error.position)) from None
    except IdempotencyConflict:
        raise Problem("idempotency_conflict") from None


def _respond(answer: Answer, content: bytes) -> Response:
    headers = {REPLAYED: "true"} if answer.replayed else {"Server-Timing": server_timing(answer.decisions, answer.store_seconds)}
    return Response(content, headers=headers, media_type="application/json")
