"""For all tests: the encoder is put together once, not once for every data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_CACHE = "GUIDEPOST_MODEL_CACHE"


@pytest.fixture(scope="session", autouse=True)
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of decoded models that all tests and the servers they start share."""
    folder = Path(os.environ.get(_CACHE) or tmp_path_factory.mktemp("models"))
    os.environ[_CACHE] = str(folder)
    return folder
