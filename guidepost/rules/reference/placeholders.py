"""What stands in capitals where the reference shows how something is written: in its place an author puts something of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Placeholder:
    """How it is shown, and what is put in its place. `examples` are the same in every language; `text`: it stands between quotes."""

    en: str
    de: str
    says_en: str
    says_de: str
    examples: tuple[str, ...]
    text: bool = False

    def shown(self, language: str) -> str:
        """In capitals, and in quotes where it is a text."""
        name = (self.de if language == "de" else self.en).upper()
        return f'"{name}"' if self.text else name

    def says(self, language: str) -> str:
        """What is put in its place, in German (`de`) or else in English."""
        return self.says_de if language == "de" else self.says_en


PLACEHOLDERS: Mapping[str, Placeholder] = MappingProxyType(
    {
        "clause": Placeholder("clause", "Klausel", "one of the clauses of the section", "eine der Klauseln des Abschnitts", ()),
        "condition": Placeholder("condition", "Bedingung", "a condition", "eine Bedingung", ("toxicity >= 0.8",)),
        "outcome": Placeholder("outcome", "Folge", "one of the five outcomes", "eine der fünf Folgen", ("review",)),
        "name": Placeholder(
            "name",
            "Name",
            "a name of your own: lower-case letters, digits, `-` and `_`, beginning with a letter; no word of the language",
            "ein eigener Name: Kleinbuchstaben, Ziffern, `-` und `_`, ein Buchstabe zuerst; kein Wort der Sprache",
            ("codenames", "leak-codenames"),
        ),
        "guideline": Placeholder(
            "guideline", "Leitlinie", "the name of a guideline", "der Name einer Leitlinie", ("confidential",)
        ),
        "rule": Placeholder(
            "rule",
            "Regel",
            "the name of a rule, behind that of its guideline and a dot",
            "der Name einer Regel, hinter dem ihrer Leitlinie und einem Punkt",
            ("confidential.leak-codenames",),
        ),
        "list": Placeholder("list", "Liste", "the name of a list", "der Name einer Liste", ("codenames",)),
        "definition": Placeholder("definition", "Begriff", "the name of a definition", "der Name einer Definition", ("night",)),
        "layer": Placeholder("layer", "Ebene", "the name of a layer", "der Name einer Ebene", ("switzerland",)),
        "signal": Placeholder("signal", "Signal", "one of the signals", "eines der Signale", ("toxicity", "pii.iban")),
        "id": Placeholder("id", "Kennung", "a name that never changes", "ein Name, der nie wechselt", ("conf-01",)),
        "language": Placeholder(
            "language", "Sprache", "the code of a language (ISO 639)", "das Kürzel einer Sprache (ISO 639)", ("en", "de")
        ),
        "day": Placeholder(
            "day",
            "Tag",
            "a day of the week, in English",
            "ein Wochentag, auf Englisch",
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ),
        "text": Placeholder(
            "text",
            "Text",
            'a text between straight quotes, on one line; inside it `\\"` is a quote, `\\\\` a backslash, `\\n` a line break',
            'ein Text zwischen geraden Anführungszeichen, in einer Zeile; darin ist `\\"` ein Anführungszeichen, `\\\\` ein '
            "umgekehrter Schrägstrich, `\\n` ein Zeilenumbruch",
            ('"Be kind."',),
            text=True,
        ),
        "title": Placeholder("title", "Titel", "a title", "ein Titel", ('"Our guidelines"',), text=True),
        "version": Placeholder("version", "Fassung", "a name for a state", "ein Name für einen Stand", ('"2026.11"',), text=True),
        "contact": Placeholder("contact", "Kontakt", "an address", "eine Adresse", ('"guidelines@example.com"',), text=True),
        "file": Placeholder(
            "file",
            "Datei",
            "a file beside the policy, or below its folder",
            "eine Datei neben dem Regelwerk oder unterhalb seines Ordners",
            ('"lists/codenames.txt"',),
            text=True,
        ),
        "queue": Placeholder(
            "queue", "Warteschlange", "the name of a queue", "der Name einer Warteschlange", ('"privacy"',), text=True
        ),
        "channel": Placeholder("channel", "Kanal", "a place for a post", "ein Ort für einen Beitrag", ('"e-mail"',), text=True),
        "phrase": Placeholder(
            "phrase",
            "Wendung",
            "one word or several; a `*` at its beginning or end lets a word go on there",
            "ein Wort oder mehrere; ein `*` am Anfang oder Ende lässt ein Wort dort weitergehen",
            ('"Nightjar"', '"proto*"'),
            text=True,
        ),
        "what": Placeholder(
            "what", "Gesuchtes", "phrases, and what does not count", "Wendungen, und was nicht zählt", ("any of codenames",)
        ),
        "phrases": Placeholder(
            "phrases",
            "Wendungen",
            "one phrase, several, or a list",
            "eine Wendung, mehrere oder eine Liste",
            ('"Nightjar"', '("Nightjar", "Bluebird")', "codenames"),
        ),
        "domains": Placeholder(
            "domains",
            "Domains",
            "one domain, several, or a list",
            "eine Domain, mehrere oder eine Liste",
            ('"example.com"', 'any of ("bit.ly", "t.co")', "our-sites"),
        ),
        "word": Placeholder(
            "word",
            "Wort",
            "a word of a vocabulary, in quotes where it could not be a name",
            "ein Wort, in Anführungszeichen, wo es kein Name sein könnte",
            ("external", '"small ads"'),
        ),
        "fact": Placeholder(
            "fact",
            "Angabe",
            "a signal that comes with the post, and its value",
            "ein Signal, das mit dem Beitrag kommt, und sein Wert",
            ("audience external",),
        ),
        "value": Placeholder(
            "value",
            "Wert",
            "a number, a duration, a word or a moment",
            "eine Zahl, eine Dauer, ein Wort oder ein Zeitpunkt",
            ("0.9", "3 days", "external", "2026-12-01 UTC"),
        ),
        "amount": Placeholder("how-many", "wie-viele", "a number to reach", "eine Zahl, die zu erreichen ist", ("more than 5",)),
        "rate": Placeholder(
            "rate",
            "Häufigkeit",
            "what is counted over a time",
            "was über eine Zeit gezählt wird",
            ("posts within 10 minutes by author",),
        ),
        "number": Placeholder("number", "Zahl", "a number, or per cent", "eine Zahl, oder Prozent", ("3", "0.8", "80%")),
        "duration": Placeholder("duration", "Dauer", "a number and a unit", "eine Zahl und eine Einheit", ("4 hours",)),
        "unit": Placeholder("unit", "Einheit", "a unit of time", "eine Zeiteinheit", ("hours", "days")),
        "moment": Placeholder(
            "moment",
            "Zeitpunkt",
            "a point in time",
            "ein Zeitpunkt",
            ("2026-12-01 08:00 Europe/Berlin", "2026-12-01 UTC"),
        ),
        "date": Placeholder("date", "Datum", "year, month, day", "Jahr, Monat, Tag", ("2026-12-01",)),
        "time": Placeholder("time", "Uhrzeit", "a time of day", "eine Uhrzeit", ("08:00",)),
        "zone": Placeholder(
            "zone",
            "Zeitzone",
            "a time zone by its IANA name, or UTC",
            "eine Zeitzone mit ihrem IANA-Namen, oder UTC",
            ("Europe/Berlin", "UTC"),
        ),
        "comparison": Placeholder(
            "comparison",
            "Vergleich",
            "a sign that compares",
            "ein Zeichen, das vergleicht",
            (">=", ">", "<=", "<", "=", "!="),
        ),
        "pattern": Placeholder(
            "pattern",
            "Muster",
            "a pattern between slashes; inside it `\\/` is a slash",
            "ein Muster zwischen Schrägstrichen; darin ist `\\/` ein Schrägstrich",
            ("/[0-9]{3}-[0-9]{4}/", "/confidential/i"),
        ),
    }
)
"""By key."""

SHOWN_AS: Mapping[str, str] = MappingProxyType(
    {
        "policy_clause": "clause",
        "guideline_clause": "clause",
        "rule_clause": "clause",
        "test_clause": "clause",
        "condition": "condition",
        "all_of": "condition",
        "negation": "condition",
        "outcome": "outcome",
        "text": "text",
        "sought": "what",
        "targets": "phrases",
        "domains": "domains",
        "word": "word",
        "fact": "fact",
        "given": "value",
        "amount": "amount",
        "rate": "rate",
        "duration": "duration",
        "moment": "moment",
        "NAME": "name",
        "STRING": "text",
        "NUMBER": "number",
        "UNIT": "unit",
        "DATE": "date",
        "CLOCK": "time",
        "ZONE": "zone",
        "COMPARE": "comparison",
        "PATTERN": "pattern",
    }
)
"""By rule or terminal of the grammar: the placeholder that stands for it. A rule that is not here is shown with what it is made of."""
