"""The headings and sentences of the reference, in English and in German."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PageWords:
    """Everything the page says that is not said of one alternative, signal, limit or finding."""

    code: str
    thousands: str
    title: str
    generated: str
    lead: str
    how_to_read: str
    write: str
    means: str
    example: str
    policy: str
    lists: str
    definitions: str
    guidelines: str
    rules: str
    rules_lead: str
    kind: str
    without_then: str
    clauses: str
    outcomes: str
    outcomes_lead: str
    outcome: str
    risk: str
    conditions: str
    joining: str
    about_text: str
    sought: str
    about_signals: str
    about_rates: str
    tests: str
    values: str
    capitals: str
    stands_for: str
    units: str
    unit: str
    seconds: str
    comparisons: str
    signals: str
    signals_lead: str
    types: str
    type: str
    holds: str
    ask: str
    in_test: str
    facts: str
    facts_lead: str
    provider: str
    """With `{name}`."""
    signal: str
    cost: str
    only_in: str
    """With `{languages}`."""
    words: str
    words_lead: str
    also_names: str
    limits: str
    limit: str
    amount: str
    findings: str
    findings_lead: str
    code_of: str


ENGLISH = PageWords(
    code="en",
    thousands=",",
    title="The guideline language: reference",
    generated="Written by `guidepost policy reference` out of the grammar and the catalogue of signals. Do not edit: run `make reference`.",
    lead="Everything that can be written in a `.guide` file, with an example of each. [The language](language.md) explains it in order, "
    "[the tutorial](tutorial.md) takes you from a sentence to a tested rule.",
    how_to_read="Small letters are written as they stand. CAPITALS stand for something of yours ([below](#words-in-capitals)). "
    "`[ ]` may be left out, `( | )` is one of several, `…` may go on. Line breaks and the order of clauses carry no meaning. `#` begins a "
    "remark that goes to the end of the line.",
    write="write",
    means="it means",
    example="for example",
    policy="policy",
    lists="list",
    definitions="define",
    guidelines="guideline",
    rules="Rules: may, should, must, must not",
    rules_lead="A rule belongs to the guideline above it.",
    kind="kind of rule",
    without_then="without `then`",
    clauses="The clauses of a rule",
    outcomes="Outcomes",
    outcomes_lead="From the mildest to the strictest. Where several rules are broken, the strictest outcome holds.",
    outcome="outcome",
    risk="a rule's risk without `risk`",
    conditions="Conditions",
    joining="Joined and named",
    about_text="About the text",
    sought="What is looked for in the text",
    about_signals="About signals",
    about_rates="About what happened before",
    tests="test",
    values="Values",
    capitals="Words in capitals",
    stands_for="stands for",
    units="Units of time",
    unit="unit",
    seconds="seconds",
    comparisons="Comparisons",
    signals="Signals",
    signals_lead="What can be asked about a post. A signal may also be *unknown*; then a condition on it is neither true nor false.",
    types="Types",
    type="type",
    holds="it holds",
    ask="ask",
    in_test="in a test",
    facts="Facts that come with a post",
    facts_lead="Sent by the platform; what it does not send is unknown.",
    provider="Measured by `{name}`",
    signal="signal",
    cost="cost",
    only_in="only in {languages}",
    words="Words of the language",
    words_lead='These cannot be names. Where one is a value, put it in quotes: `kind is "post"`.',
    also_names="These can still name a rule or a guideline:",
    limits="Limits",
    limit="limit",
    amount="at most",
    findings="Findings of the checker",
    findings_lead="[The page on findings](findings.md) has an example of each, and the same example mended.",
    code_of="code",
)

GERMAN = PageWords(
    code="de",
    thousands=".",
    title="Die Sprache der Richtlinien: Referenz",
    generated="Geschrieben von `guidepost policy reference --lang de` aus der Grammatik und dem Katalog der Signale. "
    "Nicht von Hand ändern: `make reference`.",
    lead="Alles, was in einer `.guide`-Datei stehen kann, mit je einem Beispiel. [Die Sprache](language.md) erklärt es der "
    "Reihe nach (auf Englisch), [die Einführung](tutorial.de.md) führt von einem Satz zu einer geprüften Regel.",
    how_to_read="Kleingeschriebenes steht so da. GROSSES steht für etwas von Ihnen ([unten](#wörter-in-großbuchstaben)). `[ ]` "
    "kann wegbleiben, `( | )` ist eines von mehreren, `…` kann weitergehen. Zeilenumbrüche und die Reihenfolge der Klauseln "
    "bedeuten nichts. Mit `#` beginnt eine Bemerkung, die bis ans Ende der Zeile geht.",
    write="so schreiben Sie es",
    means="das bedeutet es",
    example="zum Beispiel",
    policy="policy",
    lists="list",
    definitions="define",
    guidelines="guideline",
    rules="Regeln: may, should, must, must not",
    rules_lead="Eine Regel gehört zur Leitlinie über ihr.",
    kind="Art der Regel",
    without_then="ohne `then`",
    clauses="Die Klauseln einer Regel",
    outcomes="Folgen",
    outcomes_lead="Von der mildesten zur strengsten. Sind mehrere Regeln verletzt, gilt die strengste Folge.",
    outcome="Folge",
    risk="Risiko einer Regel ohne `risk`",
    conditions="Bedingungen",
    joining="Verbunden und benannt",
    about_text="Über den Text",
    sought="Was im Text gesucht wird",
    about_signals="Über Signale",
    about_rates="Über das, was vorher geschah",
    tests="test",
    values="Werte",
    capitals="Wörter in Großbuchstaben",
    stands_for="steht für",
    units="Zeiteinheiten",
    unit="Einheit",
    seconds="Sekunden",
    comparisons="Vergleiche",
    signals="Signale",
    signals_lead="Was sich über einen Beitrag fragen lässt. Ein Signal kann auch *unbekannt* sein; dann ist eine Bedingung darüber weder "
    "wahr noch falsch.",
    types="Arten",
    type="Art",
    holds="Inhalt",
    ask="so fragen Sie",
    in_test="in einem Test",
    facts="Angaben, die mit dem Beitrag kommen",
    facts_lead="Von der Plattform gesandt; was sie nicht sendet, ist unbekannt.",
    provider="Gemessen von `{name}`",
    signal="Signal",
    cost="Kosten",
    only_in="nur in {languages}",
    words="Wörter der Sprache",
    words_lead='Sie können keine Namen sein. Wo eines ein Wert ist, steht es in Anführungszeichen: `kind is "post"`.',
    also_names="Diese können dennoch eine Regel oder eine Leitlinie benennen:",
    limits="Grenzen",
    limit="Grenze",
    amount="höchstens",
    findings="Befunde der Prüfung",
    findings_lead="[Die Seite über Befunde](findings.md) (auf Englisch) zeigt zu jedem ein Beispiel und dasselbe Beispiel berichtigt.",
    code_of="Kennung",
)

PAGE_WORDS: Mapping[str, PageWords] = MappingProxyType({words.code: words for words in (ENGLISH, GERMAN)})
"""By language."""
