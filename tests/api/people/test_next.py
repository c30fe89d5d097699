"""Where signing in leads: back, and never to another server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from guidepost.api.pages.next_address import safe_next
from tests.engine.people.conftest import PASSWORD

SignIn = Callable[..., TestClient]

AWAY = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\x00/evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "@evil.example",
    "?x=//evil.example",
    "/a\\..\\..\\evil",
    "/ä",
    "/" + "a" * 2001,
    "",
]
BACK = ["/", "/account", "/policy?tab=2&x=%2F%2Fevil.example", "/a//b", "/v1/me#part", "/@evil.example", "/.//evil.example"]


@pytest.mark.parametrize("address", AWAY, ids=ascii)
def test_nothing_leads_away(sign_in: SignIn, visit: SignIn, address: str) -> None:
    assert safe_next(address) is None
    client = sign_in(next=address)
    assert client.get("/v1/me").status_code == 200
    answer = visit().post("/sign-in", data={"name": "officer", "password": PASSWORD, "next": address})
    assert answer.headers["location"] == "/account"
    assert client.get(f"/sign-in?next={quote(address)}").headers["location"] == "/account"
    assert "evil" not in visit().get(f"/sign-in?next={quote(address)}").text.replace("lang=", "").split("<form")[1]


@pytest.mark.parametrize("address", BACK)
def test_every_path_here_leads_back(visit: SignIn, address: str) -> None:
    client = visit()
    assert f'name="next" value="{address.replace("&", "&amp;")}"' in client.get("/sign-in", params={"next": address}).text
    answer = client.post("/sign-in", data={"name": "officer", "password": PASSWORD, "next": address})
    assert answer.headers["location"] == address
    assert client.get("/sign-in", params={"next": address}).headers["location"] == address


@pytest.mark.parametrize("address", ["/sign-in", "/sign-in?next=/sign-in", "/sign-out", "/session"])
def test_signing_in_does_not_lead_to_signing_in_or_out(address: str) -> None:
    assert safe_next(address) is None
    assert safe_next("/sign-in-rules") == "/sign-in-rules"


def as_a_browser(address: str) -> str:
    """Where a browser goes from the page to sign in (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
    stripped = address.strip("".join(map(chr, range(0x21))))
    cleaned = "".join(character for character in stripped if character not in "\t\r\n").replace("\\", "/")
    return urljoin("https://guidepost.test/sign-in", cleaned)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="/\\\t\n .:@?#%aé0-"),
        st.builds(
            lambda start, rest: start + rest, st.sampled_from(["/", "//", "/\\", "\\/", "/\t/", "http:", "https://"]), st.text()
        ),
    )
)
@example("/" * 3)
def test_whatever_is_let_through_stays_on_this_server(address: str) -> None:
    found = safe_next(address)
    if found is not None:
        assert found == address
        assert urlsplit(as_a_browser(found))[:2] == ("https", "guidepost.test")
        assert found.isascii()
        assert found.isprintable()


@given(st.from_regex(r"/[a-rt-z0-9][a-z0-9/?=&%._-]{0,40}", fullmatch=True))
def test_ordinary_paths_are_let_through(address: str) -> None:
    assert safe_next(address) == address
