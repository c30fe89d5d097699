"""Every command that takes a policy takes a stack of layers: its folder, or the file of a layer."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.rules.stacks import FILES, LAB, SWITZERLAND, laid

Run = Callable[..., Result]

SPELT_OUT = "author.region is unknown"
"""What stacking puts into the conditions of rules, and nobody wrote."""


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """The folder of the sample stack."""
    folder = tmp_path / "stack"
    folder.mkdir()
    return laid(folder)


def _edited(stack: Path, name: str, before: str, after: str) -> Path:
    """The same stack in another folder, with an edit."""
    assert before in FILES[name]
    other = stack.parent / "other"
    other.mkdir(exist_ok=True)
    return laid(other, {**FILES, name: FILES[name].replace(before, after)})


@pytest.mark.parametrize(("name", "tests"), [("", 5), ("lab.guide", 5), ("switzerland.guide", 4), ("top.guide", 2)])
def test_the_tests_of_a_layer_and_those_above_are_run(run: Run, stack: Path, name: str, tests: int) -> None:
    result = run("policy", "test", stack / name, "--no-models")
    assert result.exit_code == 0, result.output
    assert f"{tests} passed, 0 failed" in result.stdout


def test_a_failed_test_is_told_with_its_file(run: Run, stack: Path) -> None:
    laid(stack, {"switzerland.guide": SWITZERLAND.replace("expect advise", "expect block")})
    result = run("policy", "test", stack, "--no-models")
    assert result.exit_code == 1
    line = SWITZERLAND[: SWITZERLAND.index('test "rude twice"')].count("\n") + 1
    assert f"rude twice  (switzerland.guide:{line})" in result.stdout


def test_what_tests_reach_and_notice_is_told_by_layer(run: Run, stack: Path, tmp_path: Path) -> None:
    target = tmp_path / "results.xml"
    result = run("policy", "test", stack, "--no-models", "--coverage", "--mutate", "--all", "--junit", target)
    assert result.exit_code == 0, result.output
    row = next(line.split() for line in result.stdout.splitlines() if line.startswith("layer switzerland"))
    assert row == ["layer", "switzerland", "1", "1", "100.0%"]
    assert "lab.guide:3:16: layer lab: never false where it matters: author.unit is research" in result.stdout
    assert "switzerland.guide:5:3: layer switzerland: dropped: no test notices" in result.stdout
    assert SPELT_OUT not in result.stdout
    files = {case.get("file") for case in ET.parse(target).iter("testcase")}
    assert files == {"top.guide", "switzerland.guide", "lab.guide"}


def test_a_folder_is_formatted_file_by_file(run: Run, stack: Path) -> None:
    assert run("policy", "fmt", stack).exit_code == 0
    clean = {name: (stack / name).read_text("utf-8") for name in FILES}
    for name in ("switzerland.guide", "lab.guide"):
        (stack / name).write_text(clean[name].replace("\n  ", "\n "), "utf-8")
    checked = run("policy", "fmt", stack, "--check")
    assert checked.exit_code == 1
    for name in ("switzerland.guide", "lab.guide"):
        assert f"{name} would be changed" in checked.stderr
    assert "top.guide is formatted" in checked.stdout
    assert run("policy", "fmt", stack / "lab.guide").exit_code == 0
    assert (stack / "lab.guide").read_text("utf-8") == clean["lab.guide"]
    assert run("policy", "fmt", stack).exit_code == 0
    assert {name: (stack / name).read_text("utf-8") for name in FILES} == clean


@pytest.mark.parametrize(("language", "says"), [("en", "Only where the layer"), ("de", "Nur wo die Ebene")])
def test_a_stack_is_rendered_whole(run: Run, stack: Path, language: str, says: str) -> None:
    result = run("policy", "render", stack, "--lang", language)
    assert result.exit_code == 0, result.output
    assert says in result.stdout
    assert SPELT_OUT not in result.stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), ["~ Layer switzerland  Switzerland  changed", "author.region is one of (ch, li)", "1 layers, 0 rules"]),
        (("--lang", "de"), ["~ Ebene switzerland  Switzerland  geändert", "gilt, wenn", "1 Ebenen, 0 Regeln"]),
    ],
)
def test_a_layer_for_others_is_one_difference(run: Run, stack: Path, options: tuple[str, ...], says: list[str]) -> None:
    other = _edited(stack, "switzerland.guide", "author.region is ch", "author.region is one of (ch, li)")
    result = run("policy", "diff", stack, other, *options)
    assert result.exit_code == 1
    for text in says:
        assert text in result.stdout
    assert SPELT_OUT not in result.stdout
    assert run("policy", "diff", stack, stack, *options).exit_code == 0


def test_a_difference_of_layers_is_there_for_machines(run: Run, stack: Path) -> None:
    answer = json.loads(run("policy", "diff", stack / "top.guide", stack, "--json").stdout)
    assert [(layer["kind"], layer["name"]) for layer in answer["layers"]] == [("added", "switzerland"), ("added", "lab")]
    rules = {rule["name"]: rule["effect"] for guideline in answer["guidelines"] for rule in guideline["rules"]}
    assert rules["confidential.leak@switzerland"] == "stricter"
    assert rules["respect.be-kind@switzerland"] == "open"


def test_an_explanation_names_the_layers_rule(run: Run, stack: Path) -> None:
    facts = ("--with", "author.region=ch", "--with", "author.unit=press", "--with", "channel=forum")
    result = run("policy", "explain", stack, "--post", "Edelweiss", "--audience", "external", *facts)
    assert "confidential.leak@switzerland" in result.stdout, result.output


def test_decisions_under_a_stack_are_decided_again_under_another(run: Run, stack: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    written = (("Edelweiss", "ch"), ("Edelweiss", "de"), ("Nightjar", "de"), ("Bern", "ch"), ("Hello", "ch"))
    posts = [
        {"text": text, "audience": "external", "channel": "forum", "author": {"id": f"u-{text}", "region": region, "unit": "press"}}
        for text, region in written
    ]
    lines = "".join(json.dumps(post) + "\n" for post in posts)
    kept = run("check", "--policy", stack, "--data", data, "--json", "-", stdin=lines.encode())
    outcomes = [json.loads(line)["decision"]["outcome"] for line in kept.stdout.splitlines()]
    assert outcomes == ["block", "allow", "block", "review", "allow"], kept.output

    def again(policy: Path) -> str:
        result = run("policy", "backtest", policy, "--data", data, "--no-models")
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "5 decisions: 5 alike, 0 stricter, 0 milder" in again(stack)
    assert "1 stricter, 0 milder" in again(_edited(stack, "switzerland.guide", 'review in queue "legal-ch" within 2 days', "block"))
    wider = _edited(stack, "switzerland.guide", "author.region is ch", "author.region is one of (ch, de)")
    assert "1 stricter, 0 milder" in again(wider)
    assert "0 stricter, 2 milder" in again(stack / "top.guide")


def test_a_layer_that_loosens_is_told_in_its_file(run: Run, stack: Path) -> None:
    laid(stack, {"lab.guide": LAB.replace("any of codenames or text mentions any of swiss-names or text mentions", "")})
    result = run("policy", "check", stack / "lab.guide")
    assert result.exit_code == 2
    assert "lab.guide:8:12: error GP414" in result.stderr
    assert "switzerland.guide" in result.stderr
