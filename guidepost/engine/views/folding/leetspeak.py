"""Step 8: digits and symbols that stand for letters ("h4te", "1d10t", "sh!t", "a$$", "b@stard") become the letters.

A token is resolved only where the result could be a German or English word and nothing says that it is a code. Left alone are
numbers with units and ordinals ("5kg", "1st"), words with a number after them ("mp3", "covid19"), versions, files, addresses and
paths, e-mail addresses, @mentions, hexadecimal numbers, amounts, times, product names and two words with a sign between them
("ja!nein").
A mask ("f*ck", "sch**e") stands for no letter in particular, so it stays, and a policy can list it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from guidepost.engine.views.folding.phonotactics import VOWELS, can_be_spelled, can_be_word, has_vowel
from guidepost.engine.views.traced import Traced

_LETTER_OF: Final = str.maketrans("013457@$!|€¢¡£", "oieastasiiecil")
_SIGNS: Final = r"0-9@$!|€¢¡£"
_LETTER: Final = r"[^\W\d_]"

_NEAR_LETTER: Final = re.compile(
    rf"[0-9@$€¢£](?:(?={_LETTER})|(?<={_LETTER}.))"
    rf"|[!|¡](?<=[^\W_].)[!|¡]*+(?=[^\W_]|[@$])"  # at the end of a word it is punctuation
    rf"|@\$\$"
)
_CHUNK: Final = re.compile(r"\S+")
_TOKEN: Final = re.compile(rf"(?:{_LETTER}|[{_SIGNS}])+")

_GROUP: Final = re.compile(rf"{_LETTER}+|\d+|[{_SIGNS}]+")

_ADDRESS: Final = re.compile(
    r"://"  # an address with its scheme
    r"|^\W*www\."
    r"|[\w.+-]@[\w-]+\.\w"  # an e-mail address
    r"|^\W*(?:[~/\\]|[a-z]:[/\\])|[/\\].*[/\\]|=|_\d|\d_"  # a path, an assignment, an identifier
    r"|\w\.\w{1,5}\W*$"  # a file, a domain, a version
    r"|\d[.,:]\d"
)
_MAY_BE_ADDRESS: Final = re.compile(r"[~/\\=_.:,@]")
_CODE: Final = re.compile(
    r"0x[0-9a-f]+"
    r"|[a-f]*(?:\d[a-f]*){2,}"  # hexadecimal, together with the length below
)
_MEASURE: Final = re.compile(
    r"(?:\d+(?:[dhmswy]|ms|min|sec|sek|std|mo|kg|g|km|m|cm|mm|ft|in|lb|oz))+\d*"  # 1h30m, 5ft11, 3d4h
    r"|.*\d[x×]\d.*"  # 3x4
    r"|s\d+e\d+"  # season and episode
    r"|h\dn\d"  # influenza
    r"|[a-z]\d\d[a-z]"  # a11y, l10n
    r"|.*[$€£¢]\d.*|.*\d[$€£¢].*"  # amounts
)
_DOUBLE_L: Final = re.compile(rf"(?<={_LETTER})(?:11(?={_LETTER}|$)|\|\|)")
_DOUBLE_G: Final = re.compile(rf"(?<={_LETTER})(?:66|99)(?={_LETTER})")
_L_BEFORE_L: Final = re.compile(r"(?<=[aeiouy034@])1(?=l)")

_PRODUCTS: Final = "c3po c4d d3js d3d f1tv g4s k3s k0s l4d log4j m3u o365 sha1sum s3fs t3n w3c w3schools x11vnc"
_NAMES: Final = frozenset(_PRODUCTS.split())
_SIGNS_ALONE: Final = {"@$$": "ass"}
_MENTION: Final = re.compile(r"(?<![^\W_])@(?!@|\$|[s5]{2}(?![s5])|r[s5$]ch)[\w.]+")
"""@anna, but not @ss, @$$ or @rsch, with which no name begins."""

_BETWEEN_WORDS: Final = frozenset("4!|@¡")
_PUNCTUATION: Final = "!|¡"
_LETTERLIKE_DIGITS: Final = frozenset("0134")
"""Digits that stand for vowels, and so may stand next to each other."""
_SHORTEST_HEX: Final = 6
_LONGEST_WORD: Final = 32


def resolve_leetspeak(traced: Traced) -> Traced:
    """Write the letters for the signs that stand for them. The length stays the same."""
    text = traced.text
    if not _NEAR_LETTER.search(text):
        return traced
    pieces: list[str] = []
    done = 0
    for start, word in _resolved(text):
        pieces += text[done:start], word
        done = start + len(word)
    if not done:
        return traced
    return traced.with_text("".join(pieces) + text[done:])


def _resolved(text: str) -> Iterator[tuple[int, str]]:
    for found in _CHUNK.finditer(text):
        chunk = found[0]
        if not _NEAR_LETTER.search(chunk) or (_MAY_BE_ADDRESS.search(chunk) and _ADDRESS.search(chunk)):
            continue
        if "@" in chunk:
            chunk = _MENTION.sub(lambda mention: " " * len(mention[0]), chunk)
        for part in _TOKEN.finditer(chunk):
            token = part[0].rstrip(_PUNCTUATION)
            start = found.start() + part.end() - len(part[0].lstrip(_PUNCTUATION))
            word = reads_as_word(token.lstrip(_PUNCTUATION))
            if word:
                yield start, word


@lru_cache(maxsize=8192)
def reads_as_word(token: str) -> str | None:
    """The word a folded token stands for, letter by letter; `None` where it stands for itself."""
    if token in _SIGNS_ALONE:
        return _SIGNS_ALONE[token]
    if not 3 <= len(token) <= _LONGEST_WORD or token.isalpha() or _is_code(token):
        return None
    groups = _GROUP.findall(token)
    if not _placed_like_letters(token, groups):
        return None
    word = _as_letters(token)
    if not word.isalpha() or not can_be_spelled(word):
        return None
    if len(word) == 3 and "$" not in token and not (word[0] not in VOWELS and word[1] in VOWELS and word[2] not in VOWELS):
        return None if token[0] != "@" else word
    return word


def _is_code(token: str) -> bool:
    if token in _NAMES or _MEASURE.fullmatch(token):
        return True
    return bool(_CODE.fullmatch(token)) and (len(token) >= _SHORTEST_HEX or token.startswith("0x"))


def _placed_like_letters(token: str, groups: list[str]) -> bool:
    letters = sum(map(len, filter(str.isalpha, groups)))
    if letters + token.count("@") + token.count("$") < 2 or (letters * 5 < len(token) * 2 and "$" not in token):
        return False
    if not all(map(_can_be_letters, groups)):
        return False
    inner = range(1, len(groups) - 1)
    if not any(not groups[place].isalpha() for place in inner):
        return _edge_alone(groups)
    if any(edge.isdecimal() and len(edge) > 1 for edge in (groups[0], groups[-1])):
        return False
    return not any(groups[place] in _BETWEEN_WORDS and _parts_words(groups[place - 1], groups[place + 1]) for place in inner)


def _can_be_letters(group: str) -> bool:
    """Whether a group of signs can be read as letters: one sign, the same twice, or two digits that stand for vowels."""
    if group.isdecimal():
        return len(set(group)) == 1 or (len(group) == 2 and _LETTERLIKE_DIGITS.issuperset(group))
    return len(group) == 1 or not group.startswith("!")


def _parts_words(left: str, right: str) -> bool:
    """Whether a sign stands between two words ("nein!doch", "wait4you", "lesen!ZDF") rather than in one."""
    return can_be_word(left) and (can_be_word(right) or not has_vowel(right))


def _edge_alone(groups: list[str]) -> bool:
    """Whether signs at the edges alone make a word: "$hit", "@ss", "a$$", but not "4you", "mp3" or "US$"."""
    if groups[0] in ("$", "@") and len(groups) == 2:
        return True
    return groups[-1] == "$$" and len(groups) == 2


def _as_letters(token: str) -> str:
    token = _DOUBLE_L.sub("ll", token)
    token = _DOUBLE_G.sub("gg", token)
    token = _L_BEFORE_L.sub("l", token)
    return token.translate(_LETTER_OF)
