"""Opening a data folder: what is made, what is refused, and that a refusal leaves everything as it was."""

from __future__ import annotations

import base64
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from guidepost.engine.store import DATABASE, Store, StoreUnavailable, open_store
from guidepost.engine.store import migrations as m
from guidepost.engine.store.sqlite import WRITES, open_engine
from guidepost.engine.store.tables import metadata
from tests.engine.store.items import begin, item
from tests.engine.store.processes import AtOnce, open_new
from tests.engine.store.trouble import limited_pages, unprivileged

Sql = Callable[..., list[tuple[object, ...]]]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(folder: Path, patience: float = 0.1) -> str:
    with pytest.raises(StoreUnavailable) as failure:
        open_store(folder, patience=patience).close()
    return str(failure.value)


def other_program(folder: Path, *statements: str) -> None:
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


class TestTheDatabase:
    def test_writes_ahead_reaches_the_disk_and_keeps_references_whole(self, folder: Path, store: Store) -> None:
        assert store.file == folder / DATABASE
        engine = open_engine(folder / DATABASE, 1)
        with engine.connect() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            }
        engine.dispose()
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    @pytest.mark.usefixtures("store")
    def test_writes_take_the_lock_when_they_begin_and_reads_take_none(self, folder: Path) -> None:
        engine = open_engine(folder / DATABASE, 0)
        with closing(sqlite3.connect(folder / DATABASE, timeout=0)) as other:
            with engine.connect() as reading:
                reading.exec_driver_sql("SELECT 1")
                other.execute("BEGIN IMMEDIATE")
                other.rollback()
            with engine.connect().execution_options(**{WRITES: True}) as writing:
                writing.exec_driver_sql("SELECT 1")
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
        engine.dispose()

    @pytest.mark.usefixtures("store")
    def test_is_for_its_owner_only(self, folder: Path) -> None:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}

    @pytest.mark.parametrize("name", ["100 % dürfen?#", "file:data", "a b/c"])
    def test_may_lie_in_a_folder_of_any_name(self, tmp_path: Path, name: str) -> None:
        begin(open_store(tmp_path / name)).close()
        assert (tmp_path / name / DATABASE).stat().st_size > 0

    def test_that_was_restored_without_its_log_writes_ahead_again(self, folder: Path, store: Store, sql: Sql) -> None:
        store.close()
        assert sql("PRAGMA journal_mode=DELETE") == [("delete",)]
        open_store(folder).close()
        assert sql("PRAGMA journal_mode") == [("wal",)]


class TestMigrations:
    @pytest.mark.usefixtures("store")
    def test_make_what_the_tables_say(self, folder: Path) -> None:
        engine = open_engine(folder / DATABASE, 1)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
        engine.dispose()

    def test_are_all_known(self) -> None:
        scripts = ScriptDirectory(str(Path(m.__file__).parent)).walk_revisions()
        assert tuple(reversed([script.revision for script in scripts])) == m.FORMS

    def test_do_nothing_the_second_time(self, folder: Path, store: Store) -> None:
        store.close()
        before = contents(folder)
        open_store(folder).close()
        assert contents(folder) == before

    def test_that_fail_half_way_leave_nothing(self, folder: Path) -> None:
        with limited_pages(12), pytest.raises(StoreUnavailable, match="full"):
            open_store(folder)
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        begin(open_store(folder)).close()


