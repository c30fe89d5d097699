"""Problem details (RFC 9457): the one shape of every error the API answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from guidepost.api.language import LANGUAGES, preferred
from guidepost.api.problem_kinds import KINDS, ProblemKind

MEDIA_TYPE = "application/problem+json"

REQUEST_ID = "guidepost.request_id"
"""Where the id of a request stands in its ASGI scope."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: a JSON Pointer (RFC 6901) into the body, and by language what is expected."""

    pointer: str
    message: Mapping[str, str]


@dataclass(eq=False)
class Problem(Exception):
    """Ends a request with a problem of the kind `code`. `detail` is by language; without it the kind's explanation is told."""

    code: str
    detail: Mapping[str, str] | None = None
    errors: Sequence[FieldError] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> ProblemKind:
        """What the code stands for."""
        return KINDS[self.code]


def problem_response(problem: Problem, scope: Scope) -> Response:
    """The answer that tells a client of a problem, in the language it prefers."""
    language = preferred(Headers(scope=scope).get("accept-language")) or LANGUAGES[0]
    kind = problem.kind
    body: dict[str, object] = {
        "type": kind.type,
        "title": kind.title[language],
        "status": kind.status,
        "detail": (problem.detail or kind.explanation)[language],
        "instance": scope.get(REQUEST_ID, ""),
    }
    if problem.errors:
        body["errors"] = [{"pointer": error.pointer, "message": error.message[language]} for error in problem.errors]
    return Response(
        msgspec.json.encode(body),
        kind.status,
        {"Content-Language": language, "Vary": "Accept-Language", **problem.headers},
        MEDIA_TYPE,
    )
