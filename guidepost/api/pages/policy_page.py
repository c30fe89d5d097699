"""The page where officers write the policy, and where everybody who works with it can read it."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Request, Response

from guidepost.api.pages.frame import framed
from guidepost.api.pages.page_route import PageRoute
from guidepost.api.people import Permission, Visitor, requires
from guidepost.rules.syntax.lexing import reserved_words

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/policy")
def policy_page(request: Request, visitor: Annotated[Visitor, requires(Permission.READ_POLICY)]) -> Response:
    """The page; versions and texts it asks from `/v1/desk` and `/v1/drafts`."""
    return framed(request, "policy.html", visitor, words=json.dumps(sorted(reserved_words())))
