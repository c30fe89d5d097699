"""`guidepost policy backtest`."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from click.testing import Result

from guidepost.cli import backtest
from guidepost.engine.backtest import replayed
from guidepost.engine.store import DATABASE
from tests.cli.conftest import POLICY

Run = Callable[..., Result]

TEXTS = ("Nightjar ships in May", "the floor plan", "this is a draft", "perhaps", "Hello there")
MILDER = POLICY.replace("then block", "then review").replace('version "1"', 'version "2"')


@pytest.fixture
def again(run: Run, check: Run, data: Path, tmp_path: Path) -> Callable[..., Result]:
    """Keeps five decisions, then decides them again under a policy."""
    posts = "".join(json.dumps({"text": text, "audience": "external", "author": {"id": f"u-{text[:1]}"}}) + "\n" for text in TEXTS)
    assert check("-", stdin=posts.encode()).exit_code == 5
    new = tmp_path / "new.guide"

    def again(policy: str, *options: object) -> Result:
        new.write_text(policy, "utf-8")
        return run("policy", "backtest", new, "--data", data, "--no-models", *options)

    return again


def test_the_same_policy_changes_nothing(again: Callable[..., Result]) -> None:
    result = again(POLICY)
    assert result.exit_code == 0, result.output
    assert "5 decisions: 5 alike, 0 stricter, 0 milder" in result.stdout


def test_what_would_change_is_shown_and_written(again: Callable[..., Result], tmp_path: Path) -> None:
    target = tmp_path / "changed.jsonl"
    result = again(MILDER, "--out", target)
    assert result.exit_code == 0, result.output
    for expected in (
        "0 stricter, 1 milder",
        "block → review",
        "confidential.leak → confidential.leak",
        "•••••••• ••••• •• •••",
        "1 of 4 authors (25.0%)",
        "decisions/s",
    ):
        assert expected in result.stdout, result.stdout
    assert "Nightjar" not in result.stdout + target.read_text("utf-8")
    [line] = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert (line["before"]["outcome"], line["now"]["outcome"], line["move"]) == ("block", "review", "milder")
    assert "Nightjar ships" in again(MILDER, "--show-text").stdout
    assert "milder" in again(MILDER, "--lang", "de").stdout


def answer(result: Result) -> Any:
    """The JSON a command has written."""
    return json.loads(result.stdout)


def test_machines_get_everything(again: Callable[..., Result]) -> None:
    found = answer(again(MILDER, "--json"))
    assert found["outcomes"]["block"] == {"allow": 0, "advise": 0, "acknowledge": 0, "review": 1, "block": 0}
    assert (found["decisions"], found["unchanged"], found["milder"], found["stopped"]) == (5, 4, 1, None)
    assert found["people"] == {"seen": 4, "affected": 1, "posts_without_author": 0}
    assert {rule["id"]: (rule["before"], rule["now"]) for rule in found["rules"]}["conf-01"] == (1, 1)
    assert [example["move"] for example in found["examples"]] == ["milder"]


@pytest.mark.parametrize(
    ("options", "decisions"),
    [
        (("--limit", "2"), 2),
        (("--since", "2020-01-01"), 5),
        (("--since", "2999-01-01"), 0),
        (("--until", "2020-01-01T00:00:00Z"), 0),
        (("--until", "2999-01-01"), 5),
    ],
)
def test_only_some_decisions(again: Callable[..., Result], options: tuple[str, ...], decisions: int) -> None:
    assert answer(again(POLICY, "--json", *options))["of"] == decisions


def test_an_interruption_leaves_a_partial_report(
    again: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = replayed

    def interrupted(*given: Any) -> Iterator[Any]:
        yield from [next(real(*given))]
        raise KeyboardInterrupt

    monkeypatch.setattr(backtest, "replayed", interrupted)
    monkeypatch.setattr(backtest, "PAGE", 2)
    target = tmp_path / "changed.jsonl"
    result = again(MILDER.replace("then advise", "then review"), "--json", "--out", target)
    assert result.exit_code == 130
    found = answer(result)
    assert (found["stopped"], found["decisions"], found["of"]) == ("interrupted", 2, 5)
    # Decisions of one moment come in no order, so which two of the five were read is open; but each that changed is written whole.
    outcomes = [json.loads(line)["now"]["outcome"] for line in target.read_text("utf-8").splitlines()]
    assert outcomes == ["review"] * (found["decisions"] - found["unchanged"])


def children(process: int) -> list[str]:
    """The processes that a process has started and not seen end."""
    return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()


def importing(process: str) -> bool:
    """Whether a process has begun to import what a backtest needs."""
    try:
        return "msgspec" in Path(f"/proc/{process}/maps").read_text("utf-8")
    except OSError:
        return False


def running(process: str) -> bool:
    """Whether a process is there, and not only waits for somebody to note that it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux which processes there are")
def test_an_interruption_while_processes_start_ends_all_of_them_with_a_sentence(
    again: Callable[..., Result], tmp_path: Path
) -> None:
    again(POLICY)
    # Where the tests run in the background of a shell, they were told not to hear the keyboard.
    command: list[str | Path] = [
        "env",
        "--default-signal=INT",
        sys.executable,
        "-m",
        "guidepost",
        "policy",
        "backtest",
        tmp_path / "new.guide",
        "--data",
        tmp_path / "data",
    ]
    options = ["--no-models", "--processes", "2", "--json"]
    # In a group of its own, all of which hears the keyboard, as in a terminal.
    with Popen([*command, *options], stdout=PIPE, stderr=PIPE, text=True, start_new_session=True) as process:
        started: list[str] = []
        while process.poll() is None and sum(map(importing, started)) < 2:
            time.sleep(0.01)
            started = children(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode == 130, err
    assert json.loads(out)["stopped"] == "interrupted"
    until = time.monotonic() + 60
    while any(map(running, started)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(running, started))


def test_an_interruption_before_the_first_decision_says_so(again: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(backtest, "load_policy", interrupted)
    result = again(POLICY)
    assert result.exit_code == 130
    assert "interrupted before anything was found" in result.stderr


def test_erased_posts_are_counted_and_said(again: Callable[..., Result], data: Path) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        connection.execute("DELETE FROM data_keys WHERE post_id IN (SELECT id FROM decisions WHERE outcome = 'block')")
    for policy in (POLICY, MILDER):
        result = again(policy)
        assert result.exit_code == 0, result.output
        assert "1 posts were erased and cannot be decided again" in result.stdout
        assert "4 decisions: 4 alike" in result.stdout
    [unread] = answer(again(MILDER, "--json"))["unread"]
    assert (unread["reason"], unread["count"], len(unread["ids"])) == ("erased", 1, 1)


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", ""])
def test_a_moment_that_is_none_is_refused(again: Callable[..., Result], moment: str) -> None:
    result = again(POLICY, "--since", moment)
    assert result.exit_code == 2
    assert "--since takes a day" in result.stderr


def test_a_folder_without_a_database_is_refused_and_stays_as_it_is(run: Run, policy: Path, data: Path) -> None:
    result = run("policy", "backtest", policy, "--data", data)
    assert result.exit_code == 2
    assert "there is no database" in result.stderr
    assert not data.exists()


def test_a_policy_with_errors_is_refused(again: Callable[..., Result]) -> None:
    assert again(POLICY.replace("then block", "then explode")).exit_code == 2


def test_a_file_that_cannot_be_written_is_refused(again: Callable[..., Result], tmp_path: Path) -> None:
    result = again(MILDER, "--out", tmp_path / "no" / "folder.jsonl")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
