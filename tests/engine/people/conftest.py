"""People over a real store, with a clock that a test sets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guidepost.engine.audit import AuditEntry, verify_record
from guidepost.engine.identity import World
from guidepost.engine.people import Arrival, Browser, Effort, MustWait, People, Role, WrongCredentials
from guidepost.engine.store import Store, open_store

CHEAP = Effort(passes=1, memory=64, lanes=1)
"""As little as Argon2 can do, so that tests need not wait."""
PASSWORD = "Nachtigall-7-Wiese"


class Clock:
    """Tells the time that it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def advance(self, **by: float) -> None:
        """Let time pass: `minutes=1`."""
        self.now += timedelta(**by)


@dataclass
class House:
    """An installation in which Zoë is an officer and Ada the administrator."""

    folder: Path
    store: Store
    clock: Clock
    people: People

    def sign_in(self, name: str = "Zoë", password: str = PASSWORD, **browser: str | None) -> Arrival:
        """Sign in on a browser."""
        return self.people.signing_in.sign_in(name, password, Browser(**browser))  # type: ignore[arg-type]

    def fail(self, times: int, name: str = "Zoë", **browser: str | None) -> None:
        """Sign in with a wrong password, without waiting."""
        for _ in range(times):
            with pytest.raises(WrongCredentials):
                self.sign_in(name, "not the password", **browser)

    def waits(self, name: str = "Zoë", password: str = PASSWORD, **browser: str | None) -> int:
        """Seconds that an attempt is told to wait, though the password is right."""
        with pytest.raises(MustWait) as told:
            self.sign_in(name, password, **browser)
        return told.value.seconds

    def here(self, token: str) -> bool:
        """Whether a token still opens the door."""
        return self.people.sessions.who(token) is not None

    def entries(self) -> list[AuditEntry]:
        """The record, which must be whole."""
        assert verify_record(self.store.audited()).problem is None
        return list(self.store.audit_entries())

    def kinds(self) -> list[str]:
        """What the record says has happened."""
        return [entry.kind for entry in self.entries()]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The installation, at eight in the morning."""
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)
    clock = Clock()
    store = open_store(tmp_path / "data")
    people = People(store, World(clock, os.urandom), CHEAP)
    people.administration.add("Ada", Role.ADMINISTRATOR, by=None, password=PASSWORD)
    people.administration.add("Zoë", Role.OFFICER, by=None, password=PASSWORD)
    yield House(tmp_path / "data", store, clock, people)
    store.close()
