"""What a kind of problem means: the page that the `type` of a problem leads to."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from guidepost.api.pages.choose import language_of
from guidepost.api.pages.static import page
from guidepost.api.problem_kinds import KINDS
from guidepost.api.problems import Problem

router = APIRouter(include_in_schema=False)


@router.get("/problems/{code}")
def problem_page(request: Request, code: str) -> Response:
    """The explanation of one kind. Raises `Problem` when there is no such kind."""
    kind = KINDS.get(code)
    if kind is None:
        raise Problem("not_found")
    return page("problem.html", language_of(request), kind=kind)
