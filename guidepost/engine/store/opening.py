"""Opening a data folder: the database, its migrations, and the master key that its posts are encrypted under."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from guidepost.engine.store.failures import StoreUnavailable
from guidepost.engine.store.migrations import find_form, upgrade
from guidepost.engine.store.sqlite import explain, open_engine, use_wal
from guidepost.engine.store.store import Store
from guidepost.engine.store.tables import data_keys
from guidepost.engine.vault import Vault, VaultError, load_master_key, master_key_from

DATABASE = "guidepost.db"
"""The database's file in the data folder."""
MASTER_KEY = "GUIDEPOST_MASTER_KEY"
"""Environment variable that holds the master key, where it is not to lie in the data folder."""

PATIENCE = 10.0
"""Seconds to wait for another writer before a request is refused."""


def open_store(folder: Path, *, random: Callable[[int], bytes] = os.urandom, patience: float = PATIENCE) -> Store:
    """Open the data folder, creating and migrating what is missing. Raises `StoreUnavailable` with the way out."""
    file = folder / DATABASE
    _make(folder, file)
    engine = open_engine(file, patience)
    try:
        # Looked at first: the database of another program is not to be changed in any way.
        with engine.connect() as connection:
            find_form(connection)
        use_wal(file, patience)
        upgrade(engine)
        vault = _vault(engine, folder, random)
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise StoreUnavailable(explain(getattr(error, "orig", None) or error, file)) from error
    except VaultError as error:
        engine.dispose()
        raise StoreUnavailable(str(error)) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, file, vault, patience)


def _make(folder: Path, file: Path) -> None:
    """Make the folder and an empty database, for the owner only, and find out whether anything can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except (FileExistsError, NotADirectoryError):
        raise StoreUnavailable(f"The data folder {folder} is a file, or lies below one. Name a folder with --data.") from None
    except OSError as error:
        raise StoreUnavailable(
            f"The data folder {folder} cannot be written: {error.strerror}. Give this user the right, and the room, to write there, "
            "or name another folder with --data."
        ) from error


def _vault(engine: Engine, folder: Path, random: Callable[[int], bytes]) -> Vault:
    with engine.connect() as connection:
        used = connection.execute(select(data_keys.c.master_key_id).limit(1)).scalar()
    given = os.environ.get(MASTER_KEY)
    vault = Vault(_given_key(given) if given else load_master_key(folder, random, may_create=used is None), random)
    if used is not None and used != vault.master_key_id:
        where = f"in {MASTER_KEY}" if given else f"in {folder}"
        raise StoreUnavailable(
            f"The master key {where} ({vault.master_key_id}) is not the one that the stored posts were encrypted under ({used}). "
            "Put that key back."
        )
    return vault


def _given_key(value: str) -> bytes:
    try:
        return master_key_from(value)
    except VaultError as error:
        raise StoreUnavailable(f"{MASTER_KEY}: {error}") from None
