"""Whether a browser sends something on behalf of a page of this server."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request


def same_origin(request: Request) -> bool:
    """False for what a page of another origin made a browser send (https://www.w3.org/TR/fetch-metadata/, RFC 6454).

    A program that sends neither header is let through: no other page can make a browser leave out both.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
