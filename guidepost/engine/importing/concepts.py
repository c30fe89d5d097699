"""What sentences name that Guidepost can measure, or could look for with a list."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from guidepost.rules.syntax.tree import Compare, Condition, Found, Name


@dataclass(frozen=True, slots=True)
class Concept:
    """Words, and the signal that measures what they name."""

    pattern: re.Pattern[str]
    signal: str
    threshold: float | None = None
    """For a probability: from where on. None for a signal that finds places."""
    bad: bool = True
    """Whether it breaks a rule even if the rule demands the contrary, as toxicity does where respect is demanded."""

    @property
    def condition(self) -> Condition:
        """What the language writes for it."""
        name = Name(self.signal)
        return Found(name) if self.threshold is None else Compare(name, ">=", self.threshold)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept where a sentence names it."""

    words: str
    concept: Concept


@dataclass(frozen=True, slots=True)
class Listable:
    """Words for things that only the company knows: a list must be written."""

    pattern: re.Pattern[str]
    name: str


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


# Thresholds: where the sample workplace policy begins to act on each signal without a list beside it.
CONCEPTS: tuple[Concept, ...] = (
    Concept(
        _words(
            r"(?:tele)?phone numbers?|mobile (?:phone )?numbers?|\w*telefonnummern?|\w*handynummern?"
            r"|rufnummern?|durchwahl(?:en)?|mobilnummern?"
        ),
        "pii.phone",
        bad=False,
    ),
    Concept(_words(r"e-?mail[- ]?(?:address(?:es)?|adressen?)|mail-?adressen?"), "pii.email", bad=False),
    Concept(
        _words(
            r"ibans?|bank (?:account|details?|data)(?: numbers?)?|account numbers?|kontonummern?"
            r"|bankverbindung(?:en)?|bankdaten|kontodaten|kontoverbindung(?:en)?"
        ),
        "pii.iban",
        bad=False,
    ),
    Concept(
        _words(
            r"(?:credit|debit|payment)[- ]cards?(?: numbers?| data| details)?|(?:kredit|ec-|bank"
            r"|zahlungs)karten?(?:nummern?|daten)?"
        ),
        "pii.credit_card",
        bad=False,
    ),
    Concept(
        _words(
            r"(?:home|postal|private|street|residential|personal) address(?:es)?|(?:names|numbers)(?:,| and"
            r"| or) addresses|(?:wohn|privat|post|heim)?(?:anschrift(?:en)?|adressen)|(?:wohn|privat|post"
            r"|heim)adresse"
        ),
        "pii.address",
        bad=False,
    ),
    Concept(_words(r"dates? of birth|birth ?dates?|birthdays?|geburtsdat(?:um|en)|geburtstage?"), "pii.date_of_birth", bad=False),
    Concept(
        _words(
            r"passwords?|access (?:keys?|codes?|data)|credentials?|login (?:data|details)|private keys?"
            r"|api keys?|passw(?:ort|örter\w*)|zugangsdaten|zugangscodes?|kennw(?:ort|örter)|login-?daten"
        ),
        "pii.secret",
    ),
    Concept(_words(r"ip[- ]address(?:es)?|ip-adressen?"), "pii.ip_address", bad=False),
    Concept(
        _words(
            r"(?:passport|identity card|social security|tax|insurance|driving licen[cs]e) numbers?|(?:ausweis"
            r"|pass|steuer|sozialversicherungs|versicherten|personal)nummern?|steuer-?ids?|ahv-nummern?"
        ),
        "pii.national_id",
        bad=False,
    ),
    Concept(
        _words(
            r"personal (?:data|information|details)|private (?:data|information|details)|contact (?:data"
            r"|details|information)|personally identifiable information|personenbezogene\w* (?:daten"
            r"|informationen|angaben)|(?:persönliche|private)\w* (?:daten|informationen|angaben)|kontaktdaten"
            r"|personendaten"
        ),
        "pii.any",
        bad=False,
    ),
    Concept(
        _words(
            r"insult\w*|defam\w+|slander\w*|libel\w*|belittl\w+|humiliat\w+|ridicul\w+|bully\w*|mobbing"
            r"|beleidig\w*|verleumd\w*|beschimpf\w*|herabsetz\w+|herabwürdig\w+|demütig\w*|verunglimpf\w*"
            r"|schmäh\w*|bloßstell\w*|lächerlich"
        ),
        "insult",
        0.5,
    ),
    Concept(
        _words(
            r"threat(?:s|en|ens|ening|ened)?|intimidat\w+|call(?:s|ing)? (?:for|to) violence|incit\w+|(?:be"
            r"|an)?droh(?:en|t|ung|ungen)|gewaltandroh\w+|aufrufe? zu(?:r)? gewalt|einschüchter\w+"
        ),
        "threat",
        0.4,
    ),
    Concept(
        _words(
            r"hate(?: speech|ful)?|hatred|discriminat\w+|racis\w+|sexis(?:m|t)\w*|antisemit\w+|homophob\w+"
            r"|xenophob\w+|slurs?|hetze|hass\w*|volksverhetz\w+|diskriminier\w+|rassis\w+|sexis(?:mus"
            r"|tisch)\w*|fremdenfeindlich\w*"
        ),
        "hate",
        0.5,
    ),
    Concept(
        _words(
            r"sexual(?:ly)?(?: explicit)?|pornograph\w+|obscen\w+|nudity|sexuell\w*|pornogra(?:ph|f)\w+"
            r"|obszön\w*|anzüglich\w*|nacktheit"
        ),
        "sexual",
        0.5,
    ),
    Concept(
        _words(
            r"rude\w*|abusive?|aggressi\w+|offensive|profan\w+|swear(?:ing| words?)?|vulgar\w*|hostil\w+"
            r"|respectful\w*|polite\w*|courteous\w*|unhöflich\w*|höflich\w*|respektvoll\w*|respektlos\w*"
            r"|sachlich\w*|aggressiv\w*|vulgär\w*|schimpfw\w+|kraftausdr\w+|feindselig\w*|pöbel\w*|freundlich"
        ),
        "toxicity",
        0.5,
    ),
)

