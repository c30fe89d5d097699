from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from guidepost.engine.service import Service

POST = {"text": "Hello", "audience": "internal"}


def _new() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def test_the_same_request_is_answered_with_the_same_bytes(client: TestClient) -> None:
    headers = _new()
    first = client.post("/v1/check", json=POST, headers=headers)
    spaced = json.dumps(dict(reversed(POST.items())), indent=4)
    again = client.post("/v1/check", content=spaced, headers={**headers, "Content-Type": "application/json"})
    assert again.content == first.content
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")


def test_a_batch_is_replayed_too(client: TestClient) -> None:
    headers = _new()
    body = {"posts": [POST, {**POST, "text": "Nightjar", "audience": "external"}]}
    assert (
        client.post("/v1/check/batch", json=body, headers=headers).content
        == client.post("/v1/check/batch", json=body, headers=headers).content
    )


def test_another_request_under_the_same_key_is_a_conflict(client: TestClient) -> None:
    headers = _new()
    client.post("/v1/check", json=POST, headers=headers)
    for path, body in (
        ("/v1/check", {**POST, "text": "Bye"}),
        ("/v1/check", {**POST, "thorough": True}),
        ("/v1/check/batch", {"posts": [POST]}),
    ):
        answer = client.post(path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/idempotency_conflict")


@pytest.mark.parametrize("token", ["", "x" * 256, b"caf\xc3\xa9", "tab\there"])
def test_a_key_that_cannot_be_used_is_refused(client: TestClient, token: str | bytes) -> None:
    answer = client.post(
        "/v1/check", json=POST, headers=[(b"Idempotency-Key", token if isinstance(token, bytes) else token.encode())]
    )
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/idempotency_key_invalid")


def test_the_longest_key_is_fine(client: TestClient) -> None:
    assert client.post("/v1/check", json=POST, headers={"Idempotency-Key": str(uuid.uuid4()).ljust(255, "~")}).status_code == 200


def test_requests_at_the_same_moment_decide_once(client: TestClient, service: Service) -> None:
    headers, before = _new(), service.store.count_decisions()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post("/v1/check", json=POST, headers=headers).content, range(4)))
    assert len(set(answers)) == 1
    assert service.store.count_decisions() == before + 1


def test_a_refused_request_does_not_use_up_its_key(client: TestClient) -> None:
    headers = _new()
    assert client.post("/v1/check", json={**POST, "text": ""}, headers=headers).status_code == 422
    assert client.post("/v1/check", json=POST, headers=headers).status_code == 200
