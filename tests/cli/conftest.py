"""The command line with a small policy that needs no model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from guidepost.cli.app import app

POLICY = """\
policy "Test guidelines"
  version "1"
  languages en, de
  default allow
  on unknown review
  appeals to "help@example.com"

guideline confidential "Keep confidential things confidential"
  cites "Section 3"
  says en "Code names stay inside."
       de "Projektnamen bleiben im Haus."

  must not leak
    id conf-01
    when audience is external and text mentions any of ("Nightjar", "Bluebell")
    then block, redirect to "e-mail"
    says en "This would make a code name public."
         de "Damit würde ein Projektname öffentlich."
    instead en "Leave the code name out."
            de "Lassen Sie den Projektnamen weg."

  must not name-floor
    id conf-02
    when text mentions "floor plan"
    then review in queue "estate" within 8 hours

  must warn
    id conf-03
    when text mentions "draft"
    then acknowledge

  should hint
    id conf-04
    when text mentions "perhaps"
    then advise

test "a code name in public"
  post "Nightjar ships in May" audience external
  expect block because confidential.leak

test "a harmless post"
  post "Hello" audience external
  expect allow
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """The policy, on disk."""
    file = tmp_path / "small.guide"
    file.write_text(POLICY, "utf-8")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in this process and tells how it ended."""
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def run(*arguments: object, stdin: bytes | None = None) -> Result:
        return runner.invoke(app, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def check(run: Callable[..., Result], policy: Path, data: Path) -> Callable[..., Result]:
    """Runs `guidepost check` under the small policy."""

    def check(*arguments: object, stdin: bytes | None = None) -> Result:
        return run("check", "--policy", policy, "--data", data, *arguments, stdin=stdin)

    return check


def lines(result: Result) -> list[dict[str, Any]]:
    """The JSON lines a command has written."""
    return [json.loads(line) for line in result.stdout.splitlines()]
