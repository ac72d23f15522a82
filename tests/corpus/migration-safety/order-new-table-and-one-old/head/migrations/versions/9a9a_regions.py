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
    op.create_table("regions", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.add_column("regions", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("region_name", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "region_name")
    op.drop_table("regions")
