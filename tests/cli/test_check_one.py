"""`guidepost check --text`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Check = Callable[..., Result]


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        ("Hello", "allow", 0),
        ("perhaps we should talk", "advise", 0),
        ("this is a draft", "acknowledge", 3),
        ("here is the floor plan", "review", 4),
        ("Nightjar ships in May", "block", 5),
    ],
)
def test_a_script_can_act_on_the_exit_code(check: Check, text: str, outcome: str, code: int) -> None:
    result = check("--text", text, "--audience", "external", "--json")
    assert (json.loads(result.stdout)["outcome"], result.exit_code) == (outcome, code)


def test_a_person_reads_outcome_place_reason_and_way_out(check: Check) -> None:
    shown = check("--text", "Nightjar ships in May", "--audience", "external").stdout
    for expected in (
        "NOT LIKE THIS",
        "Nightjar ships in May",
        "confidential.leak",
        "Keep confidential things confidential (Section 3)",
        "Nightjar 0–8",
        "This would make a code name public.",
        "Leave the code name out.",
        "e-mail",
        "help@example.com",
    ):
        assert expected in shown


def test_the_answer_is_given_in_german_when_asked(check: Check) -> None:
    shown = check("--text", "Nightjar", "--audience", "external", "--answer-in", "de").stdout
    for expected in ("SO NICHT", "Damit würde ein Projektname öffentlich.", "Lassen Sie den Projektnamen weg.", "Warum"):
        assert expected in shown


def test_a_text_cannot_move_the_cursor_or_pose_as_the_answer(check: Check) -> None:
    shown = check("--text", "a\x1b[2J\x9bb\u202e[bold]c[/bold]", "--audience", "internal").stdout
    assert "\x1b[2J" not in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert "[bold]c[/bold]" in shown


def test_decisions_are_kept_unless_only_tried(check: Check, run: Check, data: Path) -> None:
    kept = json.loads(check("--text", "Hello", "--audience", "internal", "--json").stdout)
    tried = json.loads(check("--text", "Hello", "--audience", "internal", "--json", "--dry-run").stdout)
    assert (kept["recorded"], tried["recorded"]) == (True, False)
    verified = run("audit", "verify", "--data", data)
    assert verified.exit_code == 0
    assert "The record is whole: 2 entries" in verified.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "either a post with --text or a file"),
        (("--text", "a", "b.jsonl"), "either a post with --text or a file"),
        (("--text", "Hello"), "/audience"),
        (("--text", "Hello", "--audience", "everybody"), "internal, external"),
        (("--text", "", "--audience", "internal"), "no text that a reader could see"),
        (("--text", "\u200b\u2060", "--audience", "internal"), "no text that a reader could see"),
        (("--text", "x" * 100_001, "--audience", "internal"), "100,001 characters"),
        (("--text", "Hello", "--audience", "internal", "--format", "pdf"), "plain, markdown, html"),
        (("no-such-file.jsonl", "--audience", "internal"), "no-such-file.jsonl cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_checked_is_named_with_the_way_out(check: Check, arguments: tuple[str, ...], says: str) -> None:
    result = check(*arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_a_data_folder_that_cannot_be_written_is_named(run: Check, policy: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("check", "--policy", policy, "--data", tmp_path / "file" / "data", "--text", "a", "--audience", "internal")
    assert result.exit_code == 1
    assert str(tmp_path / "file" / "data") in result.stderr.replace("\n", "")
    assert "--data" in result.stderr


def test_a_policy_that_cannot_be_used_is_explained(run: Check, data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.guide"
    broken.write_text('policy "x\n', "utf-8")
    result = run("check", "--policy", broken, "--data", data, "--text", "a", "--audience", "internal")
    assert result.exit_code == 2
    assert "broken.guide:1" in result.stderr
