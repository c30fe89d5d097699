"""The guideline examples that stand in the documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_BLOCK = re.compile(r"^```guide([a-z ]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the heading it stands under, the words behind `guide`, its text, and its line in the page."""

    heading: str
    marks: frozenset[str]
    text: str
    line: int

    @property
    def policy(self) -> str:
        """The example as a whole policy, with the head and guideline that a page leaves out."""
        if "whole" in self.marks or self.text.startswith("policy"):
            return self.text
        if re.match(r"(may|should|must)\b", self.text):
            return f'policy "Example"\nguideline g "G"\n{self.text}'
        return f'policy "Example"\n{self.text}' if re.match(r"(list|define|guideline|test)\b ", self.text) else self.text


def examples(page: str) -> list[Example]:
    """The examples of a page, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        headings = re.findall(r"^#+ (.+)$", text[: block.start()], re.MULTILINE)
        line = text.count("\n", 0, block.start()) + 1
        found.append(Example(headings[-1], frozenset(block.group(1).split()), block.group(2), line))
    return found
