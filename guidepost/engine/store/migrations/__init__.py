"""Bringing a database to the form that this program works with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from guidepost.engine.store.failures import StoreUnavailable
from guidepost.engine.store.sqlite import WRITES

FORMS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every form the database has had, oldest first: the revisions in `versions`."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form, whole or not at all. Costs two short queries when it is there already.

    Raises `StoreUnavailable`, see `find_form`.
    """
    with engine.connect() as connection:
        if find_form(connection) == FORMS[-1]:
            return
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        # Another process may have done it while this one waited for the lock.
        if find_form(connection) != FORMS[-1]:
            _upgrade(connection)


def find_form(connection: Connection) -> str | None:
    """The form the database has; None for one that is empty.

    Raises `StoreUnavailable` for a database that another program, or a newer Guidepost, wrote.
    """
    file = connection.engine.url.database
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "audit_entries"} <= tables:
        raise StoreUnavailable(
            f"The database {file} belongs to another program; nothing in it was touched. Move it away, or choose another data folder."
        )
    form = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if form not in FORMS:
        raise StoreUnavailable(
            f"The database {file} was written by a newer Guidepost (form {form}; this one knows {FORMS[-1]}). "
            "Install that version or a newer one."
        )
    return str(form)


def _upgrade(connection: Connection) -> None:
    # Imported only here: a start with a database that is up to date need not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
