"""The tables. Types are portable; moments are RFC 3339 text in UTC, which sorts by time and is byte for byte what decisions say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Cast,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    cast,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_ID = String(64)
_MOMENT = String(32)
_HASH = String(64)
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite makes only a column of type INTEGER the table's own order."""


class Bytes(TypeDecorator[bytes]):
    """Bytes that are read as bytes even where somebody has written text over them, so that a verification finds it and does not stumble."""

    impl = LargeBinary
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> Cast[bytes]:
        """The column as it is read."""
        return cast(column, LargeBinary)


api_keys = Table(
    "api_keys",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("digest", _HASH, nullable=False, unique=True),
    Column("created_at", _MOMENT, nullable=False),
    Column("revoked_at", _MOMENT),
)

users = Table(
    "users",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("created_at", _MOMENT, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    Column("digest", String(128), primary_key=True),
    Column("title", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("lists", JSON, nullable=False),
    Column("first_loaded_at", _MOMENT, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("id", _ID, primary_key=True, comment="the id of the decision about it"),
    Column("ciphertext", Bytes, nullable=False),
    Column("nonce", Bytes, nullable=False),
    Column("commitment", _HASH, nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("post_id", _ID, ForeignKey("posts.id"), primary_key=True),
    Column("wrapped_key", Bytes, nullable=False),
    Column("master_key_id", String(16), nullable=False),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("body", Bytes, nullable=False),
    Column("previous_hash", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
    Index("ix_audit_entries_kind", "kind", "sequence"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", _ID, ForeignKey("posts.id"), primary_key=True),
    Column("decided_at", _MOMENT, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("risk", Float, nullable=False),
    Column("policy_digest", String(128), ForeignKey("policies.digest"), nullable=False),
    Column("post_id", Text, comment="the platform's own name for the post"),
    Column("api_key_id", _ID, ForeignKey("api_keys.id")),
    Column("audit_sequence", _SEQUENCE, ForeignKey("audit_entries.sequence"), nullable=False, unique=True),
    Column("body", Bytes, nullable=False),
    Index("ix_decisions_decided_at", "decided_at", "id"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("decision_id", _ID, ForeignKey("decisions.id"), nullable=False, unique=True),
    Column("queue", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("priority", Float, nullable=False),
    Column("opened_at", _MOMENT, nullable=False),
    Column("due_at", _MOMENT),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("api_key_id", _ID, ForeignKey("api_keys.id"), primary_key=True),
    Column("token", String(255), primary_key=True),
    Column("request_digest", String(128), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("decision_ids", JSON, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beats", _SEQUENCE, nullable=False),
)
"""One row that is rewritten to find out whether anything can be written."""
