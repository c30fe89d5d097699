"""A running engine with a small policy and quick providers, and clients for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.accounts import bootstrap
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start_serving
from tests.api.engine import POLICY, Tone


@pytest.fixture(scope="session")
def policy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small policy, on disk."""
    file = tmp_path_factory.mktemp("policy") / "test.guide"
    file.write_text(POLICY, "utf-8")
    return file


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, policy_file: Path) -> Iterator[Service]:
    """One engine for all tests: they add decisions to it and take nothing away."""
    running = start_serving(tmp_path_factory.mktemp("data"), policy_file, real_world(), [Tone()]).service
    yield running
    running.close()


@pytest.fixture(scope="session")
def api_key(service: Service) -> str:
    """A key of the engine."""
    credentials = bootstrap(service.store, service.world)
    assert credentials is not None
    return credentials.api_key


@pytest.fixture(scope="session")
def anonymous(service: Service) -> Iterator[TestClient]:
    """A client without a key."""
    with TestClient(create_app(service, try_page=True), base_url="http://guidepost.test") as client:
        yield client


@pytest.fixture
def client(anonymous: TestClient, api_key: str) -> Iterator[TestClient]:
    """A client with a good key."""
    anonymous.headers["Authorization"] = f"Bearer {api_key}"
    yield anonymous
    del anonymous.headers["Authorization"]
