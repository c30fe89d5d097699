"""Reading what a plain form sends (https://url.spec.whatwg.org/#application/x-www-form-urlencoded)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, TypeAlias
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from guidepost.api.problems import Problem

_FORM_TYPE = re.compile(r"application/x-www-form-urlencoded\s*(;.*)?\Z", re.IGNORECASE)
_MOST_FIELDS = 50


def is_form(request: Request) -> bool:
    """Whether the body of a request says that it is a form's."""
    return _FORM_TYPE.match(request.headers.get("content-type", "")) is not None


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form by their names. Raises `Problem`."""
    if not is_form(request):
        raise Problem("not_form_content")
    try:
        text = (await request.body()).decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise Problem("request_refused") from None


Form: TypeAlias = Annotated[Mapping[str, str], Depends(form_of)]
