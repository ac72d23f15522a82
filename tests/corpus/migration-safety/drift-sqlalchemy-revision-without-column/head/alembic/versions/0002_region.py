"""x

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invoices", sa.Column("region", sa.String(8), nullable=True))


def downgrade() -> None:
    op.drop_column("invoices", "region")
