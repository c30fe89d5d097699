"""Tests of a stack: what they reach and would notice is told of what people wrote, layer by layer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from itertools import product

import pytest

from guidepost.engine.policies import LayerSource, LoadedPolicy
from guidepost.engine.policy_tests import Coverage, junit, measure, mutants, propose, try_mutants
from guidepost.engine.policy_tests.mutation import changed_policy
from guidepost.rules.compile import CompiledPolicy, Truth
from guidepost.signals import Unknown, UnknownReason, Value
from tests.engine.policy_tests.running import Results, run
from tests.engine.stacks import loaded
from tests.rules.stacks import LAB, SWITZERLAND

FURTHER = """
test "a Swiss name elsewhere"
  post "Edelweiss" author.region de author.unit research audience external channel forum
  expect allow

test "Swiss, not of the lab"
  post "Hello" author.region ch author.unit press
  expect allow

test "Swiss, of the lab"
  post "Hello" author.region ch author.unit research
  expect advise
"""


def _layers(*edits: tuple[str, str]) -> list[LayerSource]:
    texts = [SWITZERLAND, LAB + FURTHER]
    for before, after in edits:
        assert any(before in text for text in texts), before
        texts = [text.replace(before, after) for text in texts]
    return [LayerSource(texts[0], "switzerland.guide", ""), LayerSource(texts[1], "lab.guide", "switzerland")]


@cache
def _sample() -> tuple[LoadedPolicy, Results]:
    return run(loaded(*_layers()))


def _seen(coverage: Coverage) -> dict[str, dict[str, str]]:
    """By layer or rule, by condition: the ways in which it was seen."""
    parts = {f"layer {layer.name}": layer.branches for layer in coverage.layers}
    parts |= {rule.rule.qualified: rule.branches for guideline in coverage.guidelines for rule in guideline.rules}
    return {
        name: {branch.condition: "".join(truth.name[0] for truth in Truth if branch.seen[truth]) for branch in branches}
        for name, branches in parts.items()
    }


def test_all_pass() -> None:
    _, results = _sample()
    assert [(result.test.title, result.problems) for result in results if not result.passed] == []
    assert len(results) == 8


def test_what_layers_apply_by_is_covered_once_and_not_in_each_rule() -> None:
    seen = _seen(measure(*_sample()))
    assert seen["layer switzerland"] == {"author.region is ch": "FT"}
    # Where the layer above does not apply, nobody's unit matters to the lab.
    assert seen["layer lab"] == {"author.unit is research": "FUT"}
    assert list(seen["confidential.leak"]) == ["audience is external", "text mentions any of codenames"]
    assert list(seen["confidential.name-places"]) == ['text mentions "Bern"', 'topics includes "travel"']
    rules = {name: conditions for name, conditions in seen.items() if not name.startswith("layer")}
    assert not any("author." in condition for conditions in rules.values() for condition in conditions)


def test_conditions_of_layers_count_in_the_share() -> None:
    coverage = measure(*_sample())
    guidelines = Coverage(coverage.guidelines)
    seen, of = coverage.branches
    assert (seen - guidelines.branches[0], of - guidelines.branches[1]) == (4, 4)
    assert coverage.share > guidelines.share
    assert [layer.applied for layer in coverage.layers] == [5, 2]


def test_changes_are_made_where_something_is_written() -> None:
    policy, _ = _sample()
    changes = list(mutants(policy))
    names = {(change.rule.qualified if change.rule else change.layer.name if change.layer else "head") for change in changes}
    assert {"switzerland", "lab", "head", "confidential.leak@lab"} <= names
    for change in changes:
        if change.rule is not None:
            assert "author.region" not in change.old
            assert "author.unit" not in change.old
    assert [
        (change.kind.value, change.old, change.new) for change in changes if change.layer and change.layer.name == "switzerland"
    ] == [
        ("dropped", "from risk 0.7 review", ""),
        ("threshold", "from risk 0.7 review", "from risk 0.65 review"),
        ("threshold", "from risk 0.7 review", "from risk 0.75 review"),
        ("threshold", "from risk 0.7 review", "from risk 0.5 review"),
        ("threshold", "from risk 0.7 review", "from risk 0.9 review"),
        ("outcome", "from risk 0.7 review", "from risk 0.7 acknowledge"),
        ("dropped", "on unknown block", ""),
        ("negated", "author.region is ch", "not author.region is ch"),
        ("dropped", "applies when author.region is ch", ""),
    ]
    excuses = [change.old for change in changes if change.kind.value == "excuse"]
    assert excuses == ["excuses confidential.leak"]


def test_tests_notice_for_whom_a_layer_is_and_what_it_makes_stricter() -> None:
    policy, results = _sample()
    fates = {
        (one.mutant.layer.name, one.mutant.old, one.mutant.new): one.noticed_by
        for one in try_mutants(policy, results, mutants(policy))
        if one.mutant.layer
    }
    assert fates["switzerland", "author.region is ch", "not author.region is ch"] == "rude"
    assert fates["switzerland", "applies when author.region is ch", ""] == "rude"
    assert fates["lab", "applies when author.unit is research", ""] == "Swiss, not of the lab"
    assert fates["lab", "default advise", ""] == "Swiss, of the lab"
    assert fates["switzerland", "on unknown block", ""] is None


_UNKNOWN = Unknown(UnknownReason.NOT_GIVEN, "")
REGIONS: tuple[Value, ...] = ("ch", "de", _UNKNOWN)
UNITS: tuple[Value, ...] = ("research", "press", _UNKNOWN)
TEXTS = ("Hello", "Nightjar", "Edelweiss", "idiot", "idiot idiot", "Bern", "sample")


def _outcomes(policy: CompiledPolicy) -> list[object]:
    found: list[object] = []
    for text, region, unit, channel in product(TEXTS, REGIONS, UNITS, ("press", "forum")):
        values: dict[str, Value] = {
            "author.region": region,
            "author.unit": unit,
            "audience": "external",
            "channel": channel,
            "language": "en",
            "topics": frozenset(),
        }
        evaluation = policy.evaluate(policy.read(text, text.casefold()), values)
        found.append(
            (evaluation.outcome, {one.rule.name for one in evaluation.fired}, {one.rule.name for one in evaluation.undecided})
        )
    return found


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        (
            "author.region is ch",
            "not author.region is ch",
            ("applies when author.region is ch", "applies when not author.region is ch"),
        ),
        ("author.unit is research", "not author.unit is research", ("author.unit is research\n", "not author.unit is research\n")),
        ("on unknown block", "", ("  on unknown block\n", "")),
        ("default advise", "", ("  default advise\n", "")),
        ("from risk 0.7 review", "from risk 0.9 review", ("from risk 0.7 review", "from risk 0.9 review")),
        ('text mentions "Bern"', 'not text mentions "Bern"', ('when text mentions "Bern"', 'when not text mentions "Bern"')),
        (
            'then review in queue "legal-ch" within 2 days',
            "then acknowledge",
            ('then review in queue "legal-ch" within 2 days', "then acknowledge risk 0.5"),
        ),
    ],
)
def test_a_changed_policy_decides_as_if_it_were_written_so(old: str, new: str, edit: tuple[str, str]) -> None:
    policy, _ = _sample()
    [change] = [one for one in mutants(policy) if (one.old, one.new) == (old, new)]
    assert _outcomes(changed_policy(policy.compiled, change)) == _outcomes(loaded(*_layers(edit)).compiled)


def test_proposals_can_be_written_into_the_lowest_layer_and_pass() -> None:
    policy, results = _sample()
    survivors = [one.mutant for one in try_mutants(policy, results, mutants(policy)) if one.noticed_by is None]
    proposals = [proposal for mutant in survivors if (proposal := propose(policy, mutant, results))]
    assert len(proposals) >= 10
    swiss, lab = _layers()
    _, again = run(loaded(swiss, LayerSource("\n".join([lab.text, *dict.fromkeys(proposals)]), lab.name, lab.above)))
    assert [(result.test.title, result.problems) for result in again if not result.passed] == []


def test_build_servers_are_told_the_file_of_each_test() -> None:
    policy, results = _sample()
    root = ET.fromstring(junit(results, policy.source.title, policy.source.names))
    files = {case.get("name"): case.get("file") for case in root.iter("testcase")}
    assert files["rude"] == "top.guide"
    assert files["rude twice"] == "switzerland.guide"
    assert files["a sample"] == "lab.guide"
