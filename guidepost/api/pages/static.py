"""The files that pages load, and the templates they are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from guidepost.api.language import LANGUAGES

_FOLDER = Path(str(files("guidepost.api.pages")))


class _Fresh(StaticFiles):
    """Files that a browser may keep as long as it asks whether they have changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _texts(language: str) -> Mapping[str, str]:
    content = (_FOLDER / "static" / "texts" / f"{language}.json").read_text("utf-8")
    return MappingProxyType(cast(dict[str, str], json.loads(content)))


FILES = _Fresh(directory=_FOLDER / "static")
"""What is served under /static."""

TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType({language: _texts(language) for language in LANGUAGES})
"""Everything the pages say, by language and key. The browser loads the same files to switch without a reload."""

_templates = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(template: str, language: str, status: int = 200, **values: object) -> Response:
    """A page in one language."""
    content = _templates.get_template(template).render(language=language, t=TEXTS[language], **values)
    headers = {"Content-Language": language, "Vary": "Accept-Language, Cookie"}
    return Response(content, status, headers, "text/html")
