"""The files above a policy that is open, as far as they can be read: what it extends, and what that extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

from guidepost.editor.analysis import Snapshot
from guidepost.editor.list_files import list_reader
from guidepost.editor.outline import NO_NAMES, Names, Section
from guidepost.editor.roles import Role
from guidepost.engine.policies import PolicySource, PolicyUnreadable

Read: TypeAlias = Callable[[Path], Snapshot]
"""Gives the text of a policy file, unsaved where it is open. Raises `PolicyUnreadable`."""


@dataclass(frozen=True)
class Upper:
    """A file above an open one. `path` is None where it lies on no disk."""

    name: str
    snapshot: Snapshot
    read_list: Callable[[str], str]
    path: Path | None = None

    @property
    def layer(self) -> str:
        """The name of the layer that it is; empty for the uppermost file."""
        return self.snapshot.outline.layer.name

    def told(self, language: str) -> str:
        """Where something stands that is in this file, in German (`de`) or else in English."""
        if not self.layer:
            return f"in {self.name}"
        return f"in der Ebene {self.layer}" if language == "de" else f"in layer {self.layer}"


class Fault(NamedTuple):
    """Why the files above cannot be read any further."""

    code: str
    message: str
    hint: str


class Found(NamedTuple):
    """A section of a file above."""

    file: Upper
    section: Section


@dataclass(frozen=True)
class Above:
    """The files above an open one, the nearest first; `fault` where the last of them extends what is not there."""

    files: tuple[Upper, ...] = ()
    fault: Fault | None = None

    def find(self, role: Role, name: str) -> list[Found]:
        """Where something is defined that a list, definition, guideline or rule above is called, the nearest first."""
        return [Found(file, section) for file in self.files if (section := file.snapshot.outline.named(role).get(name)) is not None]

    def named(self, role: Role) -> Mapping[str, Found]:
        """By name: the lists, definitions, guidelines or rules above; of several versions the nearest."""
        return {
            name: Found(file, section)
            for file in reversed(self.files)
            for name, section in file.snapshot.outline.named(role).items()
            # A guideline stands where it has its title.
            if role is not Role.GUIDELINE or section.title
        }

    @cached_property
    def names(self) -> Names:
        """The names that files below may use."""
        return Names(*(frozenset(self.named(role)) for role in (Role.GUIDELINE, Role.DEFINITION))) if self.files else NO_NAMES

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the files above, the uppermost first."""
        return tuple(dict.fromkeys(language for file in reversed(self.files) for language in file.snapshot.outline.languages))


ALONE = Above()
"""Of a file that extends none."""

_CANNOT_BE = (OSError, RuntimeError, ValueError)
"""What paths may raise that people can type: too long, with a NUL, round in circles."""


def lying(path: Path) -> Path:
    """A path by which a file can be told from others. A link stays one: lists are looked for beside it, not beside what it leads to."""
    return path.parent.resolve() / path.name


def files_above(snapshot: Snapshot, path: Path | None, read: Read) -> Above:
    """The files above a text that lies at a path; None: it was never saved. Raises nothing, whatever a file says."""
    files: list[Upper] = []
    seen = [path] if path else []
    while (clause := snapshot.outline.layer).end:
        if not clause.extends:
            return Above(tuple(files), _no_file(files[-1].name) if files else None)
        if path is None:
            return Above(
                (), Fault("GP240", "the layer above is looked for beside this file, which is not saved yet", "Save it first.")
            )
        try:
            path = lying(path.parent / clause.extends)
            if any(one.resolve() == path.resolve() for one in seen):
                return Above(tuple(files), _CIRCLE)
            snapshot = read(path)
        except (PolicyUnreadable, *_CANNOT_BE) as error:
            return Above(tuple(files), _unreadable(files, error))
        seen.append(path)
        files.append(Upper(path.name, snapshot, list_reader(path), path))
    return Above(tuple(files))


_CIRCLE = Fault("GP247", "this layer extends itself, by way of those above it", "Let the uppermost file extend none.")


def _no_file(name: str) -> Fault:
    return Fault("GP240", f"“{name}” does not say which file it extends", 'Write there: layer name extends "above.guide".')


def _unreadable(files: list[Upper], error: Exception) -> Fault:
    why = str(error) if isinstance(error, PolicyUnreadable) else "this cannot be a path"
    if not files:
        return Fault("GP240", f"the layer above cannot be read: {why}", "Correct the path; it counts from this file's folder.")
    return Fault("GP240", f"what “{files[-1].name}” extends cannot be read: {why}", f"Correct the path in “{files[-1].name}”.")


def file_in(source: PolicySource, number: int) -> tuple[Upper, Above]:
    """One of the files of a policy whose texts are all at hand, and those above it.

    0 is the uppermost file, then come the layers in order; a number beyond the last means that.
    """
    files = [Upper(source.name, Snapshot(source.text), source.read_list)]
    files += [Upper(layer.name, Snapshot(layer.text), _reader(source, layer.text)) for layer in source.layers]
    extended = ["", *(layer.above for layer in source.layers)]
    number = min(number, len(files) - 1)
    above: list[Upper] = []
    place = number
    while place:
        # What a layer extends stands before it.
        place = next((other for other in range(1, place) if files[other].layer == extended[place]), 0)
        above.append(files[place])
    return files[number], Above(tuple(above))


def _reader(source: PolicySource, text: str) -> Callable[[str], str]:
    """Reads the list files of a layer, which go by its name and their own."""
    layer = Snapshot(text).outline.layer.name
    return lambda name: source.read_list(f"{layer}:{name}")
