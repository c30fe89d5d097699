"""Step 1: characters that nobody sees, put between letters so that a filter does not see the word.

Taken out: control characters, everything Unicode calls *default ignorable* (zero-width spaces and joiners, byte order mark, soft
hyphen, bidirectional controls, variation selectors, Hangul fillers, tag characters) and interlinear annotation marks. Kept are the
joiners that writing needs: ZWNJ and ZWJ between letters of scripts that join, ZWJ between emoji, and the tags of a regional flag.
"""

from __future__ import annotations

import re
from typing import Final

import regex

from guidepost.engine.views.traced import Traced

_JOINING_SCRIPTS: Final = (
    "Arabic Syriac Nko Mandaic Mongolian Phags_Pa Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala"
    " Khmer Myanmar Tibetan Javanese Balinese"
)
_JOINING: Final = "[" + "".join(rf"\p{{Script={name}}}" for name in _JOINING_SCRIPTS.split()) + "]"
_UNSEEN: Final = r"[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB[\p{Cc}--[\t\n\v\f\r\x85]]]"

_FLAG: Final = r"\U0001F3F4[\U000E0020-\U000E007E]{1,16}+\U000E007F"
_JOINED_LETTERS: Final = rf"(?<={_JOINING}\p{{Inherited}}?)[\u200C\u200D](?={_JOINING})"
_JOINED_EMOJI: Final = r"(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})"

_FIND = regex.compile(rf"(?V1)(?P<kept>{_FLAG}|{_JOINED_LETTERS}|{_JOINED_EMOJI})|{_UNSEEN}")
_UNSEEN_AT_ALL = regex.compile(rf"(?V1){_UNSEEN}")
_ASCII_CONTROLS: Final = re.compile(r"[\x00-\x08\x0E-\x1F\x7F]+")


def remove_invisible(traced: Traced) -> Traced:
    """Take out what nobody sees, except where writing needs it."""
    if traced.text.isascii():
        return traced.without(_ASCII_CONTROLS.finditer(traced.text))
    if not _UNSEEN_AT_ALL.search(traced.text):
        return traced
    return traced.edited([(*found.span(), "") for found in _FIND.finditer(traced.text) if found["kept"] is None])
