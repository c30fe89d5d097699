"""The sample stack in a folder, one of its files open in an editor with a caret in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guidepost.editor.above import Above, files_above
from guidepost.editor.analysis import JsonDiagnostic, Snapshot
from guidepost.editor.family import Family, Member, family
from guidepost.editor.layered import diagnostics_in_stack
from guidepost.editor.list_files import list_reader
from guidepost.engine.policies import read_source
from tests.editor.marked import CARET
from tests.rules.stacks import CATALOGUE, FILES, laid


@dataclass(frozen=True)
class Open:
    """An open file of a stack, and where its caret stands."""

    path: Path
    snapshot: Snapshot
    offset: int

    @property
    def above(self) -> Above:
        """The files above."""
        return files_above(self.snapshot, self.path, read)

    @property
    def read_list(self) -> Callable[[str], str]:
        """Reads the file's lists."""
        return list_reader(self.path)

    @property
    def family(self) -> Family:
        """The files of the stack."""
        return family(Member(self.path, self.snapshot, self.above), read)

    @property
    def found(self) -> list[JsonDiagnostic]:
        """What the checker finds."""
        return diagnostics_in_stack(self.snapshot, CATALOGUE, self.read_list, self.above)


def read(path: Path) -> Snapshot:
    """A file as it is saved."""
    return Snapshot(read_source(path)[0].text)


def opened(folder: Path, name: str, before: str = "", after: str = "", files: Mapping[str, str] = FILES) -> Open:
    """A file of a stack, open in an editor with its caret between two texts that stand in it together once."""
    laid(folder, files)
    text = files[name]
    assert text.count(before + after) == 1 or not before + after, (before, after)
    return Open(folder.resolve() / name, Snapshot(text), text.index(before + after) + len(before))


def typed(folder: Path, name: str, text: str, files: Mapping[str, str] = FILES) -> Open:
    """A file of a stack with another text typed in it, which may hold a caret."""
    laid(folder, files)
    return Open(folder.resolve() / name, Snapshot(text.replace(CARET, "")), max(0, text.find(CARET)))
