"""The reference of the language as one page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from guidepost.rules.compile import DEFAULT_OUTCOME, DEFAULT_RISK
from guidepost.rules.reference import grammar
from guidepost.rules.reference.entries import ENTRIES
from guidepost.rules.reference.entries.conditions import JOINED, RATES, SIGNALS, SOUGHT, TEXT
from guidepost.rules.reference.entry import Entry
from guidepost.rules.reference.findings import TITLES
from guidepost.rules.reference.limits import limits
from guidepost.rules.reference.markdown import anchor, code, table
from guidepost.rules.reference.placeholders import PLACEHOLDERS, SHOWN_AS
from guidepost.rules.reference.signal_tables import signals
from guidepost.rules.reference.syntax import written
from guidepost.rules.reference.words import PAGE_WORDS, PageWords
from guidepost.rules.render import LANGUAGES
from guidepost.rules.syntax.context import NAMES_OF_RULES
from guidepost.rules.syntax.lexing import reserved_words
from guidepost.rules.syntax.tree import UNIT_SECONDS, Modality, Outcome
from guidepost.signals import SignalDeclaration


def reference(sources: Mapping[str, Sequence[SignalDeclaration]], language: str, *, largest_file: int) -> str:
    """The page in German (`de`) or English (`en`).

    `sources`: by who provides them, the signals that can be asked, what comes with a post first. `largest_file`: bytes that a file of a
    policy may have.
    """
    words = PAGE_WORDS[language]
    body = [
        *_sections(words),
        *_rules(words),
        *_conditions(words),
        *_tests(words),
        *_values(words),
        *signals(sources, words),
        *_words(words),
        *_limits(words, largest_file),
        *_findings(words),
    ]
    headings = [line.removeprefix("# ") for line in body if line.startswith("# ")]
    contents = " · ".join(f"[{heading}](#{anchor(heading)})" for heading in headings)
    opening = (f"# {words.title}", f"<!-- {words.generated} -->", words.lead, words.how_to_read, contents)
    return "\n\n".join([*opening, "\n".join(body).rstrip()]) + "\n"


def _keys(*rules: str) -> list[str]:
    """The alternatives of some rules of the grammar, in its order."""
    return [one.key for rule in rules for one in grammar.alternatives() if one.rule == rule]


_NO_BLOCKS = {"clause", "condition", "outcome", "text"}
"""Placeholders of which each is shown where it can be nothing else, so that it need not be told what it is."""


def _syntax(key: str, words: PageWords) -> str:
    alternative = next(one for one in grammar.alternatives() if one.key == key)
    block = SHOWN_AS.get(alternative.rule, "clause")
    name = "" if block in _NO_BLOCKS else f"{code(PLACEHOLDERS[block].shown(words.code))} = "
    return name + code(written(alternative, words.code))


def _entries(keys: Iterable[str], words: PageWords) -> Iterator[str]:
    """A table of alternatives: how each is written, what it means, an example."""
    rows = ((_syntax(key, words), ENTRIES[key].says(words.code), code(ENTRIES[key].example)) for key in keys)
    yield from table((words.write, words.means, words.example), rows)


def _sections(words: PageWords) -> Iterator[str]:
    for title, rules in (
        (words.policy, ("policy_section", "policy_clause")),
        (words.lists, ("list_section",)),
        (words.definitions, ("define_section",)),
        (words.guidelines, ("guideline_section", "guideline_clause", "translation")),
    ):
        yield from (f"# {title}", "")
        yield from _entries(_keys(*rules), words)


def _rules(words: PageWords) -> Iterator[str]:
    yield from (f"# {words.rules}", "", words.rules_lead, "")
    yield from _entries(_keys("rule_section"), words)
    yield from table((words.kind, words.means, words.without_then, words.example), (_kind(one, words) for one in Modality))
    yield from (f"## {words.clauses}", "")
    yield from _entries(_keys("rule_clause", "consequence", "redirect"), words)
    yield from (f"# {words.outcomes}", "", words.outcomes_lead, "")
    outcomes = ((code(one.word), _outcome(one).says(words.code), code(f"{DEFAULT_RISK[one]:g}")) for one in Outcome)
    yield from table((words.outcome, words.means, words.risk), outcomes)


def _kind(modality: Modality, words: PageWords) -> tuple[str, ...]:
    entry = ENTRIES[f"modality.{modality.value.replace(' ', '_')}"]
    default = "" if modality is Modality.MAY else code(DEFAULT_OUTCOME[modality].word)
    return code(modality.value), entry.says(words.code), default, code(entry.example)


def _outcome(outcome: Outcome) -> Entry:
    return ENTRIES[f"outcome.{outcome.word}"]


def _conditions(words: PageWords) -> Iterator[str]:
    yield from (f"# {words.conditions}", "")
    for title, group in (
        (words.joining, JOINED),
        (words.about_text, TEXT),
        (words.sought, SOUGHT),
        (words.about_signals, SIGNALS),
        (words.about_rates, RATES),
    ):
        yield from (f"## {title}", "")
        yield from _entries(group, words)


def _tests(words: PageWords) -> Iterator[str]:
    yield from (f"# {words.tests}", "")
    yield from _entries(_keys("test_section", "test_clause", "fact"), words)


def _values(words: PageWords) -> Iterator[str]:
    language = words.code
    yield from (f"# {words.values}", "")
    yield from _entries(_keys("quantity", "duration", "moment", "word", "text"), words)
    yield from (f"## {words.units}", "")
    names = LANGUAGES[language].durations
    units = ((code(f"{unit}s"), names[unit][1], _amount(seconds, words)) for unit, seconds in UNIT_SECONDS.items())
    yield from table((words.write, words.unit, words.seconds), units)
    yield from (f"## {words.comparisons}", "")
    yield from table(
        (words.write, words.means), ((code(sign), says) for sign, says in LANGUAGES[language].condition.operators.items())
    )
    yield from (f"## {words.capitals}", "")
    shown = sorted(PLACEHOLDERS.values(), key=lambda one: one.shown(language).strip('"'))
    placeholders = ((code(one.shown(language)), one.says(language), ", ".join(map(code, one.examples))) for one in shown)
    yield from table((words.write, words.stands_for, words.example), placeholders)


def _amount(number: int, words: PageWords) -> str:
    return f"{number:,}".replace(",", words.thousands)


def _words(words: PageWords) -> Iterator[str]:
    yield from (f"# {words.words}", "", words.words_lead, "", _listed(reserved_words()), "")
    yield from (words.also_names, "", _listed(NAMES_OF_RULES), "")


def _listed(words: Iterable[str]) -> str:
    return " ".join(code(word) for word in sorted(words))


def _limits(words: PageWords, largest_file: int) -> Iterator[str]:
    yield from (f"# {words.limits}", "")
    yield from table(
        (words.limit, words.amount), ((what, _amount(number, words)) for what, number in limits(words.code, largest_file))
    )


def _findings(words: PageWords) -> Iterator[str]:
    yield from (f"# {words.findings}", "", words.findings_lead, "")
    rows = (
        (f"[{number}](findings.md#{anchor(f'{number} {english}')})", german if words.code == "de" else english)
        for number, (english, german) in TITLES.items()
    )
    yield from table((words.code_of, words.means), rows)
