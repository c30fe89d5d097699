"""Formatting from within an editor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from guidepost.editor import Snapshot
from guidepost.editor.formatting import formatted
from guidepost.rules.syntax import parse, write
from guidepost.rules.syntax import tree as t
from tests.editor.marked import POLICY
from tests.rules.guides import files


def _after(text: str) -> str:
    snapshot = Snapshot(text)
    edit = formatted(snapshot)
    return snapshot.text[: edit.start] + edit.text + snapshot.text[edit.end :] if edit else snapshot.text


CANONICAL = write(parse(POLICY))


@pytest.mark.parametrize(
    "text",
    [
        CANONICAL,
        CANONICAL.replace("\n", "\n\n"),
        CANONICAL.replace("\n", "\r\n"),
        CANONICAL.replace("  ", " "),
        CANONICAL.rstrip("\n"),
        "\n" + CANONICAL,
        "\ufeff" + CANONICAL,
    ],
)
def test_a_text_becomes_canonical(text: str) -> None:
    assert _after(text) == CANONICAL


def test_only_lines_that_differ_are_touched() -> None:
    text = CANONICAL.replace("    id conf-02", "       id    conf-02")
    edit = formatted(Snapshot(text))
    assert edit is not None
    assert text[edit.start : edit.end] == "       id    conf-02\n"
    assert edit.text == "    id conf-02\n"


@pytest.mark.parametrize("text", ["", 'policy "P" nonsense', 'policy "P" guideline g "G" must a guideline g "H" must b'])
def test_a_text_that_would_not_come_out_the_same_is_left_alone(text: str) -> None:
    assert formatted(Snapshot(text)) is None


@settings(deadline=None, max_examples=50)
@given(files())
def test_formatting_says_the_same(tree: t.PolicyFile) -> None:
    text = write(tree).replace("\n\n", "\n")
    assert parse(_after(text)) == parse(text)
