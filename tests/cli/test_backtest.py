"""`guidepost policy backtest`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from guidepost.cli import backtest
from guidepost.engine.backtest import replayed
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
