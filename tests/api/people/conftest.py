"""An engine with somebody of each role, a clock that a test sets, and clients that sign in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from guidepost.api import create_app
from guidepost.engine.accounts import create_api_key
from guidepost.engine.identity import World
from guidepost.engine.people import People, Role
from guidepost.engine.service import Service
from guidepost.engine.start import start
from tests.api.engine import Tone
from tests.engine.people.conftest import CHEAP, PASSWORD, Clock

ORIGIN = "http://guidepost.test"
SESSION = "guidepost-session"


@pytest.fixture
def clock() -> Clock:
    """Eight in the morning."""
    return Clock()


@pytest.fixture
def house(tmp_path: Path, policy_file: Path, clock: Clock) -> Iterator[Service]:
    """The engine. Each person is called as the role is."""
    running = start(tmp_path / "data", policy_file, World(clock, os.urandom), [Tone()])
    running.people = People(running.store, running.world, CHEAP)
    for role in Role:
        running.people.administration.add(role, role, by=None, password=PASSWORD)
    yield running
    running.close()


@pytest.fixture
def key(house: Service) -> str:
    """An API key."""
    return create_api_key(house.store, house.world, "Intranet")[1]


@pytest.fixture
def app(house: Service) -> Any:
    """The application."""
    return create_app(house, try_page=False)


@pytest.fixture
def visit(app: Any) -> Callable[..., TestClient]:
    """A new browser, which follows no redirect by itself."""

    def visit(origin: str = ORIGIN, **headers: str) -> TestClient:
        sent = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0", **headers}
        return TestClient(app, base_url=origin, headers=sent, follow_redirects=False)

    return visit


@pytest.fixture
def sign_in(visit: Callable[..., TestClient]) -> Callable[..., TestClient]:
    """A new browser on which somebody has signed in."""

    def sign_in(name: str = "officer", password: str = PASSWORD, origin: str = ORIGIN, **form: str) -> TestClient:
        client = visit(origin)
        answer = client.post("/sign-in", data={"name": name, "password": password, **form})
        assert answer.status_code == 303, answer.text
        return client

    return sign_in


def csrf(client: TestClient, path: str = "/account") -> str:
    """What a page repeats with what it changes."""
    found = re.search(r'name="csrf_token" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]
