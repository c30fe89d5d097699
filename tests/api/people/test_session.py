"""Signing in over HTTP: cookies, tokens, how a session ends, and what it must not be mistaken for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from guidepost.engine.people import Role
from guidepost.engine.service import Service
from tests.api.people.conftest import SESSION, csrf
from tests.engine.people.conftest import PASSWORD, Clock

SignIn = Callable[..., TestClient]
NEW = "ein ganz anderes Wort"


def code(answer: object) -> str:
    """Which problem an answer tells of."""
    return answer.json()["type"].removeprefix("/problems/")  # type: ignore[attr-defined,no-any-return]


class TestCookies:
    def test_without_tls_are_closed_to_scripts_and_other_sites(self, visit: SignIn) -> None:
        answer = visit().post("/sign-in", data={"name": "officer", "password": PASSWORD})
        session, browser = sorted(answer.headers.get_list("set-cookie"), key=lambda cookie: not cookie.startswith(SESSION))
        assert session.startswith("guidepost-session=")
        assert [part.strip().lower() for part in session.split(";")[1:]] == ["httponly", "path=/", "samesite=lax"]
        assert browser.startswith("guidepost-browser=")
        assert {"httponly", "path=/", "samesite=strict"} <= {part.strip().lower() for part in browser.split(";")}

    def test_with_tls_are_bound_to_this_host(self, visit: SignIn) -> None:
        client = visit("https://guidepost.test")
        answer = client.post("/sign-in", data={"name": "officer", "password": PASSWORD})
        cookies = answer.headers.get_list("set-cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"__Host-guidepost-session", "__Host-guidepost-browser"}
        for cookie in cookies:
            parts = {part.strip().lower() for part in cookie.split(";")}
            assert {"secure", "httponly", "path=/"} <= parts
            assert not any(part.startswith("domain") for part in parts)
        assert client.get("/account").status_code == 200

    def test_of_the_plain_kind_count_for_nothing_with_tls(self, sign_in: SignIn, visit: SignIn) -> None:
        token = sign_in().cookies[SESSION]
        client = visit("https://guidepost.test")
        client.cookies.set(SESSION, token)
        assert client.get("/v1/me").status_code == 401

    def test_are_dropped_when_one_signs_out(self, sign_in: SignIn) -> None:
        client = sign_in()
        token = client.cookies[SESSION]
        answer = client.post("/sign-out", data={"csrf_token": csrf(client)})
        assert answer.headers["location"] == "/sign-in?note=out"
        assert SESSION not in client.cookies
        client.cookies.set(SESSION, token)
        assert client.get("/v1/me").status_code == 401, "the token itself is worth nothing any more"


class TestFixation:
    def test_is_not_possible_with_a_token_of_ones_own(self, visit: SignIn) -> None:
        client = visit()
        client.cookies.set(SESSION, "planted", domain="guidepost.test")
        client.post("/sign-in", data={"name": "officer", "password": PASSWORD})
        tokens = [cookie.value for cookie in client.cookies.jar if cookie.name == SESSION]
        assert tokens
        planted = visit()
        planted.cookies.set(SESSION, "planted")
        assert planted.get("/v1/me").status_code == 401

    def test_is_not_possible_with_a_session_that_an_attacker_has_begun(self, sign_in: SignIn, visit: SignIn) -> None:
        attacker = sign_in("moderator")
        victim = visit()
        victim.cookies.set(SESSION, attacker.cookies[SESSION])
        victim.post("/sign-in", data={"name": "officer", "password": PASSWORD})
        assert attacker.get("/v1/me").status_code == 401


class TestTheEnd:
    def test_comes_by_itself(self, sign_in: SignIn, clock: Clock) -> None:
        client = sign_in()
        clock.advance(minutes=29)
        assert client.get("/v1/me").status_code == 200
        clock.advance(minutes=31)
        assert code(client.get("/v1/me")) == "sign_in_needed"
        assert client.get("/account").headers["location"] == "/sign-in?next=%2Faccount&note=over"
        assert "Your session is over" in client.get("/sign-in?next=%2Faccount&note=over").text

    @pytest.mark.parametrize("change", ["disable", "role", "reset"])
    def test_comes_at_once_with_a_change_by_an_administrator(self, sign_in: SignIn, house: Service, change: str) -> None:
        client = sign_in()
        administration = house.people.administration
        {
            "disable": lambda: administration.disable("officer", by=None),
            "role": lambda: administration.set_role("officer", Role.MODERATOR, by=None),
            "reset": lambda: administration.reset_password("officer", by=None),
        }[change]()
        assert client.get("/v1/me").status_code == 401

    def test_can_be_had_for_another_browser(self, sign_in: SignIn) -> None:
        here, there = sign_in(), sign_in()
        page = here.get("/account").text
        assert page.count("Firefox · Linux") >= 2
        [other] = [
            session.split('"')[0]
            for session in page.split('name="session" value="')[1:]
            if session.startswith("ses_") and "this one" not in page.split(session.split('"')[0])[0][-700:]
        ]
        assert here.post("/account/sessions", data={"session": other, "csrf_token": csrf(here)}).status_code == 303
        assert (here.get("/v1/me").status_code, there.get("/v1/me").status_code) == (200, 401)

    def test_can_be_had_everywhere(self, sign_in: SignIn) -> None:
        here, there = sign_in(), sign_in()
        answer = here.post("/account/sessions", data={"session": "all", "csrf_token": csrf(here)})
        assert answer.headers["location"] == "/sign-in?note=everywhere"
        assert (here.get("/v1/me").status_code, there.get("/v1/me").status_code) == (401, 401)

    def test_of_somebody_elses_session_cannot_be_had(self, sign_in: SignIn, house: Service) -> None:
        mine, hers = sign_in("moderator"), sign_in("lead")
        user = house.store.people().named("lead")
        assert user
        [session] = house.people.sessions.of(user)
        mine.post("/account/sessions", data={"session": session.id, "csrf_token": csrf(mine)})
        assert hers.get("/v1/me").status_code == 200


class TestKeysAndSessions:
    def test_are_never_taken_for_each_other(self, sign_in: SignIn, visit: SignIn, key: str) -> None:
        post = {"text": "Hello", "audience": "internal"}
        bearer = {"Authorization": f"Bearer {key}"}
        signed_in = sign_in()
        assert visit().post("/v1/check", json=post, headers=bearer).status_code == 200
        assert signed_in.post("/v1/check", json=post).status_code == 401
        both = signed_in.post("/v1/check", json=post, headers=bearer)
        assert (both.status_code, code(both)) == (401, "unauthenticated")
        assert "no cookie" in both.json()["detail"]
        assert signed_in.get("/v1/decisions/dec_1", headers={"X-API-Key": key}).status_code == 401
        assert visit().get("/v1/me", headers=bearer).status_code == 401
        assert visit().get("/account", headers=bearer).status_code == 303
        assert signed_in.delete("/session", headers=bearer).status_code == 403, "a key does not stand in for the CSRF token"


class TestForScripts:
    def test_a_session_begins_and_ends(self, visit: SignIn) -> None:
        client = visit()
        begun = client.post("/session", json={"name": "Officer", "password": PASSWORD})
        assert begun.status_code == 201
        assert begun.json() == client.get("/v1/me").json()
        assert begun.json()["role"] == "officer"
        assert "write_policy" in begun.json()["permissions"]
        assert client.delete("/session", headers={"X-CSRF-Token": begun.json()["csrf_token"]}).status_code == 204
        assert client.get("/v1/me").status_code == 401

    def test_every_refusal_is_a_problem(self, visit: SignIn, house: Service) -> None:
        client = visit()
        wrong = {"name": "officer", "password": "wrong"}
        answers = [client.post("/session", json=wrong) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert [code(answers[0]), code(answers[5])] == ["credentials_wrong", "sign_in_wait"]
        assert answers[0].headers["www-authenticate"].startswith("Session ")
        assert answers[5].headers["retry-after"] == "30"
        assert "30 seconds" in answers[5].json()["detail"]
        house.people.administration.disable("lead", by=None)
        assert code(client.post("/session", json={"name": "lead", "password": PASSWORD})) == "account_disabled"
        assert code(client.post("/session", json={"name": "lead"})) == "invalid"
        assert code(client.post("/session", content=b"{", headers={"Content-Type": "application/json"})) == "body_not_json"

    def test_one_time_passwords_open_only_the_way_to_change_them(self, sign_in: SignIn, house: Service) -> None:
        _, once = house.people.administration.reset_password("officer", by=None)
        client = sign_in(password=once)
        assert client.get("/v1/me").json()["must_change_password"] is True
        assert client.get("/v1/me").json()["permissions"] == []
        assert (
            client.post("/account/sessions", data={"session": "all", "csrf_token": csrf(client)}).headers["location"] == "/account"
        )


class TestTheOwnPassword:
    def test_is_changed_and_the_session_goes_on_under_a_new_token(self, sign_in: SignIn) -> None:
        here, there = sign_in(), sign_in()
        before = here.cookies[SESSION]
        form = {"present": PASSWORD, "new": NEW, "again": NEW, "csrf_token": csrf(here)}
        assert here.post("/account/password", data=form).headers["location"] == "/account?done=password"
        assert here.cookies[SESSION] != before
        assert (here.get("/v1/me").status_code, there.get("/v1/me").status_code) == (200, 401)
        assert sign_in(password=NEW).get("/v1/me").status_code == 200

    @pytest.mark.parametrize(
        ("form", "status", "told"),
        [
            ({"new": NEW, "again": NEW + "x"}, 422, "The two new passwords differ"),
            ({"new": "short", "again": "short"}, 422, "at least 12 characters"),
            ({"new": "x9" * 150, "again": "x9" * 150}, 422, "at most 256 characters"),
            ({"new": "Password2026!", "again": "Password2026!"}, 422, "one of the first passwords"),
            ({"new": "officer-officer", "again": "officer-officer"}, 422, "hardly more than your name"),
            ({"new": PASSWORD, "again": PASSWORD}, 422, "the password you have already"),
            ({"present": "wrong", "new": NEW, "again": NEW}, 401, "not your present password"),
            ({}, 422, "at least 12 characters"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_not_changed_when_something_is_wrong_and_the_field_says_so(
        self, sign_in: SignIn, form: dict[str, str], status: int, told: str
    ) -> None:
        client = sign_in()
        answer = client.post("/account/password", data={"present": PASSWORD, **form, "csrf_token": csrf(client)})
        assert answer.status_code == status
        assert told in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert client.get("/v1/me").status_code == 200
        assert sign_in().get("/v1/me").status_code == 200

    def test_cannot_be_guessed_at_from_an_open_session(self, sign_in: SignIn) -> None:
        client = sign_in()
        form = {"present": "wrong", "new": NEW, "again": NEW, "csrf_token": csrf(client)}
        statuses = [client.post("/account/password", data=form).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]

    def test_instead_of_a_one_time_password_leads_on_to_where_one_wanted_to_go(self, visit: SignIn, house: Service) -> None:
        _, once = house.people.administration.reset_password("officer", by=None)
        client = visit()
        to_account = client.post("/sign-in", data={"name": "officer", "password": once, "next": "/policy?tab=2"})
        assert to_account.headers["location"] == "/account?next=%2Fpolicy%3Ftab%3D2"
        page = client.get(to_account.headers["location"]).text
        assert 'name="next" value="/policy?tab=2"' in page
        assert "Sign out everywhere" not in page
        form = {"present": once, "new": NEW, "again": NEW, "next": "/policy?tab=2", "csrf_token": csrf(client)}
        assert client.post("/account/password", data=form).headers["location"] == "/policy?tab=2"


def test_the_name_of_the_server_alone_leads_to_the_form(visit: SignIn) -> None:
    client = visit()
    assert client.get("/").headers["location"] == "/account"
    assert client.get("/account").headers["location"] == "/sign-in?next=%2Faccount"
    assert client.get("/sign-in").status_code == 200


def test_the_form_speaks_german_and_remembers_it(visit: SignIn) -> None:
    client = visit()
    assert "Passwort vergessen?" in client.get("/sign-in?lang=de").text
    wrong = client.post("/sign-in", data={"name": "Zoë <b>", "password": "x"})
    assert "Name oder Passwort stimmt nicht" in wrong.text
    assert 'value="Zoë &lt;b&gt;"' in wrong.text
    assert wrong.status_code == 401


def test_nobody_signs_anybody_else_in_from_another_site(visit: SignIn) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        client = visit()
        form = client.post("/sign-in", data={"name": "officer", "password": PASSWORD}, headers=headers)
        assert form.status_code == 403
        assert "text/html" in form.headers["content-type"]
        script = client.post("/session", json={"name": "officer", "password": PASSWORD}, headers=headers)
        assert (script.status_code, code(script)) == (403, "foreign_origin")
        assert SESSION not in client.cookies


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"name=a", "text/plain", 415),
        (b"name=\xff", "application/x-www-form-urlencoded", 400),
        (b"name=%FF", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % number for number in range(100)), "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 401),
    ],
)
def test_a_form_that_is_none_is_refused(visit: SignIn, content: bytes, kind: str, status: int) -> None:
    answer = visit().post("/sign-in", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert "text/html" in answer.headers["content-type"]


def test_a_store_that_is_gone_is_told_on_pages_and_to_scripts(sign_in: SignIn, house: Service) -> None:
    client = sign_in()
    house.store.close()
    page, script = client.get("/account", headers={"Accept-Language": "de"}), client.get("/v1/me")
    assert (page.status_code, script.status_code) == (503, 503)
    assert "Gerade nicht verfügbar" in page.text
    assert page.headers["retry-after"] == "5"
    assert code(script) == "unavailable"
    form = client.post("/sign-in", data={"name": "officer", "password": PASSWORD})
    assert (form.status_code, "text/html" in form.headers["content-type"]) == (503, True)
