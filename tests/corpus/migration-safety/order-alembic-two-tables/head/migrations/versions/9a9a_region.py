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
    op.add_column("users", sa.Column("region", sa.Text(), nullable=True))
    op.add_column("teams", sa.Column("region", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("teams", "region")
    op.drop_column("users", "region")
