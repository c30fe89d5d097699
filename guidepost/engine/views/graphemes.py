"""User-perceived characters: a span must never leave half of one behind."""

from __future__ import annotations

import numpy as np
import regex

from guidepost.engine.views.traced import Traced, picked

# Pairs of regional indicators are spelled out, because the library's \X looks back over a whole run of them for each flag, which
# is quadratic. What may follow a flag in the same character is what may follow any: Extend, ZWJ, SpacingMark (UAX 29, GB9, GB9a).
_EXTENDING = r"[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]"
_FLAG = rf"[\U0001F1E6-\U0001F1FF]{{1,2}}{_EXTENDING}*+"
_COMMON = r"\x00-\x0C\x0E-\x7F\u00C0-\u024F\u0400-\u0482\u048A-\u052F\u2010-\u2027\u4E00-\u9FFF"
"""Letters and punctuation that are a character of their own unless something extends them."""

_CHARACTER = regex.compile(rf"(?P<common>(?:[{_COMMON}](?!{_EXTENDING}))++)|{_FLAG}|\X")
_ONE_CHARACTER = regex.compile(rf"{_FLAG}|\X")
_UNCOMMON = regex.compile(rf"[^{_COMMON}]")


def whole_characters(traced: Traced) -> Traced:
    """Widen the place of every character to the user-perceived character (extended grapheme cluster, UAX 29) it is part of."""
    text = traced.text
    if (text.isascii() and "\r" not in text) or not _UNCOMMON.search(text):
        return traced
    clusters = [found.span() for found in _CHARACTER.finditer(text) if found.end() - found.start() > 1 and not found["common"]]
    if not clusters:
        return traced
    spans = np.array(clusters, np.int64)
    lengths = spans[:, 1] - spans[:, 0]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    covered = np.repeat(spans[:, 0], lengths) + within
    first = np.arange(len(text))
    last = np.arange(len(text))
    first[covered] = np.repeat(spans[:, 0], lengths)
    last[covered] = np.repeat(spans[:, 1] - 1, lengths)
    return Traced(text, picked(traced.starts, first), picked(traced.ends, last))


def is_one_character(text: str) -> bool:
    """Whether a text is a single user-perceived character."""
    return _ONE_CHARACTER.fullmatch(text) is not None
