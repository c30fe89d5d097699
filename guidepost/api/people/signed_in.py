"""Who asks, where it is a person: the session of a request, that the request is meant, and what the person may do."""

from __future__ import annotations

import hmac
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request

from guidepost.api.form import form_of, is_form
from guidepost.api.people.cookies import session_token
from guidepost.api.people.visitor import Visitor
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.same_origin import same_origin
from guidepost.engine.people import Permission, csrf_token

CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf_token"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1)."""
_CHALLENGE = {"WWW-Authenticate": 'Session realm="guidepost"'}


def sign_in_needed(request: Request) -> Problem:
    """The problem of a request that nobody has signed in for; where there was a session, that it is over."""
    over = {
        "en": "Your session is over. Sign in again at /sign-in.",
        "de": "Ihre Sitzung ist zu Ende. Melden Sie sich unter /sign-in wieder an.",
    }
    return Problem("sign_in_needed", over if session_token(request) else None, headers=_CHALLENGE)


def visitor_of(request: Request, service: RunningService) -> Visitor:
    """The person whose session a request is sent under. An API key beside it counts for nothing. Raises `Problem`."""
    token = session_token(request)
    signed_in = service.people.sessions.who(token) if token else None
    if token is None or signed_in is None:
        raise sign_in_needed(request)
    return Visitor(signed_in, csrf_token(token))


async def present_session(request: Request, visitor: Annotated[Visitor, Depends(visitor_of)]) -> Visitor:
    """The person, once it is sure that what changes something was sent by a page of ours. Raises `Problem`."""
    if request.method not in _SAFE:
        if not same_origin(request):
            raise Problem("foreign_origin")
        sent = request.headers.get(CSRF_HEADER)
        if sent is None and is_form(request):
            sent = (await form_of(request)).get(CSRF_FIELD)
        if not hmac.compare_digest(visitor.csrf_token.encode(), (sent or "").encode("utf-8", "surrogatepass")):
            raise Problem("csrf_token_missing" if not sent else "csrf_token_wrong")
    return visitor


PresentSession: TypeAlias = Annotated[Visitor, Depends(present_session)]
"""Somebody who is signed in, perhaps with a one-time password that is still to be changed."""


def signed_in_person(visitor: PresentSession) -> Visitor:
    """The person, unless a one-time password is still to be changed. Raises `Problem`."""
    if visitor.user.must_change_password:
        raise Problem("password_change_needed")
    return visitor


SignedIn: TypeAlias = Annotated[Visitor, Depends(signed_in_person)]
"""Somebody who is signed in, whatever the role."""


def requires(permission: Permission) -> Any:
    """What a route declares that only some may use: `visitor: Annotated[Visitor, requires(Permission.WRITE_POLICY)]`.

    Also fit for the `dependencies` of a route or a router.
    """
    return Depends(_DEPENDENCIES[permission])


def permission_of(dependency: object) -> Permission | None:
    """The permission that a dependency made by `requires` asks for."""
    return next((permission for permission, made in _DEPENDENCIES.items() if made is dependency), None)


def _asking(permission: Permission) -> Any:
    def permitted(visitor: SignedIn) -> Visitor:
        if not visitor.may(permission):
            raise Problem("not_permitted")
        return visitor

    return permitted


_DEPENDENCIES = {permission: _asking(permission) for permission in Permission}
"""One for each, so that whoever lists the routes can tell what they ask for."""
