"""The forms of words: inflection, German compounds, and friends that are false."""

from __future__ import annotations

import time

import pytest

from guidepost.engine.views import fold
from guidepost.rules.compile.phrases import Phrase, PhraseIndex
from guidepost.rules.forms import may_follow, may_precede


def found(word: str, text: str, languages: tuple[str, ...] = ("de", "en")) -> list[str]:
    """The parts of the folded text in which the word is found."""
    folded = fold(text)
    index = PhraseIndex([Phrase.read(word, fold, languages)])
    return [folded[span.start : span.end] for span in index.find(folded).get(0, ())]


@pytest.mark.parametrize(
    ("word", "text", "parts"),
    [
        ("Kunde", "Kunden Kundin Kundinnen kunde", ["kunden", "kundin", "kundinnen", "kunde"]),
        ("Kunde", "Kundenliste kundenlisten Großkunde", ["kunden", "kunden", "kunde"]),
        ("Kunde", "Bestandskundendaten Kundenhäuser Kundenzufriedenheit", ["kunden", "kunden", "kunden"]),
        ("Kunde", "Kunden-Liste", ["kunden"]),
        ("Kunde", "Urkunde Urkunden Sekunde Sekundenzeiger erkunden erkundet bekunden Geburtsurkunde Kundgebung", []),
        ("Rat", "Rat Rates Räte", ["rat", "rates", "räte"]),
        ("Rat", "Vorrat Rathaus Brat Ratten", []),
        ("Vertrag", "Verträge Vertrages Arbeitsvertrag Vertragsende", ["verträge", "vertrages", "vertrag", "vertrags"]),
        ("Vertrag", "beiträgt verträglich", []),
        ("Haus", "Häuser Rathaus Krankenhäusern hausieren", ["häuser", "haus", "häusern"]),
        ("kündigen", "kündigte, gekündigt, kündigst; Kündchen", ["kündigte", "gekündigt", "kündigst"]),
        ("ablehnen", "abgelehnt abzulehnen", ["abgelehnt", "abzulehnen"]),
        ("entlassen", "entlässt entließ", ["entlässt", "entliess"]),
        ("Geheimnis", "Geheimnisse Geheimnissen", ["geheimnisse", "geheimnissen"]),
        ("Straße", "Straßen Hauptstraße", ["strassen", "strasse"]),
        ("leak", "leaks leaked leaking leaky bleak", ["leaks", "leaked", "leaking"]),
        ("write", "wrote written writing writes", ["wrote", "written", "writing", "writes"]),
        ("company", "companies company's accompany", ["companies", "company"]),
        ("stop", "stopped stopping stops nonstop", ["stopped", "stopping", "stops"]),
        ("agree", "agreed agrees agreeing", ["agreed", "agrees", "agreeing"]),
        ("lie", "lied lying", ["lied", "lying"]),
        ("Nightjar", "Nightjars", ["nightjars"]),
        ("COVID-19", "COVID-19", ["covid-19"]),
        ("東京", "私は東京にいる", ["東京"]),
        ("Kunde*", "Kundenliste", ["kunde"]),
        ("new york", "New York, new yorks", ["new york"]),
    ],
)
def test_forms(word: str, text: str, parts: list[str]) -> None:
    assert found(word, text) == parts


def test_only_the_languages_of_the_policy_are_inflected() -> None:
    assert found("Kunde", "Kunden Kundenliste", ("en",)) == []
    assert found("leak", "leaking", ("de",)) == []
    assert found("maison", "maison maisons", ("fr",)) == ["maison"]


@pytest.mark.parametrize("letters", ["gross", "Bestands", "Großhandels", "Schul", "Lieblings"])
def test_parts_that_a_word_can_follow(letters: str) -> None:
    assert may_precede(letters)


@pytest.mark.parametrize("letters", ["", "se", "ur", "er", "geburtsur", "hauptse", "x" * 41, "haus" * 20])
def test_letters_that_no_word_follows(letters: str) -> None:
    assert not may_precede(letters)


@pytest.mark.parametrize(
    ("letters", "follows"), [("nliste", True), ("nlisten", True), ("häuser", True), ("nst", False), ("", False)]
)
def test_what_can_follow_a_word(letters: str, follows: bool) -> None:
    assert may_follow(letters) is follows


@pytest.mark.parametrize("unit", ["kunde", "kund", "kunden ", "nkunden", "hauskunden ", "sekunde ", "kundenhaushaushaushaushaus "])
def test_a_hostile_post_is_read_in_linear_time(unit: str) -> None:
    index = PhraseIndex([Phrase.read("Kunde", str.casefold, ("de",))])
    started = time.process_time()
    index.find(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 10


def test_ten_thousand_words_cost_hardly_more_than_one() -> None:
    text = "Die Kundenlisten der Großkunden liegen bei, und niemand hat sie angesehen. " * 20
    words = ["Kunde", *(f"wort{''.join(chr(97 + int(digit)) for digit in str(number))}" for number in range(10_000))]
    index = PhraseIndex([Phrase.read(word, str.casefold, ("de", "en")) for word in words])
    started = time.process_time()
    assert len(index.find(text)[0]) == 20
    assert time.process_time() - started < 0.5
