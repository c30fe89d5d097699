"""Tests, and the values that stand in them and in conditions."""

from __future__ import annotations

from collections.abc import Mapping

from guidepost.rules.reference.entry import Entry

TESTS: Mapping[str, Entry] = {
    "test_section": Entry(
        'test "a code name in public"\n  post "Nightjar ships in May." audience external\n'
        "  expect block because confidential.leak-codenames",
        "a post, and what must be decided about it; run by `guidepost policy test`",
        "ein Beitrag, und was über ihn entschieden werden muss; läuft mit `guidepost policy test`",
        words=("test",),
        names=("title",),
    ),
    "test_clause.post": Entry(
        'post "Nightjar ships in May." audience external',
        "the post of a test; facts about it stand behind its text",
        "der Beitrag eines Tests; hinter seinem Text stehen Angaben zu ihm",
        words=("post",),
    ),
    "test_clause.each_post": Entry(
        'for each post in "posts.txt" audience external',
        "the test is run for every line of a file; a line that begins with `# ` is a remark",
        "der Test läuft für jede Zeile einer Datei; eine Zeile, die mit `# ` beginnt, ist eine Bemerkung",
        words=("for", "each", "in"),
        names=("file",),
    ),
    "test_clause.cases": Entry(
        'cases from "cases.csv"',
        "a test for each row of a table, with the columns `post`, `expect`, `because` and the names of facts and signals",
        "ein Test für jede Zeile einer Tabelle mit den Spalten `post`, `expect`, `because` und den Namen von Angaben und Signalen",
        words=("cases", "from"),
        names=("file",),
    ),
    "test_clause.given_value": Entry(
        "with toxicity 0.9",
        'the value of a signal in this test; of places in the text how many, or what one is: `with text.links "bit.ly"`',
        'der Wert eines Signals in diesem Test; von Stellen im Text, wie viele oder was eine ist: `with text.links "bit.ly"`',
        words=("with",),
        names=("signal",),
    ),
    "test_clause.given_found": Entry(
        "with pii.iban found",
        "the signal holds a place in the text",
        "das Signal enthält eine Stelle im Text",
        names=("signal",),
    ),
    "test_clause.given_not_found": Entry(
        "with pii.iban not found",
        "the signal holds no place in the text",
        "das Signal enthält keine Stelle im Text",
        names=("signal",),
    ),
    "test_clause.given_unknown": Entry(
        "with toxicity unknown",
        "the signal cannot be had",
        "das Signal ist nicht zu bekommen",
        words=("unknown",),
        names=("signal",),
    ),
    "test_clause.given_posts": Entry(
        "with 6 posts within 10 minutes by author",
        "how many posts the author has written within that time",
        "wie viele Beiträge dieselbe Person in dieser Zeit geschrieben hat",
    ),
    "test_clause.given_shared": Entry(
        "with same text by 3 authors within 1 hour",
        "how many people have posted the same text or link within that time",
        "wie viele Menschen in dieser Zeit denselben Text oder Link veröffentlicht haben",
    ),
    "test_clause.given_rate_unknown": Entry(
        "with posts within 10 minutes by author unknown",
        "it cannot be counted",
        "es lässt sich nicht zählen",
    ),
    "test_clause.expect_outcome": Entry(
        "expect block because confidential.leak-codenames",
        "the outcome, and rules that must be among its reasons",
        "die Folge, und Regeln, die unter den Gründen sein müssen",
        words=("expect", "because"),
        names=("rule",),
    ),
    "test_clause.expect_redirect": Entry(
        'expect redirect to "e-mail"',
        "the better place that is offered",
        "der bessere Ort, der angeboten wird",
        names=("channel",),
    ),
    "test_clause.expect_queue": Entry(
        'expect queue "privacy"',
        "the queue that the post waits in",
        "die Warteschlange, in der der Beitrag wartet",
        words=("queue",),
        names=("queue",),
    ),
    "test_clause.expect_told": Entry(
        "expect told confidential.share-own-work",
        "a permission that the author is told about",
        "eine Erlaubnis, von der der Autor erfährt",
        words=("told",),
        names=("rule",),
    ),
    "test_clause.expect_excused": Entry(
        "expect excused confidential.leak-codenames because confidential.share-own-work",
        "a rule that would have been broken but is excused, and by which permissions",
        "eine Regel, die verletzt wäre, aber aufgehoben ist, und durch welche Erlaubnisse",
        words=("excused",),
        names=("rule", "rule"),
    ),
    "test_clause.expect_not": Entry(
        "expect not confidential.leak-codenames",
        "a rule that must not be broken",
        "eine Regel, die nicht verletzt sein darf",
        names=("rule",),
    ),
    "fact": Entry(
        "audience external",
        "a fact that comes with the post; a set is given word by word: `topics garden topics music`",
        "eine Angabe, die mit dem Beitrag kommt; eine Menge wird Wort für Wort gegeben: `topics garten topics musik`",
        names=("signal",),
    ),
}

VALUES: Mapping[str, Entry] = {
    "quantity.number": Entry("0.8", "a number", "eine Zahl"),
    "duration": Entry("4 hours", "a number and a unit of time", "eine Zahl und eine Zeiteinheit"),
    "moment": Entry(
        "2026-12-01 08:00 Europe/Berlin",
        "a date, a time of day and a time zone; without the time of day it is the beginning of the day",
        "ein Datum, eine Uhrzeit und eine Zeitzone; ohne Uhrzeit ist es der Beginn des Tages",
    ),
    "word.name": Entry(
        "external", "a word without quotes, where it could be a name", "ein Wort ohne Anführungszeichen, wo es ein Name sein könnte"
    ),
    "word.string": Entry('"small ads"', "any other word, and every text", "jedes andere Wort, und jeder Text"),
    "text": Entry(
        '"Be kind, also when you disagree."',
        "a text; a long one goes on in a second pair of quotes",
        "ein Text; ein langer geht in weiteren Anführungszeichen weiter",
    ),
}
