"""A database of an older form is brought to the newest, with everything that was in it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from guidepost.engine.audit import verify_record
from guidepost.engine.store import DATABASE, open_store
from guidepost.engine.store import migrations as m
from guidepost.engine.store.reading import Period
from guidepost.engine.store.sqlite import WRITES, open_engine
from guidepost.engine.vault import KEY_FILE
from tests.engine.store.items import begin, item

Sql = Callable[..., list[tuple[object, ...]]]


def make(folder: Path, form: str) -> None:
    """A data folder as the Guidepost of that form left it, with two decisions.

    They are made in the newest form, and what the older form has room for is taken over.
    """
    newest = folder.with_name("newest")
    store = begin(open_store(newest))
    store.record([item("dec-1"), item("dec-2")])
    store.close()
    folder.mkdir()
    engine = open_engine(folder / DATABASE, 1)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(m.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, form)
    engine.dispose()
    shutil.copy(newest / KEY_FILE, folder / KEY_FILE)
    with closing(sqlite3.connect(folder / DATABASE)) as older, older:
        older.execute("ATTACH ? AS newest", (str(newest / DATABASE),))
        tables = [name for (name,) in older.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"alembic_version", "heartbeat"}:
            columns = ", ".join(column for _, column, *_ in older.execute(f"PRAGMA main.table_info({table})"))
            older.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newest.{table}")


def test_from_the_first_form(folder: Path, sql: Sql) -> None:
    make(folder, "0001")
    assert sql("SELECT version_num FROM alembic_version") == [("0001",)]
    assert sql("SELECT name FROM sqlite_master WHERE name = 'ix_decisions_decided_at'") == []
    before = sql("SELECT * FROM decisions")
    store = open_store(folder)
    assert sql("SELECT version_num FROM alembic_version") == [(m.FORMS[-1],)]
    assert sql("SELECT name FROM sqlite_master WHERE name = 'ix_decisions_decided_at'") == [("ix_decisions_decided_at",)]
    assert sql("SELECT * FROM decisions") == before
    assert verify_record(store.audited()).problem is None
    store.record([item("dec-3")])
    history = store.history()
    [page] = history.pages(Period(), 10)
    assert [history.open(decision).post for decision in history.read(page)] == [item("x").post] * 3
    store.close()
