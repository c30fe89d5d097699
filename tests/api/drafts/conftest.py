"""A running server's engine with two officers, a moderator, and clients that have signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.lifecycle.watching import Watcher
from guidepost.engine.people import People, Role
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start_serving
from tests.api.engine import POLICY, Tone
from tests.engine.people.conftest import CHEAP, PASSWORD

PEOPLE = {"anna": Role.OFFICER, "ben": Role.OFFICER, "mara": Role.MODERATOR}


@pytest.fixture
def engine(tmp_path: Path, policy_file: Path) -> Iterator[Service]:
    """An engine of its own: these tests change which version is live."""
    running = start_serving(tmp_path / "data", policy_file, real_world(), [Tone()]).service
    running.people = People(running.store, running.world, CHEAP)
    for name, role in PEOPLE.items():
        running.people.administration.add(name, role, by=None, password=PASSWORD)
    watcher = Watcher(running, every=0.05)
    watcher.start()
    yield running
    watcher.stop()
    running.close()


@dataclass
class Person:
    """Somebody at the page."""

    client: TestClient

    def get(self, path: str) -> Any:
        """What is answered."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: object = None, status: int = 200) -> Any:
        """What is answered."""
        answer = self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def person(engine: Service) -> Callable[[str], Person]:
    """Somebody who has signed in."""

    def arrive(name: str) -> Person:
        client = TestClient(create_app(engine, try_page=False), base_url="http://guidepost.test")
        me = client.post("/session", json={"name": name, "password": PASSWORD}).json()
        client.headers["X-CSRF-Token"] = me["csrf_token"]
        return Person(client)

    return arrive


@pytest.fixture
def anna(person: Callable[[str], Person]) -> Person:
    """An officer."""
    return person("anna")


def source(text: str = POLICY, **more: object) -> dict[str, object]:
    """A policy as the page sends it."""
    return {"name": "test.guide", "text": text, **more}
