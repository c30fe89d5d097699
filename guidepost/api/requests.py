"""The outermost layer: every request gets an id and one line in the log."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from guidepost.api.problems import REQUEST_ID
from guidepost.engine.identity import World

HEADER = "X-Request-Id"

_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,128}\Z")
_LONGEST_PATH = 200

_log = structlog.get_logger(__name__)


class RequestLog:
    """Gives each request an id (the client's own where its form is harmless), echoes it, and logs one line."""

    def __init__(self, app: ASGIApp, world: World, clock: Callable[[], float] = time.perf_counter) -> None:
        self.app = app
        self.world = world
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = Headers(scope=scope).get(HEADER, "")
        request_id = sent if _GOOD_ID.match(sent) else self.world.new_id("req")
        scope[REQUEST_ID] = request_id
        started, status = self.clock(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_id)
            finally:
                _log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"][:_LONGEST_PATH],
                    status=status,
                    duration_ms=round((self.clock() - started) * 1000, 3),
                )
