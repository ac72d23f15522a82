"""Pull requests side by side: what they close, and the comments that compare them.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pull_target",
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_pull_target_pull_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_pull_target_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pull_id", "target", name="pk_pull_target"),
    )
    op.create_index("ix_pull_target_org_id_target", "pull_target", ["org_id", "target"])
    op.create_table(
        "head_to_head",
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("issue", sa.String(length=200), nullable=False),
        sa.Column("comment_id", sa.String(length=40), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("posted_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_head_to_head_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("org_id", "issue", name="pk_head_to_head"),
    )


def downgrade() -> None:
    op.drop_table("head_to_head")
    op.drop_table("pull_target")
