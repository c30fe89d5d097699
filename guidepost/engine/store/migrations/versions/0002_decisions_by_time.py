"""Decisions are found by the time they were made, so that a backtest reads the newest first, page by page."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index. The decisions themselves are not touched: nothing may change them."""
    op.create_index("ix_decisions_decided_at", "decisions", ["decided_at", "id"])
