"""Where to go after signing in: back to where one came from, and never to another server."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from starlette.requests import Request

SIGN_IN = "/sign-in"
ACCOUNT = "/account"

_LONGEST = 2000
_WITHIN = re.compile(r"/(?!/)[\x21-\x5b\x5d-\x7e]*")
"""A path on this server: printable ASCII, one slash at the beginning, and no backslash, which browsers read as a slash."""
_SIGNING = re.compile(r"/(sign-in|sign-out|session)(?![\w-])")


def safe_next(address: str | None) -> str | None:
    """An address if it is a path on this server that one can come back to, else None (CWE-601)."""
    if not address or len(address) > _LONGEST or not _WITHIN.fullmatch(address) or _SIGNING.match(address):
        return None
    return address


def here(request: Request) -> str:
    """The path and query of a request, as an address to come back to."""
    path = quote(request.url.path, safe="/:@!$&'()*+,;=~%-._")
    return f"{path}?{request.url.query}" if request.url.query else path


def with_next(page: str, address: str | None, **more: str) -> str:
    """The address of a page that leads back to another one, with further parameters."""
    known = safe_next(address)
    parameters = {**({"next": known} if known else {}), **more}
    return f"{page}?{urlencode(parameters)}" if parameters else page
