"""The tutorial, in both languages, and the page on layers: whoever follows them step by step sees what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from guidepost.cli.app import app
from guidepost.cli.options import err, out
from tests.end_to_end.walk import walk

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("tutorial.md", "tutorial.de.md")
WALKED = (*PAGES, "layers.md")
COLUMNS = 90

_NEW_EACH_TIME = re.compile(r"dec_[0-9a-z]{26}|\d{4}-\d{2}-\d{2}T[0-9:.]+Z|\b\d+ ms\b|sha256:[0-9a-f]+")


def lasting(text: str) -> str:
    """What a command prints, without what is another each time."""
    return _NEW_EACH_TIME.sub("…", text)


@pytest.mark.parametrize("name", WALKED)
def test_whoever_follows_the_page_sees_what_it_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for console in (out, err):
        # Its width may have been settled by a test before; a public setter would leave this one behind for those after.
        monkeypatch.setattr(console, "_width", COLUMNS)
    runner = CliRunner()

    def run(arguments: list[str]) -> str:
        result = runner.invoke(app, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result.output

    steps = list(walk((DOCS / name).read_text("utf-8"), tmp_path, run))
    assert len(steps) > 5
    for seen in steps:
        assert lasting(seen.real) == lasting(seen.shown), f"{name}:{seen.line}"


@pytest.mark.parametrize("name", WALKED)
def test_the_minutes_of_the_steps_add_up_to_those_promised(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    promised = re.search(r"^# .* (\d+) Minuten|^# .* (\d+) minutes", text, re.MULTILINE)
    assert promised
    steps = [int(minutes) for minutes in re.findall(r"^## \d+\. .*\((\d+) (?:min|Min\.)\)$", text, re.MULTILINE)]
    assert sum(steps) == int(promised[1] or promised[2])


def test_both_languages_take_the_same_steps() -> None:
    blocks = [
        re.findall(r"^```([a-z]+)|^\$ (?:cp|guidepost (?:policy )?[a-z]+)", (DOCS / name).read_text("utf-8"), re.MULTILINE)
        for name in PAGES
    ]
    assert blocks[0] == blocks[1]
