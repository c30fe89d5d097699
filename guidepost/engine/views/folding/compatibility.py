"""Step 3: one way to write each letter.

Fullwidth, mathematical, circled and superscript forms, ligatures and composed characters come down to their letters (NFKC, UAX 15);
diacritics leave Latin letters, except from ä, ö and ü; stacks of combining marks ("zalgo") leave every letter. Marks that belong to
a script, such as the vowels of Thai or Hindi, stay; Hebrew and Arabic vowel points, which their writers set or leave out, go.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from guidepost.engine.views.folding.latin import plain_letter, without_diacritics
from guidepost.engine.views.traced import Edit, Traced

_SYLLABLE: Final = r"[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?"
_KEYCAP: Final = "\u20e3"
SETTLED: Final = (
    "\\x00-\\x7FÄÖÜäöü"
    "А-яЁё"  # Cyrillic
    "א-ת"  # Hebrew
    "ء-غف-ي"  # Arabic
    "ก-ฮ"  # Thai
    "ぁ-ゖァ-ヺ"  # Hiragana and Katakana
    "一-鿿가-힣"  # Han and Hangul
    "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff"  # emoji
)
"""Frequent characters that are their own plain form, unless a combining mark follows."""
_UNIT = regex.compile(rf"{_SYLLABLE}|[^{SETTLED}]\p{{M}}*+|[{SETTLED}]\p{{M}}++")
_LETTER_AND_MARKS = regex.compile(rf"({_SYLLABLE}|\P{{M}})(\p{{M}}*)|(?P<stray>\p{{M}}+)")
_OPTIONAL_MARK = regex.compile(r"(?V1)[\p{M}&&[\p{Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Me}]]")

_MOST_MARKS: Final = 8
"""Longer stacks are decoration. The bound also keeps the normal form cheap: sorting a stack of marks is quadratic."""


def resolve_compatibility_forms(traced: Traced) -> Traced:
    """Write each letter in one way."""
    if traced.text.isascii():
        return traced
    return traced.edited(list(_edits(traced.text)))


def _edits(text: str) -> Iterator[Edit]:
    for found in _UNIT.finditer(text):
        unit = found[0]
        plain = plain_form(unit) if len(unit) <= _MOST_MARKS else _without_stack(unit)
        if plain != unit:
            yield found.start(), found.end(), plain


def _without_stack(unit: str) -> str:
    own = _OPTIONAL_MARK.sub("", unit[1:])[:_MOST_MARKS]
    return plain_form(unit[0]) if plain_letter(unit[0]) else plain_form(unit[0] + own)


@lru_cache(maxsize=16384)
def plain_form(unit: str) -> str:
    shape = unicodedata.decomposition(unit[0])
    letters = "".join(_plain_letters(unicodedata.normalize("NFKD", unit), spaces=unit[0].isspace()))
    apart = shape.startswith(("<super>", "<fraction>", "<circle>")) and (len(letters) > 1 or letters.isdecimal())
    return f" {letters}" if apart else letters


def _plain_letters(decomposed: str, spaces: bool) -> Iterator[str]:
    for letter, marks, stray in _LETTER_AND_MARKS.findall(decomposed):
        latin = plain_letter(letter) if len(letter) == 1 else None
        if latin:
            yield without_diacritics(latin, marks)
        elif letter == " " and marks and not spaces:
            continue  # a mark that stands alone (¨, ¯) is decoration, not a gap between words
        elif marks == _KEYCAP and letter in "0123456789#*":
            yield letter + marks
        else:
            yield _OPTIONAL_MARK.sub("", unicodedata.normalize("NFC", letter + marks + stray))
