"""`guidepost policy diff`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from guidepost.cli.diff import _WORDS, Language
from guidepost.rules.compare import Aspect
from tests.cli.conftest import POLICY

Diff = Callable[..., Result]

CHANGED = (
    POLICY.replace('version "1"', 'version "2"')
    .replace('"Nightjar", "Bluebell"', '"Nightjar"')
    .replace("must not name-floor", "must not show-floor")
    .replace("within 8 hours", "within 1 hour")
    .replace("then acknowledge", "then review")
    .replace('de "Damit würde ein Projektname öffentlich."', 'de "Damit wird ein Projektname öffentlich."')
)
CHANGED = (
    CHANGED[: CHANGED.index("  should hint")]
    + "  must not shout\n    when text matches /[A-Z]{9}/\n\n"
    + CHANGED[CHANGED.index("test ") :]
)


@pytest.fixture
def diff(run: Callable[..., Result], policy: Path, tmp_path: Path) -> Diff:
    """Compares the small policy with another text."""

    def diff(text: str, *options: str) -> Result:
        new = tmp_path / "new.guide"
        new.write_text(text, "utf-8")
        return run("policy", "diff", policy, new, *options)

    return diff


def test_the_same_text_is_the_same(diff: Diff) -> None:
    result = diff(POLICY)
    assert result.exit_code == 0
    assert "the same text" in result.stdout


def test_layout_remarks_and_tests_are_no_difference(diff: Diff) -> None:
    other = "# A remark.\n" + POLICY.replace("    when", "  when\n").replace("a harmless post", "another title")
    result = diff(other)
    assert result.exit_code == 0
    assert "No difference in meaning" in result.stdout
    assert "Kein Unterschied" in diff(other, "--lang", "de").stdout
    answer = json.loads(diff(other, "--json").stdout)
    assert (answer["same"], answer["effect"], answer["guidelines"]) == (True, "none", [])


def test_what_changed_is_shown_by_guideline(diff: Diff) -> None:
    result = diff(CHANGED)
    assert result.exit_code == 1
    shown = [line.strip() for line in result.stdout.splitlines()]
    for expected in (
        "- 1",
        "+ 2",
        '- audience is external and text mentions any of ("Nightjar", "Bluebell")',
        '+ audience is external and text mentions "Nightjar"',
        "says de",
        "+ Damit wird ein Projektname öffentlich.",
        "~ confidential.show-floor  changed, was confidential.name-floor  may decide otherwise",
        "- 8 hours",
        "+ 1 hour",
        "outcome  stricter",
        "- acknowledge",
        "+ review",
        "- confidential.hint  removed  milder",
        "+ confidential.shout  new  stricter",
        "when: text matches /[A-Z]{9}/",
    ):
        assert expected in shown, result.stdout
    assert "5 rules, 0 lists and 1 settings differ" in result.stdout
    assert "policy backtest" in result.stdout


def test_it_speaks_german(diff: Diff) -> None:
    shown = diff(CHANGED, "--lang", "de").stdout
    for expected in ("Die Richtlinie", "bisher confidential.name-floor", "Folge  strenger", "entfernt", "neu", "Frist"):
        assert expected in shown, shown


def test_machines_get_everything(diff: Diff) -> None:
    result = diff(CHANGED, "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    [guideline] = answer["guidelines"]
    kinds = {rule["id"]: (rule["kind"], rule["effect"]) for rule in guideline["rules"]}
    assert kinds == {
        "conf-01": ("changed", "open"),
        "conf-02": ("changed", "open"),
        "conf-03": ("changed", "stricter"),
        "conf-04": ("removed", "milder"),
        "confidential.shout": ("added", "stricter"),
    }
    assert answer["head"] == [{"aspect": "version", "before": "1", "after": "2", "effect": "none", "language": None}]
    assert answer["old"]["digest"] != answer["new"]["digest"]


def test_markup_in_a_policy_is_shown_as_it_stands(diff: Diff) -> None:
    result = diff(POLICY.replace("Leave the code name out.", "[red]Leave[/] it [/x] out."))
    assert "+ [red]Leave[/] it [/x] out." in result.stdout


@pytest.mark.parametrize("text", [POLICY.replace("then block", "then explode"), ""])
def test_a_policy_with_errors_ends_with_2(diff: Diff, text: str) -> None:
    result = diff(text)
    assert result.exit_code == 2
    assert "new.guide" in result.stderr


def test_a_missing_file_ends_with_2(run: Callable[..., Result], policy: Path) -> None:
    result = run("policy", "diff", policy, policy.with_name("no.guide"))
    assert result.exit_code == 2
    assert "there is no file" in result.stderr


def test_every_part_that_can_differ_has_a_german_name() -> None:
    words = _WORDS[Language.GERMAN]
    assert [aspect for aspect in Aspect if ("guideline of" if aspect is Aspect.GUIDELINE else aspect.value) not in words] == []
