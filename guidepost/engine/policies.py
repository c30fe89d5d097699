"""Policies on disk and in memory: read the file and its lists, check, compile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from guidepost.engine.policy_files import LayerSource, PolicySource, PolicyUnreadable, guide_files, open_stack, read_source
from guidepost.engine.views import FOLDING_VERSION, fold
from guidepost.rules.analysis.layers import layers_keep
from guidepost.rules.check import Catalogue, Checked, check
from guidepost.rules.compile import CompiledPolicy
from guidepost.rules.syntax import GuideError, PolicyFile

__all__ = [
    "LayerSource",
    "LoadedPolicy",
    "PolicySource",
    "PolicyUnreadable",
    "check_policy",
    "compile_checked",
    "compile_source",
    "guide_files",
    "load_policy",
    "read_source",
    "sample_policy",
]


def sample_policy() -> Path:
    """Where the policy lies that a new installation starts with."""
    return Path(str(files("guidepost.rules.packs") / "workplace" / "workplace.guide"))


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
    """Read and check a policy: a file with the layers above it, or all the files of a folder as one stack.

    Raises `PolicyUnreadable`, or `GuideError` where a file cannot even be parsed or the layers do not go together.
    """
    opened = open_stack(path)
    read: dict[str, str] = {}

    def remember(name: str) -> str:
        read[name] = opened.read_list(name)
        return read[name]

    source, (uppermost, layers) = opened.source, opened.trees
    checked = check(uppermost, catalogue, remember, layers)
    return replace(source, lists=read), checked


def load_policy(path: Path, catalogue: Catalogue) -> LoadedPolicy:
    """Read, check and compile a policy, see `check_policy`. Raises `PolicyUnreadable` or `GuideError`."""
    source, checked = check_policy(path, catalogue)
    return compile_checked(source, checked)


def compile_source(source: PolicySource, catalogue: Catalogue) -> LoadedPolicy:
    """Check and compile a policy whose texts are at hand. Raises `GuideError`."""
    uppermost, layers = source.parse()
    return compile_checked(source, check(uppermost, catalogue, source.read_list, layers))


def compile_checked(source: PolicySource, checked: Checked) -> LoadedPolicy:
    """The policy that was checked, compiled; a stack only where it is proved that no layer loosens what it must not.

    Raises `GuideError`.
    """
    errors = checked.errors or tuple(finding.diagnostic for finding in layers_keep(checked, fold))
    if errors:
        raise GuideError(errors, source.text, source.name, source.files)
    return LoadedPolicy(source, checked, CompiledPolicy(checked, fold, FOLDING_VERSION))
