"""The language of a page: what the address says, else what was chosen before, else what the browser prefers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from guidepost.api.language import LANGUAGES, preferred

COOKIE = "language"
"""Remembers the language chosen with the switch. It holds nothing else."""
_A_YEAR = 31_536_000
"""Seconds."""


def language_of(request: Request) -> str:
    """The language to show a page in."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return preferred(request.headers.get("accept-language")) or LANGUAGES[0]


def remember_language(response: Response, request: Request) -> None:
    """Remember the language that the address names, as the switch on the page to try a post does by itself."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(COOKIE, chosen, max_age=_A_YEAR, path="/", samesite="strict")
