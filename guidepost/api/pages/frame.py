"""The frame of the pages for people who sign in: where one is, in which language, and as whom."""

from __future__ import annotations

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response

from guidepost.api.pages.choose import language_of, remember_language
from guidepost.api.pages.next_address import here
from guidepost.api.pages.static import page
from guidepost.api.people.visitor import Visitor

_LANGUAGES = (("de", "Deutsch"), ("en", "English"))


def framed(
    request: Request, template: str, visitor: Visitor | None, *, status: int = 200, at: str | None = None, **values: object
) -> Response:
    """A page whose template extends `frame.html`; `visitor` is shown at the top, with a way to sign out.

    `at` is the address that shows this page again, where that is not the one asked for.
    """
    language = language_of(request)
    response = page(template, language, status, visitor=visitor, switch=_switch(at or here(request)), **values)
    remember_language(response, request)
    return response


def _switch(address: str) -> list[tuple[str, str, str]]:
    """For each language its code, its name, and the address of a page in it."""
    return [(code, name, str(URL(address).include_query_params(lang=code))) for code, name in _LANGUAGES]
