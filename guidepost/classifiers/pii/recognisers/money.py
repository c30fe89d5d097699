"""Accounts and cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presidio_analyzer import Pattern, RecognizerResult
from presidio_analyzer.predefined_recognizers.generic.iban_patterns import regex_per_country

from guidepost.classifiers.pii.checksums import iban_is_valid, luhn_is_valid
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

_SHAPES = {
    country: re.compile(shape.replace("[ ]?", "[ -]?") + r"(?<=[A-Z0-9])(?![A-Z0-9])", re.IGNORECASE)
    for country, shape in regex_per_country.items()
}
"""How each country writes its numbers: Presidio's table of the IBAN registry, with hyphens allowed too."""


class Iban(Recogniser):
    """An account number in the shape its country prescribes, with its check digits.

    The pattern finds only the check digits behind a country; what must follow depends on the country, and how far it reaches too: in
    *DE89 3704 0044 0532 0130 00 by Friday* the number ends before *by*.
    """

    ENTITY = "IBAN"
    CLUE = Clue(digits=10)
    PATTERNS = (Pattern("check digits", r"[0-9]{2}(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2})(?=[ -]?[A-Za-z0-9])", 1.0),)

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        found = []
        for head in super().analyze(text, entities, nlp_artifacts, regex_flags):
            start = head.start - 2
            shape = _SHAPES.get(text[start : head.start].upper())
            number = shape.match(text, start) if shape else None
            if number and iban_is_valid(number[0].replace(" ", "").replace("-", "")):
                head.start, head.end = number.span()
                found.append(head)
        return found


_WORDS_FOR_CARD = (
    r"credit", r"card[ ]\Z", r"card[ ]?n", r"card:", r"(?:my|the|this)[ ]card", r"bank[ ]?card", r"visa",
    r"master", r"amex", r"american[ ]express", r"discover", r"jcb", r"diners",
    r"maestro", r"cc\b", r"cvc", r"cvv",
    r"debit", r"kredit", r"bankkarte", r"giro", r"karten-?n", r"zahlung", r"payment", r"expir", r"gültig",
)  # fmt: skip


class CreditCard(Recogniser):
    """A payment card as its network issues it: first digits, length, the grouping printed on the card, and the Luhn digit."""

    ENTITY = "CREDIT_CARD"
    CLUE = Clue(digits=12)
    PATTERNS = (
        Pattern(
            "four by four",
            r"(?<![\w.+-])[2-6][0-9]{3}(?P<gap>[ -])[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{4}(?:(?P=gap)[0-9]{3})?(?![\w-])",
            0.9,
        ),
        Pattern("four, six and the rest", r"(?<![\w.+-])3[0-9]{3}(?P<gap>[ -])[0-9]{6}(?P=gap)[0-9]{4,5}(?![\w-])", 0.9),
        Pattern("16 digits", r"(?<![\w.+-])[2-6][0-9]{15}(?![\w-])", 0.7),
        Pattern("15 digits", r"(?<![\w.+-])3[47][0-9]{13}(?![\w-])", 0.7),
    )
    _NETWORKS = re.compile(
        r"""
          4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})                                                    # Visa
        | (?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}      # Mastercard
        | 3[47][0-9]{13}                                                                         # American Express
        | 3(?:0[0-5]|[68][0-9])[0-9]{11}                                                         # Diners Club
        | (?:6011|65[0-9]{2}|64[4-9][0-9])[0-9]{12,15}                                           # Discover
        | (?:352[89]|35[3-8][0-9])[0-9]{12,15} | (?:2131|1800)[0-9]{11}                          # JCB
        | (?:5[0678][0-9]{2}|6[0-9]{3})[0-9]{8,15}                                               # Maestro
        """,
        re.VERBOSE,
    )
    """Issuer prefixes and lengths (ISO/IEC 7812)."""

    def checksum(self, value: str) -> bool:
        digits = digits_of(value)
        return len(set(digits)) > 1 and self._NETWORKS.fullmatch(digits) is not None and luhn_is_valid(digits)


class CreditCardBesideWord(Recogniser):
    """Digits beside a word for card that pass Luhn. Networks take new ranges into use faster than a table learns of them, and one
    in ten numbers passes, so the word decides."""

    ENTITY = "CREDIT_CARD"
    CLUE = Clue(digits=12)
    CONTEXT = _WORDS_FOR_CARD
    PATTERNS = (Pattern("12 to 19 digits", r"(?<![\w.+-])[0-9]{12,19}(?![\w-])", 0.2),)

    def checksum(self, value: str) -> bool:
        return len(set(value)) > 1 and luhn_is_valid(value)
