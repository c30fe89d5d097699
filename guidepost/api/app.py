"""The application: its layers, its routes, and what answers when something is wrong."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware

from guidepost import __version__
from guidepost.api import check, decisions, explanation, health, session, try_out, versions
from guidepost.api.drafts import changes, trials, writing
from guidepost.api.failures import HANDLERS, Unforeseen
from guidepost.api.headers import SecurityHeaders
from guidepost.api.limits import BodyLimit
from guidepost.api.openapi import DESCRIPTION, describe
from guidepost.api.pages import account_page, policy_page, problem_page, reference_page, sign_in_page, static
from guidepost.api.pages import try_page as trying
from guidepost.api.requests import RequestLog
from guidepost.engine.service import Service

_ROUTERS = (
    check.router,
    decisions.router,
    explanation.router,
    versions.router,
    health.router,
    problem_page.router,
    reference_page.router,
)
_PEOPLES_ROUTERS = (
    session.router,
    sign_in_page.router,
    account_page.router,
    policy_page.router,
    writing.router,
    trials.router,
    changes.router,
)
_TRY_ROUTERS = (try_out.router, trying.router)


def create_app(service: Service, *, try_page: bool) -> FastAPI:
    """The HTTP application around a running engine.

    `try_page` adds the page at `/` where anyone who reaches the server can try posts without a key; nothing tried is kept. Without it
    `/` leads to where people sign in.
    """
    app = FastAPI(
        title="Guidepost",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=HANDLERS,
        # The first is the outermost: the log sees every answer, and every answer gets the headers.
        middleware=[
            Middleware(RequestLog, world=service.world),
            Middleware(SecurityHeaders),
            Middleware(Unforeseen),
            Middleware(BodyLimit),
        ],
    )
    app.state.service = service
    for router in (*_ROUTERS, *_PEOPLES_ROUTERS, *(_TRY_ROUTERS if try_page else (account_page.home,))):
        app.include_router(router)
    app.mount("/static", static.FILES, name="static")
    app.openapi = partial(describe, app)  # type: ignore[method-assign]  # the way FastAPI documents for changing the OpenAPI
    return app
