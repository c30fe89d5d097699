"""The OpenAPI of the application: what FastAPI finds in the routes, and the models they read and refuse with by themselves."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from guidepost.api.schema import BatchRequest, CheckRequest, ProblemDetails

DESCRIPTION = """\
Checks posts against your written guidelines before they are published.

Send a post to `/v1/check` and act on `outcome`. Show the author what `guidance` says; it is written for them.
Every error is a problem document (RFC 9457) with a `type` that explains itself.
"""


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _, extra = models_json_schema(
            [(CheckRequest, "validation"), (BatchRequest, "validation"), (ProblemDetails, "validation")],
            ref_template="#/components/schemas/{model}",
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(extra["$defs"])
        _drop_unused(document)
        app.openapi_schema = document
    return app.openapi_schema


def _drop_unused(document: dict[str, Any]) -> None:
    """Take out FastAPI's own validation errors: no parameter here is validated by FastAPI, and errors have another shape."""
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    for methods in document["paths"].values():
        for operation in methods.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
