"""What a reader sees once the markup of a post is resolved."""

from __future__ import annotations

from guidepost.engine.views.format import Format
from guidepost.engine.views.traced import Traced
from guidepost.engine.views.visible.html import read_html
from guidepost.engine.views.visible.markdown import TooContorted, read_markdown


def read_visible(text: str, format: Format) -> tuple[Format, Traced | None]:  # noqa: A002
    """The visible text, and the format it was really read in; `None` where the text is its own visible reading."""
    if format is Format.HTML:
        return format, read_html(text)
    if format is Format.MARKDOWN:
        try:
            return format, read_markdown(text)
        except TooContorted:
            return Format.PLAIN, None
    return format, None
