"""Delivery window of an order."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("orders", sa.Column("delivery_window", sa.String(20), nullable=False))
    op.create_index("ix_orders_delivery_window", "orders", ["delivery_window"])


def downgrade() -> None:
    op.drop_index("ix_orders_delivery_window", "orders", postgresql_concurrently=False)
    op.drop_column("orders", "delivery_window")
