"""A database of an older form is brought to the newest, with everything that was in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config

from guidepost.engine.audit import verify_record
from guidepost.engine.store import DATABASE, open_store
from guidepost.engine.store import migrations as m
from guidepost.engine.store.reading import Period
from guidepost.engine.store.sqlite import WRITES, open_engine
from guidepost.engine.store.store import Store
from guidepost.engine.vault import Vault, load_master_key
from tests.engine.store.items import WORLD, begin, item

Sql = Callable[..., list[tuple[object, ...]]]


def make(folder: Path, form: str) -> None:
    """A data folder as the Guidepost of that form left it, with two decisions."""
    folder.mkdir()
    engine = open_engine(folder / DATABASE, 1)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(m.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, form)
    vault = Vault(load_master_key(folder, WORLD.random, may_create=True), WORLD.random)
    store = begin(Store(engine, folder / DATABASE, vault, 1))
    store.record([item("dec-1"), item("dec-2")])
    store.close()


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
