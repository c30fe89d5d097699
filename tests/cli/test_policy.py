"""`guidepost policy check | test | fmt | signals`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import POLICY

Run = Callable[..., Result]

HEAD = 'policy "P"\n  version "1"\n  languages en\n  default allow\n  on unknown review\n\nguideline g "G"\n  cites "1"\n  says en "S."\n'


@pytest.mark.parametrize(
    ("rule", "place", "says"),
    [
        ('  must not a\n    when text mentions "Nightjar\n    then block\n', ":12:", "quot"),
        ("  must not a\n    when text matches /(a)\\1/\n    then block\n", ":12:", "back"),
        ("  must not a\n    when toxicty >= 0.5\n    then block\n", ":12:", "toxicity"),
        ("  must not a\n    when toxicity >= 3 days\n    then block\n", ":12:", "probability"),
    ],
)
def test_a_fault_is_shown_with_line_caret_and_a_way_out(run: Run, tmp_path: Path, rule: str, place: str, says: str) -> None:
    file = tmp_path / "p.guide"
    file.write_text(HEAD + "\n" + rule, "utf-8")
    result = run("policy", "check", file)
    assert result.exit_code == 2
    assert f"p.guide{place}" in result.stderr
    assert "^" in result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_list_file_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.guide"
    text = HEAD.replace("\n\nguideline", '\n\nlist names from "lists/names.txt"\n\nguideline', 1)
    file.write_text(text + "\n  must not a\n    when text mentions any of names\n    then block\n", "utf-8")
    result = run("policy", "check", file)
    assert result.exit_code == 2
    assert "lists/names.txt" in result.stderr
    assert "no such file" in result.stderr


def test_warnings_fail_only_when_strict(run: Run, policy: Path) -> None:
    assert run("policy", "check", policy).exit_code == 0
    strict = run("policy", "check", policy, "--strict")
    assert strict.exit_code == 1
    assert "0 errors" in strict.stdout


@pytest.mark.parametrize(("missing", "says"), [("no.guide", "there is no file"), (".", "there is no .guide file in the folder")])
def test_a_policy_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path, missing: str, says: str) -> None:
    result = run("policy", "check", tmp_path / missing)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_policy_that_is_not_utf8_names_the_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.guide"
    file.write_bytes(b'policy "P"\n  version "\xe9"\n')
    result = run("policy", "check", file)
    assert result.exit_code == 2
    assert "byte 0xe9 in line 2" in result.stderr


def test_tests_are_run_and_a_failure_tells_what_came_out(run: Run, policy: Path) -> None:
    passed = run("policy", "test", policy, "--no-models")
    assert passed.exit_code == 0
    assert "2 passed, 0 failed" in passed.stdout
    policy.write_text(POLICY.replace("expect allow", "expect block"), "utf-8")
    failed = run("policy", "test", policy, "--no-models")
    assert failed.exit_code == 1
    assert "1 passed, 1 failed" in failed.stdout
    assert "a harmless post" in failed.stdout


def test_a_run_without_tests_fails(run: Run, policy: Path) -> None:
    policy.write_text(POLICY[: POLICY.index("test ")], "utf-8")
    result = run("policy", "test", policy, "--no-models")
    assert result.exit_code == 1
    assert "No test ran" in result.stderr


def test_formatting_is_canonical_and_changes_nothing_twice(run: Run, policy: Path) -> None:
    messy = POLICY.replace("    when text", "  when\n\n text").replace("  then", " then")
    policy.write_text(messy, "utf-8")
    assert run("policy", "fmt", policy, "--check").exit_code == 1
    assert policy.read_text("utf-8") == messy
    shown = run("policy", "fmt", policy, "--diff")
    assert "+    when text mentions" in shown.stdout
    assert run("policy", "fmt", policy).exit_code == 0
    assert run("policy", "fmt", policy, "--check").exit_code == 0
    assert run("policy", "test", policy, "--no-models").exit_code == 0


def test_signals_are_listed_with_their_meaning(run: Run) -> None:
    shown = run("policy", "signals", "--de").stdout
    for expected in ("toxicity", "probability", "pii.iban", "wer den Beitrag lesen wird", "same link by authors within 1 day"):
        assert expected in shown


def test_how_rules_go_together_is_looked_at_unless_it_shall_be_fast(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.guide"
    file.write_text(HEAD + "\n  must not a\n    when toxicity >= 0.8 unless author.role is manager\n    then block\n", "utf-8")
    thorough = run("policy", "check", file)
    assert thorough.exit_code == 2
    assert "GP411" in thorough.stderr
    assert "1 errors" in thorough.stdout
    fast = run("policy", "check", file, "--fast")
    assert fast.exit_code == 0
    assert "GP411" not in fast.stderr
