"""Everything that is SQLite's alone: how it is opened, how a write begins, its triggers, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect

WRITES = "guidepost_writes"
"""Execution option of connections that write: they take the write lock when they begin, never half-way through."""

_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    # A commit returns only when it is on the disk, so that an acknowledged decision survives power loss.
    "PRAGMA synchronous=FULL",
    # The same on macOS, where an ordinary fsync stops at the drive's cache. Ignored elsewhere.
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    # A destroyed key is overwritten, not just unlinked.
    "PRAGMA secure_delete=ON",
)

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
    for statement in _ON_CONNECT:
        connection.execute(statement).close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table yet."""
    return not inspect(connection).get_table_names()


def refuse(table: str, *operations: str) -> Iterator[str]:
    """Statements for triggers that refuse UPDATE or DELETE on a table."""
    for operation in operations:
        yield (
            f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
        )


def refuse_gaps(table: str, column: str) -> Iterator[str]:
    """A statement for a trigger that lets a row in only under the next number; so REPLACE, which no other trigger sees, is refused too."""
    yield (
        f"CREATE TRIGGER {table}_no_gaps BEFORE INSERT ON {table} "
        f"WHEN NEW.{column} <> (SELECT coalesce(max({column}), 0) + 1 FROM {table}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} have no gaps'); END"  # noqa: S608  (names come from the migration, not from anybody's input)
    )


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
