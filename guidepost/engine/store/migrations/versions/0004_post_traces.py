"""Traces of decided posts, so that rules can count: which posts an author has had checked, which authors a text has had, and when last.

A trace holds keyed hashes and two moments: no text, no name, no id.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEYED_HASH = sa.LargeBinary(16)
_MOMENT = sa.String(32)


def upgrade() -> None:
    """Create the table. What was decided before has left no traces."""
    op.create_table(
        "post_traces",
        sa.Column("subject", _KEYED_HASH, nullable=False, comment="keyed hash of what is counted for: an author, a text, a link"),
        sa.Column("member", _KEYED_HASH, nullable=False, comment="keyed hash of what is counted: a post, an author"),
        sa.Column("seen_at", _MOMENT, nullable=False, comment="when the member was last seen with the subject"),
        sa.Column("kept_until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", "member", name="pk_post_traces"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_post_traces_seen_at", "post_traces", ["subject", "seen_at"])
    op.create_index("ix_post_traces_kept_until", "post_traces", ["kept_until"])
