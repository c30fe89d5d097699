"""How the text of a post is marked up."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The markup of a post's text, as the platform that sends the post declares it."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    """CommonMark with tables and strikethrough; raw HTML inside it is read as HTML."""
    HTML = "html"
