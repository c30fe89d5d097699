"""Importing a library without its optional dependencies.

Presidio and spaCy import Transformers and PyTorch when they are installed, for language models that are not used here; that alone
takes most of the seconds their import needs. They treat a missing one as normal, so they are shown none.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Hidden(MetaPathFinder):
    """Says of some packages that they are not installed, to one thread. Other threads import them as ever."""

    def __init__(self, packages: frozenset[str], thread: int) -> None:
        self._packages = packages
        self._thread = thread

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /) -> ModuleSpec | None:  # noqa: ARG002
        if fullname.partition(".")[0] in self._packages and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is hidden during this import", name=fullname)
        return None


@contextmanager
def hidden(*packages: str) -> Iterator[None]:
    """Within the block, and in this thread only, modules of these packages that are not yet imported cannot be."""
    finder = _Hidden(frozenset(packages), threading.get_ident())
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
