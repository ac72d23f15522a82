"""x

Revision ID: 1a1a
"""

import sqlalchemy as sa
from alembic import op

revision = "1a1a"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("daily", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade() -> None:
    op.drop_table("daily")
