"""Which of the two languages a document, or a section of it, is written in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("de", "en")
"""Languages whose sentences are understood, ISO 639-1."""
SURE = 0.9
"""Certainty, in [0, 1], from which on a section counts as written in another language than its document."""
_READ = 4_000
_SHORTEST = 60
"""Characters of a section below which its language is taken from the document."""


@cache
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder  # slow to import, and needed for this command only

    return LanguageDetectorBuilder.from_languages(Language.GERMAN, Language.ENGLISH).build()


def language_of(text: str) -> str:
    """`de` or `en`, whichever is likelier; `en` for a text that is neither."""
    return "de" if _german(text) > 0.5 else "en"


def language_of_part(text: str, whole: str) -> str:
    """The language of a section in a document in the language `whole`: another one only where that is sure."""
    if len(text) < _SHORTEST:
        return whole
    german = _german(text)
    return "de" if german >= SURE else "en" if german <= 1 - SURE else whole


def _german(text: str) -> float:
    from lingua import Language

    return float(_detector().compute_language_confidence(text[:_READ], Language.GERMAN))
