"""The tables of a policy's life: its versions, the consents to them, when each was live, and what shadows came to."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from guidepost.engine.store.tables import metadata

_ID = String(64)
_MOMENT = String(32)
_DIGEST = String(128)
_OUTCOME = String(16)
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")

_IS_LIVE = text("state = 'live'")
_STANDS = text("withdrawn_at IS NULL")

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("digest", _DIGEST, ForeignKey("policies.digest"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("proposed_by", _ID, ForeignKey("users.id")),
    Column("proposed_at", _MOMENT, nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_by", _ID, ForeignKey("users.id")),
    Column("changed_at", _MOMENT, nullable=False),
    Column("problem", Text),
    CheckConstraint("state IN ('draft', 'shadow', 'live', 'retired')", name="ck_policy_versions_state"),
    Index("uq_policy_versions_live", "state", unique=True, sqlite_where=_IS_LIVE, postgresql_where=_IS_LIVE),
)
"""One row for each version; the index holds that at most one is live. `round` counts how often it was proposed."""

policy_consents = Table(
    "policy_consents",
    metadata,
    Column("id", _SEQUENCE, primary_key=True),
    Column("digest", _DIGEST, ForeignKey("policy_versions.digest"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("user_id", _ID, ForeignKey("users.id"), nullable=False),
    Column("given_at", _MOMENT, nullable=False),
    Column("withdrawn_at", _MOMENT),
    Index(
        "uq_policy_consents_standing",
        "digest",
        "round",
        "user_id",
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    ),
)
"""The index holds that nobody's consent counts twice."""

policy_activations = Table(
    "policy_activations",
    metadata,
    Column("sequence", _SEQUENCE, primary_key=True),
    Column("digest", _DIGEST, ForeignKey("policy_versions.digest"), nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("how", String(16), nullable=False),
    Column("user_id", _ID, ForeignKey("users.id")),
    Column("previous", _DIGEST),
    Column("reason", Text, nullable=False),
    Index("ix_policy_activations_digest", "digest", "sequence"),
)
"""Every time a version became the live one; rows are never changed. `previous` is the version that a rollback from it leads to."""

policy_revision = Table(
    "policy_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", _SEQUENCE, nullable=False),
)
"""One row, whose number grows with every change: running servers look at it to notice what other processes did."""


def _pair() -> tuple[Column[str], Column[str]]:
    """The version in shadow, and the live one that it was compared with."""
    return (
        Column("digest", _DIGEST, ForeignKey("policy_versions.digest"), primary_key=True),
        Column("live_digest", _DIGEST, primary_key=True),
    )


shadow_runs = Table(
    "shadow_runs",
    metadata,
    *_pair(),
    Column("began_at", _MOMENT, nullable=False),
    Column("last_at", _MOMENT, nullable=False),
    Column("stricter", _SEQUENCE, nullable=False),
    Column("milder", _SEQUENCE, nullable=False),
    Column("otherwise", _SEQUENCE, nullable=False),
    Column("dropped", _SEQUENCE, nullable=False),
    Column("failed", _SEQUENCE, nullable=False),
    Column("measured", _SEQUENCE, nullable=False),
)

shadow_outcomes = Table(
    "shadow_outcomes",
    metadata,
    *_pair(),
    Column("live_outcome", _OUTCOME, primary_key=True),
    Column("shadow_outcome", _OUTCOME, primary_key=True),
    Column("posts", _SEQUENCE, nullable=False),
)

shadow_rules = Table(
    "shadow_rules",
    metadata,
    *_pair(),
    Column("rule_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("fired_live", _SEQUENCE, nullable=False),
    Column("fired_shadow", _SEQUENCE, nullable=False),
    Column("newly", _SEQUENCE, nullable=False),
    Column("no_more", _SEQUENCE, nullable=False),
)

shadow_examples = Table(
    "shadow_examples",
    metadata,
    Column("id", _SEQUENCE, primary_key=True),
    Column("digest", _DIGEST, ForeignKey("policy_versions.digest"), nullable=False),
    Column("live_digest", _DIGEST, nullable=False),
    Column("live_outcome", _OUTCOME, nullable=False),
    Column("shadow_outcome", _OUTCOME, nullable=False),
    Column("decision_id", _ID, nullable=False),
    Column("decided_at", _MOMENT, nullable=False),
    Column("newly", JSON, nullable=False),
    Column("no_more", JSON, nullable=False),
    Index("ix_shadow_examples_pair", "digest", "live_digest", "live_outcome", "shadow_outcome", "id"),
)
