"""Routes of pages: what goes wrong there is told on a page, and who has to sign in first is led there and back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse

from guidepost.api.failures import RETRY
from guidepost.api.pages.choose import language_of
from guidepost.api.pages.frame import framed
from guidepost.api.pages.next_address import ACCOUNT, SIGN_IN, here, with_next
from guidepost.api.people.cookies import session_token
from guidepost.api.problems import Problem
from guidepost.engine.store import StoreUnavailable


class PageRoute(APIRoute):
    """For the routers of pages: `APIRouter(include_in_schema=False, route_class=PageRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        answer = super().get_route_handler()

        async def answer_people(request: Request) -> Response:
            try:
                return await answer(request)
            except Problem as problem:
                return _answer(request, problem)
            except StoreUnavailable:
                return _refusal(request, Problem("unavailable", headers=RETRY))

        return answer_people


def _answer(request: Request, problem: Problem) -> Response:
    # Only what was looked at can be come back to; what was sent is lost, and the note on the page says so.
    came_from = here(request) if request.method == "GET" else None
    if problem.code == "sign_in_needed":
        note = {"note": "over"} if session_token(request) else {}
        return RedirectResponse(with_next(SIGN_IN, came_from, **note), 303)
    if problem.code == "password_change_needed":
        return RedirectResponse(with_next(ACCOUNT, came_from), 303)
    return _refusal(request, problem)


def _refusal(request: Request, problem: Problem) -> Response:
    """A problem as a page, for people."""
    language = language_of(request)
    detail = (problem.detail or problem.kind.explanation)[language]
    status, title = problem.kind.status, problem.kind.title[language]
    response = framed(request, "refused.html", None, status=status, at=ACCOUNT, heading=title, detail=detail)
    response.headers.update(problem.headers)
    return response
