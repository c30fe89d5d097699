"""The audit chain in the database: appending to it inside a transaction, and reading it again."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, Row, insert, select

from guidepost.engine.audit import EMPTY, AuditEntry, Event, Head, Kind, link
from guidepost.engine.store.tables import audit_entries


def head(connection: Connection) -> Head:
    """The newest entry. Only inside a transaction that holds the write lock does it stay the newest."""
    newest = connection.execute(
        select(audit_entries.c.sequence, audit_entries.c.hash).order_by(audit_entries.c.sequence.desc()).limit(1)
    ).first()
    return Head(newest.sequence, newest.hash) if newest else EMPTY


def append(connection: Connection, events: Iterable[Event]) -> list[AuditEntry]:
    """Enter what has happened, in order. The transaction must hold the write lock."""
    newest = head(connection)
    entries = []
    for event in events:
        entry = link(event, newest)
        entries.append(entry)
        newest = Head(entry.sequence, entry.hash)
    if entries:
        connection.execute(
            insert(audit_entries),
            [
                {
                    "sequence": entry.sequence,
                    "kind": entry.kind,
                    "at": entry.at,
                    "body": entry.body,
                    "previous_hash": entry.previous_hash,
                    "hash": entry.hash,
                }
                for entry in entries
            ],
        )
    return entries


def newest_subject(connection: Connection, *kinds: Kind) -> str | None:
    """What the newest entry of some kinds is about; None where there is none, or it was altered beyond reading (verifying finds it)."""
    mine = audit_entries.c.kind.in_([kind.value for kind in kinds])
    row = connection.execute(select(audit_entries).where(mine).order_by(audit_entries.c.sequence.desc()).limit(1)).first()
    try:
        return entry_of(row).subject if row else None
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError):
        return None


def entry_of(row: Row[tuple[object, ...]]) -> AuditEntry:
    """An entry as it was stored, whatever may have been done to it since."""
    return AuditEntry(row.sequence, row.kind, row.at, row.body, row.previous_hash, row.hash)
