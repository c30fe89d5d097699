"""Numbers that authorities of the United States give to a person."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of


class SocialSecurity(Recogniser):
    """Social Security number, and the ITIN of the same shape. Neither has a check digit, so a word beside it is needed."""

    ENTITY = "US_SSN"
    CLUE = Clue(digits=9)
    CONTEXT = (r"ssns?\b", r"itin\b", r"social[ ]security", r"social(?:[ ](?:is|no\b|num)|:)", r"security[ ]n", r"ss\#")
    PATTERNS = (
        Pattern("three, two, four", r"(?<![\w+./:,-])[0-9]{3}(?P<gap>[ -])[0-9]{2}(?P=gap)[0-9]{4}(?![\w-]|[.,/:][0-9])", 0.35),
        Pattern("nine digits", r"(?<![\w+./:,-])[0-9]{9}(?![\w-]|[.,/:][0-9])", 0.1),
    )

    def checksum(self, value: str) -> bool:
        """No part is all zeros and 666 was never issued (SSA, POMS RM 10201.035)."""
        digits = digits_of(value)
        return digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"


class DrivingLicence(Recogniser):
    """Driver's license. Every state numbers its own way (AAMVA), so a word right before it is needed."""

    ENTITY = "US_DRIVING_LICENCE"
    CLUE = Clue(digits=6, any_of=("driv",))
    CONTEXT = (r"driv(?:ing|er['’]?s?)[ ]licen[cs]e",)
    BEFORE = 40
    AFTER = 0
    PATTERNS = (
        Pattern("letter and digits", r"(?=[A-Z]{0,2}[0-9]{6})(?<![\w./-])[A-Z]{0,2}[0-9]{6,14}(?![\w/-]|[.,:][0-9])", 0.1),
        Pattern("groups", r"(?<![\w./-])[A-Z]?[0-9]{2,4}-[0-9]{2,4}-[0-9]{2,4}(?:-[0-9]{1,4})?(?![\w/-]|[.,:][0-9])", 0.1),
    )
