"""What changes something under a session must come from a page of ours, and from this session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from guidepost.api.people.signed_in import visitor_of
from tests.api.people.conftest import ORIGIN, csrf
from tests.api.people.routes import asked, routes

SignIn = Callable[..., TestClient]
SAFE = {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, None),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, None),
        ({"Origin": "https://evil.example"}, "foreign_origin"),
        ({"Origin": "null"}, "foreign_origin"),
        ({"Origin": f"{ORIGIN}:81"}, "foreign_origin"),
        ({"Origin": f"{ORIGIN}.evil.example"}, "foreign_origin"),
        ({"Sec-Fetch-Site": "cross-site"}, "foreign_origin"),
        ({"Sec-Fetch-Site": "same-site"}, "foreign_origin"),
        ({"Sec-Fetch-Site": "same-site", "Origin": ORIGIN}, "foreign_origin"),
    ],
)
def test_a_good_token_counts_only_from_our_pages(sign_in: SignIn, headers: dict[str, str], code: str | None) -> None:
    client = sign_in()
    answer = client.delete("/session", headers={"X-CSRF-Token": csrf(client), **headers})
    assert answer.status_code == (403 if code else 204)
    assert not code or answer.json()["type"] == f"/problems/{code}"
    assert client.get("/v1/me").status_code == (200 if code else 401)


@pytest.mark.parametrize("how", ["none", "empty", "foreign", "earlier", "odd", "in the query", "only in a cookie"])
def test_any_other_token_counts_for_nothing(sign_in: SignIn, how: str) -> None:
    client = sign_in()
    own = csrf(client)
    sent: dict[str, Any] = {
        "none": {},
        "empty": {"headers": {"X-CSRF-Token": ""}},
        "foreign": {"headers": {"X-CSRF-Token": csrf(sign_in())}},
        "earlier": {"headers": {"X-CSRF-Token": own}},
        "odd": {"headers": {"X-CSRF-Token": b"\xff\xfe"}},
        "in the query": {"params": {"csrf_token": own}},
        "only in a cookie": {"headers": {"Cookie": f"guidepost-session={client.cookies['guidepost-session']}; csrf_token={own}"}},
    }[how]
    if how == "earlier":
        client.post("/sign-in", data={"name": "officer", "password": "Nachtigall-7-Wiese"})
    answer = client.delete("/session", **sent)
    assert answer.status_code == 403
    assert answer.json()["type"] in ("/problems/csrf_token_missing", "/problems/csrf_token_wrong")
    assert client.get("/v1/me").status_code == 200


def test_every_route_that_changes_something_under_a_session_asks_for_the_token(app: Any, sign_in: SignIn) -> None:
    client = sign_in()
    walked = 0
    for route in routes(app):
        if visitor_of in set(asked(route.dependant)):
            for method in route.methods - SAFE:
                answer = client.request(method, route.path, data={"session": "all"})
                assert answer.status_code == 403, (method, route.path)
                walked += 1
    assert walked >= 4
    assert client.get("/v1/me").status_code == 200


def test_a_form_that_is_out_of_date_is_told_on_a_page(sign_in: SignIn) -> None:
    client = sign_in()
    answer = client.post("/sign-out", data={"csrf_token": "0" * 64}, headers={"Accept-Language": "de"})
    assert answer.status_code == 403
    assert "Diese Seite ist veraltet" in answer.text
    assert client.get("/v1/me").status_code == 200


def test_a_form_that_is_sent_when_the_session_is_over_leads_to_the_form(sign_in: SignIn, house: Any) -> None:
    client = sign_in()
    house.people.administration.disable("officer", by=None)
    answer = client.post("/account/password", data={"csrf_token": "x"})
    assert answer.headers["location"] == "/sign-in?note=over"
