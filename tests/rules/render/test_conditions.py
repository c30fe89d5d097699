"""Every kind of condition, and its negation, as a sentence in both languages."""

from __future__ import annotations

import typing

import pytest
from hypothesis import given

from guidepost.rules.check import Scope
from guidepost.rules.render import LANGUAGES, Statement, Words, plain
from guidepost.rules.render.conditions import Telling
from guidepost.rules.render.words import Extent
from guidepost.rules.syntax import parse
from guidepost.rules.syntax import tree as t
from guidepost.signals import SignalType
from guidepost.signals.rates import Counted, Rate
from tests.rules.catalogue import CATALOGUE
from tests.rules.guides import conditions

_TABLE = [
    ('text mentions "a b"', "The text mentions “a b”.", "Der Text enthält „a b“."),
    ('not text mentions "a"', "The text does not mention “a”.", "Der Text enthält nicht „a“."),
    (
        'text mentions any of ("a", "b*")',
        "The text mentions at least one of these phrases: “a”, “b*”.",
        "Der Text enthält mindestens eine dieser Wendungen: „a“, „b*“.",
    ),
    (
        'not text mentions any of ("a", "b")',
        "The text mentions none of these phrases: “a”, “b”.",
        "Der Text enthält keine dieser Wendungen: „a“, „b“.",
    ),
    (
        'text mentions all of ("a", "b")',
        "The text mentions every one of these phrases: “a”, “b”.",
        "Der Text enthält jede dieser Wendungen: „a“, „b“.",
    ),
    (
        "not text mentions all of names",
        "The text does not mention every one of the phrases in the list “names”.",
        "Der Text enthält nicht jede der Wendungen aus der Liste „names“.",
    ),
    (
        "text mentions at least 2 of names",
        "The text mentions at least 2 of the phrases in the list “names”.",
        "Der Text enthält mindestens 2 der Wendungen aus der Liste „names“.",
    ),
    (
        "not text mentions at least 2 of names",
        "The text mentions fewer than 2 of the phrases in the list “names”.",
        "Der Text enthält weniger als 2 der Wendungen aus der Liste „names“.",
    ),
    (
        "text matches /a{2}/",
        "A passage of the text fits the search pattern /a{2}/.",
        "Eine Stelle im Text passt zum Suchmuster /a{2}/.",
    ),
    (
        "not text matches /a/i",
        "No passage of the text fits the search pattern /a/, in upper or lower case.",
        "Keine Stelle im Text passt zum Suchmuster /a/, weder groß noch klein geschrieben.",
    ),
    (
        "violates other",
        "A rule of the guideline “The other” is broken and not excused.",
        "Eine Regel der Leitlinie „The other“ ist verletzt, ohne dass eine Erlaubnis sie aufhebt.",
    ),
    (
        "not violates other",
        "No rule of the guideline “The other” is broken without an excuse.",
        "Keine Regel der Leitlinie „The other“ ist verletzt, ohne dass eine Erlaubnis sie aufhebt.",
    ),
    (
        "toxicity >= 0.85",
        "The probability of an abusive tone is at least 85%.",
        "Die Wahrscheinlichkeit eines groben Tons beträgt mindestens 85\N{NO-BREAK SPACE}%.",
    ),
    (
        "not toxicity >= 0.075",
        "The probability of an abusive tone is less than 7.5%.",
        "Die Wahrscheinlichkeit eines groben Tons beträgt weniger als 7,5\N{NO-BREAK SPACE}%.",
    ),
    ("flags > 3", "The count called “flags” is more than 3.", "Die Anzahl „flags“ beträgt mehr als 3."),
    ("not flags > 3", "The count called “flags” is at most 3.", "Die Anzahl „flags“ beträgt höchstens 3."),
    ("flags <= 3", "The count called “flags” is at most 3.", "Die Anzahl „flags“ beträgt höchstens 3."),
    ("flags = 3", "The count called “flags” is exactly 3.", "Die Anzahl „flags“ beträgt genau 3."),
    ("flags != 3", "The count called “flags” is not exactly 3.", "Die Anzahl „flags“ beträgt nicht genau 3."),
    ("capitals < 0.5", "The number called “capitals” is less than 0.5.", "Die Zahl „capitals“ beträgt weniger als 0,5."),
    (
        "author.tenure < 30 days",
        "The author’s time with the organisation is less than 30 days.",
        "Die Dauer der Zugehörigkeit des Autors beträgt weniger als 30 Tage.",
    ),
    (
        "author.tenure >= 1 year",
        "The author’s time with the organisation is at least 1 year.",
        "Die Dauer der Zugehörigkeit des Autors beträgt mindestens 1 Jahr.",
    ),
    (
        "count of pii.iban > 2",
        "The number of places found in the post for “bank account number (IBAN)” is more than 2.",
        "Die Zahl der Fundstellen im Beitrag für „Kontonummer (IBAN)“ beträgt mehr als 2.",
    ),
    (
        "not count of topics > 2",
        "The number of entries given for “topics stated by the author” is at most 2.",
        "Die Zahl der Angaben für „vom Autor angegebene Themen“ beträgt höchstens 2.",
    ),
    ("pii.iban found", "Found in the post: bank account number (IBAN).", "Im Beitrag gefunden: Kontonummer (IBAN)."),
    ("not pii.iban found", "Not found in the post: bank account number (IBAN).", "Im Beitrag nicht gefunden: Kontonummer (IBAN)."),
    (
        "topics found",
        "At least one entry is given for “topics stated by the author”.",
        "Mindestens eine Angabe liegt vor für „vom Autor angegebene Themen“.",
    ),
    ("audience is external", "The audience is external.", "Der Leserkreis ist extern."),
    ("audience is not external", "The audience is not external.", "Der Leserkreis ist nicht extern."),
    ("not audience is not external", "The audience is external.", "Der Leserkreis ist extern."),
    ('author.role is "board"', "The author’s role is “board”.", "Die Rolle des Autors ist „board“."),
    (
        'channel is one of (forum, wiki, "b c")',
        "The channel of publication is “forum”, “wiki” or “b c”.",
        "Der Ort der Veröffentlichung ist „forum“, „wiki“ oder „b c“.",
    ),
    (
        "channel is not one of (forum, wiki)",
        "The channel of publication is neither “forum” nor “wiki”.",
        "Der Ort der Veröffentlichung ist weder „forum“ noch „wiki“.",
    ),
    (
        'topics includes "own work"',
        "“own work” is given for “topics stated by the author”.",
        "„own work“ ist angegeben für „vom Autor angegebene Themen“.",
    ),
    (
        'not topics includes "own work"',
        "“own work” is not given for “topics stated by the author”.",
        "„own work“ ist nicht angegeben für „vom Autor angegebene Themen“.",
    ),
    (
        "toxicity is unknown",
        "The probability of an abusive tone is not known.",
        "Die Wahrscheinlichkeit eines groben Tons ist nicht bekannt.",
    ),
    ("not flags is unknown", "The count called “flags” is known.", "Die Anzahl „flags“ ist bekannt."),
    (
        "flags > 1 and not (audience is internal or flags > 3)",
        "All of the following apply: [The count called “flags” is more than 1. "
        "None of the following applies: [The audience is internal. The count called “flags” is more than 3.]]",
        "Alle folgenden Punkte treffen zu: [Die Anzahl „flags“ beträgt mehr als 1. "
        "Keiner der folgenden Punkte trifft zu: [Der Leserkreis ist intern. Die Anzahl „flags“ beträgt mehr als 3.]]",
    ),
    (
        "audience is internal or not (flags > 1 and flags < 3)",
        "At least one of the following applies: [The audience is internal. "
        "Not all of the following apply: [The count called “flags” is more than 1. The count called “flags” is less than 3.]]",
        "Mindestens einer der folgenden Punkte trifft zu: [Der Leserkreis ist intern. "
        "Nicht alle folgenden Punkte treffen zu: [Die Anzahl „flags“ beträgt mehr als 1. Die Anzahl „flags“ beträgt weniger als 3.]]",
    ),
]

