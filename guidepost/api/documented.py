"""How routes name, for the OpenAPI, what they read and what they may answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from pydantic import BaseModel

from guidepost.api.problem_kinds import KINDS
from guidepost.api.problems import MEDIA_TYPE

Responses: TypeAlias = dict[int | str, dict[str, Any]]

LANGUAGE_PARAMETER: Mapping[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The language of problems, and of the guidance where the author has none.",
    "example": "de, en;q=0.5",
}
IDEMPOTENCY_PARAMETER: Mapping[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x20-\\x7e]+$"},
    "description": "The same key with the same request gives the same answer, decided once.",
    "example": "5f1d8f6e-7d0c-4a3b-9d2e-0c1b2a394857",
}
_REQUEST_ID = {"X-Request-Id": {"description": "The id of the request.", "schema": {"type": "string"}}}
_HEADERS_OF: Mapping[int, Mapping[str, Any]] = {
    401: {"WWW-Authenticate": {"description": "How to authenticate.", "schema": {"type": "string"}}},
    503: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}},
}

READING_A_BODY = (
    "body_not_utf8",
    "body_not_json",
    "body_too_deep",
    "body_has_lone_surrogate",
    "body_too_large",
    "not_json_content",
    "invalid",
    "text_too_long",
    "text_empty",
    "text_has_nul",
    "text_too_contorted",
)
"""The problems a body of posts can have."""


def answers(model: type[BaseModel], description: str, headers: Mapping[str, str] | None = None) -> Responses:
    """A 200 with a `model`; `headers` by name and what they tell."""
    described = {name: {"description": text, "schema": {"type": "string"}} for name, text in (headers or {}).items()}
    return {200: {"model": model, "description": description, "headers": {**_REQUEST_ID, **described}}}


def problems(*codes: str) -> Responses:
    """The error answers of a route, by the codes of its problems, each with an example. `internal` is always among them."""
    kinds = [KINDS[code] for code in (*codes, "internal")]
    found: Responses = {}
    for status in sorted({kind.status for kind in kinds}):
        found[status] = {
            "description": HTTPStatus(status).phrase,
            "headers": {**_REQUEST_ID, **_HEADERS_OF.get(status, {})},
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                    "examples": dict(example for kind in kinds if kind.status == status for example in _examples(kind.code)),
                }
            },
        }
    return found


def _examples(code: str) -> Iterator[tuple[str, Any]]:
    kind = KINDS[code]
    for language in ("en", "de"):
        body: dict[str, Any] = {
            "type": kind.type,
            "title": kind.title[language],
            "status": kind.status,
            "detail": kind.explanation[language],
            "instance": "req_90c7ansyk1rv0g5x2m8q4t6wzb",
        }
        yield f"{code}.{language}", {"value": body}


def reads(model: type[BaseModel], *parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The request body of a route that reads it through `body_of`, and its headers."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "parameters": [LANGUAGE_PARAMETER, *parameters],
    }
