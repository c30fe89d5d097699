"""Step 2: the many apostrophes, quotation marks and dashes become the ones on the keyboard, so that "don’t" reads "don't"."""

from __future__ import annotations

from typing import Final

import regex

from guidepost.engine.views.traced import Traced

_APOSTROPHES: Final = "`´ʹʻʼʽˈ՚‘’‚‛′ꞌ＇"
_QUOTATION_MARKS: Final = "“”„‟″«»＂"


_TABLE: Final = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTATION_MARKS, '"')
_FANCY: Final = regex.compile(rf"[{_APOSTROPHES}{_QUOTATION_MARKS}\u2212[\p{{Pd}}--[-]]]", regex.V1)


def unify_punctuation(traced: Traced) -> Traced:
    """Write apostrophes as ', quotation marks as " and dashes as -."""
    if traced.text.isascii() and "`" not in traced.text:
        return traced
    return traced.with_text(_FANCY.sub(lambda found: _TABLE.get(found[0], "-"), traced.text))