class TestRefused:
    """Each refusal names the place and a way out, and changes nothing."""

    def test_a_database_of_a_newer_guidepost(self, folder: Path, store: Store, sql: Sql) -> None:
        store.close()
        sql("UPDATE alembic_version SET version_num = '9999'")
        before = contents(folder)
        message = refused(folder)
        assert str(folder / DATABASE) in message
        assert "newer Guidepost (form 9999" in message
        assert "Install that version" in message
        assert contents(folder) == before

    @pytest.mark.parametrize(
        "statements",
        [
            ("CREATE TABLE recipes (id)",),
            ("CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')"),
        ],
        ids=["without migrations", "with migrations of its own"],
    )
    def test_the_database_of_another_program(self, folder: Path, statements: tuple[str, ...]) -> None:
        other_program(folder, *statements)
        before = contents(folder)
        message = refused(folder)
        assert str(folder / DATABASE) in message
        assert "another program" in message
        assert "choose another data folder" in message
        assert contents(folder) == before

    @pytest.mark.parametrize("content", [b"Liebes Tagebuch, " * 400, b"%PDF-1.7\n" + bytes(5000)])
    def test_a_file_that_is_no_database(self, folder: Path, content: bytes) -> None:
        folder.mkdir()
        (folder / DATABASE).write_bytes(content)
        message = refused(folder)
        assert str(folder / DATABASE) in message
        assert "is not a Guidepost database. Move it away" in message
        assert contents(folder) == {DATABASE: content}

    def test_a_damaged_database(self, folder: Path, store: Store) -> None:
        store.close()
        file = folder / DATABASE
        file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
        assert "is damaged" in refused(folder)

    @pytest.mark.parametrize("below", ["", "deeper", "deeper/still"])
    def test_a_folder_that_is_a_file_or_lies_below_one(self, tmp_path: Path, below: str) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("notes")
        message = refused(file / below)
        assert str(file / below) in message
        assert "is a file, or lies below one" in message
        assert "--data" in message
        assert contents(tmp_path) == {"notes.txt": b"notes"}

    def test_a_database_that_is_a_folder(self, folder: Path) -> None:
        (folder / DATABASE).mkdir(parents=True)
        assert str(folder / DATABASE) in refused(folder)

    def test_a_folder_that_may_not_be_written(self, open_folder: Path) -> None:
        open_folder.chmod(0o500)
        with unprivileged():
            message = refused(open_folder / "data")
        assert str(open_folder / "data") in message
        assert "Give this user the right" in message
        assert not list(open_folder.iterdir())

    def test_a_read_only_database(self, open_folder: Path) -> None:
        begin(open_store(open_folder)).close()
        for file in open_folder.iterdir():
            file.chmod(0o444)
        with unprivileged():
            opened = open_store(open_folder, patience=0.1)
            with pytest.raises(StoreUnavailable) as failure:
                opened.record([item("dec-1")])
            problem = opened.ping()
            opened.close()
        assert str(failure.value) == problem
        assert str(open_folder / DATABASE) in str(problem)
        assert "may not be written. Check the owner" in str(problem)
        reopened = open_store(open_folder)
        assert reopened.count_decisions() == 0
        reopened.close()

    def test_a_new_database_that_another_program_holds(self, folder: Path) -> None:
        folder.mkdir()
        with closing(sqlite3.connect(folder / DATABASE)) as other:
            other.execute("BEGIN EXCLUSIVE")
            message = refused(folder)
            assert str(folder / DATABASE) in message
            assert "locked by another program. End that program" in message
        assert sorted(contents(folder)) == [DATABASE]
        begin(open_store(folder)).close()


def test_a_new_database_that_another_program_reads_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other program ends its reading during the first pause."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM sqlite_master").fetchall()
        pauses: list[float] = []

        def end_reading(seconds: float) -> None:
            pauses.append(seconds)
            other.rollback()

        monkeypatch.setattr("time.sleep", end_reading)
        begin(open_store(folder)).close()
    assert len(pauses) == 1


