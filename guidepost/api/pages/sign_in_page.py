"""The page to sign in, and the end of a session. It works without scripts."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from guidepost.api.form import Form
from guidepost.api.pages.choose import language_of
from guidepost.api.pages.frame import framed
from guidepost.api.pages.next_address import ACCOUNT, SIGN_IN, safe_next, with_next
from guidepost.api.pages.page_route import PageRoute
from guidepost.api.people import PresentSession, cookies
from guidepost.api.people.admission import admit
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.session import from_our_page

router = APIRouter(include_in_schema=False, route_class=PageRoute)

_NOTES = frozenset({"over", "out", "everywhere"})
"""What the address may say about why one is here."""


@router.get(SIGN_IN)
def sign_in_page(request: Request, service: RunningService) -> Response:
    """The form; who is signed in already goes on at once."""
    token = cookies.session_token(request)
    leads_to = safe_next(request.query_params.get("next"))
    if token and service.people.sessions.who(token):
        return RedirectResponse(leads_to or ACCOUNT, 303)
    note = request.query_params.get("note")
    return _form(request, leads_to, note=note if note in _NOTES else None)


@router.post(SIGN_IN, dependencies=[Depends(from_our_page)])
def sign_in(request: Request, service: RunningService, form: Form) -> Response:
    """Let somebody in and go on to where he or she came from, or show the form again with what is wrong."""
    name, leads_to = form.get("name", ""), safe_next(form.get("next"))
    try:
        arrival = admit(request, service, name, form.get("password", ""))
    except Problem as problem:
        return _form(request, leads_to, name=name, problem=problem)
    user = arrival.session.signed_in.user
    response = RedirectResponse(with_next(ACCOUNT, leads_to) if user.must_change_password else leads_to or ACCOUNT, 303)
    cookies.keep(response, request, arrival)
    return response


@router.post("/sign-out")
def sign_out(request: Request, visitor: PresentSession, service: RunningService) -> Response:
    """End the session."""
    service.people.sessions.sign_out(visitor.signed_in)
    return signed_out(request, "out")


def signed_out(request: Request, note: str) -> Response:
    """Lead somebody whose session has just ended to the form."""
    response = RedirectResponse(f"{SIGN_IN}?note={note}", 303)
    cookies.forget(response, request)
    return response


def _form(
    request: Request, leads_to: str | None, *, name: str = "", note: str | None = None, problem: Problem | None = None
) -> Response:
    error = None
    if problem is not None:
        language = language_of(request)
        error = (problem.kind.title[language], (problem.detail or problem.kind.explanation)[language])
    response = framed(
        request,
        "sign_in.html",
        None,
        status=problem.kind.status if problem else 200,
        at=with_next(SIGN_IN, leads_to) if problem else None,
        leads_to=leads_to or "",
        name=name,
        note=note,
        error=error,
    )
    response.headers.update(problem.headers if problem else {})
    return response
