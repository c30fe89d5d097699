"""For all tests: the encoder is put together once, and a change is judged by the same examples each time it is checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Whoever works here gets new examples with every run; a change that is to be let in gets the same ones every time.
settings.register_profile("continuous integration", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("continuous integration")

_CACHE = "GUIDEPOST_MODEL_CACHE"


@pytest.fixture(scope="session", autouse=True)
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of decoded models that all tests and the servers they start share."""
    folder = Path(os.environ.get(_CACHE) or tmp_path_factory.mktemp("models"))
    os.environ[_CACHE] = str(folder)
    return folder
