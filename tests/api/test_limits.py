from __future__ import annotations

from collections.abc import Iterator

from starlette.testclient import TestClient

from guidepost.api.limits import LARGEST_BODY

JSON = {"Content-Type": "application/json"}


def _body(size: int) -> bytes:
    frame = b'{"text": "", "audience": "internal"}'
    return b'{"text": "' + b"x" * (size - len(frame)) + b'", "audience": "internal"}'


def _in_chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


def test_an_announced_body_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/check", content=_body(LARGEST_BODY + 1), headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body_too_large")


def test_a_streamed_body_that_grows_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/check", content=_in_chunks(_body(LARGEST_BODY + 1)), headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body_too_large")


def test_a_body_of_exactly_the_limit_is_read(client: TestClient) -> None:
    for content in (_body(LARGEST_BODY), _in_chunks(_body(LARGEST_BODY))):
        assert client.post("/v1/check", content=content, headers=JSON).json()["type"] == "/problems/text_too_long"


def test_a_body_nobody_reads_is_limited_too(anonymous: TestClient) -> None:
    assert anonymous.post("/nothing", content=_body(LARGEST_BODY + 1), headers=JSON).status_code == 413
