from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.service import Service

RUDE = {"text": "Nightjar, you idiot", "audience": "external"}


def test_trying_needs_no_key_finds_everything_and_keeps_nothing(anonymous: TestClient, service: Service) -> None:
    before = service.store.count_decisions()
    answer = anonymous.post("/v1/try", json=RUDE)
    assert answer.status_code == 200
    assert [reason["rule_id"] for reason in answer.json()["reasons"]] == ["conf-01", "resp-01"]
    assert answer.json()["recorded"] is False
    assert service.store.decision(answer.json()["id"]) is None
    assert service.store.count_decisions() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://guidepost.test"}, 200),
        ({"Origin": "http://guidepost.test"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://guidepost.test:81"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_only_the_page_itself_may_try(anonymous: TestClient, headers: dict[str, str], status: int) -> None:
    assert anonymous.post("/v1/try", json=RUDE, headers=headers).status_code == status


def test_where_the_page_is_off_there_is_nothing_to_try(service: Service) -> None:
    client = TestClient(create_app(service, try_page=False), follow_redirects=False)
    assert client.post("/v1/try", json=RUDE).status_code == 404
    assert client.get("/").headers["location"] == "/account"
