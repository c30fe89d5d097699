"""The shape of texts: numbers, and places to the character."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidepost.classifiers import Document
from guidepost.classifiers.shape import ShapeProvider
from guidepost.signals import Value, conforms


def shape(text: str) -> dict[str, Value]:
    """Every signal of a text."""
    [answer] = ShapeProvider().compute([Document(text, text.casefold())])
    return dict(answer)


def parts(signal: str, text: str) -> list[str]:
    """The parts of the text that a signal holds."""
    spans = shape(text)[signal]
    assert isinstance(spans, tuple)
    return [text[span.start : span.end] for span in spans]


def hosts(text: str) -> list[str]:
    """Where the links of a text lead."""
    spans = shape(text)["text.links"]
    assert isinstance(spans, tuple)
    return [span.label for span in spans]


@pytest.mark.parametrize(
    ("signal", "text", "value"),
    [
        ("text.length", "Grüße 👋", 7),
        ("text.words", "Don't re-open it, 3 times!", 5),
        ("text.words", "…", 0),
        ("text.capitals", "ABcd", 0.5),
        ("text.capitals", "123 東京", 0.0),
        ("text.capitals", "ÄÖÜ", 1.0),
        ("text.repeated", "soooooo goood", 6),
        ("text.repeated", "so", 1),
        ("text.repeated", "wow!!!!", 4),
        ("text.repeated", "-------", 0),
        ("text.questions", "Why?? How?", 2),
    ],
)
def test_numbers(signal: str, text: str, value: float) -> None:
    assert shape(text)[signal] == value


@pytest.mark.parametrize(
    ("signal", "text", "found"),
    [
        ("text.mentions", "Ask @ada.l, @bob-b and me@example.com.", ["@ada.l", "@bob-b"]),
        ("text.mentions", "https://example.com/@ada", []),
        ("text.hashtags", "#news, #2026 and #Köln2026; &#39; x#y", ["#news", "#Köln2026"]),
        ("text.emoji", "👍🏽 👨‍👩‍👧 🇩🇪 ❤️ 1️⃣ © ™ 7", ["👍🏽", "👨‍👩‍👧", "🇩🇪", "❤️", "1️⃣"]),
        ("text.links", "See https://example.com/a?b=1#c.", ["https://example.com/a?b=1#c"]),
        ("text.links", "(www.example.com)", ["www.example.com"]),
        ("text.links", "example.com, bit.ly/abc!", ["example.com", "bit.ly/abc"]),
        ("text.links", "notes.md, main.py, z.B. heute, gut.In Berlin, 3.14, v1.2.3", []),
        ("text.links", "ada.lovelace@example.com", []),
        ("text.links", "http://10.0.0.1/admin", ["http://10.0.0.1/admin"]),
        ("text.links", "10.0.0.1", []),
        ("text.disguised_links", "example dot com", ["example dot com"]),
        (
            "text.disguised_links",
            "example[.]com and shop (dot) example (dot) org",
            ["example[.]com", "shop (dot) example (dot) org"],
        ),
        ("text.disguised_links", "hxxps://example.com", ["hxxps://example.com"]),
        ("text.disguised_links", "a polka dot dress; Punkt zwei; example.com", []),
        ("text.disguised_links", "https://exаmple.com", ["https://exаmple.com"]),
        ("text.disguised_links", "https://müller.example.de", []),
    ],
)
def test_places(signal: str, text: str, found: list[str]) -> None:
    assert parts(signal, text) == found


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("https://example.com@evil.example.net/x", ["evil.example.net"]),
        ("http://user:secret@Example.COM:8080", ["example.com"]),
        ("https://xn--mller-kva.de", ["müller.de"]),
        ("bit dot ly", ["bit.ly"]),
        ("EXAMPLE.COM", ["example.com"]),
    ],
)
def test_a_link_is_labelled_with_the_host_it_leads_to(text: str, led: list[str]) -> None:
    assert hosts(text) == led


def test_domains_are_what_was_registered() -> None:
    text = "www.example.co.uk/x news.example.de example[.]com http://10.0.0.1/"
    assert shape(text)["text.domains"] == {"example.co.uk", "example.de", "example.com", "10.0.0.1"}


@given(st.text(alphabet=st.sampled_from("aB.@#/:-_ 0?!дё😀\u200d\ufe0f[]()dotcomhps\n"), max_size=80))
def test_any_text_gives_values_that_conform_and_lie_in_it(text: str) -> None:
    values = shape(text)
    for declaration in ShapeProvider.declarations:
        value = values[declaration.name]
        assert conforms(declaration, value)
        if isinstance(value, tuple):
            assert all(span.start < span.end <= len(text) for span in value)


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "a-", "@a", "#1", "http://", "a dot ", "a[.]", "?", "x.com/", "😀\u200d", "ab.co ", "a@", "-.", "w" * 60 + "."],
)
def test_a_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    shape(text)
    assert time.process_time() - started < 5


def test_the_version_names_rules_and_lists() -> None:
    assert "tldextract-" in ShapeProvider().version
