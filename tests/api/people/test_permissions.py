"""Who may do what, walked over every route."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from guidepost.api.auth import require_key
from guidepost.api.pages.page_route import PageRoute
from guidepost.api.people import SignedIn, Visitor, requires
from guidepost.api.people.signed_in import visitor_of
from guidepost.engine.people import MAY, Permission, Role
from guidepost.engine.service import Service
from tests.api.people.conftest import csrf
from tests.api.people.routes import asked, permissions, routes

SignIn = Callable[..., TestClient]

OPEN = {
    ("GET", "/"),
    ("GET", "/docs"),
    ("GET", "/healthz"),
    ("GET", "/problems/{code}"),
    ("GET", "/readyz"),
    ("GET", "/sign-in"),
    ("POST", "/session"),
    ("POST", "/sign-in"),
}
"""What everybody who reaches the server may ask for, where the page to try a post is turned off."""


def each(app: Any) -> list[tuple[str, Any]]:
    return [(method, route) for route in routes(app) for method in sorted(route.methods)]


def test_no_route_is_open_by_mistake(app: Any) -> None:
    guards = {require_key, visitor_of}
    unguarded = {(method, route.path) for method, route in each(app) if not guards & set(asked(route.dependant))}
    assert unguarded == OPEN


def test_no_route_takes_a_key_and_a_session(app: Any) -> None:
    assert [route.path for _, route in each(app) if {require_key, visitor_of} <= set(asked(route.dependant))] == []


@pytest.fixture
def with_samples(app: Any) -> Any:
    """The application with two more routes for each permission, one for programs and one for people."""
    programs = APIRouter(prefix="/v1/sample", include_in_schema=False)
    people = APIRouter(prefix="/sample", include_in_schema=False, route_class=PageRoute)

    def add(permission: Permission) -> None:
        def answer(visitor: Annotated[Visitor, requires(permission)]) -> dict[str, str]:
            return {"name": visitor.user.name}

        answer.__annotations__["visitor"] = Annotated[Visitor, requires(permission)]
        for router in (programs, people):
            router.add_api_route(f"/{permission}", answer, methods=["GET", "POST"])

    for permission in Permission:
        add(permission)
    programs.add_api_route("/anybody", _anybody, methods=["GET"])
    app.include_router(programs)
    app.include_router(people)
    return app


def _anybody(visitor: SignedIn) -> dict[str, str]:
    return {"name": visitor.user.name}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_what_the_table_says_on_every_route(with_samples: Any, sign_in: SignIn, role: Role) -> None:
    client = sign_in(role)
    token = {"X-CSRF-Token": csrf(client)}
    walked = 0
    for method, route in each(with_samples):
        for permission in permissions(route):
            walked += 1
            answer = client.request(method, re.sub(r"\{\w+\}", "x", route.path), headers=token)
            refused = answer.status_code == 403 and ("Your role does not include this" in answer.text)
            assert refused == (permission not in MAY[role]), (method, route.path, answer.status_code)
    assert walked >= 4 * len(Permission)
    assert client.get("/v1/sample/anybody").json() == {"name": role}


def test_who_has_not_signed_in_is_led_to_the_form_or_told(with_samples: Any, visit: SignIn, key: str) -> None:
    client = visit()
    for headers in ({}, {"Authorization": f"Bearer {key}"}):
        for method, route in each(with_samples):
            if visitor_of not in set(asked(route.dependant)):
                continue
            answer = client.request(method, re.sub(r"\{\w+\}", "x", route.path), headers=headers)
            if isinstance(route, PageRoute):
                assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in"), route.path
            else:
                assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign_in_needed"), route.path
                assert answer.headers["www-authenticate"].startswith("Session ")


def test_a_one_time_password_opens_nothing(with_samples: Any, sign_in: SignIn, house: Service) -> None:
    _, once = house.people.administration.reset_password("officer", by=None)
    client = sign_in("officer", once)
    for method, route in each(with_samples):
        for _ in permissions(route):
            answer = client.request(method, re.sub(r"\{\w+\}", "x", route.path), headers={"X-CSRF-Token": csrf(client)})
            if isinstance(route, PageRoute):
                assert answer.headers["location"].split("?")[0] == "/account"
            else:
                assert answer.json()["type"] == "/problems/password_change_needed"


def test_a_page_that_is_for_others_says_so_in_the_readers_language(with_samples: Any, sign_in: SignIn) -> None:
    answer = sign_in("moderator").get("/sample/write_policy?lang=de")
    assert answer.status_code == 403
    assert "Das gehört nicht zu Ihrer Rolle" in answer.text
    assert "text/html" in answer.headers["content-type"]


def test_a_role_that_this_version_does_not_know_may_do_nothing(with_samples: Any, sign_in: SignIn, house: Service) -> None:
    user = house.store.people().named("lead")
    assert user
    with house.store.people().changing() as change:
        change.set_role(user.id, "emperor")
    client = sign_in("lead")
    assert [client.get(f"/v1/sample/{permission}").status_code for permission in Permission] == [403] * len(Permission)
    assert "emperor" in client.get("/account").text
