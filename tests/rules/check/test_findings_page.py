"""The page on findings: each faulty example has its finding, each mended one has not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import pytest

from guidepost.classifiers.registry import default_providers
from guidepost.engine.catalogue import catalogue
from guidepost.engine.policies import check_policy
from guidepost.engine.views import fold
from guidepost.rules.analysis import analyse, layers_keep
from guidepost.rules.check import Checked, ListUnreadable, check
from guidepost.rules.syntax import GuideError, parse
from guidepost.signals import SignalDeclaration
from tests.rules.documents import Example, examples

EXAMPLES = examples("findings.md")


@pytest.fixture(scope="module")
def signals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, SignalDeclaration]:
    return catalogue(default_providers(tmp_path_factory.mktemp("cache")))


def no_file(name: str) -> str:
    raise ListUnreadable("there is no such file")


def checked_example(example: Example, signals: Mapping[str, SignalDeclaration], folder: Path) -> Checked:
    """The example as checked: in a folder where it is several files, else by itself."""
    if "files" in example.marks:
        return check_policy(example.laid(folder), signals)[1]
    return check(parse(example.policy), signals, no_file)


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example.heading[:5]}-{example.line}" for example in EXAMPLES])
def test_examples_do_what_the_page_says(example: Example, signals: Mapping[str, SignalDeclaration], tmp_path: Path) -> None:
    try:
        checked = checked_example(example, signals, tmp_path)
        codes = {finding.code for finding in checked.findings}
        if example.heading.startswith("GP4") and not checked.errors:
            codes |= {finding.diagnostic.code for finding in (*layers_keep(checked, fold), *analyse(checked, fold))}
    except GuideError as error:
        codes = {finding.code for finding in error.diagnostics}
    assert (example.heading[:5] in codes) is ("faulty" in example.marks)
    if "faulty" not in example.marks:
        assert {code for code in codes if code < "GP3"} == set()


def test_every_code_but_the_one_on_size_has_a_faulty_and_a_mended_example() -> None:
    by_code = {code: ["faulty" in one.marks for one in ones] for code, ones in groupby(EXAMPLES, lambda one: one.heading[:5])}
    assert len(by_code) >= 36
    assert {tuple(kinds) for kinds in by_code.values()} == {(True, False)}
