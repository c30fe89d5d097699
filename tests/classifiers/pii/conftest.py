"""One finder for all tests: importing Presidio takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from guidepost.classifiers.pii.finder import PiiFinder


@pytest.fixture(scope="session")
def finder() -> PiiFinder:
    from guidepost.classifiers.pii.finder import PiiFinder

    return PiiFinder()
