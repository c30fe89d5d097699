"""Signing in, as programs that run in our pages do it."""

from __future__ import annotations

from pydantic import Field

from guidepost.api.schema.strict import Strict


class SignInRequest(Strict):
    """Name and password."""

    name: str = Field(max_length=1000)
    password: str = Field(max_length=1000)


class Me(Strict):
    """Who is signed in, what that person may do, and what is repeated with everything that changes something."""

    name: str
    role: str
    permissions: list[str] = Field(description="By name.")
    must_change_password: bool
    csrf_token: str = Field(description="To be sent as `X-CSRF-Token`.")