_A, _NAMES = ("a",), t.Name("names")
_BUILT: list[tuple[t.Condition, str, str]] = [
    (
        t.Mentions(("a", "b"), t.Quantifier.TIMES, 3),
        "The text mentions, at least 3 times in all, any of these phrases: “a”, “b”.",
        "Der Text enthält insgesamt mindestens 3-mal eine dieser Wendungen: „a“, „b“.",
    ),
    (
        t.Not(t.Mentions(_A, t.Quantifier.TIMES, 3)),
        "The text mentions, fewer than 3 times in all, any of these phrases: “a”.",
        "Der Text enthält insgesamt weniger als 3-mal eine dieser Wendungen: „a“.",
    ),
    (
        t.Mentions(_A, forms=True, besides=("a b", "a c")),
        "The text mentions “a” (in any form of its words, also in compounds) (what is part of “a b” or “a c” does not count).",
        "Der Text enthält „a“ (in jeder Wortform, auch in Zusammensetzungen) (was Teil von „a b“ oder „a c“ ist, zählt nicht).",
    ),
    (
        t.Mentions(_NAMES, besides=_NAMES),
        "The text mentions at least one of the phrases in the list “names” "
        "(what is part of a phrase in the list “names” does not count).",
        "Der Text enthält mindestens eine der Wendungen aus der Liste „names“ "
        "(was Teil von einer Wendung aus der Liste „names“ ist, zählt nicht).",
    ),
    (
        t.Near(t.Mentions(("a", "b")), t.Mentions(_NAMES), 5),
        "The text mentions one of the phrases “a”, “b” and one of the phrases in the list “names”, no more than 5 words apart.",
        "Der Text enthält eine der Wendungen „a“, „b“ und eine der Wendungen aus der Liste „names“ "
        "im Abstand von höchstens 5 Wörtern.",
    ),
    (
        t.Not(t.Near(t.Mentions(_A), t.Mentions(("b",)), 1)),
        "The text nowhere mentions “a” and “b”, no more than 1 word apart.",
        "Der Text enthält nirgends „a“ und „b“ im Abstand von höchstens 1 Wort.",
    ),
    (
        t.LinksTo(("a.example",)),
        "The text links to this domain or a subdomain of it: “a.example”.",
        "Der Text verlinkt diese Domain oder eine Subdomain davon: „a.example“.",
    ),
    (
        t.Not(t.LinksTo(("a.example", "b.example"))),
        "The text does not link to one of these domains or a subdomain of one: “a.example”, “b.example”.",
        "Der Text verlinkt nicht eine dieser Domains oder eine Subdomain davon: „a.example“, „b.example“.",
    ),
    (
        t.LinksTo(_NAMES, elsewhere=True),
        "The text links elsewhere than to a domain in the list “names” or a subdomain of one.",
        "Der Text verlinkt etwas anderes als eine Domain aus der Liste „names“ oder eine Subdomain davon.",
    ),
    (
        t.Not(t.LinksTo(_NAMES, elsewhere=True)),
        "The text links nowhere else than to a domain in the list “names” or a subdomain of one.",
        "Der Text verlinkt nichts anderes als eine Domain aus der Liste „names“ oder eine Subdomain davon.",
    ),
    (t.Defined(t.Name("loud")), "What is defined as “loud” applies.", "Was als „loud“ festgelegt ist, trifft zu."),
    (
        t.Not(t.Defined(t.Name("loud"))),
        "What is defined as “loud” does not apply.",
        "Was als „loud“ festgelegt ist, trifft nicht zu.",
    ),
    (
        t.Dated(t.Name("joined"), t.Moment("2026-12-01", "08:00", "Europe/Berlin")),
        "The time called “joined” is before 2026-12-01, 08:00 (Europe/Berlin).",
        "Der Zeitpunkt „joined“ liegt vor dem 01.12.2026, 08:00 Uhr (Europe/Berlin).",
    ),
    (
        t.Dated(t.Name("joined"), t.Moment("2026-12-01", None, "UTC"), after=True),
        "The time called “joined” is not before the beginning of 2026-12-01 (UTC).",
        "Der Zeitpunkt „joined“ liegt nicht vor dem Beginn des 01.12.2026 (UTC).",
    ),
    (
        t.Clocked(t.Name("joined"), "22:00", "06:00", "UTC"),
        "The time called “joined” is at 22:00 or later and before 06:00 (time of day in UTC).",
        "Der Zeitpunkt „joined“ liegt um oder nach 22:00 Uhr und vor 06:00 Uhr (Uhrzeit in UTC).",
    ),
    (
        t.OnDay(t.Name("joined"), (t.Name("saturday"), t.Name("sunday")), "UTC"),
        "The time called “joined” is on a Saturday or a Sunday (in UTC).",
        "Der Zeitpunkt „joined“ fällt auf einen Samstag oder einen Sonntag (in UTC).",
    ),
    (
        t.Often(Rate(Counted.POSTS, 600), ">", 5),
        "The author has more than 5 posts within 10 minutes, this one counted.",
        "Wer schreibt, kommt innerhalb von 10 Minuten auf mehr als 5 Beiträge, diesen mitgezählt.",
    ),
    (
        t.Not(t.Often(Rate(Counted.POSTS, 86_400), ">=", 6)),
        "The author has fewer than 6 posts within 1 day, this one counted.",
        "Wer schreibt, kommt innerhalb von 1 Tag auf weniger als 6 Beiträge, diesen mitgezählt.",
    ),
    (
        t.Often(Rate(Counted.TEXT, 3600), ">=", 3),
        "The same text comes from at least 3 authors within 1 hour, this post's author counted.",
        "Derselbe Text kommt innerhalb von 1 Stunde von mindestens 3 Personen, die dieses Beitrags mitgezählt.",
    ),
    (
        t.Not(t.Often(Rate(Counted.TEXT, 2 * 86_400), ">", 1)),
        "The same text comes from at most 1 author within 2 days, this post's author counted.",
        "Derselbe Text kommt innerhalb von 2 Tagen von höchstens 1 Person, die dieses Beitrags mitgezählt.",
    ),
    (
        t.Often(Rate(Counted.LINK, 604_800), ">", 4),
        "A link in the post comes from more than 4 authors within 1 week, this post's author counted.",
        "Ein Link des Beitrags kommt innerhalb von 1 Woche von mehr als 4 Personen, die dieses Beitrags mitgezählt.",
    ),
    (
        t.Not(t.Often(Rate(Counted.LINK, 45), ">=", 5)),
        "No link in the post comes from at least 5 authors within 45 seconds, this post's author counted.",
        "Kein Link des Beitrags kommt innerhalb von 45 Sekunden von mindestens 5 Personen, die dieses Beitrags mitgezählt.",
    ),
    (
        t.IsUnknown(t.Name(Rate(Counted.POSTS, 600).name)),
        "The number of the author's posts within 10 minutes is not known.",
        "Die Zahl der Beiträge derselben Person innerhalb von 10 Minuten ist nicht bekannt.",
    ),
    (
        t.Not(t.OnDay(t.Name("joined"), (t.Name("sunday"),), "UTC")),
        "The time called “joined” is not on a Sunday (in UTC).",
        "Der Zeitpunkt „joined“ fällt nicht auf einen Sonntag (in UTC).",
    ),
]


