"""The reference of the API, made from its OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from guidepost.api.pages.choose import language_of
from guidepost.api.pages.static import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Route:
    """One route as the page shows it: `body` is an example, `fields` the fields of the request by name."""

    method: str
    path: str
    summary: str
    description: str
    secured: bool
    fields: tuple[tuple[str, str], ...]
    body: str
    answers: tuple[tuple[str, str], ...]


@router.get("/docs")
def reference(request: Request) -> Response:
    """All routes, their fields and their answers."""
    document = request.app.openapi()
    return page("reference.html", language_of(request), routes=list(_routes(document)), version=document["info"]["version"])


def _routes(document: dict[str, Any]) -> Iterator[Route]:
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            schema = _body_schema(operation, schemas)
            examples = schema.get("examples", [])
            yield Route(
                method.upper(),
                path,
                operation["summary"],
                operation.get("description", ""),
                "security" in operation,
                tuple(_fields(schema)),
                json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else "",
                tuple((status, answer["description"]) for status, answer in operation["responses"].items()),
            )


def _body_schema(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    reference = content.get("schema", {}).get("$ref", "")
    found: dict[str, Any] = schemas.get(reference.rpartition("/")[2], {})
    return found


def _fields(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, described in schema.get("properties", {}).items():
        allowed = " | ".join(map(str, described.get("enum", ())))
        needed = "required" if name in schema.get("required", ()) else ""
        yield name, " · ".join(part for part in (needed, allowed, described.get("description", "").replace("`", "")) if part)
