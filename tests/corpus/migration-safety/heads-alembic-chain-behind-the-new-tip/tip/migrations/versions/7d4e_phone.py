"""x

Revision ID: 7d4e
"""

import sqlalchemy as sa
from alembic import op

revision = "7d4e"
down_revision = "5b2c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("phone", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "phone")
