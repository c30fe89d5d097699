"""What is said about one alternative of the grammar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An alternative in words and by example.

    `en` and `de` say what it means: no full stop at the end, and lower case at the beginning, for they stand behind the syntax.
    `words` are the words of the language that it explains: an editor shows it where one of them is pointed at. `names` tells, in
    their order, what its names and texts stand for, as a key of `PLACEHOLDERS`; without it they are shown as a name or a text.
    """

    example: str
    en: str
    de: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def says(self, language: str) -> str:
        """What it means, in German (`de`) or else in English."""
        return self.de if language == "de" else self.en
