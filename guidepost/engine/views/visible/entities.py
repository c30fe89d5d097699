"""Character references (`&amp;`, `&#x68;`): each is the character it stands for, in the place it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Final

from guidepost.engine.views.traced import Edit, Traced

_REFERENCE: Final = re.compile(r"&(?:#(?:[0-9]{1,32}|[xX][0-9a-fA-F]{1,32});?|([a-zA-Z][a-zA-Z0-9]{1,31};?))")


def resolve_references(traced: Traced) -> Traced:
    """Write the characters for their references, as a browser reads text: some names need no semicolon."""
    return traced.edited(list(_edits(traced.text))) if "&" in traced.text else traced


def _edits(text: str) -> Iterator[Edit]:
    for found in _REFERENCE.finditer(text):
        name = found[1]
        if name is None:
            yield *found.span(), unescape(found[0])
            continue
        known = next((name[:length] for length in range(len(name), 1, -1) if name[:length] in html5), None)
        if known:
            yield found.start(), found.start() + 1 + len(known), html5[known]
