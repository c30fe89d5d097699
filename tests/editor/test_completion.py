"""What is offered at a place fits there."""

from __future__ import annotations

import pytest

from guidepost.editor import Snapshot, complete
from guidepost.editor.completion import Item
from guidepost.rules.syntax import GuideError, parse
from tests.editor.marked import POLICY, in_policy, marked
from tests.rules.catalogue import CATALOGUE

HEAD = 'policy "P"\n  languages de, en\nlist names "a"\nguideline g "G"\n  may m when toxicity < 1\n'


def offered(text: str) -> list[str]:
    """The words offered at the caret."""
    snapshot, offset = marked(text)
    return [item.text for item in complete(snapshot, offset, CATALOGUE).items]


SECTIONS = ["list", "define", "guideline", "may", "should", "must", "test"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‸", ["policy", *SECTIONS]),
        ("pol‸", ["policy", *SECTIONS]),
        ('policy "P"\n‸', ["appeals to", "default", "from risk", "languages", "layer", "on unknown", "version", *SECTIONS]),
        ('policy "P" version "1"\n‸', ["appeals to", "default", "from risk", "languages", "layer", "on unknown", *SECTIONS]),
        ('policy "P" layer ‸', []),
        ('policy "P" layer x ‸', ["extends"]),
        (
            'policy "P" layer x extends "top.guide"\n‸',
            ["appeals to", "applies when", "default", "from risk", "languages", "on unknown", "version", *SECTIONS],
        ),
        ('policy "P" layer x extends "t" applies when channel ‸', ["is"]),
        (
            'policy "P" layer x extends "t" applies when channel is a ‸',
            ["and", "appeals to", "default", "from risk", "languages", "on unknown", "or", "version", *SECTIONS],
        ),
        ('policy "P" default ‸', ["acknowledge", "advise", "allow", "block", "review"]),
        ('policy "P" from risk 0.5 ‸', ["acknowledge", "advise", "allow", "block", "review"]),
        ('policy "P" languages ‸', ["en", "de"]),
        ('policy "P" languages en, ‸', ["de"]),
        ("list ‸", []),
        ("list x ‸", ["from"]),
        ('list x "a" ‸', ["policy", *SECTIONS]),
        (HEAD + "must ‸", ["not"]),
        (HEAD + "must not ‸", []),
        (HEAD + "must x says ‸", ["de", "en"]),
        (
            HEAD + 'must x says en "a" ‸',
            ["de", "en", "because", "excuses", "id", "instead", "overridable", "risk", "then", "unless", "when", *SECTIONS],
        ),
        (HEAD + 'may x says en "a" ‸', ["de", "en", "because", "excuses", "id", "instead", "risk", "then", "unless", "when", *SECTIONS]),
        (HEAD + "must x when text ‸", ["links", "matches", "mentions"]),
        (HEAD + "must x when text mentions ‸", ["names", "all", "any", "at least", "word"]),
        (HEAD + "must x when text mentions any of ‸", ["names"]),
        (HEAD + "must x when text mentions any of names except ‸", ["names"]),
        (HEAD + "must x when text links elsewhere than ‸", ["names", "any of"]),
        (HEAD + "define d as joined ‸", ["after", "before", "between", "is", "on"]),
        (HEAD + "define d as toxicity > 0.5 define e as d ‸", ["and", "or", *SECTIONS]),
        (HEAD + "define d as toxicity > 0.5 define e as toxicity < 0.9 and ‸ or d", [*sorted(CATALOGUE), "d", "e"]),
        (HEAD + "define ‸", []),
        (HEAD + "define x ‸", ["as"]),
        (HEAD + "must x when text mentions at least 2 of na‸mes", ["names"]),
        (HEAD + "must x when violates ‸", ["g"]),
        (HEAD + "must x when count of ‸", ["pii.iban", "topics"]),
        (HEAD + "must x when toxicity ‸", [">=", "<=", ">", "<", "is"]),
        (HEAD + "must x when flags ‸", [">=", "<=", ">", "<", "=", "!=", "is"]),
        (HEAD + "must x when pii.iban ‸", ["found", "is"]),
        (HEAD + "must x when topics ‸", ["found", "includes", "is"]),
        (HEAD + "must x when audience ‸", ["is"]),
        (HEAD + "must x when audience is ‸", ["external", "internal", "not", "one of", "unknown"]),
        (HEAD + "must x when audience is not ‸", ["external", "internal", "one of"]),
        (HEAD + "must x when audience is one of (internal, ‸", ["external", "internal"]),
        (HEAD + "must x when toxicity is ‸", ["unknown"]),
        (HEAD + "must x when author.tenure < 3 ‸", ["seconds", "minutes", "hours", "days", "weeks", "years"]),
        (HEAD + "must x when more than 5 ‸", ["post within", "posts within"]),
        (HEAD + "must x when more than 5 posts within 10 ‸", ["seconds", "minutes", "hours", "days", "weeks", "years"]),
        (HEAD + "must x when more than 5 posts within 10 minutes ‸", ["by author"]),
        (HEAD + "must x when same ‸", ["link by", "text by"]),
        (HEAD + "must x when same text by ‸", ["at least", "authors within", "more than"]),
        (HEAD + "must x when same text by 3 ‸", ["author within", "authors within"]),
        (HEAD + "must x when posts within 1 hour by author is ‸", ["unknown"]),
        (HEAD + 'test "t" post "p" with 6 ‸', ["posts within"]),
        (HEAD + 'test "t" post "p" with same link by ‸', ["authors within"]),
        (HEAD + "must x then ‸", ["acknowledge", "advise", "allow", "block", "review"]),
        (HEAD + "must x then review within 4 ‸", ["seconds", "minutes", "hours", "days", "weeks", "years"]),
        (HEAD + "must x then review, ‸", ["redirect to"]),
        (HEAD + "must x\n  when toxicity >= 0.5 and\n  then ‸", ["acknowledge", "advise", "allow", "block", "review"]),
        (HEAD + 'test "t" post "p" ‸', ["audience", "author.name", "author.role", "author.tenure", "channel", "joined", "topics"]),
        (HEAD + 'test "t" for each post ‸', ["in"]),
        (HEAD + 'test "t" for each post in "f.txt" audience ‸', ["external", "internal"]),
        (HEAD + 'test "t" post "p" audience ‸', ["external", "internal"]),
        (HEAD + 'test "t" post "p" with pii.iban ‸', ["found", "not found", "unknown"]),
        (HEAD + 'test "t" post "p" with audience ‸', ["external", "internal", "unknown"]),
        (HEAD + 'test "t" post "p" expect told ‸', ["g.m"]),
        (HEAD + "# remark ‸", []),
        (HEAD + 'must x says en "a ‸', []),
        (HEAD + 'must x says en "a ‸ b"', []),
        (HEAD + "must x when text matches /a‸b/", []),
    ],
)  # fmt: skip
def test_what_is_offered(text: str, words: list[str]) -> None:
    found = offered(text)
    names_only = 'post "p" ‸' in text or " and ‸" in text
    assert [word for word in found if not names_only or word in {*CATALOGUE, "d", "e"}] == words


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("excuses ", "confidential.leak,", {"confidential.leak", "manners.ask"}),
        ("excuses confidential.leak, ", "manners.ask", {"confidential.leak", "manners.ask"}),
        ("expect review because ", "confidential.leak", {"confidential.leak", "manners.ask"}),
        ("expect excused ", "confidential.leak because", {"confidential.leak", "manners.ask"}),
        ("expect excused confidential.leak because ", "confidential.share", {"confidential.share"}),
    ],
)
def test_rules_are_offered_where_they_have_a_meaning(before: str, after: str, rules: set[str]) -> None:
    snapshot, offset = in_policy(before, after)
    found = complete(snapshot, offset, CATALOGUE)
    assert {item.text for item in found.items if item.kind == "rule"} == rules
    assert snapshot.text[found.start : found.end] == after.partition(" ")[0].rstrip(",")


