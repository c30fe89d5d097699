"""Every route of an application, and what it asks for before it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from guidepost.api.people.signed_in import permission_of
from guidepost.engine.people import Permission


def routes(app: Any) -> Iterator[APIRoute]:
    """Every route that answers by a function of ours."""
    for route in app.routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from routes(route.original_router)


def asked(dependant: Dependant) -> Iterator[Any]:
    """Every dependency of a route."""
    for needed in dependant.dependencies:
        yield needed.call
        yield from asked(needed)


def permissions(route: APIRoute) -> set[Permission]:
    """What a route says that one must be allowed to do."""
    return {permission for call in asked(route.dependant) if (permission := permission_of(call))}
