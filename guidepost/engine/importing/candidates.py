"""Names, domains, addresses and acronyms in a document that could become lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_COMPANY_END = r"(?:GmbH(?: & Co\. KG)?|AG|SE|KG|OHG|UG|e\. ?V\.|Ltd\.?|Limited|Inc\.?|LLC|plc|PLC|Corp\.?|S\.A\.|B\.V\.|N\.V\.)"
_WORD = r"[A-ZÄÖÜ][\w&-]{1,40}"

_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "candidate-companies": re.compile(rf"\b((?:{_WORD} ){{1,3}}{_COMPANY_END})(?!\w)"),
        "candidate-code-names": re.compile(
            r"\b(?:[Pp]roje[ck]t|(?:[Cc]ode ?[Nn]ames?|[Dd]ecknamen?|[Cc]odenamen?|[Pp]rojektnamen?"
            r"|[Pp]roject names?|[Pp]rojekten?|[Pp]rojects)"
            r"\s+(?:is|are|ist|sind|like|wie|such as))\s+"
            r"((?:[„“\"'‘]?[A-ZÄÖÜ][\w-]{2,30}[“”\"'’]?(?:,\s+|\s+(?:and|or|und|oder)\s+)?){1,8})"
        ),
        "candidate-people": re.compile(
            rf"\b(?:Dr\.|Prof\.|Mr\.?|Ms\.?|Mrs\.?|Herrn?|Frau)\s+((?:(?:Dr"
            rf"|Prof)\.\s+)?{_WORD}(?:[ \u00a0](?:(?:von|van|de|zu)\s+)?{_WORD})?)"
        ),
        "candidate-email-addresses": re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"),
        "candidate-domains": re.compile(
            r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|de|at|ch|eu|info|io|uk|fr"
            r"|it|nl|int|edu|gov))\b(?!@)",
            re.IGNORECASE,
        ),
        "candidate-acronyms": re.compile(r"(?<![\w.#@-])([A-ZÄÖÜ]{2,6})(?![\w-])"),
    }
)
_KNOWN_ACRONYMS = frozenset(
    [
        "AG",
        "SE",
        "KG",
        "UG",
        "EU",
        "US",
        "USA",
        "UK",
        "UN",
        "PDF",
        "FAQ",
        "URL",
        "HTML",
        "IT",
        "HR",
        "PR",
        "CEO",
        "CFO",
        "CTO",
        "OK",
        "TV",
        "ID",
        "DM",
        "AI",
        "KI",
        "NGO",
        "DSGVO",
        "GDPR",
        "IBAN",
        "BIC",
        "PIN",
        "TAN",
        "IP",
        "SMS",
        "VPN",
        "AGB",
        "BGB",
        "StGB",
        "UWG",
        "UrhG",
        "PLZ",
        "NR",
        "DE",
        "EN",
        "AT",
        "CH",
        "IM",
        "ON",
        "DO",
        "NOT",
        "NO",
        "YES",
        "THE",
        "AND",
        "OR",
        "TO",
        "OF",
        "IN",
        "BE",
        "MAY",
        "MUST",
        "NIE",
        "UND",
        "ODER",
        "NICHT",
        "KEIN",
        "WIR",
        "SIE",
        "DIE",
        "DER",
        "DAS",
    ]
)
_ARTICLE = re.compile(r"^(?:The|Der|Die|Das|Des|Dem|Den|Bei|Für|In|Von|Our|Unsere?|Wir|And|Und|At|For|From)\s+")
_BETWEEN = re.compile(r",\s+|\s+(?:and|or|und|oder)\s+|\s+$")
_MOST = 200
"""Phrases of one list; whoever has more should keep them in a file."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """A list that a person has to look at."""

    name: str
    phrases: tuple[str, ...]


def candidates_in(texts: Iterable[str]) -> tuple[Candidates, ...]:
    """What in the texts looks like a name of each kind, in the order of first mention. Most is not meant for a list: a person decides."""
    found: dict[str, dict[str, None]] = {name: {} for name in _PATTERNS}
    for text in texts:
        shouting = text.isupper()
        for name, pattern in _PATTERNS.items():
            if shouting and name == "candidate-acronyms":
                continue
            for match in pattern.finditer(text):
                phrases = _BETWEEN.split(match.group(1)) if name == "candidate-code-names" else [match.group(1)]
                found[name] |= dict.fromkeys(filter(lambda phrase: _useful(name, phrase), map(_bare, phrases)))
    return tuple(Candidates(name, tuple(phrases)[:_MOST]) for name, phrases in found.items() if phrases)


def _bare(phrase: str) -> str:
    return _ARTICLE.sub("", phrase).strip(" .,&-'’‘„“”\"")


def _useful(name: str, phrase: str) -> bool:
    if "*" in phrase or not any(character.isalnum() for character in phrase):
        return False
    return name != "candidate-acronyms" or phrase not in _KNOWN_ACRONYMS
