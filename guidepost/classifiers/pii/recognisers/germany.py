"""Numbers that German authorities and insurers give to a person.

Presidio's German recognisers bring the checksums; here they get context words in both languages, and no finding rests on a check
digit that one number in ten passes.
"""

from __future__ import annotations

from presidio_analyzer import Pattern
from presidio_analyzer.predefined_recognizers import DeHealthInsuranceRecognizer, DePassportRecognizer, DeSocialSecurityRecognizer

from guidepost.classifiers.pii.checksums import german_tax_id_is_valid
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of

_DOCUMENT_LETTERS = "CFGHJKLMNPRTVWXYZ"
_DOCUMENT_NUMBER = rf"(?<![\w-])[{_DOCUMENT_LETTERS}][{_DOCUMENT_LETTERS}0-9]{{7}}[0-9](?![\w-])"
"""Serial numbers avoid vowels and letters that look like digits (ICAO Doc 9303); the last place is the check digit."""


class TaxId(Recogniser):
    """Steuerliche Identifikationsnummer: eleven digits, often written 86 095 742 719. The form rules and the check digit together
    let four numbers in a thousand pass."""

    ENTITY = "DE_TAX_ID"
    CLUE = Clue(digits=11)
    CONCLUSIVE = True
    PATTERNS = (
        Pattern(
            "eleven digits",
            r"(?<![\w+./:,-])[1-9][0-9](?P<gap>[ ]?)[0-9]{3}(?P=gap)[0-9]{3}(?P=gap)[0-9]{3}(?![\w-]|[.,/:][0-9])",
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
    PATTERNS = (Pattern("twelve characters", r"(?<![\w-])[0-9]{2}[ ]?[0-9]{6}[ ]?[A-Z][ ]?[0-9]{3}(?![\w-])", 0.5),)
    _RULE = DeSocialSecurityRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(value.replace(" ", "")))


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
    """Personalausweis: the serial number with its check digit, or the older T with eight digits."""

    ENTITY = "DE_ID_CARD"
    CLUE = Clue(digits=1)
    CONTEXT = (
        r"(?:personal)?ausweis",
        r"perso\b",
        r"npa\b",
        r"id[ -]?card",
        r"identity[ ]card",
        r"national[ ]id",
        r"identitätskarte",
    )
    PATTERNS = (Pattern("since 2010", _DOCUMENT_NUMBER, 0.3), Pattern("before 2010", r"(?<![\w-])T[0-9]{8}(?![\w-])", 0.3))
    _RULE = DePassportRecognizer()

    def checksum(self, value: str) -> bool:
        return (value[0] == "T" and value[1:].isdecimal()) or bool(self._RULE.validate_result(value))


class Passport(Recogniser):
    """Reisepass: the serial number with its check digit."""

    ENTITY = "DE_PASSPORT"
    CLUE = Clue(digits=1)
    CONTEXT = (r"(?:reise|dienst|kinderreise)?pass(?:\b|nummer|-?nr)", r"passport")
    PATTERNS = (Pattern("nine characters", _DOCUMENT_NUMBER, 0.3),)
    _RULE = DePassportRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(value))


class DrivingLicence(Recogniser):
    """Führerschein: eleven characters since 2013. The rule of its check digit is not published, so a word beside it is needed."""

    ENTITY = "DE_DRIVING_LICENCE"
    CLUE = Clue(digits=3)
    CONTEXT = (r"führerschein", r"fahrerlaubnis", r"driv(?:ing|er'?s?|er’s)[ ]licen[cs]e")
    PATTERNS = (Pattern("eleven characters", r"(?<![\w-])(?=(?:[A-Z]*[0-9]){3})[A-Z][A-Z0-9]{8}[0-9X][0-9A-Z](?![\w-])", 0.3),)