LISTABLES: tuple[Listable, ...] = (
    Listable(
        _words(
            r"(?:code|project|product) ?names?|code ?words?|unreleased products?|(?:internal )?projects?"
            r"|projekt(?:namen?|e|en)?|codenamen?|decknamen?|produktnamen?|prototyp\w*"
        ),
        "code-names",
    ),
    Listable(
        _words(
            r"(?:client|customer|patient)s?(?:['’]s?)?(?: names?| data)?|kunden(?:namen?|daten|beziehung\w*)?"
            r"|kundinnen\w*|kunde|mandant\w*|auftraggeber\w*|patient(?:en|innen)?\w*"
        ),
        "clients",
    ),
    Listable(_words(r"competitors?|competition|rivals?|wettbewerber\w*|konkurren(?:t|z)\w*|mitbewerber\w*"), "competitors"),
    Listable(_words(r"suppliers?|vendors?|business partners?|lieferant\w*|geschäftspartner\w*|zulieferer\w*"), "partners"),
    Listable(
        _words(
            r"(?:sales |financial |quarterly |business |unpublished )?figures|(?:quarterly "
            r"|financial )?results|revenue|turnover|forecasts?|earnings|profits?|(?:geschäfts|umsatz|quartals"
            r"|finanz|unternehmens)?zahlen|umsätze?|ergebnisse|prognosen?|gewinne?"
        ),
        "figures",
    ),
    Listable(
        _words(
            r"health|illness\w*|diseases?|diagnos\w+|medical|sick(?: leave|ness)?|krank\w*|gesundheit\w*"
            r"|diagnosen?|erkrankung\w*|medizinisch\w*"
        ),
        "health",
    ),
    Listable(
        _words(r"polit(?:ic|ical|ics)\w*|elections?|religio\w+|politi(?:k|sch)\w*|wahl(?:en|kampf|werbung)" r"|religiös\w*"),
        "politics-and-religion",
    ),
    Listable(
        _words(
            r"confidential\w*|internal (?:documents?|information|papers?|matters)|trade secrets?|secrets?"
            r"|vertraulich\w*|interna|intern(?:e|en|er|es) (?:dokument\w*|unterlagen|information\w*"
            r"|angelegenheiten)|betriebsgeheimnis\w*|geschäftsgeheimnis\w*|geheimnis\w*"
        ),
        "internal-marks",
    ),
    Listable(_words(r"employer|company name|name of the company|arbeitgeber\w*|firmennamen?|unternehmensnamen?"), "employer"),
    Listable(_words(r"advertis\w+|sponsor\w*|werbung|anzeigen?|kooperation\w*|gesponsert\w*"), "advertising"),
    Listable(_words(r"rumou?rs?|speculat\w+|hearsay|gerücht\w*|spekul\w+|mutmaß\w*"), "rumour-words"),
    Listable(
        _words(
            r"disclaimer|own opinion|personal (?:opinion|view)s?|own views?|speak for yourself"
            r"|eigene\w* (?:meinung|namen)|persönliche\w* meinung"
        ),
        "disclaimers",
    ),
)

