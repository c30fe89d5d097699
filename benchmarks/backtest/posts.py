"""Posts as a company's people might write them, German and English, drawn by chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from guidepost.engine.post import Author, Post
from guidepost.engine.views import Format

PEOPLE = 5_000
UNITS = 40

_PLAUSIBLE = 0.08
"""The share of posts in which one sentence comes from the tests of the policy, most of which break a rule."""

_SENTENCES = MappingProxyType(
    {
        "en": (
            "The canteen has a new menu from {day} on, and the soup is worth the walk.",
            "Thank you to everybody who helped with the move to {place}.",
            "Our summer party takes place on the roof of {place} this year.",
            "Please remember to book your desk in {place} before {day}.",
            "Does anybody know whom to ask about {thing}?",
            "I have put the slides about {thing} into the shared folder.",
            "We talked about {thing} for an hour and agreed on the next three steps.",
            "The lift in {place} is out of order until {day}.",
            "Who would like to go running with us on {day}?",
            "Welcome to our two new colleagues, who start on {day} in {place}!",
            "The workshop about {thing} is fully booked; there is a second one on {day}.",
            "I read a good article about {thing} over the weekend and learned a lot.",
            "Our team has moved to the third floor, so the printer in {place} is ours now.",
            "Has anyone tried the new form for {thing}? It saved me half a morning.",
            "The minutes of {day} are ready, please add what is missing.",
            "Congratulations to the team behind {thing}, that was a long way.",
            "Parking at {place} will be difficult on {day} because of the marathon.",
            "Small reminder: the survey about {thing} closes on {day}.",
        ),
        "de": (
            "Ab {day} gibt es in der Kantine eine neue Karte, und die Suppe ist den Weg wert.",
            "Danke an alle, die beim Umzug nach {place} geholfen haben.",
            "Unser Sommerfest findet dieses Jahr auf dem Dach von {place} statt.",
            "Bitte denken Sie daran, bis {day} einen Platz in {place} zu buchen.",
            "Weiß jemand, wen man zu {thing} fragen kann?",
            "Die Folien über {thing} liegen im gemeinsamen Ordner.",
            "Wir haben eine Stunde über {thing} gesprochen und uns auf drei Schritte geeinigt.",
            "Der Aufzug in {place} ist bis {day} außer Betrieb.",
            "Wer hat Lust, am {day} mit uns laufen zu gehen?",
            "Herzlich willkommen an zwei Neue, die am {day} in {place} anfangen!",
            "Der Workshop zu {thing} ist ausgebucht; einen zweiten gibt es am {day}.",
            "Am Wochenende habe ich einen guten Artikel über {thing} gelesen und viel gelernt.",
            "Wir sitzen jetzt im dritten Stock, der Drucker in {place} gehört also uns.",
            "Hat schon jemand das neue Formular für {thing} ausprobiert? Mir hat es viel Zeit gespart.",
            "Das Protokoll vom {day} ist fertig, bitte ergänzen Sie, was fehlt.",
            "Glückwunsch an alle, die an {thing} gearbeitet haben, das war ein weiter Weg.",
            "Parken wird bei {place} am {day} schwierig, weil der Marathon vorbeikommt.",
            "Kleine Erinnerung: Die Umfrage zu {thing} endet am {day}.",
        ),
    }
)
_FILLINGS = MappingProxyType(
    {
        "en": {
            "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "the 14th", "the 3rd of March"),
            "place": ("Hamburg", "the north wing", "building 7", "Vienna", "the library", "Room 2.14", "the old town"),
            "thing": (
                "time sheets",
                "travel costs",
                "the intranet search",
                "onboarding",
                "data quality",
                "first aid",
                "solar roofs",
            ),
        },
        "de": {
            "day": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "14. März", "3. Juni"),
            "place": ("Hamburg", "Haus 7", "Wien", "München", "Raum 2.14", "Zürich", "Köln"),
            "thing": ("Reisekosten", "Zeiterfassung", "Erste Hilfe", "Datenqualität", "Solardächern", "Schulungen", "Rückfragen"),
        },
    }
)
_FORMATS = (*(Format.PLAIN,) * 8, Format.MARKDOWN, Format.HTML)


def posts(chance: random.Random, breaking: Sequence[str]) -> Iterator[Post]:
    """Posts of one to eight sentences, without end. `breaking` are sentences that now and then stand among the others."""
    while True:
        language = chance.choice(("en", "de"))
        sentences = [_sentence(chance, language) for _ in range(chance.randint(1, 8))]
        if chance.random() < _PLAUSIBLE:
            sentences.insert(chance.randint(0, len(sentences)), chance.choice(breaking))
        markup = chance.choice(_FORMATS)
        yield Post(
            text=_marked(sentences, markup),
            audience=chance.choice(("internal", "internal", "external")),
            format=markup,
            channel="intranet",
            kind=chance.choice(("post", "comment", "reply")),
            language=language,
            author=_author(chance, language),
        )


def _sentence(chance: random.Random, language: str) -> str:
    fillings = {name: chance.choice(choices) for name, choices in _FILLINGS[language].items()}
    return chance.choice(_SENTENCES[language]).format(**fillings)


def _marked(sentences: Sequence[str], markup: Format) -> str:
    match markup:
        case Format.HTML:
            return "".join(f"<p>{sentence}</p>" for sentence in sentences)
        case Format.MARKDOWN:
            return "\n\n".join((f"**{sentences[0]}**", *sentences[1:]))
        case Format.PLAIN:
            return " ".join(sentences)


def _author(chance: random.Random, language: str) -> Author:
    person = chance.randrange(PEOPLE)
    return Author(f"u-{person}", "employee", f"unit-{person % UNITS}", "EU", float(86_400 * (person % 3_000)), language)
