"""`guidepost policy explain`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from guidepost.cli.explain import explain

Explain = Callable[..., Result]


@pytest.fixture
def ask(policy: Path, monkeypatch: pytest.MonkeyPatch) -> Explain:
    """Explains a post under the small policy."""
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.command()(explain)

    def ask(post: str, *options: str) -> Result:
        return CliRunner().invoke(app, [str(policy), "--post", post, "--no-models", *options])

    return ask


def test_the_tree_shows_what_decides_and_the_ways_out(ask: Explain) -> None:
    shown = ask("Nightjar is a draft", "--audience", "external").stdout
    assert "because of one rule" in shown
    assert "confidential.leak is broken; then a post is not published." in shown
    assert "“Nightjar”" in shown
    assert "confidential.warn" not in shown.partition("The post would be allowed if")[0]
    assert "“Nightjar” were taken out and “draft” were taken out" in shown


def test_german_and_quotes_of_the_language(ask: Explain) -> None:
    shown = ask("Nightjar", "--audience", "external", "--lang", "de").stdout
    assert "„Nightjar“" in shown
    assert "für ihn gälte: Leserkreis intern" in shown


def test_json_is_the_same_as_data(ask: Explain) -> None:
    answer = json.loads(ask("Nightjar", "--audience", "external", "--json").stdout)
    assert (answer["outcome"], [rule["rule"] for rule in answer["deciding"]]) == ("block", ["confidential.leak"])
    assert answer["decision"] is None


def test_a_harmless_post(ask: Explain) -> None:
    assert "no rule asks for anything stricter" in ask("Hello").stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--with", "toxcity=1"), "is no signal"),
        (("--with", "toxicity=2"), "cannot be '2'"),
        (("--with", "toxicity=nan"), "cannot be 'nan'"),
        (("--with", "pii.iban=-1"), "cannot be '-1'"),
        (("--with", "audience=all"), "cannot be 'all'"),
        (("--lang", "fr"), "there is no language"),
    ],
)
def test_what_does_not_fit_is_said(ask: Explain, options: tuple[str, ...], says: str) -> None:
    result = ask("Hello", *options)
    assert result.exit_code == 2
    assert says in result.output
