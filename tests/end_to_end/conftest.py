"""One real server with the sample policy and all models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.server import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Server]:
    """A fresh installation, started once."""
    running = Server(tmp_path_factory.mktemp("installation") / "data").start()
    running.wait_until_ready()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A platform's client."""
    with server.client(server.api_key) as client:
        yield client
