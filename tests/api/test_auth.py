from __future__ import annotations

import pytest
from starlette.testclient import TestClient

POST = {"text": "Hello", "audience": "internal"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer gp_live_wrong"},
        {"Authorization": "Basic dTpw"},
        {"Authorization": "Bearer"},
        {"X-API-Key": "gp_live_wrong"},
        {"X-API-Key": ""},
    ],
)
def test_without_a_good_key_nothing_is_checked(anonymous: TestClient, headers: dict[str, str]) -> None:
    for answer in (
        anonymous.post("/v1/check", json=POST, headers=headers),
        anonymous.post("/v1/check/batch", json={"posts": [POST]}, headers=headers),
        anonymous.get("/v1/decisions/dec_1", headers=headers),
    ):
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
        assert answer.headers["www-authenticate"].startswith('Bearer realm="guidepost"')


def test_the_key_is_asked_for_before_the_body_is_read(anonymous: TestClient) -> None:
    assert anonymous.post("/v1/check", content=b"\xff", headers={"Content-Type": "application/json"}).status_code == 401


def test_both_headers_carry_the_key(anonymous: TestClient, api_key: str) -> None:
    for headers in ({"X-API-Key": api_key}, {"Authorization": f"bearer {api_key}"}):
        assert anonymous.post("/v1/check", json=POST, headers=headers).status_code == 200
