from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from guidepost.api.headers import SECURITY_HEADERS


@pytest.mark.parametrize("path", ["/", "/healthz", "/docs", "/static/try.js", "/nothing", "/v1/decisions/x", "/problems/invalid"])
def test_every_answer_carries_the_security_headers(anonymous: TestClient, path: str) -> None:
    answer = anonymous.get(path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize(("sent", "kept"), [("abc-1.Z_", True), ("x" * 128, True), ("x" * 129, False), ("a b", False), ("", False)])
def test_a_harmless_request_id_is_echoed_and_any_other_replaced(anonymous: TestClient, sent: str, kept: bool) -> None:
    answered = anonymous.get("/healthz", headers={"X-Request-Id": sent}).headers["x-request-id"]
    assert answered == sent if kept else answered.startswith("req_")
