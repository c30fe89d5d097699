"""What a German or English word can sound like: just enough to tell a disguised word from a code, and one word from two.

Sources: the syllable onsets in Wiese, The Phonology of German (2000), and in Giegerich, English Phonology (1992), as spelled.
"""

from __future__ import annotations

import re
from typing import Final

VOWELS: Final = frozenset("aeiouyäöü")

_WRITTEN_ONSETS: Final = (
    "bl br ch chr cl cr dr dw fj fl fr gh gl gn gr kh kl kn kr kw ph phr pf pfl pfr pl pn pr ps qu rh sc sch schl schm schn schr"
    " schw scl scr sh shr sk skl skr sl sm sn sp sph spl spr squ st str sv sw th thr thw ts tr tsch tw vl vr wh wr zw"
)
_ONSETS: Final = frozenset(_WRITTEN_ONSETS.split())
_LEADING: Final = re.compile(r"[^\W\d_aeiouyäöü]*")

_WRITTEN_TWO_LETTER_WORDS: Final = (
    "ab ah am an as at au be by da do du eh er es ey go ha he hi ho if im in is it ja me my na ne no nu ob of oh ok on or so to uh"
    " um un up us we wo ya ye yo zu äh"
)
_TWO_LETTER_WORDS: Final = frozenset(_WRITTEN_TWO_LETTER_WORDS.split())


def has_vowel(word: str) -> bool:
    """Whether a folded word can be spoken at all."""
    return not VOWELS.isdisjoint(word)


def can_begin_word(word: str) -> bool:
    """Whether a word of German or English can begin with the consonants this one begins with."""
    found = _LEADING.match(word)
    onset = found[0] if found else ""
    return len(onset) < 2 or onset in _ONSETS


def can_be_word(word: str) -> bool:
    """Whether a run of letters could stand as a word of its own."""
    if len(word) < 3:
        return word in _TWO_LETTER_WORDS
    return has_vowel(word) and can_begin_word(word)


def can_be_spelled(word: str) -> bool:
    """Whether a word could be written so: a vowel, a possible beginning, q only before u and j only before a vowel."""
    if not has_vowel(word) or not can_begin_word(word):
        return False
    following = word[1:] + " "
    return all(
        after == "u" if letter == "q" else after in VOWELS for letter, after in zip(word, following, strict=True) if letter in "qj"
    )
