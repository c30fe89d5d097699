"""Numbers that British authorities give to a person."""

from __future__ import annotations

import re

from presidio_analyzer import Pattern
from presidio_analyzer.predefined_recognizers import NhsRecognizer

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser


class Nhs(Recogniser):
    """NHS number: ten digits. Every eleventh telephone number passes its check digit, so a word beside it is needed."""

    ENTITY = "UK_NHS"
    LANGUAGES = ("en",)
    CLUE = Clue(digits=10)
    CONTEXT = (
        r"nhs(?:[ ]?(?:no\b|nr|num|\#|:|is)|\b(?=\W*\Z))",
        r"national[ ]health[ ](?:service[ ])?n",
        r"patient[ ]n",
    )
    PATTERNS = (Pattern("ten digits", r"(?<![\w+./:,-])[0-9]{3}(?P<gap>[ -]?)[0-9]{3}(?P=gap)[0-9]{4}(?![\w-]|[.,/:][0-9])", 0.3),)
    _RULE = NhsRecognizer()

    def checksum(self, value: str) -> bool:
        return bool(self._RULE.validate_result(value))


class NationalInsurance(Recogniser):
    """National Insurance number: two letters of a restricted set, six digits, a letter A to D (HMRC NIM39110).

    It has no check digit and parts are numbered alike, so a word beside it is needed.
    """

    ENTITY = "UK_NINO"
    CLUE = Clue(digits=6, any_of=("ni ", "ni:", "nin", "national insurance", "insurance n", "hmrc", "payroll"))
    FLAGS = int(re.VERBOSE | re.IGNORECASE)
    CONTEXT = (r"nino\b", r"nin\b", r"ni[ :]", r"national[ ]insurance", r"insurance[ ]n", r"hmrc", r"payroll")
    PATTERNS = (
        Pattern(
            "nine characters",
            r"""
            (?=[A-Z]{2}[ ]?[0-9]{2})(?<![\w-])
            (?!BG|GB|KN|NK|NT|TN|ZZ)               # never issued
            [A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]
            [ ]?[0-9]{2}(?P<gap>[ ]?)[0-9]{2}(?P=gap)[0-9]{2}[ ]?
            [A-D]
            (?![\w-])
            """,
            0.3,
        ),
    )


class DrivingLicence(Recogniser):
    """British driving licence: five places of the name, the date of birth spread over six digits, initials, check places (DVLA).

    No other number is built like it, so it needs no word beside it.
    """

    ENTITY = "UK_DRIVING_LICENCE"
    CLUE = Clue(digits=6)
    PATTERNS = (
        Pattern(
            "sixteen characters",
            r"""
            (?<![\w-])
            (?=[A-Z]{2})[A-Z]{2,5}9{0,3}(?<=(?<![A-Z9])[A-Z9]{5})[ ]?
            [0-9][0156][0-9](?:0[1-9]|[12][0-9]|3[01])[0-9][ ]?   # decade, month (plus fifty for women), day, year
            [A-Z][A-Z9][0-9A-Z][ ]?[A-Z]{2}
            (?![\w-])
            """,
            0.8,
        ),
    )
