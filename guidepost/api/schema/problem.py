"""Problem details (RFC 9457), as every error is answered."""

from __future__ import annotations

from pydantic import Field

from guidepost.api.schema.strict import Strict


class FieldProblem(Strict):
    """What is wrong with one field."""

    pointer: str = Field(description="JSON Pointer into the body; empty for the whole body.", examples=["/audience"])
    message: str = Field(examples=["Expected one of: internal, external."])


class ProblemDetails(Strict):
    """Why a request was not answered, and what to do."""

    type: str = Field(description="Path of a page that explains this kind of problem.", examples=["/problems/invalid"])
    title: str = Field(examples=["Some fields do not fit"])
    status: int = Field(ge=400, le=599, examples=[422])
    detail: str = Field(examples=["Look at /audience. Expected one of: internal, external."])
    instance: str = Field(description="The id of the request.", examples=["req_90c7ansyk1rv0g5x2m8q4t6wzb"])
    errors: list[FieldProblem] = Field(default_factory=list)
