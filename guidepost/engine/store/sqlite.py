"""Everything that is SQLite's alone: how it is opened, how a write begins, its triggers, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from math import ceil
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func
from sqlalchemy.dialects.sqlite import Insert, insert

WRITES = "guidepost_writes"
"""Execution option of connections that write: they take the write lock when they begin, never half-way through."""

_ON_CONNECT = (
    # A commit returns only when it is on the disk, so that an acknowledged decision survives power loss.
    "PRAGMA synchronous=FULL",
    # The same on macOS, where an ordinary fsync stops at the drive's cache. Ignored elsewhere.
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    # A destroyed key is overwritten, not just unlinked.
    "PRAGMA secure_delete=ON",
)

_PAUSE = 0.05
"""Seconds between two tries."""
_CONNECTIONS = 16
_MORE_CONNECTIONS = 48


def open_engine(file: Path, patience: float) -> Engine:
    """An engine over a database file. `patience` is how long, in seconds, to wait for a lock or a free connection."""
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        # No isolation level: the driver must not begin transactions by itself, `_begin` does.
        connect_args={"timeout": patience, "isolation_level": None},
        pool_size=_CONNECTIONS,
        max_overflow=_MORE_CONNECTIONS,
        pool_timeout=patience,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    try:
        for statement in _ON_CONNECT:
            connection.execute(statement).close()
    except sqlite3.Error:
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def use_wal(file: Path, patience: float) -> None:
    """Have the database write ahead, so that readers and the writer do not wait for each other. It stays so for all who open it.

    Raises `sqlite3.OperationalError` when another program holds the database for longer than `patience` seconds.
    """
    # Whether SQLite itself would wait here depends on what the other program does: waiting is done below, and only there.
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        for left in reversed(range(ceil(patience / _PAUSE) + 1)):
            try:
                connection.execute("PRAGMA journal_mode=WAL").close()
                return
            except sqlite3.OperationalError as error:
                if left == 0 or not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise
            time.sleep(_PAUSE)


def refuse(table: str, *operations: str) -> Iterator[str]:
    """Statements for triggers that refuse UPDATE or DELETE on a table."""
    for operation in operations:
        yield (
            f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
        )


def refuse_replacing(table: str, *columns: str) -> Iterator[str]:
    """A statement for a trigger that refuses a row where one with the same value in one of `columns` is; REPLACE would remove that one."""
    same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
    yield (
        # Names come from the migration, never from anybody's input.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
    )


def refuse_gaps(table: str, column: str) -> Iterator[str]:
    """A statement for a trigger that lets a row in only under the next number; so REPLACE, which no other trigger sees, is refused too."""
    yield (
        # Names come from the migration, never from anybody's input.
        f"CREATE TRIGGER {table}_no_gaps BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN NEW.{column} <> (SELECT coalesce(max({column}), 0) + 1 FROM {table}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} have no gaps'); END"
    )


def insert_or_raise(table: Table, *columns: str) -> Insert:
    """Insert a row, or, where there is one of its primary key, raise these columns of it to the values given if they are higher."""
    statement = insert(table)
    higher = {name: func.max(table.c[name], statement.excluded[name]) for name in columns}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=higher)


_MEANINGS = {
    "SQLITE_BUSY": "The database {file} is locked by another program. End that program, or wait until it is done.",
    "SQLITE_LOCKED": "The database {file} is locked by another program. End that program, or wait until it is done.",
    "SQLITE_FULL": "The disk that holds {file} is full. Make room; nothing was kept.",
    "SQLITE_READONLY": "The database {file} may not be written. Check the owner and the permissions of the file and its folder.",
    "SQLITE_CANTOPEN": "The database {file} cannot be opened. Check the owner and the permissions of the file and its folder.",
    "SQLITE_PERM": "The database {file} may not be opened. Check the owner and the permissions of the file and its folder.",
    "SQLITE_NOTADB": "The file {file} is not a Guidepost database. Move it away, or choose another data folder.",
    "SQLITE_CORRUPT": "The database {file} is damaged. Stop Guidepost, and put the data folder back from your backup.",
    "SQLITE_IOERR": "The disk that holds {file} reports an error. Check the disk; nothing was kept.",
}


def explain(error: BaseException | None, file: Path) -> str:
    """What an error of the driver means, for a person."""
    name = getattr(error, "sqlite_errorname", "")
    for beginning, meaning in _MEANINGS.items():
        if name.startswith(beginning):
            return meaning.format(file=file)
    return f"The database {file} cannot be used: {error}."
