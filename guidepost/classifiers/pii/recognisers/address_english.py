"""Where a person lives, as written in Britain and North America."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser

_NAME = r"[A-Z][\w'’-]{1,25}"
_KINDS = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Place|Pl|Terrace|Crescent|Gardens|Grove|"
    "Parkway|Pkwy|Highway|Hwy|Mews|Close|Way|Row|Circle|Trail"
)
_UK_POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[ ][0-9][ABD-HJLNP-UW-Z]{2}"
"""Outward and inward code (Royal Mail PAF): the inward code avoids C, I, K, M, O and V."""
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|"
    "AB|BC|MB|NB|NL|NS|ON|PE|QC|SK"
)
_US_TOWN = rf"{_NAME}(?:[ ]{_NAME}){{0,2}},?[ ](?:{_STATES})[ ][0-9]{{5}}(?:-[0-9]{{4}})?"
_UK_TOWN = rf"(?:{_NAME}(?:[ ]{_NAME}){{0,2}},?[ \n])?{_UK_POSTCODE}"
_UNIT = r"(?:Apartment|Apt\.?|Suite|Flat|Unit|Floor|Room)[ ]\#?[A-Z0-9]{1,5}"


class Street(Recogniser):
    """A house number and a street, with flat, town and postcode where they stand beside it."""

    ENTITY = "ADDRESS"
    CLUE = Clue(digits=1)
    PATTERNS = (
        Pattern(
            "number and street",
            rf"""
            (?<![\w@/.,$€£\#-])
            (?:{_UNIT},?[ \n])?
            (?!(?:19|20)[0-9]{{2}}[ ](?:Wall|Downing|High|Main)[ ])   # "in 2024 Wall Street …"
            [1-9][0-9]{{0,4}}[A-Za-z]?[ ]
            (?:(?:N|S|E|W|North|South|East|West)\.?[ ])?
            (?:{_NAME}[ ]){{1,3}}
            (?:{_KINDS})\b\.?
            (?:,?[ \n]{{1,2}}{_UNIT})?
            (?:,?[ \n]{{1,2}}(?:{_US_TOWN}|{_UK_TOWN}))?
            """,
            0.7,
        ),
    )


class TownAndPostcode(Recogniser):
    """`Springfield, IL 62704` and `London SW1A 1AA`; a British postcode alone needs a word for address beside it."""

    ENTITY = "ADDRESS"
    CLUE = Clue(digits=2)
    CONTEXT = (r"postcode", r"post[ ]code", r"postal", r"address", r"adresse", r"live", r"resid")
    AFTER = 0
    PATTERNS = (
        Pattern(
            "town, state and zip",
            rf"(?<![\w-]){_NAME}(?:[ ]{_NAME}){{0,2}},[ ](?:{_STATES})[ ][0-9]{{5}}(?:-[0-9]{{4}})?(?![\w-])",
            0.75,
        ),
        Pattern("town and British postcode", rf"(?<![\w-]){_NAME},?[ ]{_UK_POSTCODE}(?![\w-])", 0.7),
        Pattern("British postcode", rf"(?<![\w-]){_UK_POSTCODE}(?![\w-])", 0.2),
    )
