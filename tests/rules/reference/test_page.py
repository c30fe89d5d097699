"""The reference: the committed pages are what the generator writes, complete and well formed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from guidepost.engine.catalogue import sources
from guidepost.engine.policy_files import LARGEST_FILE
from guidepost.engine.start import providers_of
from guidepost.rules.check.types import questions
from guidepost.rules.reference import LANGUAGES, reference
from guidepost.rules.reference.entries import ENTRIES
from guidepost.rules.reference.findings import TITLES
from guidepost.rules.reference.markdown import anchor, code, table
from guidepost.rules.syntax.lexing import reserved_words
from tests.rules.documents import DOCS

COMMITTED = {"en": "reference.md", "de": "reference.de.md"}
SOURCES = sources(providers_of(Path()))
PACKAGE = DOCS.parent / "guidepost"


def page(language: str) -> str:
    return reference(SOURCES, language, largest_file=LARGEST_FILE)


def test_there_is_a_page_for_each_language() -> None:
    assert set(COMMITTED) == set(LANGUAGES)


@pytest.mark.parametrize("language", COMMITTED)
def test_the_committed_page_is_what_the_generator_writes(language: str) -> None:
    committed = (DOCS / COMMITTED[language]).read_text("utf-8")
    assert committed.splitlines() == page(language).splitlines(), "run: make reference"


@pytest.mark.parametrize("language", COMMITTED)
def test_everything_is_on_the_page(language: str) -> None:
    text = page(language)
    cells = {cell.replace("\\|", "|") for line in text.splitlines() for cell in re.split(r" (?<!\\)\| |^\| | \|$", line)}
    assert [key for key, entry in ENTRIES.items() if entry.says(language) not in cells or code(entry.example) not in cells] == []
    signals = [one for declarations in SOURCES.values() for one in declarations]
    assert [one.name for one in signals if code(one.name) not in cells or code(questions(one)[0]) not in text] == []
    assert [word for word in reserved_words() if code(word) not in text] == []
    assert [number for number in TITLES if f"[{number}](findings.md#" not in text] == []


@pytest.mark.parametrize("language", COMMITTED)
def test_every_row_has_as_many_cells_as_its_heading(language: str) -> None:
    for block in page(language).split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1, block


@pytest.mark.parametrize("language", COMMITTED)
def test_every_link_leads_to_a_heading_or_page_that_is_there(language: str) -> None:
    text = page(language)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, heading = target.partition("#")
        if file.startswith("https:"):
            continue
        there = (DOCS / file).read_text("utf-8") if file else text
        headings = [anchor(line.lstrip("# ")) for line in there.splitlines() if re.match("#+ ", line)]
        assert not heading or heading in headings, target


def test_what_would_part_cells_or_lines_is_written_so_that_it_does_not() -> None:
    assert list(table(["a|b"], [[code("x | y\n  z")]])) == ["| a\\|b |", "|---|", "| `x \\| y z` |", ""]
    assert code("a `b`") == "`` a `b` ``"


def codes_in(files: Sequence[Path]) -> set[str]:
    return {found for file in files for found in re.findall(r'"(GP[1-8][0-9]{2})"', file.read_text("utf-8"))}


def test_every_code_of_the_checker_has_a_title_and_no_title_is_left_over() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if file.parent.name != "reference"]
    assert codes_in(files) == set(TITLES)


def test_titles_are_those_of_the_page_on_findings() -> None:
    headings = dict(re.findall(r"^## (GP[0-9]{3}) (.+)$", (DOCS / "findings.md").read_text("utf-8"), re.MULTILINE))
    assert headings == {number: english for number, (english, _) in TITLES.items()}
