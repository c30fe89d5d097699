"""Opening a data folder: the database, its migrations, and the master key that its posts are encrypted under."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from guidepost.engine.store.failures import StoreUnavailable
from guidepost.engine.store.migrations import upgrade
from guidepost.engine.store.sqlite import explain, open_engine
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
    _make(folder)
    file = folder / DATABASE
    engine = open_engine(file, patience)
    try:
        upgrade(engine)
        vault = _vault(engine, folder, random)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreUnavailable(explain(getattr(error, "orig", None) or error, file)) from error
    except VaultError as error:
        engine.dispose()
        raise StoreUnavailable(str(error)) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, file, vault, patience)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except FileExistsError:
        raise StoreUnavailable(f"The data folder {folder} is a file. Name a folder with --data.") from None
    except OSError as error:
        raise StoreUnavailable(
            f"The data folder {folder} cannot be written: {error.strerror}. Give this user the right to write there, "
            "or name another folder with --data."
        ) from error


def _vault(engine: Engine, folder: Path, random: Callable[[int], bytes]) -> Vault:
    with engine.connect() as connection:
        used = connection.execute(select(data_keys.c.master_key_id).limit(1)).scalar()
    given = os.environ.get(MASTER_KEY)
    vault = Vault(master_key_from(given) if given else load_master_key(folder, random, may_create=used is None), random)
    if used is not None and used != vault.master_key_id:
        where = f"in {MASTER_KEY}" if given else f"in {folder}"
        raise StoreUnavailable(
            f"The master key {where} ({vault.master_key_id}) is not the one that the stored posts were encrypted under ({used}). "
            "Put that key back."
        )
    return vault
