"""Numbers that British authorities give to a person."""

from __future__ import annotations

from presidio_analyzer import Pattern
from presidio_analyzer.predefined_recognizers import NhsRecognizer

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser


class Nhs(Recogniser):
    """NHS number: ten digits. Every eleventh telephone number passes its check digit, so a word beside it is needed."""

    ENTITY = "UK_NHS"
    LANGUAGES = ("en",)
    CLUE = Clue(digits=10)
    CONTEXT = (r"nhs\b", r"national[ ]health", r"patient", r"health[ ]service")
    PATTERNS = (Pattern("ten digits", r"(?<![\w+./:,-])[0-9]{3}(?P<gap>[ -]?)[0-9]{3}(?P=gap)[0-9]{4}(?![\w-]|[.,/:][0-9])", 0.3),)
    _RULE = NhsRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(value))


class NationalInsurance(Recogniser):
    """National Insurance number: two letters of a restricted set, six digits, a letter A to D (HMRC NIM39110)."""

    ENTITY = "UK_NINO"
    LANGUAGES = ("en",)
    CLUE = Clue(digits=6)
    PATTERNS = (
        Pattern(
            "nine characters",
            r"""
            (?<![\w-])
            (?!BG|GB|KN|NK|NT|TN|ZZ)               # never issued
            [A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]
            (?P<gap>[ ]?)[0-9]{2}(?P=gap)[0-9]{2}(?P=gap)[0-9]{2}(?P=gap)
            [A-D]
            (?![\w-])
            """,
            0.6,
        ),
    )
