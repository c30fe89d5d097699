"""The first form: keys, users, policies, posts, decisions, the audit chain, cases, idempotency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from guidepost.engine.store.sqlite import refuse, refuse_gaps, refuse_replacing

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.String(64)
_MOMENT = sa.String(32)
_HASH = sa.String(64)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create everything."""
    _accounts()
    _policies_and_posts()
    _decisions()
    for statement in (
        *refuse("audit_entries", "UPDATE", "DELETE"),
        *refuse_gaps("audit_entries", "sequence"),
        *refuse("decisions", "UPDATE"),
        *refuse_replacing("decisions", "id", "audit_sequence"),
    ):
        op.execute(statement)


def _accounts() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("digest", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("digest", name="uq_api_keys_digest"),
    )
    op.create_table(
        "users",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "idempotency",
        sa.Column("api_key_id", _ID, sa.ForeignKey("api_keys.id", name="fk_idempotency_api_key_id"), nullable=False),
        sa.Column("token", sa.String(255), nullable=False),
        sa.Column("request_digest", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("decision_ids", sa.JSON, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("api_key_id", "token", name="pk_idempotency"),
    )
    heartbeat = op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("beats", _SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_heartbeat"),
    )
    op.bulk_insert(heartbeat, [{"id": 1, "beats": 0}])


def _policies_and_posts() -> None:
    op.create_table(
        "policies",
        sa.Column("digest", sa.String(128), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("source_text", sa.Text, nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("lists", sa.JSON, nullable=False),
        sa.Column("first_loaded_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_policies"),
    )
    op.create_table(
        "posts",
        sa.Column("id", _ID, nullable=False, comment="the id of the decision about it"),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("commitment", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
    )
    op.create_table(
        "data_keys",
        sa.Column("post_id", _ID, sa.ForeignKey("posts.id", name="fk_data_keys_post_id"), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.Column("master_key_id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name="pk_data_keys"),
    )


def _decisions() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("sequence", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("previous_hash", _HASH, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_kind", "audit_entries", ["kind", "sequence"])
    op.create_table(
        "decisions",
        sa.Column("id", _ID, sa.ForeignKey("posts.id", name="fk_decisions_id"), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("risk", sa.Float, nullable=False),
        sa.Column(
            "policy_digest", sa.String(128), sa.ForeignKey("policies.digest", name="fk_decisions_policy_digest"), nullable=False
        ),
        sa.Column("post_id", sa.Text, comment="the platform's own name for the post"),
        sa.Column("api_key_id", _ID, sa.ForeignKey("api_keys.id", name="fk_decisions_api_key_id")),
        sa.Column(
            "audit_sequence",
            _SEQUENCE,
            sa.ForeignKey("audit_entries.sequence", name="fk_decisions_audit_sequence"),
            nullable=False,
        ),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.UniqueConstraint("audit_sequence", name="uq_decisions_audit_sequence"),
    )
    op.create_table(
        "cases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("decision_id", _ID, sa.ForeignKey("decisions.id", name="fk_cases_decision_id"), nullable=False),
        sa.Column("queue", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.Float, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("decision_id", name="uq_cases_decision_id"),
    )
