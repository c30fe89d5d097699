from __future__ import annotations

import logging
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.api.problem_kinds import KINDS
from guidepost.api.schema import ProblemDetails
from guidepost.engine.service import Service
from tests.api.engine import CrashingService, StorelessService

POST = {"text": "secret-4b1", "audience": "internal"}


def _client(kind: type[Service], service: Service, api_key: str) -> TestClient:
    broken = kind(service.policy, service.providers, service.store, service.world)
    return TestClient(create_app(broken, try_page=False), headers={"X-API-Key": api_key})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/v1/check", 405),
        ("DELETE", "/healthz", 405),
        ("GET", "/static/none.js", 404),
        ("GET", "/healthz/", 404),
        ("OPTIONS", "/v1/check", 405),
    ],
)
def test_what_the_framework_refuses_has_the_same_shape(anonymous: TestClient, method: str, path: str, status: int) -> None:
    answer = anonymous.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = ProblemDetails.model_validate(answer.json())
    assert (problem.status, problem.instance) == (status, answer.headers["x-request-id"])
    assert ("allow" in answer.headers) == (status == 405)


def test_a_crash_is_told_without_details_and_logged_without_the_post(service: Service, api_key: str) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = _client(CrashingService, service, api_key).post("/v1/check", json=POST)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "content-security-policy" in answer.headers
    assert "secret-4b1" not in answer.text
    assert "RuntimeError" not in answer.text
    crash = next(line for line in lines if line["event"] == "unforeseen")
    assert crash["error"] == "RuntimeError"
    assert any("in check" in frame or frame.endswith(" check") for frame in crash["at"])
    assert "secret-4b1" not in str(lines)


def test_a_store_that_is_gone_is_a_503_to_try_again(service: Service, api_key: str) -> None:
    answer = _client(StorelessService, service, api_key).post("/v1/check", json=POST, headers={"Accept-Language": "de"})
    assert (answer.status_code, answer.headers["retry-after"], answer.json()["title"]) == (503, "5", "Gerade nicht verfügbar")


@pytest.mark.parametrize("code", sorted(KINDS))
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_type_leads_to_a_page_that_explains_it(anonymous: TestClient, code: str, language: str) -> None:
    answer = anonymous.get(KINDS[code].type, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert KINDS[code].title[language] in answer.text


def test_a_kind_that_does_not_exist_has_no_page(anonymous: TestClient) -> None:
    assert anonymous.get("/problems/none").status_code == 404


def test_a_request_is_one_line_without_text_or_key(client: TestClient, api_key: str) -> None:
    with structlog.testing.capture_logs() as lines:
        client.post("/v1/check?note=secret-4b1", json=POST, headers={"X-Request-Id": "abc-1"})
    line: Any = next(line for line in lines if line["event"] == "request")
    assert (line["method"], line["path"], line["status"]) == ("POST", "/v1/check", 200)
    assert line["duration_ms"] > 0
    assert "secret-4b1" not in str(lines)
    assert api_key not in str(lines)


def test_the_logs_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from guidepost.api.logs import configure_logs

    before = structlog.get_config()
    handlers, level = logging.root.handlers[:], logging.root.level
    try:
        configure_logs()
        structlog.get_logger("x").info("one", path="/a")
        logging.getLogger("uvicorn.error").warning("two %s", "b")
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    finally:
        structlog.configure(**before)
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)
    assert [(line["event"], line["level"]) for line in lines] == [("one", "info"), ("two b", "warning")]
