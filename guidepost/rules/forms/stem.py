"""What all forms of a word begin with, and how they go on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stem:
    """Lower-case letters that some forms of a word share, and what may follow them to the word's end.

    `joins`: the forms may also be a part of a longer compound.
    """

    text: str
    endings: frozenset[str]
    joins: bool = False
