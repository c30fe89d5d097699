"""The page about oneself: role, password, sessions. It works without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from guidepost.api.form import Form
from guidepost.api.pages.browser_name import browser_name
from guidepost.api.pages.choose import language_of
from guidepost.api.pages.frame import framed
from guidepost.api.pages.next_address import ACCOUNT, safe_next
from guidepost.api.pages.page_route import PageRoute
from guidepost.api.pages.sign_in_page import signed_out
from guidepost.api.people import Permission, PresentSession, SignedIn, Visitor, cookies
from guidepost.api.people.admission import refusals
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.engine.people import WeakPassword
from guidepost.engine.people.password_rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from guidepost.engine.service import Service

router = APIRouter(include_in_schema=False, route_class=PageRoute)
home = APIRouter(include_in_schema=False, route_class=PageRoute)
"""The way in where the page to try a post is turned off."""

_DONE = frozenset({"password", "session"})
"""What the address may say was done."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A session as the page shows it. Times are a key of the texts and a count, such as `ago_minutes` and 5."""

    id: str
    browser: str
    present: bool
    begun: tuple[str, int]
    used: tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a field of the form to change the password: a key of the texts, or words for which there is none."""

    field: str
    key: str = ""
    words: str = ""


@home.get("/")
def go_home() -> Response:
    """Lead people who type the name of the server only to where they can sign in."""
    return RedirectResponse(ACCOUNT, 303)


@router.get(ACCOUNT)
def account_page(request: Request, visitor: PresentSession, service: RunningService) -> Response:
    """The page. With a one-time password that is still to be changed, changing it is all that it offers."""
    done = request.query_params.get("done")
    return _page(request, visitor, service, done=done if done in _DONE else None, leads_to=request.query_params.get("next"))


@router.post(f"{ACCOUNT}/password")
def change_password(request: Request, visitor: PresentSession, service: RunningService, form: Form) -> Response:
    """Change the own password. Every other session ends, and this one goes on under a new token."""
    new, leads_to = form.get("new", ""), safe_next(form.get("next"))
    fault: _Fault | None = None
    status = 422
    if new != form.get("again", ""):
        fault = _Fault("again", "password_mismatch")
    else:
        try:
            with refusals():
                arrival = service.people.own_password.change(
                    visitor.signed_in, form.get("present", ""), new, cookies.browser_of(request)
                )
        except WeakPassword as weak:
            fault = _Fault("new", f"password_{weak.fault}")
        except Problem as problem:
            fault, status = _present_fault(problem, language_of(request)), problem.kind.status
    if fault is not None:
        return _page(request, visitor, service, status=status, fault=fault, leads_to=leads_to)
    response = RedirectResponse(leads_to or f"{ACCOUNT}?done=password", 303)
    cookies.keep(response, request, arrival)
    return response


@router.post(f"{ACCOUNT}/sessions")
def end_sessions(request: Request, visitor: SignedIn, service: RunningService, form: Form) -> Response:
    """End one of one's own sessions, or all."""
    wanted = form.get("session", "")
    if wanted == "all":
        service.people.sessions.sign_out_everywhere(visitor.signed_in)
        return signed_out(request, "everywhere")
    service.people.sessions.sign_out(visitor.signed_in, wanted)
    if wanted == visitor.session.id:
        return signed_out(request, "out")
    return RedirectResponse(f"{ACCOUNT}?done=session", 303)


def _present_fault(problem: Problem, language: str) -> _Fault:
    if problem.code == "credentials_wrong":
        return _Fault("present", "password_present_wrong")
    return _Fault("present", words=(problem.detail or problem.kind.explanation)[language])


def _page(
    request: Request,
    visitor: Visitor,
    service: Service,
    *,
    status: int = 200,
    fault: _Fault | None = None,
    done: str | None = None,
    leads_to: str | None = None,
) -> Response:
    return framed(
        request,
        "account.html",
        visitor,
        status=status,
        at=ACCOUNT,
        fault=fault,
        done=done,
        leads_to=safe_next(leads_to) or "",
        permissions=[permission for permission in Permission if visitor.may(permission)],
        sessions=sorted(_sessions(visitor, service), key=lambda session: not session.present),
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
    )


def _sessions(visitor: Visitor, service: Service) -> Iterator[_Shown]:
    now = service.world.now()
    for session in service.people.sessions.of(visitor.user):
        yield _Shown(
            session.id,
            browser_name(session.browser),
            session.id == visitor.session.id,
            _ago(now - datetime.fromisoformat(session.created_at)),
            _ago(now - datetime.fromisoformat(session.seen_at)),
        )


def _ago(passed: timedelta) -> tuple[str, int]:
    """How long ago something was, in words that need no time zone."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "ago_now", 0
    if minutes < 60:
        return ("ago_minute" if minutes == 1 else "ago_minutes"), minutes
    hours = minutes // 60
    return ("ago_hour" if hours == 1 else "ago_hours"), hours
