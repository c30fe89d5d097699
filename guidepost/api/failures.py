"""How whatever ends a request becomes a problem: ours, the framework's, the store's, and what nobody foresaw."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from guidepost.api.problems import Problem, problem_response
from guidepost.engine.store import StoreUnavailable

RETRY: Mapping[str, str] = {"Retry-After": "5"}

_BY_STATUS: Mapping[int, str] = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}

_log = structlog.get_logger(__name__)


def tell_problem(request: Request, problem: Exception) -> Response:
    """A `Problem` that a route raised."""
    assert isinstance(problem, Problem)  # noqa: S101  (registered for this class only)
    return problem_response(problem, request.scope)


def tell_framework(request: Request, error: Exception) -> Response:
    """What Starlette refuses by itself: an unknown path, a wrong method."""
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for this class only)
    code = _BY_STATUS.get(error.status_code, "request_refused" if error.status_code < 500 else "internal")
    return problem_response(Problem(code, headers=error.headers or {}), request.scope)


def tell_unavailable(request: Request, error: Exception) -> Response:
    """The store cannot be reached: nothing was decided."""
    _log.error("store_unavailable", error=type(error).__name__)
    return problem_response(Problem("unavailable", headers=RETRY), request.scope)


HANDLERS: dict[int | type[Exception], Any] = {
    Problem: tell_problem,
    HTTPException: tell_framework,
    StoreUnavailable: tell_unavailable,
}
"""Who answers for which exception."""


class Unforeseen:
    """Answers 500 for any exception that reached it, and logs where it came from; not its message, which may hold a post's text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except ClientDisconnect:
            _log.info("client_left")
        except Exception as error:  # whatever it was, the client must hear that nothing was decided
            _log.error("unforeseen", error=type(error).__name__, at=_frames(error))
            if started:
                raise
            await problem_response(Problem("internal"), scope)(scope, receive, send)


def _frames(error: BaseException) -> list[str]:
    """Where an error passed through, innermost last."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-12:]]
