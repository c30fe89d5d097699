"""People sign in: their sessions, and how often a name was tried in vain.

No token, no password and no typed name is kept: a session by the SHA-256 of its token, an attempt by a keyed hash of the name.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.String(64)
_MOMENT = sa.String(32)
_HASH = sa.String(64)


def upgrade() -> None:
    """Add to the users what signing in needs, and create the tables. Those who are there keep their passwords."""
    op.add_column("users", sa.Column("folded_name", sa.String(200), nullable=False, server_default=""))
    op.add_column("users", sa.Column("must_change_password", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("users", sa.Column("disabled_at", _MOMENT))
    _fold_names()
    op.create_index("ix_users_folded_name", "users", ["folded_name"], unique=True)
    op.create_table(
        "sessions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, sa.ForeignKey("users.id", name="fk_sessions_user_id"), nullable=False),
        sa.Column("token_digest", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False, comment="exact to a minute"),
        sa.Column(
            "browser", sa.String(200), nullable=False, comment="what the browser calls itself, for people to tell sessions apart"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_digest", name="uq_sessions_token_digest"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("subject", _HASH, nullable=False, comment="keyed hash of a name, or of a name and a browser that it is known on"),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("wait_until", _MOMENT),
        sa.PrimaryKeyConstraint("subject", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_last_at", "sign_in_attempts", ["last_at"])


def _fold_names() -> None:
    users = sa.table("users", sa.column("id"), sa.column("name"), sa.column("folded_name"))
    connection = op.get_bind()
    for user in connection.execute(sa.select(users.c.id, users.c.name)).all():
        connection.execute(sa.update(users).where(users.c.id == user.id).values(folded_name=_folded(user.name)))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
