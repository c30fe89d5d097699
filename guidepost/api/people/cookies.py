"""The cookies of signing in: the session's token, and the mark by which a browser is known next time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from guidepost.engine.people import Arrival, Browser

_SESSION = "guidepost-session"
_BROWSER = "guidepost-browser"
_KNOWN_FOR = 180 * 24 * 60 * 60
"""Seconds that a browser stays known."""


def session_token(request: Request) -> str | None:
    """The token of the session that a request is sent under; None where there is none."""
    return request.cookies.get(_name(request, _SESSION)) or None


def browser_of(request: Request) -> Browser:
    """The browser that somebody signs in on."""
    return Browser(
        request.headers.get("user-agent", ""), request.cookies.get(_name(request, _BROWSER)) or None, session_token(request)
    )


def keep(response: Response, request: Request, arrival: Arrival) -> None:
    """Have the browser keep a session that has just begun. Scripts cannot read it, and other sites cannot send it."""
    secure = _secure(request)
    name = _name(request, _SESSION)
    response.set_cookie(name, arrival.session.token, path="/", secure=secure, httponly=True, samesite="lax")
    response.set_cookie(
        _name(request, _BROWSER),
        arrival.browser_mark,
        max_age=_KNOWN_FOR,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def forget(response: Response, request: Request) -> None:
    """Have the browser drop the session. It stays known."""
    name = _name(request, _SESSION)
    response.delete_cookie(name, path="/", secure=_secure(request), httponly=True, samesite="lax")


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request, name: str) -> str:
    """With TLS a cookie is bound to this very host: `__Host-` (RFC 6265bis, section 4.1.3.2). Without, no browser would keep that."""
    return f"__Host-{name}" if _secure(request) else name
