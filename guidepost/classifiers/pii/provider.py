"""The provider of the signals `pii.*`."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version as package_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, ClassVar

from guidepost.classifiers.pii.entities import ENTITIES
from guidepost.classifiers.provider import Document
from guidepost.signals import Cost, SignalDeclaration, SignalType, Span, Unknown, UnknownReason, Value

if TYPE_CHECKING:
    from guidepost.classifiers.pii.finder import PiiFinder

_ANY = "pii.any"
_SAYS: dict[str, tuple[str, str]] = {
    "pii.email": ("an e-mail address", "eine E-Mail-Adresse"),
    "pii.phone": ("a telephone number", "eine Telefonnummer"),
    "pii.iban": ("a bank account number (IBAN)", "eine Kontonummer (IBAN)"),
    "pii.credit_card": ("the number of a payment card", "die Nummer einer Zahlungskarte"),
    "pii.ip_address": ("the network address of a device (IP address)", "die Netzwerkadresse eines Geräts (IP-Adresse)"),
    "pii.national_id": (
        "an official personal number: tax, insurance, passport, identity card or driving licence",
        "eine amtliche Personennummer: Steuer, Versicherung, Reisepass, Personalausweis oder Führerschein",
    ),
    "pii.address": ("a postal address", "eine Postanschrift"),
    "pii.date_of_birth": ("a person's date of birth", "das Geburtsdatum einer Person"),
    "pii.secret": ("a password, an access key or a private key", "ein Passwort, ein Zugangsschlüssel oder ein privater Schlüssel"),
    _ANY: ("personal data or a secret of any kind", "irgendeine persönliche Angabe oder ein Geheimnis"),
}
_WARM_UP = "Anna Beispiel, geb. 01.02.1990, Musterstraße 1, 10115 Berlin, anna@example.org, Tel. +49 30 23125000, password: x1y2z3"
_GIVE_UP_AFTER = 0.4
"""Seconds after which no further step of a long text is begun. One step takes up to 0.3 s where there are nothing but findings."""
_PACKAGES = ("presidio-analyzer", "phonenumbers", "tldextract", "regex")


def _declare(name: str) -> SignalDeclaration:
    english, german = _SAYS[name]
    return SignalDeclaration(name=name, type=SignalType.SPANS, cost=Cost.MODERATE, says={"en": english, "de": german})


class PiiProvider:
    """Answers where a post holds personal data or secrets.

    Each signal is a tuple of spans in code points of `Document.visible`, labelled with the entity and scored in [0.5, 1]. A
    place is reported once, under its strongest entity; `pii.any` holds all of them in reading order. A text that is not read to its
    end in time makes every signal unknown.
    """

    name: ClassVar[str] = "pii"
    declarations: ClassVar[tuple[SignalDeclaration, ...]] = tuple(_declare(name) for name in _SAYS)
    budget: ClassVar[float] = 1.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds from any beginning."""
        self._clock = clock
        self._finder: PiiFinder | None = None
        self._version = ""

    def load(self) -> None:
        """Import Presidio, build the recognisers and compile their patterns."""
        from guidepost.classifiers.pii.finder import EITHER, PiiFinder

        finder = PiiFinder()
        for language in ("de", "en", EITHER):
            finder.find(_WARM_UP, language, skip_without_clue=False)
        self._version = _version()
        self._finder = finder

    @property
    def version(self) -> str:
        """The libraries, and a digest of this package's own tables and rules. Raises `RuntimeError` before `load`."""
        if not self._version:
            raise RuntimeError("PiiProvider.version was read before load")
        return self._version

    def compute(self, documents: Sequence[Document]) -> list[Mapping[str, Value]]:
        """The findings of each document. Raises `RuntimeError` when called before `load`."""
        if self._finder is None:
            raise RuntimeError("PiiProvider.compute was called before load")
        return [self._values(document, self._finder) for document in documents]

    def _values(self, document: Document, finder: PiiFinder) -> Mapping[str, Value]:
        from guidepost.classifiers.pii.finder import OutOfTime

        end = self._clock() + _GIVE_UP_AFTER
        try:
            return _by_signal(finder.find(document.visible, document.language, in_time=lambda: self._clock() <= end))
        except OutOfTime:
            return dict.fromkeys(_SAYS, Unknown(UnknownReason.TIMEOUT, "not read to the end in time"))


def _by_signal(findings: tuple[Span, ...]) -> Mapping[str, Value]:
    values: dict[str, Value] = {
        name: tuple(finding for finding in findings if ENTITIES[finding.label] == name) for name in _SAYS if name != _ANY
    }
    values[_ANY] = findings
    return values


def _version() -> str:
    digest = hashlib.sha256()
    for source in sorted(_sources(files(__package__)), key=lambda each: each[0]):
        digest.update(source[0].encode() + b"\0" + source[1] + b"\0")
    packages = "+".join(f"{package}-{package_version(package)}" for package in _PACKAGES)
    return f"{packages}+{digest.hexdigest()[:16]}"


def _sources(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    """The Python sources under `folder`: name and content."""
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
