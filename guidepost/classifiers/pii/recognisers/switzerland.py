"""Numbers that Swiss authorities give to a person."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.checksums import ean13_is_valid
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of


class Ahv(Recogniser):
    """AHV number (AVS, social security): 756 for Switzerland, nine digits and an EAN-13 check digit. No article number begins with
    756, so a number that passes is one."""

    ENTITY = "CH_AHV"
    CLUE = Clue(digits=13, any_of=("756",))
    CONCLUSIVE = True
    PATTERNS = (
        Pattern(
            "thirteen digits", r"(?<![\w+./:,-])756(?P<gap>[. ]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{2}(?![\w-]|[.,/:][0-9])", 0.5
        ),
    )

    def checksum(self, value: str) -> bool:
        return ean13_is_valid(digits_of(value))


class Passport(Recogniser):
    """Swiss passport and identity card: a letter and seven digits. No check digit is printed."""

    ENTITY = "CH_PASSPORT"
    CLUE = Clue(digits=7)
    CONTEXT = (
        r"schweizer(?:ische[rn]?)?[ ](?:reise)?pass",
        r"swiss[ ]passport",
        r"identitätskarte",
        r"(?:reise)?pass(?:nummer|-?nr|:|[ ]n)",
        r"passport",
    )
    PATTERNS = (Pattern("letter and seven digits", r"(?<![\w-])[A-Z][0-9]{7}(?![\w-])", 0.3),)
