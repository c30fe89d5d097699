from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def golden() -> Path:
    """The folder of golden files."""
    return Path(__file__).parent / "golden"
