"""The extension for Visual Studio Code knows the language as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guidepost.editor.tokens import keyword_kinds
from guidepost.rules.syntax.lexing import reserved_words

FOLDER = Path(__file__).parents[2] / "editors" / "vscode"
GRAMMAR = json.loads((FOLDER / "syntaxes" / "guide.tmLanguage.json").read_text("utf-8"))
_WORDS = re.compile(r"\(\?<!\[a-z0-9_\.-\]\)\(\?:([a-z|]+)\)")


def _patterns(node: object) -> Iterator[dict[str, Any]]:
    """Every rule of the colouring grammar."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _patterns(child)


def _coloured() -> dict[str, str]:
    """By word: how it is coloured."""
    words: dict[str, str] = {}
    for rule in GRAMMAR["repository"].values():
        found = _WORDS.match(rule.get("match", ""))
        for word in found.group(1).split("|") if found and "name" in rule else ():
            assert word not in words, word
            words[word] = rule["name"]
    return words


def test_every_word_of_the_language_is_coloured_and_no_other() -> None:
    assert set(_coloured()) == set(reserved_words()) == set(keyword_kinds().values())


def test_what_is_included_is_there() -> None:
    included = {rule["include"] for rule in _patterns(GRAMMAR) if "include" in rule}
    assert included == {f"#{name}" for name in GRAMMAR["repository"]}


@pytest.mark.parametrize(
    ("rule", "text", "groups"),
    [
        ("definition", "must not leak-codenames", ("must", " not", "leak-codenames")),
        ("definition", "must disclaimer", ("must", "disclaimer")),
        ("definition", "may share.it", ("may", "share.it")),
        ("prohibition", "must not", ("must", "not")),
        ("layer", "layer swiss-german", ("layer", "swiss-german")),
        ("pattern", r"matches /a\/b[0-9]/i", ("matches", r"/a\/b[0-9]/i")),
        ("duration", "4.5 hours", ("4.5", "hours")),
        ("number", "80%", ()),
        ("name", "pii.iban", ()),
        ("outcome", "block", ()),
    ],
)
def test_a_rule_colours_the_whole_of_what_it_is_for(rule: str, text: str, groups: tuple[str, ...]) -> None:
    found = re.match(GRAMMAR["repository"][rule]["match"], text)
    assert found is not None
    assert found.group() == text
    assert tuple(filter(None, found.groups())) == groups


@pytest.mark.parametrize("text", ["block-list", "not-me", "all.of", "under_review"])
def test_a_name_with_a_word_of_the_language_in_it_is_a_name(text: str) -> None:
    for name, rule in GRAMMAR["repository"].items():
        if name not in ("name", "string"):
            assert not re.search(rule["match"], text), name


def test_the_package_names_files_that_are_there() -> None:
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))
    contributed = package["contributes"]
    named = [package["main"], contributed["languages"][0]["configuration"], contributed["grammars"][0]["path"]]
    assert [name for name in named if not (FOLDER / name).exists()] == []
    locked = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"][""]
    assert locked["dependencies"] == package["dependencies"]
    assert contributed["configuration"]["properties"]["guidepost.command"]["default"][-2:] == ["policy", "language-server"]
