"""The running engine, as routes ask for it."""

from __future__ import annotations

from typing import Annotated, TypeAlias, cast

from fastapi import Depends, Request

from guidepost.api.language import preferred
from guidepost.engine.service import Service


def running_service(request: Request) -> Service:
    """The service this application was created with."""
    return cast(Service, request.app.state.service)


RunningService: TypeAlias = Annotated[Service, Depends(running_service)]


def guidance_language(request: Request, service: RunningService) -> str | None:
    """The language to guide an author in who has none: the one of the policy's languages that the client prefers."""
    return preferred(request.headers.get("accept-language"), service.policy.compiled.languages)


GuidanceLanguage: TypeAlias = Annotated[str | None, Depends(guidance_language)]
