"""A policy may consist of layers: their texts are kept with it, so that what it decided can be replayed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the policies kept so far have no layers."""
    op.add_column("policies", sa.Column("layers", sa.JSON, nullable=True))
