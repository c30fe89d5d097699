"""The files of a policy: one, or a stack of layers, with their list files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from guidepost.rules.check import ListUnreadable
from guidepost.rules.layers import LayerFile, list_file
from guidepost.rules.syntax import Diagnostic, GuideError, PolicyFile, parse

LARGEST_FILE = 4 * 1_048_576
"""Bytes a policy or list file may have."""


class PolicyUnreadable(Exception):
    """A policy file cannot be read; the message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class LayerSource:
    """The text of a layer; `above` names the layer it extends, empty for the uppermost file."""

    text: str
    name: str
    above: str


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The text of a policy, of the layers below it and of all their list files: all that is needed to compile it again, years later.

    `layers` come each after the one above it. List files of a layer go by the layer's name, a colon, and their own.
    """

    text: str
    name: str
    lists: Mapping[str, str] = field(default_factory=dict)
    layers: Sequence[LayerSource] = ()

    def read_list(self, name: str) -> str:
        """The text of a list file. Raises `ListUnreadable`."""
        try:
            return self.lists[name]
        except KeyError:
            raise ListUnreadable("there is no such file") from None

    def parse(self) -> tuple[PolicyFile, list[LayerFile]]:
        """The trees of the uppermost file and of the layers. Raises `GuideError`."""
        return parse(self.text, self.name), [LayerFile(parse(one.text, one.name), one.above) for one in self.layers]

    @property
    def title(self) -> str:
        """What the policy is called by its files: the uppermost, with the layers below it."""
        below = ", ".join(one.name for one in self.layers)
        return f"{self.name} with {below}" if below else self.name

    @property
    def names(self) -> dict[str, str]:
        """By layer, the uppermost file included: the name of its file."""
        return {layer: name for layer, (_, name) in self.files.items()}

    @property
    def files(self) -> dict[str, tuple[str, str]]:
        """By layer, the uppermost file included: its text, and the name of its file."""
        named = ((one, parse(one.text, one.name).head.layer) for one in self.layers)
        return {"": (self.text, self.name)} | {layer.value.name.value: (one.text, one.name) for one, layer in named if layer}


def read_source(path: Path) -> tuple[PolicySource, Callable[[str], str]]:
    """The text of one policy file, and a reader for its lists that stays inside the file's folder.

    Raises `PolicyUnreadable`.
    """
    return PolicySource(_read_text(path, PolicyUnreadable), path.name), _list_reader(path)


def _list_reader(path: Path) -> Callable[[str], str]:
    def read_list(name: str) -> str:
        # What links lead to, also where they lead in a circle; `Path.resolve` then raises an error of its own.
        file = Path(os.path.realpath(path.parent / name))
        if not file.is_relative_to(os.path.realpath(path.parent)):
            raise ListUnreadable("it lies outside the policy's folder")
        return _read_text(file, ListUnreadable)

    return read_list


def _read_text(path: Path, failure: type[Exception]) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise failure(f"{path.name} is larger than {LARGEST_FILE:,} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise failure("there is no such file" if failure is ListUnreadable else f"there is no file {path}") from None
    except IsADirectoryError:
        raise failure(f"{path} is a folder, not a file") from None
    except PermissionError:
        raise failure(f"{path} may not be read; check its permissions") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise failure(
            f"{path.name} is not UTF-8 (byte 0x{error.object[error.start]:02x} in line {line}); save it as UTF-8"
        ) from None
    except OSError as error:
        raise failure(f"{path.name} cannot be opened: {error.strerror or error}") from None


class OpenedStack(NamedTuple):
    """A stack as read: its texts (no lists yet), their trees, and a reader for the list files of all layers."""

    source: PolicySource
    trees: tuple[PolicyFile, list[LayerFile]]
    read_list: Callable[[str], str]


class _Read(NamedTuple):
    path: Path
    name: str
    text: str
    file: PolicyFile

    @property
    def layer(self) -> str:
        return self.file.head.layer.value.name.value if self.file.head.layer else ""


def open_stack(path: Path) -> OpenedStack:
    """Read a policy: a file and the layers above it, or all the `.guide` files of a folder, whatever lies in its subfolders included.

    Raises `PolicyUnreadable`, or `GuideError` where a file cannot be parsed or the layers do not form one stack.
    """
    stack = _Files(path if path.is_dir() else path.parent, {}, [])
    for file in guide_files(path):
        stack.read(file)
    uppermost, *layers = stack.found
    readers = {one.layer: _list_reader(one.path) for one in stack.found}

    def read_list(name: str) -> str:
        layer, own = list_file(name)
        return readers[layer](own) if layer in readers else readers[""](name)

    sources = [LayerSource(one.text, one.name, stack.above[one.path]) for one in layers]
    trees = [LayerFile(one.file, stack.above[one.path]) for one in layers]
    return OpenedStack(PolicySource(uppermost.text, uppermost.name, {}, sources), (uppermost.file, trees), read_list)


def guide_files(path: Path) -> Sequence[Path]:
    """A policy file, or all the `.guide` files of a folder, hidden ones aside. Raises `PolicyUnreadable` where there is none."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.guide") if not any(part.startswith(".") for part in file.relative_to(path).parts))
    if not found:
        raise PolicyUnreadable(f"there is no .guide file in the folder {path}")
    return found


@dataclass
class _Files:
    """The files read so far, each after the one above it, called as seen from a folder.

    `above` holds for each layer's file the name of the layer above.
    """

    folder: Path
    above: dict[Path, str]
    found: list[_Read]

    def read(self, path: Path, below: Iterable[_Read] = ()) -> _Read:
        """A file, after those above it."""
        below = tuple(below)
        known = next((one for one in self.found if _same(one.path, path)), None)
        if known is not None:
            return known
        text, name = _read_text(path, PolicyUnreadable), self._called(path)
        read = _Read(path, name, text, parse(text, name))
        if any(_same(one.path, path) for one in below):
            raise _fault(
                below[-1], "GP247", "this layer extends itself, by way of those above it", "Let the uppermost file extend none."
            )
        layer = read.file.head.layer
        if layer is None:
            self._uppermost(read)
        else:
            self.above[path] = self._upper(read, layer.value.extends, below).layer
            self._one_name(read)
        self.found.append(read)
        return read

    def _called(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def _upper(self, read: _Read, extends: str, below: tuple[_Read, ...]) -> _Read:
        try:
            return self.read(read.path.parent / extends, (*below, read))
        except PolicyUnreadable as error:
            raise _fault(
                read, "GP240", f"the layer above cannot be read: {error}", "Correct the path; it counts from this file's folder."
            ) from None

    def _uppermost(self, read: _Read) -> None:
        if self.found:
            other = self.found[0].name
            raise _fault(
                read,
                "GP247",
                f"this file extends no other, and neither does “{other}”: they are two policies",
                "Check them one by one, or let one extend the other.",
            )

    def _one_name(self, read: _Read) -> None:
        for other in self.found:
            if other.layer == read.layer:
                raise _fault(read, "GP247", f"“{other.name}” is a layer “{read.layer}” too", "Give one of them another name.")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _fault(read: _Read, code: str, message: str, hint: str) -> GuideError:
    head = read.file.head
    place = head.layer.place if head.layer else head.place
    return GuideError([Diagnostic(code, message, place, hint)], read.text, read.name)
