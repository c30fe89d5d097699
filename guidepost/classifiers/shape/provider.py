"""The provider of the signals about a text's shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version as package_version
from importlib.resources import files
from typing import ClassVar

from guidepost.classifiers.provider import Document
from guidepost.classifiers.shape import marks, measure
from guidepost.classifiers.shape.links import domains, read_links
from guidepost.signals import Cost, SignalDeclaration, SignalType, Value


def _declare(name: str, kind: SignalType, en: str, de: str) -> SignalDeclaration:
    return SignalDeclaration(f"text.{name}", kind, Cost.CHEAP, {"en": en, "de": de})


class ShapeProvider:
    """Answers the `text.` signals from the visible text alone. Knows no language and no model; every answer is certain."""

    name: ClassVar[str] = "shape"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = (
        _declare("length", SignalType.COUNT, "characters (code points) of the text", "Zeichen (Codepunkte) des Textes"),
        _declare("words", SignalType.COUNT, "words of the text", "Wörter des Textes"),
        _declare("capitals", SignalType.NUMBER, "share of capital letters, 0 to 1", "Anteil der Großbuchstaben, 0 bis 1"),
        _declare("repeated", SignalType.COUNT, "the same character in a row, at most", "gleiche Zeichen in Folge, höchstens"),
        _declare("questions", SignalType.COUNT, "question marks", "Fragezeichen"),
        _declare("links", SignalType.SPANS, "links", "Links"),
        _declare("domains", SignalType.SET, "domains the links lead to", "Domains, auf die Links führen"),
        _declare("disguised_links", SignalType.SPANS, "disguised links", "verkleidete Links"),
        _declare("emoji", SignalType.SPANS, "emoji", "Emojis"),
        _declare("mentions", SignalType.SPANS, "people named as @name", "Personen, als @name genannt"),
        _declare("hashtags", SignalType.SPANS, "hashtags", "Hashtags"),
    )
    budget: ClassVar[float] = 0.5

    def load(self) -> None:
        """Read the list of public suffixes."""
        read_links("example.com")

    @property
    def version(self) -> str:
        """A digest of the rules of this package, and the versions of the lists they read."""
        sources = [(files(__package__) / source).read_bytes() for source in ("links.py", "marks.py", "measure.py", "provider.py")]
        digest = hashlib.sha256(b"\0".join(sources)).hexdigest()
        return f"tldextract-{package_version('tldextract')}+regex-{package_version('regex')}+{digest[:16]}"

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """The shape of each document."""
        return [_shape(document.visible) for document in documents]


def _shape(text: str) -> Mapping[str, Value]:
    found = read_links(text)
    return {
        "text.length": len(text),
        "text.words": measure.words(text),
        "text.capitals": measure.capitals(text),
        "text.repeated": measure.longest_run(text),
        "text.questions": measure.questions(text),
        "text.links": found.all,
        "text.domains": domains(found.all),
        "text.disguised_links": found.disguised,
        "text.emoji": marks.emoji(text),
        "text.mentions": marks.mentions(text),
        "text.hashtags": marks.hashtags(text),
    }
