"""x

Revision ID: 9a9a
"""

import sqlalchemy as sa
from alembic import op

revision = "9a9a"
down_revision = "5b2c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id", ondelete="CASCADE"), index=True, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("payment_id", sa.BigInteger(), sa.ForeignKey("payments.id"), nullable=False),
    )
    op.create_index("ix_receipts_payment_id", "receipts", ["payment_id"])


def downgrade() -> None:
    op.drop_table("receipts")
    op.drop_table("payments")
