"""Numbers that Austrian authorities give to a person."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.checksums import austrian_social_security_is_valid
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of


class SocialSecurity(Recogniser):
    """Sozialversicherungsnummer: serial number with check digit, then the date of birth, usually written 1237 010180.

    Date and check digit let three numbers in a thousand pass; written without the space it needs a word beside it all the same,
    since ten digits in a row are so common.
    """

    ENTITY = "AT_SVNR"
    CLUE = Clue(digits=10)
    CONTEXT = (
        r"sozialversicherung", r"versicherungsnummer", r"sv-?n", r"svnr", r"vsnr", r"vnr\b", r"e-?card", r"ögk",
        r"social[ ]security", r"insurance[ ]number",
    )  # fmt: skip
    PATTERNS = (
        Pattern("four and six", r"(?<![\w+./:,-])[1-9][0-9]{3}(?:[ ]|[ ]?[/-][ ]?)[0-9]{6}(?![\w-]|[ .,/:][0-9])", 0.6),
        Pattern("ten digits", r"(?<![\w+./:,-])[1-9][0-9]{9}(?![\w-]|[ .,/:][0-9])", 0.3),
    )

    def checksum(self, value: str) -> bool:
        return austrian_social_security_is_valid(digits_of(value))


class Passport(Recogniser):
    """Reisepass and Personalausweis: a letter and seven digits, or two letters and seven digits. No check digit is printed."""

    ENTITY = "AT_PASSPORT"
    CLUE = Clue(digits=7)
    CONTEXT = (r"österreichische[rn]?[ ](?:reise)?pass", r"austrian[ ]passport")
    PATTERNS = (Pattern("letters and seven digits", r"(?<![\w-])[A-Z]{1,2}[ ]?[0-9]{7}(?![\w-])", 0.3),)
