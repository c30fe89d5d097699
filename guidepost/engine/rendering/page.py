"""A policy's document as one self-contained web page: no script, no request, light and dark, and A4 when printed."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from guidepost.rules.render import Document

_TEMPLATES = Environment(
    loader=PackageLoader("guidepost.engine.rendering"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(document: Document) -> str:
    """The document as HTML. The same document gives the same page."""
    return _TEMPLATES.get_template("policy.html").render(document=document, label=document.label)
