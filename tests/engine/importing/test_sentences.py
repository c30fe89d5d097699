"""Paragraphs into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.engine.importing.sentences import sentences_of

CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("de", ("Das gilt z. B. für Kunden.", "Wir sagen z.B. nichts.")),
    ("de", ("Siehe Nr. 5 der Liste.", "Fragen Sie Dr. Müller.")),
    ("de", ("Interna, d. h. Zahlen, bleiben im Haus.", "Das gilt u. a. auch für Fotos.")),
    ("de", ("Am 3. Mai beginnt es.", "Die 2. Fassung gilt.")),
    ("de", ("Nach § 5 Abs. 2 ist das verboten.", "Danke!")),
    ("de", ("Hr. Schmidt bzw. Frau Dr. Weber helfen ca. 3 Tage.", "Rufen Sie an.")),
    ("de", ("Logos, Fotos usw. gehören uns.", "Musik i. d. R. auch.")),
    ("de", ("Fotos, Musik etc.", "Fragen Sie vorher.")),
    ("de", ("Siehe S. 12 und Kap. 3.", "Das genügt.")),
    ("de", ("Das ist erlaubt (vgl. Ziff. 4.2).", "Mehr nicht.")),
    ("de", ("„Geht das?“, fragte sie.", "Ja.")),
    ("de", ("Die Example GmbH & Co. KG haftet.", "Sie auch.")),
    ("de", ("Der Prüfer kommt am 12.03.2026 um 8.30 Uhr.", "Gut.")),
    ("de", ("Er schrieb „Das ist falsch.“ und ging.", "Ende.")),
    ("de", ("Fragen Sie Frau Kern (Tel. 4711).", "Sie hilft.")),
    ("en", ("Use tools, e.g. a spell checker.", "Ask Dr. Smith.")),
    ("en", ("Mr. and Mrs. Doe approve.", "See No. 5 of the list.")),
    ("en", ("Keep figures, i.e. numbers, inside.", "Thanks!")),
    ("en", ("Acme Inc. is a client.", "Acme Ltd. too.")),
    ("en", ("See sec. 3.2 and fig. 4.", "It is at 5 p.m. today.")),
    ("en", ("Photos, music, etc. belong to others.", "Ask first.")),
    ("en", ("He said “Stop.” and left.", "Good.")),
    ("en", ("Is this fine?", "No!", "Never.")),
    ("en", ("The U.S. team decides.", "The E.U. team follows.")),
    ("en", ("Write to a.b@example.com or www.example.com today.", "Fine.")),
    ("en", ("Version 2.1 is out.", "Use it.")),
    ("en", ("Do not (ever!) post this.", "OK.")),
    ("en", ("Ask Ms. Okafor (ext. 204) first.", "She helps.")),
)


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: tuple[str, ...]) -> None:
    assert sentences_of(" ".join(sentences), language) == sentences


@given(st.text(alphabet=st.sampled_from("aB .!?(,)„“\"'Nr1z\u00df:;-"), max_size=80), st.sampled_from(["de", "en"]))
def test_nothing_of_a_paragraph_is_lost(text: str, language: str) -> None:
    assert "".join("".join(sentences_of(text, language)).split()) == "".join(text.split())
