"""The provider of the signal `language`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version as package_version
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

from guidepost.classifiers.language.prose import latin_share, passages_of, prose_of, words_in
from guidepost.classifiers.provider import Document
from guidepost.signals import Cost, SignalDeclaration, SignalType, Unknown, UnknownReason, Value

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr")
"""Detected languages, ISO 639-1. Each costs about 30 MB and 0.17 s at start-up."""
MIN_MARGIN = 0.3
"""How far, in shares of certainty, the first language must lead the second."""
MIN_MARGIN_SHORT = 0.5
"""The same for a text of `SHORT_WORDS` words or fewer: at 0.3 about one in forty of those is wrong, at 0.5 one in two hundred."""
SHORT_WORDS = 2
MIN_LATIN = 0.8
"""Every language above is written in Latin letters: a text with fewer of them is in another one."""

_DECLARED = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]{1,20})?\Z")
_SIGNAL = "language"


class LanguageProvider:
    """Answers `language`: what the platform declared, or what lingua detects with a clear margin.

    Lingua compares n-grams of one to five letters with those of each language (https://github.com/pemistahl/lingua-rs). Its more
    exact mode is used: for texts of four words and equal coverage it is wrong about a tenth as often as its *low accuracy mode*.
    """

    name: ClassVar[str] = "language"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = (
        SignalDeclaration(
            name=_SIGNAL,
            type=SignalType.SYMBOL,
            cost=Cost.MODERATE,
            says={"en": "the language the text is written in", "de": "die Sprache, in der der Text geschrieben ist"},
        ),
    )
    budget: ClassVar[float] = 0.05

    def __init__(self) -> None:
        self._detector: LanguageDetector | None = None

    def load(self) -> None:
        """Read the language models into memory."""
        from lingua import IsoCode639_1, LanguageDetectorBuilder

        codes = [IsoCode639_1.from_str(code) for code in LANGUAGES]
        self._detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_preloaded_language_models().build()

    @property
    def version(self) -> str:
        """Lingua's version, which fixes its models, the languages, and a digest of the rules of this package."""
        sources = [(files(__package__) / source).read_bytes() for source in ("prose.py", "provider.py")]
        digest = hashlib.sha256(b"\0".join(sources)).hexdigest()
        return f"lingua-{package_version('lingua-language-detector')}+{','.join(LANGUAGES)}+{digest[:16]}"

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """The language of each document. Raises `RuntimeError` when called before `load`."""
        if self._detector is None:
            raise RuntimeError("LanguageProvider.compute was called before load")
        return [{_SIGNAL: self._language_of(document, self._detector)} for document in documents]

    def _language_of(self, document: Document, detector: LanguageDetector) -> Value:
        declared = _DECLARED.match(document.language or "")
        if declared:
            return declared[1].lower()
        prose = prose_of(document.visible)
        if words_in(prose) < 2:
            return _uncertain("fewer than two words")
        if latin_share(prose) < MIN_LATIN:
            return _uncertain("not written in Latin letters")
        found = {code for passage in passages_of(prose) if (code := _clear_language(passage, detector))}
        if len(found) > 1:
            return _uncertain("more than one language")
        return found.pop() if found else _uncertain("no language clearly ahead")


def _clear_language(passage: str, detector: LanguageDetector) -> str | None:
    """The language of the passage when it leads by the margin its length asks for."""
    first, second = detector.compute_language_confidence_values(passage)[:2]
    margin = MIN_MARGIN_SHORT if words_in(passage) <= SHORT_WORDS else MIN_MARGIN
    if first.value - second.value < margin:
        return None
    return first.language.iso_code_639_1.name.lower()


def _uncertain(detail: str) -> Unknown:
    return Unknown(UnknownReason.UNCERTAIN, detail)
