"""The page to try a post."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from guidepost.api.pages.choose import language_of
from guidepost.api.pages.static import page
from guidepost.api.running import RunningService
from guidepost.engine.post import LONGEST

router = APIRouter(include_in_schema=False)


@router.get("/")
def try_page(request: Request, service: RunningService) -> Response:
    """The page; what it shows of a check it asks from `/v1/try`."""
    return page("try.html", language_of(request), policy=service.policy.compiled, longest=LONGEST)
