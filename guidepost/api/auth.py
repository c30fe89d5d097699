"""Who asks: the API key of a request."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from guidepost.api.people.cookies import session_token
from guidepost.api.problems import Problem
from guidepost.api.running import RunningService
from guidepost.engine.accounts import ApiKey

_bearer = HTTPBearer(auto_error=False, scheme_name="Bearer", description="An API key, `gp_live_…`.")
_header = APIKeyHeader(
    name="X-API-Key", auto_error=False, scheme_name="ApiKey", description="The same key, for clients without Bearer."
)

_CHALLENGE = 'Bearer realm="guidepost"'


def require_key(
    request: Request,
    service: RunningService,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    header: Annotated[str | None, Security(_header)],
) -> ApiKey:
    """The API key that was sent, if it is a good one and no session is sent beside it. Raises `Problem`."""
    if session_token(request) is not None:
        detail = {
            "en": "This request carries the cookie of a session. Programs send an API key and no cookie.",
            "de": "Diese Anfrage trägt das Cookie einer Sitzung. Programme senden einen API-Schlüssel und kein Cookie.",
        }
        raise Problem("unauthenticated", detail, headers={"WWW-Authenticate": _CHALLENGE})
    secret = bearer.credentials if bearer else header
    if not secret:
        raise Problem("unauthenticated", headers={"WWW-Authenticate": _CHALLENGE})
    key = service.authenticate(secret)
    if key is None:
        detail = {
            "en": "This API key is unknown or was revoked. Check that it was copied whole.",
            "de": "Dieser API-Schlüssel ist unbekannt oder widerrufen. Prüfen Sie, ob er vollständig kopiert wurde.",
        }
        raise Problem("unauthenticated", detail, headers={"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'})
    return key


Caller: TypeAlias = Annotated[ApiKey, Depends(require_key)]
