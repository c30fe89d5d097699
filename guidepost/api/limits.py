"""How large a request may be, enforced while it streams in."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from guidepost.api.problems import Problem, problem_response

LARGEST_BODY = 1_048_576
"""Bytes a request body may have: 1 MiB."""


class BodyLimit:
    """Refuses a body that is announced as too large before reading it, and any other as soon as it has grown too large."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self.app = app
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _announced(scope) > self.largest:
            await problem_response(Problem("body_too_large"), scope)(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.largest:
                raise Problem("body_too_large")
            return message

        await self.app(scope, receive_counting, send)


def _announced(scope: Scope) -> int:
    """The Content-Length; 0 where there is none that can be read (then the bytes are counted as they come)."""
    values = [value for name, value in scope["headers"] if name == b"content-length" and value.isdigit()]
    return max(map(int, values), default=0)