_PROTECTS = _words(
    r"protect\w*|safeguard\w*|secure|respect(?:ing|s)?|keep\b[^.;]{0,60}\b(?:confidential|private"
    r"|secret|safe|to yourself|inside)|treat\b[^.;]{0,60}\bconfidential\w*|blur|anonymi[sz]e|remove"
    r"|delete|hide"
    r"|schütz\w*|wahr(?:en|e|t)|vertraulich|geheim|diskret|anonymisier\w*|schwärz\w*|entfern\w*|lösch\w*|unkenntlich"
)
_STATES = _words(
    r"state|say|add|include|name|mention|disclose|give|label\w*|mark(?:ed|s)?|write|use|point out"
    r"|make (?:it )?clear|identify|note"
    r"|angeben|anzugeben|nennen|kennzeichne\w*|hinzufüg\w*|ergänze\w*|schreib\w*|verwende\w*|füge\w*"
    r"|hinweis\w*|deutlich|offenleg\w*|offenzulegen"
)
_CONDUCT = _words(
    r"ask|contact|report|wait|think|check|read|learn|inform|consult|obtain|seek|get|turn to|review"
    r"|reread|log|sleep|pause|listen|monitor|talk to|request|forward|apply|approval|training"
    r"|fragen?|wenden|melden?|informieren?|warten?|denken?|überlegen?|prüfen?|lesen|einholen"
    r"|einzuholen|abstimmen|abzustimmen|kontaktieren?|weiterleiten?|besuchen?|schlafen|schulung\w*"
    r"|ansprechen"
)
_OUTSIDE = _words(r"public(?:ly)?|in public|external(?:ly)?|outside|öffentlich|extern|nach außen|in der öffentlichkeit|außerhalb")
_INSIDE = _words(r"internal(?:ly)? only|on the intranet|im intranet|betriebsintern")


def mentions_of(text: str, known: Set[str]) -> tuple[Mention, ...]:
    """What a text names that one of the `known` signals measures, in the order of the table."""
    found = ((concept, concept.pattern.search(text)) for concept in CONCEPTS if concept.signal in known)
    return tuple(Mention(match.group(), concept) for concept, match in found if match)


def listables_in(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of the words in a text and the list that somebody who knows the company could write for them."""
    found = ((one.name, one.pattern.search(text)) for one in LISTABLES)
    return tuple((match.group(), name) for name, match in found if match)


def protects(text: str) -> bool:
    """Whether a duty is to keep something back: it is broken by showing it."""
    return bool(_PROTECTS.search(text))


def states(text: str) -> bool:
    """Whether a duty is to say something: it is broken by leaving it out."""
    return bool(_STATES.search(text))


def is_conduct(text: str) -> bool:
    """Whether a duty is about what people do rather than about what they write, so that a post hardly shows it."""
    return bool(_CONDUCT.search(text))


def audience_of(text: str) -> tuple[str, str] | None:
    """The audience that a sentence limits itself to, `external` or `internal`, and the words that say so."""
    for audience, pattern in (("external", _OUTSIDE), ("internal", _INSIDE)):
        if match := pattern.search(text):
            return audience, match.group()
    return None
