"""When a person was born."""

from __future__ import annotations

import re

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.checksums import is_calendar_date
from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser

_MONTHS = (
    ("januar", "jänner", "january", "jan"),
    ("februar", "feber", "february", "feb"),
    ("märz", "march", "mar", "mär"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("dezember", "december", "dez", "dec"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"


class DateOfBirth(Recogniser):
    """A day in the calendar beside a word for being born. Without such a word a date says nothing about a person."""

    ENTITY = "DATE_OF_BIRTH"
    CLUE = Clue(digits=3, any_of=("geb", "born", "birth", "bday", "dob", "d.o"))
    CONTEXT = (
        r"geb\b", r"geborene?", r"geburtsdatum", r"geburtstag\b", r"geburt\b", r"born\b", r"birth\b", r"birth[ -]?date",
        r"birthday\b(?![ ](?:party|celebration|drinks|cake|lunch|dinner|breakfast))", r"d\.?o\.?b\b", r"bday\b",
    )  # fmt: skip
    BEFORE = 30
    AFTER = 12
    FLAGS = int(re.VERBOSE | re.IGNORECASE)
    PATTERNS = (
        Pattern(
            "day, month, year",
            r"(?=[0-9])(?<![\w./-])[0-9]{1,2}(?P<gap>[./-])[ ]?[0-9]{1,2}(?P=gap)[ ]?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![\w/-]|\.[0-9])",
            0.1,
        ),
        Pattern(
            "year, month, day", r"(?<![\w./-])(?:19|20)[0-9]{2}(?P<gap>[-/.])[0-9]{1,2}(?P=gap)[0-9]{1,2}(?![\w/-]|\.[0-9])", 0.1
        ),
        Pattern(
            "day, name, year",
            rf"(?=[0-9])(?<![\w./-])[0-9]{{1,2}}(?:\.|st|nd|rd|th)?[ ](?:of[ ])?{_MONTH},?[ ](?:19|20)[0-9]{{2}}(?![\w-])",
            0.1,
        ),
        Pattern(
            "name, day, year",
            rf"(?=[JFMASOND][a-zä]{{2,8}}\.?[ ][0-9])(?<![\w./-]){_MONTH}[ ][0-9]{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)[0-9]{{2}}(?![\w-])",
            0.1,
        ),
    )

    def checksum(self, value: str) -> bool:
        numbers = [int(number) for number in re.findall("[0-9]+", value)]
        month = next((_MONTH_NUMBER[word] for word in re.findall(r"[^\W\d_]+", value.lower()) if word in _MONTH_NUMBER), None)
        if month is not None:
            day, year = numbers
            return is_calendar_date(year, month, day)
        if numbers[0] > 31:
            return is_calendar_date(*numbers)
        day, month, year = numbers
        year += 1900 if year < 100 else 0
        return is_calendar_date(year, month, day) or is_calendar_date(year, day, month)
