"""Policies on disk and in memory: read the file and its lists, check, compile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from guidepost.engine.views import FOLDING_VERSION, fold
from guidepost.rules.check import Catalogue, Checked, ListUnreadable, check
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import GuideError, PolicyFile, parse

_LARGEST_FILE = 4 * 1_048_576
"""Bytes a policy or list file may have."""


class PolicyUnreadable(Exception):
    """A policy file cannot be read; the message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The text of a policy and of its list files: all that is needed to compile it again, years later."""

    text: str
    name: str
    lists: Mapping[str, str] = field(default_factory=dict)

    def read_list(self, name: str) -> str:
        """The text of a list file. Raises `ListUnreadable`."""
        try:
            return self.lists[name]
        except KeyError:
            raise ListUnreadable("there is no such file") from None


def sample_policy() -> Path:
    """Where the policy lies that a new installation starts with."""
    return Path(str(files("guidepost.rules.packs") / "workplace" / "workplace.guide"))


def read_source(path: Path) -> tuple[PolicySource, Callable[[str], str]]:
    """The text of a policy file, and a reader for its lists that stays inside the file's folder.

    Raises `PolicyUnreadable`.
    """
    text = _read_text(path, PolicyUnreadable)

    def read_list(name: str) -> str:
        file = (path.parent / name).resolve()
        if not file.is_relative_to(path.parent.resolve()):
            raise ListUnreadable("it lies outside the policy's folder")
        return _read_text(file, ListUnreadable)

    return PolicySource(text, path.name), read_list


def _read_text(path: Path, failure: type[Exception]) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise failure(f"{path.name} is larger than {_LARGEST_FILE:,} bytes")
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


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """A policy that was read, checked and compiled."""

    source: PolicySource
    checked: Checked
    compiled: CompiledPolicy

    @property
    def file(self) -> PolicyFile:
        """The tree of the policy."""
        return self.checked.scope.file


def check_policy(path: Path, catalogue: Catalogue) -> tuple[PolicySource, Checked]:
    """Read and check a policy file. Raises `PolicyUnreadable`, or `GuideError` where it cannot even be parsed."""
    source, read_list = read_source(path)
    read: dict[str, str] = {}

    def remember(name: str) -> str:
        read[name] = read_list(name)
        return read[name]

    checked = check(parse(source.text, source.name), catalogue, remember)
    return PolicySource(source.text, source.name, read), checked


def load_policy(path: Path, catalogue: Catalogue) -> LoadedPolicy:
    """Read, check and compile a policy file. Raises `PolicyUnreadable` or `GuideError`."""
    source, checked = check_policy(path, catalogue)
    return _compile(source, checked)


def compile_source(source: PolicySource, catalogue: Catalogue) -> LoadedPolicy:
    """Check and compile a policy whose texts are at hand. Raises `GuideError`."""
    return _compile(source, check(parse(source.text, source.name), catalogue, source.read_list))


def _compile(source: PolicySource, checked: Checked) -> LoadedPolicy:
    if checked.errors:
        raise GuideError(checked.errors, source.text, source.name)
    return LoadedPolicy(source, checked, CompiledPolicy(checked, fold, FOLDING_VERSION))
