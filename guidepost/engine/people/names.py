"""Names to sign in with: which are possible, and when two are the same."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 64
"""Characters."""


class UnusableName(ValueError):
    """A name that nobody can have. The message says why."""


def folded(name: str) -> str:
    """A name as it is looked up: width, composition and case make no difference, nor do spaces around it (Unicode, chapter 3.13, NFKC).

    Halves of characters, which no name has, are read as question marks.
    """
    whole = name.strip().encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())


def usable(name: str) -> str:
    """A name as it is kept. Raises `UnusableName`."""
    name = unicodedata.normalize("NFC", name.strip())
    if not name:
        raise UnusableName("A name needs at least one character.")
    if max(len(name), len(folded(name))) > LONGEST_NAME:
        raise UnusableName(f"A name has at most {LONGEST_NAME} characters; this one is longer.")
    odd = next((character for character in name if not (character.isprintable() and _visible(character))), None)
    if odd is not None:
        raise UnusableName(f"A name consists of visible characters and spaces; U+{ord(odd):04X} is neither.")
    return name


def _visible(character: str) -> bool:
    """Letters, digits, marks, punctuation and the plain space: all that can be typed again and told apart."""
    return character == " " or unicodedata.category(character)[0] in "LNMPS"
