"""Every alternative of the grammar is described, and every example is what its description says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from guidepost.engine.start import known_signals
from guidepost.rules.reference import grammar
from guidepost.rules.reference.entries import ENTRIES
from guidepost.rules.reference.grammar import Reference, symbols
from guidepost.rules.reference.placeholders import PLACEHOLDERS, SHOWN_AS
from guidepost.rules.syntax import parse, write
from guidepost.rules.syntax.lexing import reserved_words
from guidepost.signals import SignalDeclaration
from tests.rules.reference.contexts import around, checked
from tests.rules.reference.instrumented import gone_through

BY_KEY = {one.key: one for one in grammar.alternatives()}


@pytest.fixture(scope="module")
def signals() -> Mapping[str, SignalDeclaration]:
    """The real catalogue."""
    return known_signals()


def test_every_alternative_of_the_grammar_has_an_entry_and_no_entry_is_left_over() -> None:
    assert set(ENTRIES) == set(BY_KEY)


@pytest.mark.parametrize("key", ENTRIES)
def test_an_example_is_checked_against_the_real_signals(key: str, signals: Mapping[str, SignalDeclaration]) -> None:
    found = checked(key, around(key).format(ENTRIES[key].example), signals)
    assert [finding.message for finding in found.errors] == []


@pytest.mark.parametrize("key", ENTRIES)
def test_an_example_is_written_the_one_canonical_way(key: str) -> None:
    lines = ENTRIES[key].example.splitlines()
    formatted = write(parse(around(key).format(ENTRIES[key].example))).splitlines()
    if len(lines) == 1:
        assert any(lines[0] in line for line in formatted)
        return
    together = [formatted[start : start + len(lines)] for start in range(len(formatted))]
    indents = [len(some[0]) - len(some[0].lstrip()) for some in together]
    assert lines in [[line[indent:] for line in some] for some, indent in zip(together, indents, strict=True)]


@pytest.mark.parametrize("key", ENTRIES)
def test_an_example_goes_through_its_alternative(key: str) -> None:
    before, _, _ = around(key).partition("{}")
    start, end = len(before), len(before) + len(ENTRIES[key].example)
    inside = {one for one, begins, ends in gone_through(around(key).format(ENTRIES[key].example)) if start <= begins <= ends <= end}
    assert key in inside


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_speaks_both_languages_without_a_full_stop(key: str) -> None:
    entry = ENTRIES[key]
    assert entry.en
    assert entry.de
    assert entry.en != entry.de
    assert not entry.en.endswith(".")
    assert not entry.de.endswith(".")


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_explains_words_and_names_that_stand_in_its_alternative(key: str) -> None:
    alternative = BY_KEY[key]
    assert set(ENTRIES[key].words) <= alternative.words
    nameable = [one for one in symbols(alternative.symbol) if isinstance(one, Reference) and one.name in ("NAME", "STRING", "text")]
    assert len(ENTRIES[key].names) <= len(nameable)
    assert set(ENTRIES[key].names) <= set(PLACEHOLDERS)


def test_every_word_of_the_language_is_explained_by_some_entry() -> None:
    assert {word for entry in ENTRIES.values() for word in entry.words} == reserved_words()


def test_what_is_shown_in_capitals_is_a_rule_or_terminal_and_is_explained() -> None:
    written = {one.name for body in grammar.rules().values() for one in symbols(body) if isinstance(one, Reference)}
    assert set(SHOWN_AS) <= written
    assert {name for name in written if name.isupper()} <= set(SHOWN_AS)
    named = {name for entry in ENTRIES.values() for name in entry.names}
    assert set(SHOWN_AS.values()) | named == set(PLACEHOLDERS)
