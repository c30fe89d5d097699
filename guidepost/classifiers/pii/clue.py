"""Clues: what a text must hold before a recogniser can find anything in it.

Nearly every post has no telephone number, no key and no address. Counting digits and looking for a few letters takes microseconds;
running two dozen recognisers takes milliseconds. A clue is a *necessary* condition, so leaving a recogniser out changes no result.
"""

from __future__ import annotations

from dataclasses import dataclass

_DIGITS = "0123456789"


class TextTraits:
    """What clues ask about a text, worked out once."""

    __slots__ = ("digits", "folded")

    def __init__(self, text: str) -> None:
        self.digits = sum(text.count(digit) for digit in _DIGITS)
        # A pattern that ignores case also takes the Turkish letters for i; casefold leaves a dot behind İ.
        self.folded = text.casefold().replace("i\u0307", "i").replace("ı", "i")


@dataclass(frozen=True, slots=True)
class Clue:
    """At least `digits` ASCII digits and, where `any_of` is given, one of these case-folded strings.

    Raises `ValueError` for a string that is not case-folded, since it could never be seen.
    """

    digits: int = 0
    any_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for literal in self.any_of:
            if literal != literal.casefold():
                raise ValueError(f"clue {literal!r} is not case-folded")

    def seen_in(self, traits: TextTraits) -> bool:
        """Whether the text can hold a finding at all."""
        if traits.digits < self.digits:
            return False
        return not self.any_of or any(literal in traits.folded for literal in self.any_of)
