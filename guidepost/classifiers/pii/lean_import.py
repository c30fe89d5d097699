"""Importing a library without one of its optional dependencies.

Presidio imports Transformers when it is installed, for a named-entity pipeline that is not used here; that alone takes five
of the ten seconds its import needs. Presidio treats a missing Transformers as normal, so it is shown none.
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
    """Says of one package that it is not installed, to one thread. Other threads import it as ever."""

    def __init__(self, package: str, thread: int) -> None:
        self._package = package
        self._thread = thread

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /) -> ModuleSpec | None:  # noqa: ARG002
        if fullname.partition(".")[0] == self._package and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is hidden during this import", name=fullname)
        return None


@contextmanager
def hidden(package: str) -> Iterator[None]:
    """Within the block, and in this thread only, modules of `package` that are not yet imported cannot be."""
    finder = _Hidden(package, threading.get_ident())
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
