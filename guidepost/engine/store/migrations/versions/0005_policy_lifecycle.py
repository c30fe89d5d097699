"""The life of a policy's versions: their states, who consented, when each was live, and what versions in shadow came to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from guidepost.engine.store.sqlite import refuse

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.String(64)
_MOMENT = sa.String(32)
_DIGEST = sa.String(128)
_OUTCOME = sa.String(16)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables; the policies kept so far have no state, the next start makes its policy the live one."""
    _versions()
    _shadows()
    for statement in refuse("policy_activations", "UPDATE", "DELETE"):
        op.execute(statement)


def _versions() -> None:
    op.create_table(
        "policy_versions",
        sa.Column("digest", _DIGEST, sa.ForeignKey("policies.digest", name="fk_policy_versions_digest"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("proposed_by", _ID, sa.ForeignKey("users.id", name="fk_policy_versions_proposed_by")),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("changed_by", _ID, sa.ForeignKey("users.id", name="fk_policy_versions_changed_by")),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("problem", sa.Text),
        sa.PrimaryKeyConstraint("digest", name="pk_policy_versions"),
        sa.CheckConstraint("state IN ('draft', 'shadow', 'live', 'retired')", name="ck_policy_versions_state"),
    )
    live = sa.text("state = 'live'")
    op.create_index("uq_policy_versions_live", "policy_versions", ["state"], unique=True, sqlite_where=live, postgresql_where=live)
    op.create_table(
        "policy_consents",
        sa.Column("id", _SEQUENCE, nullable=False),
        sa.Column("digest", _DIGEST, sa.ForeignKey("policy_versions.digest", name="fk_policy_consents_digest"), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("user_id", _ID, sa.ForeignKey("users.id", name="fk_policy_consents_user_id"), nullable=False),
        sa.Column("given_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_policy_consents"),
    )
    standing = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_policy_consents_standing",
        "policy_consents",
        ["digest", "round", "user_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_table(
        "policy_activations",
        sa.Column("sequence", _SEQUENCE, nullable=False),
        sa.Column("digest", _DIGEST, sa.ForeignKey("policy_versions.digest", name="fk_policy_activations_digest"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("user_id", _ID, sa.ForeignKey("users.id", name="fk_policy_activations_user_id")),
        sa.Column("previous", _DIGEST),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_policy_activations"),
    )
    op.create_index("ix_policy_activations_digest", "policy_activations", ["digest", "sequence"])
    revision_row = op.create_table(
        "policy_revision",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", _SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_policy_revision"),
    )
    op.bulk_insert(revision_row, [{"id": 1, "revision": 0}])


def _shadows() -> None:
    op.create_table(
        "shadow_runs",
        *_pair("shadow_runs"),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        *(
            sa.Column(name, _SEQUENCE, nullable=False)
            for name in ("stricter", "milder", "otherwise", "dropped", "failed", "measured")
        ),
        sa.PrimaryKeyConstraint("digest", "live_digest", name="pk_shadow_runs"),
    )
    op.create_table(
        "shadow_outcomes",
        *_pair("shadow_outcomes"),
        sa.Column("live_outcome", _OUTCOME, nullable=False),
        sa.Column("shadow_outcome", _OUTCOME, nullable=False),
        sa.Column("posts", _SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint("digest", "live_digest", "live_outcome", "shadow_outcome", name="pk_shadow_outcomes"),
    )
    op.create_table(
        "shadow_rules",
        *_pair("shadow_rules"),
        sa.Column("rule_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        *(sa.Column(name, _SEQUENCE, nullable=False) for name in ("fired_live", "fired_shadow", "newly", "no_more")),
        sa.PrimaryKeyConstraint("digest", "live_digest", "rule_id", name="pk_shadow_rules"),
    )
    op.create_table(
        "shadow_examples",
        sa.Column("id", _SEQUENCE, nullable=False),
        *_pair("shadow_examples"),
        sa.Column("live_outcome", _OUTCOME, nullable=False),
        sa.Column("shadow_outcome", _OUTCOME, nullable=False),
        sa.Column("decision_id", _ID, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("newly", sa.JSON, nullable=False),
        sa.Column("no_more", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shadow_examples"),
    )
    op.create_index("ix_shadow_examples_pair", "shadow_examples", ["digest", "live_digest", "live_outcome", "shadow_outcome", "id"])


def _pair(table: str) -> tuple[sa.Column[str], sa.Column[str]]:
    """The version in shadow, and the live one that it was compared with."""
    return (
        sa.Column("digest", _DIGEST, sa.ForeignKey("policy_versions.digest", name=f"fk_{table}_digest"), nullable=False),
        sa.Column("live_digest", _DIGEST, nullable=False),
    )