class TestTroubleWhileRunning:
    @pytest.mark.usefixtures("store")
    def test_a_locked_database_refuses_writes_answers_reads_and_recovers(self, folder: Path) -> None:
        hasty = open_store(folder, patience=0.05)
        hasty.record([item("dec-1")])
        with closing(sqlite3.connect(folder / DATABASE)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable, match="locked by another program"):
                hasty.record([item("dec-2")])
            assert hasty.decision("dec-1") == item("dec-1").body
            assert "locked" in str(hasty.ping())
        assert hasty.ping() is None
        assert hasty.decision("dec-2") is None
        hasty.record([item("dec-2")])
        hasty.close()

    def test_a_full_disk_keeps_nothing_and_is_named(self, folder: Path) -> None:
        with limited_pages(60):
            store = begin(open_store(folder))
            kept, message = 0, ""
            while not message:
                try:
                    store.record([item(f"dec-{kept}", text="x" * 3000)])
                    kept += 1
                except StoreUnavailable as failure:
                    message = str(failure)
            store.close()
        assert str(folder / DATABASE) in message
        assert "is full. Make room; nothing was kept" in message
        reopened = open_store(folder)
        assert 0 < kept == reopened.count_decisions()
        assert len(list(reopened.audit_entries())) == kept + 1
        reopened.record([item("dec-after")])
        reopened.close()

    def test_a_closed_store_says_so(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreUnavailable, match="closed"):
            store.record([item("dec-1")])
        assert "closed" in str(store.ping())


class TestTheMasterKey:
    def test_is_made_once_for_its_owner_only(self, folder: Path) -> None:
        first, second = open_store(folder), open_store(folder)
        begin(first).record([item("dec-1")])
        opened = second.post("dec-1")
        assert opened is not None
        assert opened.post == item("dec-1").post
        assert stat.S_IMODE((folder / "master.key").stat().st_mode) == 0o600
        first.close()
        second.close()

    def test_missing_while_there_are_posts_is_refused_and_not_made_anew(self, folder: Path, store: Store) -> None:
        store.record([item("dec-1")])
        store.close()
        key = (folder / "master.key").read_bytes()
        (folder / "master.key").unlink()
        message = refused(folder)
        assert str(folder / "master.key") in message
        assert "Put it back from your backup" in message
        assert not (folder / "master.key").exists()
        (folder / "master.key").write_bytes(key)
        open_store(folder).close()

    def test_may_come_from_the_environment_and_then_lies_nowhere(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GUIDEPOST_MASTER_KEY", base64.b64encode(bytes(range(32))).decode())
        store = begin(open_store(folder))
        store.record([item("dec-1")])
        assert store.post("dec-1") is not None
        store.close()
        assert not (folder / "master.key").exists()

    def test_that_is_the_wrong_one_is_refused_with_both_names(
        self, folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch, sql: Sql
    ) -> None:
        store.record([item("dec-1")])
        store.close()
        [(right,)] = sql("SELECT DISTINCT master_key_id FROM data_keys")
        monkeypatch.setenv("GUIDEPOST_MASTER_KEY", base64.b64encode(bytes(32)).decode())
        message = refused(folder)
        assert f"({right})" in message
        assert "GUIDEPOST_MASTER_KEY (" in message
        assert message.count("(") == 2

    @pytest.mark.parametrize("value", ["secret", " ", "AAAA", "ÄÖÜ", "!" * 44, base64.b64encode(bytes(31)).decode()])
    def test_in_the_environment_that_is_no_key_is_refused_by_its_name(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("GUIDEPOST_MASTER_KEY", value)
        assert "GUIDEPOST_MASTER_KEY: The master key" in refused(folder)

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"c2hvcnQ=\n", b"no key at all\n"])
    def test_in_a_file_that_holds_none_is_refused_by_its_name(self, folder: Path, content: bytes) -> None:
        folder.mkdir()
        (folder / "master.key").write_bytes(content)
        assert str(folder / "master.key") in refused(folder)
        assert (folder / "master.key").read_bytes() == content


def test_four_processes_that_open_a_new_folder_at_once_all_succeed_with_one_key(folder: Path, at_once: AtOnce) -> None:
    for attempt in range(5):
        new = folder / str(attempt)
        keys = at_once(open_new, new)
        assert len(keys) == 4
        assert len(set(keys)) == 1
        assert sorted(file.name for file in new.iterdir()) == [DATABASE, "master.key"]
