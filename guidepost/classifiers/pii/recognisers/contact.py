"""Ways to reach a person: e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from functools import cached_property

import phonenumbers
from presidio_analyzer import Pattern
from tldextract import TLDExtract

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of

_FUNCTIONAL = frozenset({"git", "hg", "svn"})
"""Local parts that name a program, as in `git@host:path`, never a person."""


_DATE = re.compile(
    r"""
    \(?(?:
      (?:0?[1-9]|[12][0-9]|3[01])[./-](?:0?[1-9]|[12][0-9]|3[01])[./-](?:[0-9]{4}|[0-9]{2})
    | (?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.][0-9]{1,2}
    )(?![0-9]|[./-][0-9])
    """,
    re.VERBOSE,
)


class Email(Recogniser):
    """An e-mail address under a top-level domain that exists, also written `name [at] example [dot] org`."""

    ENTITY = "EMAIL"
    CLUE = Clue(any_of=("@", "at]", "at)", "at}", "ät]", "ät)", "ät}"))
    PATTERNS = (
        Pattern(
            "plain",
            r"""
            (?<![\w.+%-])
            [\w+%-][\w.+%'-]{0,63}                 # who
            @
            (?:[^\W_](?:[\w-]{0,62})\.){1,6}       # where
            [^\W\d_][\w-]{1,23}                    # top-level domain
            (?![\w@-])
            """,
            0.9,
        ),
        Pattern(
            "spelled out",
            r"""
            (?<![\w.+%-])
            [\w+%-][\w.+%-]{0,63}+                  # possessive: a word without a bracket behind it is left at once
            [ ]?[\[({][ ]?(?:at|AT|ät|Ät|@)[ ]?[\])}][ ]?  # [at] (at) {at}
            [^\W_][\w-]{0,62}
            (?:
              (?:\.|[ ]?[\[({][ ]?(?:dot|DOT|punkt|Punkt)[ ]?[\])}][ ]?)
              [^\W_][\w-]{0,62}
            ){1,5}
            """,
            0.8,
        ),
    )

    @cached_property
    def _extract(self) -> TLDExtract:
        return TLDExtract(suffix_list_urls=(), cache_dir=None)

    def checksum(self, value: str) -> bool:
        plain = re.sub(r"\s?[\[({]\s?(?:at|ät|@)\s?[\])}]\s?", "@", value, flags=re.IGNORECASE)
        plain = re.sub(r"\s?[\[({]\s?(?:dot|punkt)\s?[\])}]\s?", ".", plain, flags=re.IGNORECASE)
        local, _, domain = plain.partition("@")
        if local.lower() in _FUNCTIONAL or local.endswith(".") or ".." in local:
            return False
        return bool(self._extract(domain).top_domain_under_public_suffix)


_SEPARATOR = r"[ ]?[-–/.]?[ ]?"
_WORDS_FOR_TELEPHONE = (
    r"tel\b", r"telefon", r"tel-?nr", r"fon\b", r"mobil", r"handy", r"rufnummer", r"durchwahl", r"erreichbar", r"anruf", r"ruf\b",
    r"rufen", r"ruft", r"whats[ ]?app", r"signal\b", r"fax", r"sms\b", r"phone", r"telephone", r"mobile", r"cell", r"call", r"dial",
    r"hotline", r"text[ ]me", r"ring[ ]me", r"reach[ ]me",
)  # fmt: skip


_NUMBER_OF_SOMETHING_ELSE = re.compile(
    r"""
    (?:
      (?<=[^\W\d_]{3})(?<!ruf)(?<!telefon)(?<!handy)(?<!mobil)(?<!fax)(?<!durchwahl)(?:nummer|stand)
    | (?<=[^\W\d_]{2})(?<!ruf)(?<!tel)(?<!telefon)(?<!handy)(?<!mobil)(?<!fax)-?nr\.?
    | \b(?:artikel|auftrag|beleg|bestellung|charge|ticket|vorgang|rechnung|vertrag|konto|aktenzeichen|az\.)
    | \b(?:order|invoice|ref|reference|article|part|serial|ticket|case|account|model|item|sku|po|version|build|isbn|issn|zoom)
    | \b(?:[a-z]{1,12}-)?id
    )
    (?:[ ](?:nr\.?|no\.?|number|nummer|id|is|ist|lautet))?[ ]?[:\#=]?[ ]?
    [(0-9]\Z                                   # a plus sign begins nothing but a telephone number
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The name of another kind of number, right before it: *Auftrag 030-1234567*."""


class Phone(Recogniser):
    """A telephone number that its country's numbering plan allows (libphonenumber), in the shapes people write it in."""

    ENTITY = "PHONE"
    CLUE = Clue(digits=7)
    REGIONS = ("DE", "AT", "CH", "GB", "FR", "IT", "US")
    """Plans that a number without a country code is tried against."""
    CONTEXT = _WORDS_FOR_TELEPHONE
    BEFORE = 40
    AFTER = 0
    NOT_BEHIND = _NUMBER_OF_SOMETHING_ELSE
    PATTERNS = (
        Pattern(
            "with country code",
            rf"""
            (?=[+0])(?<![\w+./-])
            (?:\+|00)[ ]?[1-9][0-9]{{0,2}}         # +49, 0041
            (?:[ ]?\(0\))?                         # a trunk zero in brackets
            (?:{_SEPARATOR}\(?[0-9]{{1,12}}\)?){{1,6}}
            (?![\w-]|[.,][0-9]|[ ]?(?:[€$£%]|Euro|EUR|CHF|USD|Mio|Stück))
            """,
            0.85,
        ),
        Pattern(
            "trunk zero, grouped",
            r"""
            (?=[(0])(?<![\w+./:,-])(?<![0-9][ ])
            \(?0[1-9][0-9]{1,4}\)?                 # area or mobile code
            [ ]?[-–/ .][ ]?
            (?:[0-9]{2,9}[-– .]?){1,4}[0-9]{0,2}
            (?<=[0-9])
            (?![\w%]|[-./:,][0-9])
            """,
            0.55,
        ),
        Pattern(
            "area code in pairs",  # 0 89 / 1 23 45 67, (0 89) 1 23 45-67: DIN 5008 until 2001
            r"""
            (?=[(0])(?<![\w+./:,-])(?<![0-9][ ])
            (?:\(0(?:[ ]?[1-9][0-9]{0,2}){1,3}\)[ ]?|0(?:[ ]?[1-9][0-9]{0,2}){1,3}[ ]?/[ ]?)
            [0-9]{1,3}(?:[ ][0-9]{2,3}){1,3}(?:-[0-9]{1,4})?
            (?![\w%/]|[-.:,][0-9])
            """,
            0.55,
        ),
        Pattern("German mobile", r"(?=0)(?<![\w+./:,-])01(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}(?![\w%]|[-./:,][0-9])", 0.5),
        Pattern(
            "North American",
            r"""
            (?=[(1-9])(?<![\w+./-])
            (?:1[-. ])?
            (?:\([2-9][0-9]{2}\)[ ]?|[2-9][0-9]{2}[-.])
            [2-9][0-9]{2}[-. ][0-9]{4}
            (?:[ ]?(?:x|ext\.?[ ]?)[0-9]{1,5})?
            (?![\w-]|[.][0-9])
            """,
            0.55,
        ),
    )

    def checksum(self, value: str) -> bool:
        if not 7 <= len(digits_of(value)) <= 17 or _is_a_date(value):
            return False
        if value.startswith(("+", "00")):
            return _is_written_internationally(value)
        return any(_is_valid(value, region) for region in self.REGIONS)


class PhoneBesideWord(Recogniser):
    """Digits in groups right after a word for telephone: no numbering plan knows every extension and every country's habits."""

    ENTITY = "PHONE"
    CLUE = Clue(digits=6)
    CONTEXT = _WORDS_FOR_TELEPHONE
    BEFORE = 40
    AFTER = 0
    NOT_BEHIND = _NUMBER_OF_SOMETHING_ELSE
    PATTERNS = (
        Pattern(
            "any number",
            r"""
            (?=[(0-9])(?<![\w+./:,-])(?<![0-9][ ])
            \(?[0-9]{1,14}\)?
            (?:[-– ./]{1,3}\(?[0-9]{2,9}\)?){0,5}
            (?:x[0-9]{1,5})?                       # extension
            (?![\w%€$]|[-./:,][0-9])
            """,
            0.1,
        ),
    )

    _DAY_WITHOUT_DOTS = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")

    def checksum(self, value: str) -> bool:
        digits = digits_of(value)
        if self._DAY_WITHOUT_DOTS.fullmatch(value):
            return False
        return 6 <= len(digits) <= 15 and len(set(digits)) > 1 and not _is_a_date(value)


def _is_written_internationally(value: str) -> bool:
    """Behind a plus sign a number of possible length is enough, since nothing else is written so; 00 may begin any number."""
    number = _parsed("+" + value.removeprefix("+").removeprefix("00"), None)
    if number is None:
        return False
    return phonenumbers.is_possible_number(number) if value.startswith("+") else phonenumbers.is_valid_number(number)


def _is_valid(value: str, region: str) -> bool:
    number = _parsed(value, region)
    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(value: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None


def _is_a_date(value: str) -> bool:
    return _DATE.match(value) is not None
