"""What several of the engine's tests need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.store.processes import AtOnce, four_processes


@pytest.fixture(scope="session")
def at_once() -> Iterator[AtOnce]:
    """A way to call a function in four processes at the same moment."""
    with four_processes() as call:
        yield call
