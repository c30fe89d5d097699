"""Bringing a database to the form that this program works with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from guidepost.engine.store.failures import StoreUnavailable
from guidepost.engine.store.sqlite import WRITES

HEAD = "0001"
"""The newest form, the last file in `versions`."""


def upgrade(engine: Engine) -> None:
    """Bring the database to `HEAD`, whole or not at all. Costs one short query when it is there already.

    Raises `StoreUnavailable` for a database that a newer program wrote.
    """
    with engine.connect() as connection:
        if current(connection) == HEAD:
            return
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        # Another process may have done it while this one waited for the lock.
        found = current(connection)
        if found != HEAD:
            _upgrade(connection, found)


def current(connection: Connection) -> str | None:
    """The form the database has; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def _upgrade(connection: Connection, found: str | None) -> None:
    # Imported only here: a start with a database that is up to date need not wait for it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreUnavailable(
            f"The database was written by a newer Guidepost (form {found}; this one knows {HEAD}). Install that version or a newer one."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
