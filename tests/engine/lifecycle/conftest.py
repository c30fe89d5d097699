from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.lifecycle.versions import People


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """A store with people in it."""
    found = People(tmp_path / "data")
    yield found
    found.store.close()
