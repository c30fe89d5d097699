"""A data folder, a store in it, and raw access to its database, as somebody who wants to alter the record has it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from guidepost.engine.store import DATABASE, Store, open_store
from tests.engine.store.items import begin
from tests.engine.store.trouble import NOBODY


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDEPOST_MASTER_KEY", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A store with one policy, whose `policy_loaded` is the first entry of the record."""
    opened = begin(open_store(folder))
    yield opened
    opened.close()


@pytest.fixture
def sql(folder: Path) -> Callable[..., list[tuple[object, ...]]]:
    """Runs statements on the database beside the store, as any program could."""

    def run(*statements: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
            return [row for statement in statements for row in connection.execute(statement)]

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder whose parents everybody may enter, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield folder
