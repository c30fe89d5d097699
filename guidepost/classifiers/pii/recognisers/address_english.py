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


_NOT_A_NAME = (
    r"(?:(?:Best|Great|Good|Better|Big|Million|Billion|Thousand|Hundred|Percent|Google|Shared|Amazing|One|USB|Hard|External|Flash|Disk|"
    r"Cloud|Long|Only|More|Different|Easy|Simple|Star|Data|Team)[ ]|(?:First|Second|Third)[ ]Place\b)"
)
"""What stands between a number and *Drive*, *Place* or *Way* when no street is meant."""
_ORDINAL = r"[1-9][0-9]{0,2}(?:st|nd|rd|th)"


class Street(Recogniser):
    """A house number and a street, with flat, town and postcode where they stand beside it."""

    ENTITY = "ADDRESS"
    CLUE = Clue(digits=1)
    PATTERNS = (
        Pattern(
            "number and street",
            rf"""
            (?=[1-9AFRSU])(?<![\w@/.,$€£\#-])
            (?:{_UNIT},?[ \n])?
            (?!(?:19|20)[0-9]{{2}}[ ](?:Wall|Downing|High|Main|First|Second|Third)[ ])   # "in 2024 Wall Street …"
            [1-9][0-9]{{0,4}}[A-Za-z]?[ ]
            (?!{_NOT_A_NAME})
            (?:(?:N|S|E|W|North|South|East|West)\.?[ ])?
            (?:(?:{_NAME}|{_ORDINAL})[ ]){{1,3}}
            (?:{_KINDS})\b\.?
            (?![ ][a-z]{{4,20}}s\b)                 # "5 New Street partners"
            (?:[ ](?:NW|NE|SW|SE|N|S|E|W)\b)?
            (?:,?[ \n]{{1,2}}{_UNIT})?
            (?:,?[ \n]{{1,2}}(?:{_US_TOWN}|{_UK_TOWN}))?
            """,
            0.7,
        ),
        Pattern(
            "street of any country with a flat",
            rf"""
            (?=[1-9])(?<![\w@/.,$€£\#-])
            [1-9][0-9]{{0,4}}[A-Za-z]?
            (?:[ ][\w.'’-]{{1,25}}+){{1,5}}?
            ,?[ \n][ ]{{0,3}}(?:Apt\.?|Apartment|Suite)[ ]\#?[0-9]{{1,5}}[A-Z]?\b
            (?:,?[ \n]{{1,2}}(?:{_US_TOWN}|{_UK_TOWN}))?
            """,
            0.65,
        ),
        Pattern(
            "post-office box",
            rf"(?<![\w-])(?:P\.?[ ]?O\.?|Post[ ]Office)[ ]Box[ ][0-9]{{1,6}}\b(?:,?[ \n]{{1,2}}(?:{_US_TOWN}|{_UK_TOWN}))?",
            0.7,
        ),
        Pattern(
            "forces abroad",  # PSC 7951, Box 9972, APO AA 69974
            r"(?<![\w-])(?:(?:PSC|Unit|CMR)[ ][0-9]{1,5},?[ ]Box[ ][0-9]{1,5},?[ \n]{1,2})?(?:[AFD]PO),?[ ]A[AEP][ ][0-9]{5}(?![\w-])",
            0.75,
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
        Pattern("zip code", r"(?<=(?i:zip(?:[ ]code)?(?:[ ]is|:)?[ ]))[0-9]{5}(?:-[0-9]{4})?(?![\w-])", 0.6),
        Pattern("British postcode", rf"(?<![\w-]){_UK_POSTCODE}(?![\w-])", 0.2),
    )
