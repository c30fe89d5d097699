"""The application against its own OpenAPI: generated requests, good and bad."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from guidepost.api import create_app
from guidepost.engine.service import Service

schemathesis: Any = pytest.importorskip("schemathesis")

READING = [("POST", "/v1/check"), ("POST", "/v1/check/batch"), ("POST", "/v1/try")]
ALL = [
    *READING,
    *(("GET", f"/v1/decisions/{{decision_id}}{end}") for end in ("", "/explanation")),
    *(("GET", f"/v1/policies{end}") for end in ("", "/{digest}", "/{digest}/shadow")),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
]


@pytest.fixture(scope="module")
def documented(service: Service) -> Any:
    """The OpenAPI of the application, ready to be asked."""
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(service, try_page=True))


@pytest.mark.parametrize(
    ("method", "path", "mode"), [*((*one, "positive") for one in ALL), *((*one, "negative") for one in READING)]
)
def test_every_answer_is_as_documented(documented: Any, api_key: str, method: str, path: str, mode: str) -> None:
    from schemathesis import GenerationMode
    from schemathesis.checks import CHECKS

    # A schema cannot say that one character must be visible, so that texts of spaces count as good ones there.
    excluded = CHECKS.get_by_names(["positive_data_acceptance"])

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=documented[path][method].as_strategy(generation_mode=GenerationMode(mode)))
    def ask(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {api_key}"}, excluded_checks=excluded)

    ask()
