"""The language page: every example is a sound policy, and its tests pass."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.check import Checker
from guidepost.engine.identity import World
from guidepost.engine.policies import load_policy
from guidepost.engine.policy_tests import run_tests
from guidepost.engine.providers import Providers
from guidepost.signals import SignalDeclaration
from tests.rules.documents import DOCS, Example, examples

RUNNING = [example for page in ("language.md", "layers.md", "risk.md", "comparison.md") for example in examples(page)]


@pytest.fixture(scope="module")
def signals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, SignalDeclaration]:
    return catalogue(default_providers(tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("example", RUNNING, ids=[f"{example.heading}-{example.line}" for example in RUNNING])
def test_examples_are_sound_and_pass_their_own_tests(
    example: Example, signals: Mapping[str, SignalDeclaration], tmp_path: Path
) -> None:
    policy = load_policy(example.laid(tmp_path), signals)
    providers = Providers([])
    checker = Checker(policy.compiled, providers, World(lambda: datetime(2026, 11, 2, tzinfo=UTC), bytes))
    try:
        results = list(run_tests(policy, checker, quiet=True))
    finally:
        providers.close()
    assert results
    assert [(result.test.title, result.problems) for result in results if not result.passed] == []


def test_every_rule_of_an_example_is_seen_at_work(signals: Mapping[str, SignalDeclaration], tmp_path: Path) -> None:
    for number, example in enumerate(RUNNING):
        checked = load_policy(example.laid(tmp_path / str(number)), signals).checked
        assert [finding.message for finding in checked.findings if finding.code == "GP303"] == [], example.heading


def test_the_first_rule_is_built_from_the_pieces_shown() -> None:
    page = (DOCS / "language.md").read_text(encoding="utf-8").partition("```guide")[0]
    pieces = re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    whole = RUNNING[0].text
    assert len(pieces) == 4
    assert [piece for piece in pieces if piece not in whole] == []
