"""For scripts of our own pages: who is signed in, signing in and out. Forms do the same at /sign-in and /account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from guidepost.api.body import body_of
from guidepost.api.people import PresentSession, Visitor, cookies
from guidepost.api.people.admission import admit
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.api.same_origin import same_origin
from guidepost.api.schema.session import Me, SignInRequest
from guidepost.engine.people import csrf_token, permissions_of

router = APIRouter(include_in_schema=False)


def from_our_page(request: Request) -> None:
    """Refuse to sign anybody in on behalf of another site: the person would work under somebody else's name. Raises `Problem`."""
    if not same_origin(request):
        raise Problem("foreign_origin")


@router.post("/session", status_code=201, dependencies=[Depends(from_our_page)])
def sign_in(
    request: Request,
    response: Response,
    service: RunningService,
    body: Annotated[SignInRequest, Depends(body_of(SignInRequest))],
) -> Me:
    """Begin a session; its token goes into a cookie that scripts cannot read."""
    arrival = admit(request, service, body.name, body.password)
    cookies.keep(response, request, arrival)
    return _me(Visitor(arrival.session.signed_in, csrf_token(arrival.session.token)))


@router.delete("/session", status_code=204)
def sign_out(request: Request, visitor: PresentSession, service: RunningService) -> Response:
    """End the session."""
    service.people.sessions.sign_out(visitor.signed_in)
    response = Response(status_code=204)
    cookies.forget(response, request)
    return response


@router.get("/v1/me")
def me(visitor: PresentSession) -> Me:
    """Who is signed in."""
    return _me(visitor)


def _me(visitor: Visitor) -> Me:
    user = visitor.user
    permissions = [] if user.must_change_password else sorted(permissions_of(user.role))
    return Me(
        name=user.name,
        role=user.role,
        permissions=[str(permission) for permission in permissions],
        must_change_password=user.must_change_password,
        csrf_token=visitor.csrf_token,
    )
