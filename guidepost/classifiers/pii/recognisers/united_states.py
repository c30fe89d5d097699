"""Numbers that authorities of the United States give to a person."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of


class SocialSecurity(Recogniser):
    """Social Security number. It has no check digit, so a word beside it is needed."""

    ENTITY = "US_SSN"
    LANGUAGES = ("en",)
    CLUE = Clue(digits=9)
    CONTEXT = (r"ssns?\b", r"social", r"security[ ]n", r"ss#")
    PATTERNS = (
        Pattern("three, two, four", r"(?<![\w+./:,-])[0-9]{3}(?P<gap>[ -])[0-9]{2}(?P=gap)[0-9]{4}(?![\w-]|[.,/:][0-9])", 0.35),
        Pattern("nine digits", r"(?<![\w+./:,-])[0-9]{9}(?![\w-]|[.,/:][0-9])", 0.1),
    )

    def checksum(self, value: str) -> bool:
        """No part is all zeros and 666 was never issued (SSA, POMS RM 10201.035)."""
        digits = digits_of(value)
        return digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"