def test_a_name_goes_on_behind_its_point() -> None:
    snapshot, offset = marked(POLICY.replace("excuses confidential.leak", "excuses confidential.‸"))
    found = complete(snapshot, offset, CATALOGUE)
    assert snapshot.text[found.start : found.end] == "confidential."
    assert "confidential.leak" in {item.text for item in found.items}


def test_every_signal_is_offered_with_its_meaning() -> None:
    snapshot, offset = marked(HEAD + "must x when ‸")
    items = complete(snapshot, offset, CATALOGUE).items
    assert {item.text for item in items if item.kind == "signal"} == set(CATALOGUE)
    assert Item("pii.iban", "signal", "spans: pii.iban") in items
    assert {item.text for item in items if item.kind == "keyword"} == {
        "at least",
        "count of",
        "more than",
        "not",
        "posts within",
        "same",
        "text",
        "violates",
    }


def test_details_come_in_german_too() -> None:
    snapshot, offset = marked(HEAD + "must x then ‸")
    details = {item.text: item.detail for item in complete(snapshot, offset, CATALOGUE, "de").items}
    assert details["block"] == "der Beitrag erscheint nicht"


@pytest.mark.parametrize("offset", range(0, len(POLICY), 7))
def test_whatever_keyword_is_offered_the_parser_takes(offset: int) -> None:
    found = complete(Snapshot(POLICY), offset, CATALOGUE)
    for item in found.items:
        if item.kind == "keyword" and item.text not in SECTIONS:
            before = POLICY[: found.start] + item.text
            assert all(place >= len(before) - 1 for place in _faults(before)), (before[-60:], item)


def _faults(text: str) -> list[int]:
    """Where the parser stumbles."""
    try:
        parse(text)
    except GuideError as error:
        return [Snapshot(text).lines.span(finding.place)[0] for finding in error.diagnostics]
    return []


@pytest.mark.parametrize("offset", range(0, len(POLICY), 11))
def test_every_place_can_be_asked_in_a_cut_off_text(offset: int) -> None:
    complete(Snapshot(POLICY[:offset]), offset, CATALOGUE)
    complete(Snapshot(POLICY[:offset] + '"' + POLICY[offset:]), offset + 1, CATALOGUE)