def _scope(condition: str) -> Scope:
    file = parse(f'policy "P"\nlist names "x"\nguideline g "G"\n  must r when {condition}\nguideline other "The other"\n')
    return Scope(file, CATALOGUE, {"names": ("x",)})


def _flat(statement: Statement) -> str:
    points = " ".join(_flat(item) for item in statement.items)
    return plain(statement.sentence) + (f" [{points}]" if points else "")


def _condition(scope: Scope) -> t.Condition:
    when = scope.file.rules[0].when
    assert when is not None
    return when.value


@pytest.mark.parametrize(("condition", "english", "german"), _TABLE)
def test_a_condition_reads_as_a_sentence(condition: str, english: str, german: str) -> None:
    scope = _scope(condition)
    for language, expected in (("en", english), ("de", german)):
        assert _flat(Telling(scope, LANGUAGES[language]).state(_condition(scope))) == expected


@pytest.mark.parametrize(("condition", "english", "german"), _BUILT)
def test_a_built_condition_reads_as_a_sentence(condition: t.Condition, english: str, german: str) -> None:
    for language, expected in (("en", english), ("de", german)):
        assert _flat(Telling(_scope("flags > 1"), LANGUAGES[language]).state(condition)) == expected


def test_the_tables_have_every_kind_of_condition() -> None:
    tabled = [*(_condition(_scope(condition)) for condition, _, _ in _TABLE), *(condition for condition, _, _ in _BUILT)]
    in_table = {type(part) for condition in tabled for part in _parts(condition)}
    assert in_table == set(typing.get_args(t.Condition))


