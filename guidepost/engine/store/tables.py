"""The tables. Types are portable; moments are RFC 3339 text in UTC, which sorts by time and is byte for byte what decisions say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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
    false,
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
    Column("folded_name", String(200), nullable=False, server_default=""),
    Column("must_change_password", Boolean, nullable=False, server_default=false()),
    Column("disabled_at", _MOMENT),
    Index("ix_users_folded_name", "folded_name", unique=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("user_id", _ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("token_digest", _HASH, nullable=False, unique=True),
    Column("created_at", _MOMENT, nullable=False),
    Column("seen_at", _MOMENT, nullable=False, comment="exact to a minute"),
    Column("browser", String(200), nullable=False, comment="what the browser calls itself, for people to tell sessions apart"),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("subject", _HASH, primary_key=True, comment="keyed hash of a name, or of a name and a browser that it is known on"),
    Column("failures", Integer, nullable=False),
    Column("last_at", _MOMENT, nullable=False, index=True),
    Column("wait_until", _MOMENT),
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
    Column("layers", JSON, comment="the texts of the layers below, uppermost first"),
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

post_traces = Table(
    "post_traces",
    metadata,
    Column("subject", LargeBinary(16), primary_key=True, comment="keyed hash of what is counted for: an author, a text, a link"),
    Column("member", LargeBinary(16), primary_key=True, comment="keyed hash of what is counted: a post, an author"),
    Column("seen_at", _MOMENT, nullable=False, comment="when the member was last seen with the subject"),
    Column("kept_until", _MOMENT, nullable=False),
    Index("ix_post_traces_seen_at", "subject", "seen_at"),
    Index("ix_post_traces_kept_until", "kept_until"),
    sqlite_with_rowid=False,
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
