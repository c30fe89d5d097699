"""`guidepost policy import`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from guidepost.cli import importing, policy

DOCUMENT = "# Hausregeln\n\nVeröffentlichen Sie keine Telefonnummern. Nennen Sie keine Kunden. Das Wetter ist schön.\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs the command in a folder of its own that holds the document."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hausregeln.md").write_text(DOCUMENT, "utf-8")
    app = typer.Typer()
    app.command("import")(importing.import_document)
    app.command("check")(policy.check)
    runner = CliRunner()

    def run(*arguments: object) -> Result:
        return runner.invoke(app, [str(argument) for argument in arguments])

    return run


def test_the_draft_lies_beside_and_the_report_names_what_has_no_rule(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("import", "hausregeln.md")
    assert result.exit_code == 0
    assert "Diese Sätze deckt noch keine Regel" in result.stdout
    assert "Nennen Sie keine Kunden." in result.stdout
    assert "Veröffentlichen" not in result.stdout
    assert "when pii.phone found" in (tmp_path / "hausregeln.guide").read_text("utf-8")
    assert run("check", "hausregeln.guide").exit_code == 0


def test_the_report_as_json(run: Callable[..., Result]) -> None:
    report = json.loads(run("import", "hausregeln.md", "--json").stdout)
    assert report["language"] == "de"
    assert report["counts"] == {"sentences": 3, "rule": 1, "to_decide": 1, "conduct": 0, "no_norm": 1}
    assert report["sentences"][1] == {
        "text": "Nennen Sie keine Kunden.",
        "place": 3,
        "guideline": "hausregeln",
        "kind": "norm",
        "norms": [{"modality": "must not", "cue": "Nennen Sie keine", "limit": None}],
        "status": "to decide",
        "rules": [],
    }


def test_the_draft_on_standard_output(run: Callable[..., Result]) -> None:
    result = run("import", "hausregeln.md", "--out", "-")
    assert result.stdout.startswith("# ENTWURF aus hausregeln.md")
    assert "Diese Sätze" in result.stderr


def test_a_draft_that_somebody_may_have_worked_on_is_kept(run: Callable[..., Result], tmp_path: Path) -> None:
    draft = tmp_path / "draft.guide"
    draft.write_text("mine", "utf-8")
    refused = run("import", "hausregeln.md", "--out", draft)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert draft.read_text("utf-8") == "mine"
    assert run("import", "hausregeln.md", "--out", draft, "--force").exit_code == 0
    assert draft.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("none.docx",), 2, "there is no file none.docx"),
        (("hausregeln.md", "--lang", "fr"), 2, "--lang takes de or en"),
        (("hausregeln.md", "--out", "no/such/folder.guide"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(run: Callable[..., Result], arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run("import", *arguments)
    assert result.exit_code == code
    assert says in result.stderr
