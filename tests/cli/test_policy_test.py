"""`guidepost policy test`: coverage, changes, JUnit and many posts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import POLICY

Run = Callable[..., Result]


def test_coverage_names_each_gap_with_its_place(run: Run, policy: Path) -> None:
    shown = run("policy", "test", policy, "--no-models", "--coverage")
    assert shown.exit_code == 0
    assert "small.guide:20: confidential.name-floor: no test sees it at work" not in shown.stdout
    line = POLICY[: POLICY.index("must not name-floor")].count("\n") + 1
    assert f"small.guide:{line}: confidential.name-floor: no test sees it at work" in shown.stdout
    assert 'confidential.warn: never true where it matters: text mentions "draft"' in shown.stdout
    # Of 4 rules one is seen; of 10 ways: the mention of code names both, the audience true, and three phrases not there.
    assert "50.0% reached: 1 of 4 rules seen at work, 6 of 10 ways" in shown.stdout


@pytest.mark.parametrize(("least", "code"), [("50", 0), ("50.1", 1)])
def test_too_little_reached_fails(run: Run, policy: Path, least: str, code: int) -> None:
    assert run("policy", "test", policy, "--no-models", "--fail-under", least).exit_code == code


def test_changes_that_no_test_notices_are_shown_with_a_test_that_would(run: Run, policy: Path) -> None:
    shown = run("policy", "test", policy, "--no-models", "--mutate", "--all").stdout
    assert "confidential.leak: dropped: no test notices\n  - audience is external\n  + (left out)\n  A test that would:" in shown
    assert 'post "floor plan"\n      expect review because confidential.name-floor' in shown
    assert "changes are noticed by a test" in shown


def test_junit_is_written_also_when_a_test_fails(run: Run, policy: Path, tmp_path: Path) -> None:
    policy.write_text(POLICY.replace("expect allow", "expect block"), "utf-8")
    assert run("policy", "test", policy, "--no-models", "--junit", tmp_path / "out.xml").exit_code == 1
    root = ET.fromstring((tmp_path / "out.xml").read_bytes())
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert run("policy", "test", policy, "--no-models", "--junit", tmp_path).exit_code == 2


def test_many_posts_from_files_beside_the_policy(run: Run, policy: Path) -> None:
    tests = 'test "leaks" for each post in "leaks.txt" audience external expect block\ntest "table" cases from "cases.csv"\n'
    policy.write_text(POLICY + tests, "utf-8")
    (policy.parent / "leaks.txt").write_text("Nightjar flies\nBluebell rings\nnothing\n", "utf-8")
    (policy.parent / "cases.csv").write_text("post,expect,because\na floor plan,review,confidential.name-floor\n", "utf-8")
    shown = run("policy", "test", policy, "--no-models")
    assert "5 passed, 1 failed" in shown.stdout
    assert "leaks (leaks.txt, line 3)" in shown.stdout
    (policy.parent / "cases.csv").write_text("post,expect\na,blok\n", "utf-8")
    refused = run("policy", "test", policy, "--no-models")
    assert refused.exit_code == 2
    assert "“cases.csv”, line 2: “blok” is no outcome" in refused.stderr


def test_case_files_stay_inside_the_policys_folder(run: Run, policy: Path) -> None:
    policy.write_text(POLICY + 'test "t" cases from "../cases.csv"\n', "utf-8")
    assert "outside the policy's folder" in run("policy", "check", policy).stderr


def test_models_that_the_policy_does_not_ask_are_not_loaded(
    run: Run, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    monkeypatch.setenv("GUIDEPOST_MODEL_CACHE", str(models))
    assert "2 passed, 0 failed" in run("policy", "test", policy, "--data", tmp_path / "data").stdout
    assert not models.exists()
