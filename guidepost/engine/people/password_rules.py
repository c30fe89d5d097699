"""Which passwords people may choose: long ones that are not among the first that anybody would guess (NIST SP 800-63B, section 3.1.1.2).

There are no rules about capitals, digits or signs: they make passwords harder to remember, and hardly harder to guess.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise

from guidepost.engine.people.names import folded

SHORTEST_PASSWORD = 12
"""Characters."""
LONGEST_PASSWORD = 256
"""Characters; far above what anybody types, far below what would be work to hash."""


class PasswordFault(StrEnum):
    """Why a password cannot be chosen."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    LIKE_NAME = "like_name"
    SAME = "same"


_SAYS = {
    PasswordFault.TOO_SHORT: f"A password has at least {SHORTEST_PASSWORD} characters. Several words in a row are easy to remember.",
    PasswordFault.TOO_LONG: f"A password has at most {LONGEST_PASSWORD} characters.",
    PasswordFault.COMMON: "This is one of the first passwords that anybody would guess. Choose several words that do not belong together.",
    PasswordFault.LIKE_NAME: "This is hardly more than the name. Choose several words that do not belong together.",
    PasswordFault.SAME: "This is the password you have already. Choose another one.",
}


class WeakPassword(ValueError):
    """A password that cannot be chosen. The message is for a person, `fault` for programs."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(_SAYS[fault])
        self.fault = fault


def normal(password: str) -> str:
    """A password as it is hashed and counted, so that the same keys give the same password on every system (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, name: str) -> None:
    """Raises `WeakPassword` for a password that the user of this name cannot choose."""
    password = normal(password)
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_SHORT)
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_LONG)
    words = _letters_of(password)
    if _made_of(words, _parts_of(name)):
        raise WeakPassword(PasswordFault.LIKE_NAME)
    if _repeats(password) or _in_sequence(password) or _made_of(words, _common()):
        raise WeakPassword(PasswordFault.COMMON)


_INSTEAD = str.maketrans("013457@$!€", "oieastasie")
"""What is put for a letter."""
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiopü", "asdfghjklöä", "zxcvbnm", "yxcvbnm")


def _letters_of(password: str) -> tuple[str, str]:
    """What remains of a password without digits and signs: as it stands, and with signs read as the letters they stand for."""
    plain = folded(password)
    # Digits at the end count up or name a year; those within stand for letters.
    stem = re.sub(r"[\d\W_]+\Z", "", plain)
    return re.sub(r"[\d\W_]", "", plain), re.sub(r"[\d\W_]", "", stem.translate(_INSTEAD))


def _made_of(words: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether one known word remains, once or several times, and nothing else."""
    return any(word and any(word == one * (len(word) // len(one)) for one in known) for word in words)


def _parts_of(name: str) -> frozenset[str]:
    """A name without its signs, and what stands between them, where that is more than initials."""
    parts = [re.sub(r"[\d\W_]", "", folded(name)), *re.split(r"[\d\W_]+", folded(name))]
    return frozenset(part for part in parts if len(part) >= 3)


def _repeats(password: str) -> bool:
    """One to six characters again and again."""
    keys = folded(password)
    return any(keys[period:] == keys[:-period] for period in range(1, 7))


def _in_sequence(password: str) -> bool:
    """Keys in the order in which they lie, or count, in one row, to and fro."""
    keys = folded(password)
    return all(any(a + b in row or b + a in row or a == b for row in _ROWS) for a, b in pairwise(keys))


@cache
def _common() -> frozenset[str]:
    """Words that passwords are made of, one a line."""
    lines = (files("guidepost.engine.people") / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(folded(line) for line in lines if line and not line.startswith("#"))
