"""Trouble made to order: a full disk, and permissions that bind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

NOBODY = 65_534


@contextmanager
def limited_pages(number: int) -> Iterator[None]:
    """Databases that are opened inside have room for this many pages of 4 KiB; SQLite then says what it says on a full disk."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={number}").close()

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Go on as somebody whom permissions bind, where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)
