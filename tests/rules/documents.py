"""The guideline examples that stand in the documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_BLOCK = re.compile(r"^```guide([a-z ]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# (\S+\.(?:guide|txt))\n", re.MULTILINE)


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

    @property
    def files(self) -> dict[str, str]:
        """The files of an example marked `files`, by name: each follows a remark with nothing but its name."""
        names_and_texts = _FILE.split(self.text)[1:]
        return dict(zip(names_and_texts[::2], names_and_texts[1::2], strict=True))

    def laid(self, folder: Path) -> Path:
        """The example as a policy on a disk: its file in a folder, or the folder of its files."""
        for name, text in (self.files if "files" in self.marks else {"example.guide": self.policy}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        return folder


def examples(page: str) -> list[Example]:
    """The examples of a page, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        # A remark in an example is no heading of the page.
        headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", text[: block.start()]), re.MULTILINE)
        line = text.count("\n", 0, block.start()) + 1
        found.append(Example(headings[-1], frozenset(block.group(1).split()), block.group(2), line))
    return found
