"""Step 7: every run of white space is one space."""

from __future__ import annotations

import re
from typing import Final

from guidepost.engine.views.traced import Traced

_RUN: Final = re.compile(r"\s{2,}|[^\S ]|\u2800+")
"""U+2800, the empty Braille pattern, is no space to Unicode, but nobody can tell."""


def collapse_whitespace(traced: Traced) -> Traced:
    """Write every run of white space as one space."""
    if traced.text.isprintable() and "  " not in traced.text and "\u2800" not in traced.text:
        return traced  # tabs, line breaks and every space but the plain one are not printable
    return traced.edited([(*found.span(), " ") for found in _RUN.finditer(traced.text)])
