"""What stacking spells out can be told from what people wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guidepost.rules.layers import Spelling, as_stated_in_its_file
from guidepost.rules.syntax import parse
from guidepost.rules.syntax import tree as t
from guidepost.rules.syntax.formatter import condition
from tests.rules.stacks import LAB, SWITZERLAND, TOP, checked_stack

ALWAYS = 'policy "All"\n  layer everywhere extends "top.guide"\nguideline confidential\n  must not leak\n    then review\n'
EITHER = 'policy "E"\n  layer e extends "top.guide"\n  applies when author.region is ch or not language is de\nguideline respect\n'
STACKS = {
    "one": (TOP,),
    "two": (TOP, SWITZERLAND),
    "three": (TOP, SWITZERLAND, LAB),
    "a layer for all posts": (TOP, ALWAYS, SWITZERLAND),
    "a scope that is an or": (TOP, EITHER + "  should be-kind\n    unless flags > 3 or flags < 1\n  may rest\n", SWITZERLAND),
    "a permission under a scope that is an or": (TOP, EITHER + "guideline confidential\n  may quote\n    unless flags > 3\n"),
    "a layer for all posts beside one": (TOP, ALWAYS, SWITZERLAND, LAB),
}


@pytest.mark.parametrize("texts", STACKS.values(), ids=STACKS)
def test_a_rule_without_what_is_spelt_out_is_the_one_in_its_file(texts: tuple[str, ...]) -> None:
    stacked = checked_stack(*texts).scope.file
    spelling = Spelling(stacked)
    by_layer = {"": parse(texts[0])} | {
        file.head.layer.value.name.value: file for file in map(parse, texts[1:]) if file.head.layer is not None
    }
    written = {(layer, rule.stated): rule for layer, file in by_layer.items() for rule in file.rules}
    for rule in stacked.rules:
        own = as_stated_in_its_file(spelling.written(rule))
        assert replace(own, layer="", restates=False) == written[rule.layer, rule.stated]


@pytest.mark.parametrize("texts", STACKS.values(), ids=STACKS)
def test_spelling_out_what_is_written_gives_the_rule_again(texts: tuple[str, ...]) -> None:
    stacked = checked_stack(*texts).scope.file
    spelling = Spelling(stacked)
    for rule in stacked.rules:
        assert spelling.spelt_out(replace(spelling.written(rule), excuses=rule.excuses)) == rule


def test_what_is_added_is_told() -> None:
    spelling = Spelling(checked_stack(TOP, SWITZERLAND, LAB).scope.file)
    added = {rule.qualified: spelling.added(rule) for rule in spelling.file.rules}

    def shown(name: str) -> list[list[str]]:
        return [[condition(part) for part in parts] for parts in added[name]]

    swiss, lab = "author.region is ch", "author.unit is research"
    assert shown("confidential.leak") == [[], [f"{swiss} and not author.region is unknown"]]
    known = "not author.region is unknown and not author.unit is unknown"
    assert shown("confidential.leak@switzerland") == [[swiss], [f"{swiss} and {lab} and {known}"]]
    assert shown("confidential.leak@lab") == [[swiss, lab], []]
    assert shown("confidential.name-places") == [[swiss], []]
    assert shown("confidential.quote") == [[], []]


def test_what_restates_what_is_told() -> None:
    spelling = Spelling(checked_stack(TOP, SWITZERLAND, LAB).scope.file)
    restated = {rule.qualified: spelling.restated(rule) for rule in spelling.file.rules if rule.restates}
    assert restated == {
        "confidential.leak@switzerland": "confidential.leak",
        "confidential.leak@lab": "confidential.leak@switzerland",
        "respect.be-kind@switzerland": "respect.be-kind",
    }


def test_the_id_of_a_restated_rule_is_that_of_the_first_one_and_its_own_layer() -> None:
    ids = {rule.qualified: rule.permanent_id for rule in checked_stack(TOP, SWITZERLAND, LAB).scope.file.rules}
    assert ids["confidential.leak@switzerland"] == "conf-01@switzerland"
    assert ids["confidential.leak@lab"] == "conf-01@lab"
    assert ids["respect.be-kind@switzerland"] == "respect.be-kind@switzerland"


def test_an_excuse_is_written_once_however_many_versions_it_means() -> None:
    spelling = Spelling(checked_stack(TOP, SWITZERLAND, LAB).scope.file)
    [quote] = [rule for rule in spelling.file.rules if rule.name.value == "quote"]
    assert quote.excuses is not None
    assert len(quote.excuses.value) == 3
    assert [name.value for name in (spelling.written(quote).excuses or t.Clause(())).value] == ["confidential.leak"]
