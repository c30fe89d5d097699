"""Numbers that German authorities and insurers give to a person.

Presidio's German recognisers bring the checksums of the insurers; here they get context words in both languages, and no finding
rests on a check digit that one number in ten passes.
"""

from __future__ import annotations

import re

from presidio_analyzer import Pattern
from presidio_analyzer.predefined_recognizers import DeHealthInsuranceRecognizer, DeSocialSecurityRecognizer

from guidepost.classifiers.pii.checksums import german_tax_id_is_valid, travel_document_is_valid
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of

_DOCUMENT_LETTERS = "CFGHJKLMNPRTVWXYZ"
_DOCUMENT_NUMBER = rf"""
(?=[A-Z]{{1,8}}+[0-9])(?<![\w-])             # a word has no digit
[{_DOCUMENT_LETTERS}][{_DOCUMENT_LETTERS}0-9]{{8}}
(?:[0-9]D?)?                                 # check digit and nationality
(?![\w-])
"""
"""Serial numbers have nine characters and avoid vowels and letters that look like digits (Bundesdruckerei). The check digit is no
part of them: it is printed behind them in the machine readable zone only."""
_ANY_CASE = int(re.VERBOSE | re.IGNORECASE)


def _check_digit_fits(value: str) -> bool:
    """Whether the check digit, where one stands behind the nine characters, is right."""
    number = value.upper().removesuffix("D")
    return len(number) == 9 or travel_document_is_valid(number)


class TaxId(Recogniser):
    """Steuerliche Identifikationsnummer: eleven digits, often written 86 095 742 719 or with slashes.

    The form rules and the check digit together let four numbers in a thousand pass.
    """

    ENTITY = "DE_TAX_ID"
    CLUE = Clue(digits=11)
    CONCLUSIVE = True
    PATTERNS = (
        Pattern(
            "eleven digits",
            r"(?<![\w+./:,-])[1-9][0-9](?P<gap>[ /]?)[0-9]{3}(?P=gap)[0-9]{3}(?P=gap)[0-9]{3}(?![\w-]|[.,/:][0-9])",
            0.5,
        ),
    )

    def checksum(self, value: str) -> bool:
        return german_tax_id_is_valid(digits_of(value))


class SocialSecurity(Recogniser):
    """Rentenversicherungsnummer: area, date of birth, first letter of the birth name, serial number, check digit."""

    ENTITY = "DE_SOCIAL_SECURITY"
    CLUE = Clue(digits=11)
    CONCLUSIVE = True
    PATTERNS = (Pattern("twelve characters", r"(?<![\w-])[0-9]{2}[ -]?[0-9]{6}[ -]?[A-Z][ -]?[0-9]{3}(?![\w-])", 0.5),)
    _RULE = DeSocialSecurityRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(re.sub("[ -]", "", value)))


class HealthInsurance(Recogniser):
    """Krankenversichertennummer: a letter and nine digits, the last a check digit that one in ten passes."""

    ENTITY = "DE_HEALTH_INSURANCE"
    CLUE = Clue(digits=9)
    CONTEXT = (r"kranken", r"versicherten", r"kvnr", r"gesundheitskarte", r"egk\b", r"health[ ]insurance", r"insurance[ ]n")
    PATTERNS = (Pattern("letter and nine digits", r"(?<![\w-])[A-Z][0-9]{9}(?![\w-])", 0.3),)
    _RULE = DeHealthInsuranceRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(value))


class IdCard(Recogniser):
    """Personalausweis: the serial number, with its check digit where that is given, or the older ten digits with theirs."""

    ENTITY = "DE_ID_CARD"
    CLUE = Clue(digits=1, any_of=("ausweis", "perso", "npa", "card", "national id", "identit"))
    FLAGS = _ANY_CASE
    CONTEXT = (
        r"(?:personal)?ausweis",
        r"perso\b",
        r"npa\b",
        r"id[ -]?card",
        r"identity[ ]card",
        r"national[ ]id",
        r"identitätskarte",
    )
    PATTERNS = (Pattern("since 2010", _DOCUMENT_NUMBER, 0.3), Pattern("before 2010", r"(?<![\w-])[0-9]{10}D?(?![\w-])", 0.3))

    def checksum(self, value: str) -> bool:
        return _check_digit_fits(value)


class Passport(Recogniser):
    """Reisepass: the serial number, with its check digit where that is given."""

    ENTITY = "DE_PASSPORT"
    CLUE = Clue(digits=1, any_of=("pass",))
    FLAGS = _ANY_CASE
    CONTEXT = (r"(?:reise|dienst|kinderreise)?pass(?:\b|nummer|-?nr)", r"passport")
    PATTERNS = (Pattern("nine characters", _DOCUMENT_NUMBER, 0.3),)

    def checksum(self, value: str) -> bool:
        return _check_digit_fits(value)


class DrivingLicence(Recogniser):
    """Führerschein: eleven characters since 2013. The rule of its check digit is not published, so a word beside it is needed."""

    ENTITY = "DE_DRIVING_LICENCE"
    CLUE = Clue(digits=3, any_of=("führerschein", "fahrerlaubnis", "driv"))
    CONTEXT = (r"führerschein", r"fahrerlaubnis", r"driv(?:ing|er'?s?|er’s)[ ]licen[cs]e")
    PATTERNS = (Pattern("eleven characters", r"(?<![\w-])(?=(?:[A-Z]*[0-9]){3})[A-Z][A-Z0-9]{8}[0-9X][0-9A-Z](?![\w-])", 0.3),)


class TaxNumber(Recogniser):
    """Steuernummer of a tax office: 93815/08152, 181/815/08155, 21 815 08150, or thirteen digits. Each state has a rule of its own, so
    a word beside it is needed."""

    ENTITY = "DE_TAX_NUMBER"
    CLUE = Clue(digits=10)
    CONTEXT = (r"steuernummer", r"steuer-?nr", r"st\.?-?nr", r"german[ ]tax[ ]number")
    BEFORE = 30
    AFTER = 0
    PATTERNS = (
        Pattern("office, district, number", r"(?<![\w./-])[0-9]{2,3}[ ]?[/ ][ ]?[0-9]{3,4}[ ]?[/ ][ ]?[0-9]{4,5}(?![\w/-])", 0.1),
        Pattern("office and number", r"(?<![\w./-])[0-9]{5}[ ]?/[ ]?[0-9]{5}(?![\w/-])", 0.1),
        Pattern("thirteen digits", r"(?<![\w./-])[0-9]{13}(?![\w/-])", 0.1),
    )
