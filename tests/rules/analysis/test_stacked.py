"""How the rules of a stack go together is told of what people wrote, not of what stacking has spelt out."""

from __future__ import annotations

import pytest

from guidepost.rules.analysis import analyse
from tests.rules.stacks import LAB, SWITZERLAND, TOP, checked_stack, stacked

IN_SWITZERLAND = 'when author.region is ch and text mentions "Bern"'


@pytest.mark.parametrize("texts", [(TOP, SWITZERLAND), (TOP, SWITZERLAND, LAB)])
def test_scopes_are_no_needless_parts(texts: tuple[str, ...]) -> None:
    assert [finding.diagnostic.message for finding in analyse(stacked(*texts).checked, str.casefold)] == []


def test_what_a_rule_says_again_of_its_layer_is_needless_where_it_is_written() -> None:
    said_twice = SWITZERLAND.replace('when text mentions "Bern"', IN_SWITZERLAND)
    [finding] = analyse(stacked(TOP, said_twice).checked, str.casefold)
    assert finding.diagnostic.code == "GP405"
    assert "“author.region is ch” changes nothing in “confidential.name-places”" in finding.diagnostic.message
    place = finding.diagnostic.place
    line = said_twice[: said_twice.index(IN_SWITZERLAND)].count("\n") + 1
    assert (place.layer, place.line) == ("switzerland", line)


SMALL = (
    'policy "Top"\nguideline g "G"\n  must not r when text mentions "alpha" overridable\n  must not s when text mentions "beta"\n'
)


def layer(rules: str, applies: str = "author.unit is research") -> str:
    """A layer that opens the guideline again."""
    return f'policy "A"\n  layer a extends "top.guide"\n  applies when {applies}\nguideline g\n{rules}'


def codes(*texts: str) -> set[str]:
    """The codes of what is found in a stack."""
    found = checked_stack(*texts)
    assert found.errors == ()
    return {finding.diagnostic.code for finding in analyse(found, str.casefold)}


MAY = "  may m when flags > 3 excuses g.{}\n"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (MAY.format("s"), True),
        (MAY.format("s") + '    because "They are asked to."\n', False),
        ('  must not q when text mentions "gamma"\n' + MAY.format("q"), False),
        ('  must not q when text mentions "gamma"\n' + MAY.format("q, g.s"), True),
        ('  must not r when text mentions "alpha" or text mentions "gamma"\n' + MAY.format("r"), True),
    ],
    ids=["a duty of all", "with a reason", "a duty of these people alone", "both", "a duty of all, restated"],
)
def test_a_unit_is_spared_only_what_others_are_held_to(rules: str, found: bool) -> None:
    assert ("GP411" in codes(SMALL, layer(rules))) is found


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ('  must not r when text mentions "gamma"\n' + MAY.format("r"), False),
        ('  must not r when flags < 2 and text mentions "alpha"\n' + MAY.format("r"), True),
    ],
    ids=["its own version", "none of the versions"],
)
def test_an_excuse_may_be_for_one_version_of_a_rule(rules: str, found: bool) -> None:
    assert ("GP413" in codes(SMALL, layer(rules, "author.region is ch"))) is found
