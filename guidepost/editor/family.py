"""The files of a stack that can be found from one of them: those above it, and those that lie in its folders or the editor's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from guidepost.editor.above import ALONE, Above, Read, files_above
from guidepost.editor.analysis import Snapshot
from guidepost.engine.policies import PolicyUnreadable

_DEEPEST = 3
"""How many folders down files of a stack are looked for: a home folder must not be searched whole."""

_MOST_FOLDERS = 1_000
"""Folders that are searched."""


@dataclass(frozen=True)
class Member:
    """A file of a stack, with the files above it. `path` is None for one that was never saved."""

    path: Path | None
    snapshot: Snapshot
    above: Above = ALONE

    def stands_below(self, other: Member) -> bool:
        """Whether the file is the other, or extends it, perhaps by way of others."""
        return self is other or any(file.path == other.path for file in self.above.files if file.path is not None)


@dataclass(frozen=True)
class Family:
    """The files of a stack: the open one first. `unread` names files that may belong to it and cannot be read."""

    members: tuple[Member, ...]
    unread: tuple[str, ...] = ()

    @property
    def own(self) -> Member:
        """The open file."""
        return self.members[0]


def family(own: Member, read: Read, opened: Iterable[Path] = (), roots: Iterable[Path] = ()) -> Family:
    """The files of the stack that an open file stands in: those above it, and all that extend these.

    Looked through are the files that are `opened`, and all in the folders of the open file and of the uppermost, and below the
    folders that the editor works in, its `roots`.
    """
    if own.path is None:
        return Family((own,))
    path = own.path
    uppermost = next((file.path for file in reversed(own.above.files) if file.path is not None), path)
    members, unread = [own], []
    folders = dict.fromkeys((uppermost.parent, path.parent, *roots))
    near = [file.path for file in own.above.files if file.path is not None]
    near += [*opened, *(guide for folder in folders for guide in _guides_below(folder))]
    for candidate in dict.fromkeys(near):
        if candidate == path:
            continue
        try:
            snapshot = read(candidate)
        except (PolicyUnreadable, OSError, ValueError):
            unread.append(candidate.name)
            continue
        above = files_above(snapshot, candidate, read)
        if candidate == uppermost or any(file.path == uppermost for file in above.files):
            members.append(Member(candidate, snapshot, above))
    return Family(tuple(members), tuple(unread))


def _guides_below(folder: Path) -> Iterator[Path]:
    for directory in islice(_folders(folder, 0), _MOST_FOLDERS):
        for name in sorted(_entries(directory, folders=False)):
            if name.endswith(".guide"):
                yield directory / name


def _folders(folder: Path, depth: int) -> Iterator[Path]:
    yield folder
    if depth < _DEEPEST:
        for name in sorted(_entries(folder, folders=True)):
            yield from _folders(folder / name, depth + 1)


def _entries(folder: Path, *, folders: bool) -> Iterator[str]:
    """The names of files or of folders; hidden ones, links, and what may not be read are left out."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and (entry.is_dir if folders else entry.is_file)(follow_symlinks=False):
                    yield entry.name
    except OSError:
        return
