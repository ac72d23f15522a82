"""What people say: commands, feedback; and the last configuration that could be used.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pull_word",
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("agent", sa.String(length=100), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_pull_word_pull_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pull_id", name="pk_pull_word"),
    )
    op.create_table(
        "pull_ignore",
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_pull_ignore_pull_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pull_id", "rule", name="pk_pull_ignore"),
    )
    op.create_table(
        "feedback",
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_feedback_pull_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_feedback_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pull_id", "fingerprint", "source", name="pk_feedback"),
    )
    op.create_index("ix_feedback_org_id_said_at", "feedback", ["org_id", "said_at"])
    op.create_table(
        "good_configuration",
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_good_configuration_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("org_id", "place", name="pk_good_configuration"),
    )


def downgrade() -> None:
    op.drop_table("good_configuration")
    op.drop_table("feedback")
    op.drop_table("pull_ignore")
    op.drop_table("pull_word")
