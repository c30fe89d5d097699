"""The commands with a policy of several files: a layer with what stands above it, or the folder of all."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import POLICY

Run = Callable[..., Result]

LAYER = """\
policy "Test guidelines, Switzerland"
  version "2"
  layer switzerland extends "../company.guide"
  applies when author.region is ch
  appeals to "hilfe@example.ch"

guideline confidential

  must name-floor
    when text mentions "Bern"
    then acknowledge
    says en "You name a place."
         de "Sie nennen einen Ort."

test "a place"
  post "Bern" author.region ch
  expect acknowledge because confidential.name-place
"""
SOUND = LAYER.replace("must name-floor", "must name-place")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small policy, and a layer in a folder of its own."""
    folder = tmp_path / "policies"
    (folder / "ch").mkdir(parents=True)
    (folder / "company.guide").write_text(POLICY, "utf-8")
    (folder / "ch" / "swiss.guide").write_text(SOUND, "utf-8")
    return folder


def test_a_folder_is_checked_as_one_policy_and_called_by_all_its_files(run: Run, folder: Path) -> None:
    result = run("policy", "check", folder)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "company.guide with ch/swiss.guide: 5 rules, 3 tests, 0 errors, 5 warnings\n"


def test_a_fault_in_a_layer_is_shown_in_its_file(run: Run, folder: Path) -> None:
    (folder / "ch" / "swiss.guide").write_text(LAYER, "utf-8")
    result = run("policy", "check", folder)
    assert result.exit_code == 2
    assert "ch/swiss.guide:9:3: error GP248: “confidential.name-floor” is a must not rule above" in result.stderr
    assert ": company.guide:" in result.stderr


def test_every_file_of_a_folder_is_formatted(run: Run, folder: Path) -> None:
    assert run("policy", "fmt", "--check", folder).exit_code == 0
    swiss = folder / "ch" / "swiss.guide"
    swiss.write_text(SOUND.replace("\n    then", "\n         then"), "utf-8")
    assert run("policy", "fmt", "--check", folder).exit_code == 1
    assert run("policy", "fmt", folder).exit_code == 0
    assert swiss.read_text("utf-8") == SOUND


def test_a_test_that_fails_is_told_with_its_file(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "ch" / "swiss.guide").write_text(SOUND.replace("expect acknowledge", "expect block"), "utf-8")
    report = tmp_path / "report.xml"
    result = run("policy", "test", "--no-models", "--coverage", "--junit", report, folder)
    assert result.exit_code == 1
    assert "a place  (ch/swiss.guide:15)" in result.stdout
    assert "company.guide:22: confidential.name-floor: no test sees it at work" in result.stdout
    files = {case.get("name"): case.get("file") for case in ET.fromstring(report.read_bytes()).iter("testcase")}
    assert files == {"a code name in public": "company.guide", "a harmless post": "company.guide", "a place": "ch/swiss.guide"}


def test_an_explanation_says_in_whose_file_a_condition_stands(run: Run, folder: Path) -> None:
    shown = run("policy", "explain", folder, "--no-models", "--post", "Bern", "--with", "author.region=ch").stdout
    assert "switzerland:4" in shown
    assert "switzerland:10" in shown


@pytest.mark.parametrize(
    ("facts", "outcome", "foot"),
    [
        (["author.region=ch"], "acknowledge", "Test guidelines 1, layers switzerland · "),
        (["author.region=de", "author.tenure_days=3"], "allow", "Test guidelines 1 · "),
        ([], "acknowledge", "Test guidelines 1, perhaps switzerland · "),
    ],
)
def test_facts_about_the_author_can_be_given(run: Run, folder: Path, facts: list[str], outcome: str, foot: str) -> None:
    arguments = ["check", "--policy", folder, "--data", folder / "data", "--text", "Bern", "--audience", "internal", "--dry-run"]
    arguments += [part for fact in facts for part in ("--fact", fact)]
    assert json.loads(run(*arguments, "--json").stdout)["outcome"] == outcome
    assert foot in run(*arguments).stdout


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (["author.region"], "--fact takes name=value"),
        (["=ch"], "--fact takes name=value"),
        (["author..region=ch"], "--fact takes name=value"),
        (["author.region=ch", "author.region=de"], "each name once"),
        (["author=x", "author.region=ch"], "author has a value already"),
        (["author.regoin=ch"], "Did you mean “region”?"),
        (["author.tenure_days=long"], "Expected a number."),
    ],
)
def test_facts_that_cannot_be_read_are_told(run: Run, folder: Path, data: Path, facts: list[str], says: str) -> None:
    given = [part for fact in facts for part in ("--fact", fact)]
    result = run("check", "--policy", folder, "--data", data, "--text", "Bern", "--audience", "internal", *given)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
