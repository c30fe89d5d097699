"""The language of a page: what the address says, else what was chosen before, else what the browser prefers."""

from __future__ import annotations

from starlette.requests import Request

from guidepost.api.language import LANGUAGES, preferred

COOKIE = "language"
"""Remembers the language chosen with the switch. It holds nothing else."""


def language_of(request: Request) -> str:
    """The language to show a page in."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return preferred(request.headers.get("accept-language")) or LANGUAGES[0]