def _parts(condition: t.Condition) -> list[t.Condition]:
    match condition:
        case t.And(parts) | t.Or(parts):
            return [condition, *(inner for part in parts for inner in _parts(part))]
        case t.Not(part):
            return [condition, *_parts(part)]
        case _:
            return [condition]


@given(conditions)
def test_any_condition_can_be_told_and_differs_from_its_negation(condition: t.Condition) -> None:
    for words in LANGUAGES.values():
        telling = Telling(Scope(t.PolicyFile(t.PolicyHead("")), CATALOGUE, {}), words)
        told = _flat(telling.state(condition))
        assert told != _flat(telling.state(t.Not(condition)))
        assert told == _flat(telling.state(t.Not(t.Not(condition))))
        assert "{" not in told or "{" in repr(condition)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_has_words_for_every_enumeration(words: Words) -> None:
    assert words.subjects.keys() == words.types.keys() == set(SignalType)
    assert words.condition.extents.keys() == words.rule.extents.keys() == set(Extent)
    assert words.rule.modality.keys() == words.rule.opening.keys() == words.principle.modalities.keys() == set(t.Modality)
    assert words.rule.outcome.keys() == set(t.Outcome)
    said = words.condition
    assert said.rates.keys() == said.rate_subjects.keys() == said.rate_nouns.keys() == set(Counted)
    assert said.windows.keys() == t.UNIT_SECONDS.keys() - {"year"}


def test_all_languages_know_the_same_terms_and_units() -> None:
    english, german = LANGUAGES["en"], LANGUAGES["de"]
    assert english.terms.keys() == german.terms.keys()
    assert english.symbols.keys() == german.symbols.keys()
    assert english.durations.keys() == german.durations.keys() == t.UNIT_SECONDS.keys()
    assert english.condition.days.keys() == german.condition.days.keys()
    assert english.condition.operators.keys() == german.condition.operators.keys()
