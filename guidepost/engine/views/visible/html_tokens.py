"""Tags and text of an HTML document, with exact positions, in one pass that never looks back.

The tokenizer of the standard library is not used: it stops reading at "&#", raises on "<![x", takes quadratic time on unfinished
tags, and reads comments and scripts differently from one patch release of Python to the next, so that the same post could be
decided differently on two machines. This one follows the WHATWG tokenization of tags, comments and raw text, with one exception
made for safety: what is not finished (a tag, a comment or a script that the post ends in) is text, and stays visible to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

_MARKUP: Final = re.compile(r"<(?:(?P<comment>!--)|(?P<bogus>[!?]|/(?![a-zA-Z]))|(?P<slash>/?)(?P<name>[a-zA-Z][^\t\n\f\r />]*))")
_COMMENT_END: Final = re.compile(r"--!?>")
_ATTRIBUTE: Final = re.compile(
    r"[\t\n\f\r /]*+"
    r"(?:(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)"  # a name
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"  # and perhaps a value:
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<unclosed>[\"'])|(?P<bare>[^\t\n\f\r >]*+)))?+)?+"
)
_RAW_TEXT: Final = frozenset({"script", "style", "iframe", "noembed", "noframes"})
_ESCAPABLE_TEXT: Final = frozenset({"textarea", "title"})
_END_OF_TEXT: Final = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in sorted(_RAW_TEXT | _ESCAPABLE_TEXT)
}


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"


class Token(NamedTuple):
    """A run of text or a tag. `attributes` maps a lower-case name to the span of its value as written, entities and all."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, tuple[int, int]] = MappingProxyType({})


def tokens(html: str) -> Iterator[Token]:
    """The tags and the text of `html`; comments, declarations and the contents of scripts and styles are left out."""
    done = 0
    while found := _MARKUP.search(html, done):
        if found.start() > done:
            yield Token(Kind.TEXT, done, found.start())
        if found["name"] is None:
            end = _comment_end(html, found)
            if end is None:
                done = found.start()
                break
            done = end
            continue
        tag = _tag(html, found)
        if tag is None:
            done = found.start()
            break
        done = tag.end
        if tag.kind is Kind.CLOSE or tag.name not in _END_OF_TEXT:
            yield tag
            continue
        close = _END_OF_TEXT[tag.name].search(html, done)
        if close is None:
            break
        yield tag
        if tag.name in _ESCAPABLE_TEXT and close.start() > done:
            yield Token(Kind.TEXT, done, close.start())
        done = close.start()
    if done < len(html):
        yield Token(Kind.TEXT, done, len(html))


def _comment_end(html: str, opening: re.Match[str]) -> int | None:
    if opening["bogus"] is not None:
        close = html.find(">", opening.end())
        return close + 1 if close >= 0 else None
    for short in (">", "->"):
        if html.startswith(short, opening.end()):
            return opening.end() + len(short)
    ending = _COMMENT_END.search(html, opening.end())
    return ending.end() if ending else None


def _tag(html: str, opening: re.Match[str]) -> Token | None:
    """The tag that begins here; `None` if the document ends inside it."""
    attributes: dict[str, tuple[int, int]] = {}
    position = opening.end()
    while not html.startswith(">", position):
        found = _ATTRIBUTE.match(html, position)
        if found is None or found["unclosed"] or found.end() == position or found.end() >= len(html):
            return None
        position = found.end()
        if found["name"]:
            value = next((kind for kind in ("double", "single", "bare") if found[kind] is not None), "name")
            span = found.span(value) if value != "name" else (position, position)
            attributes.setdefault(found["name"].lower(), span)
    kind = Kind.CLOSE if opening["slash"] else Kind.OPEN
    return Token(kind, opening.start(), position + 1, opening["name"].lower(), attributes)
