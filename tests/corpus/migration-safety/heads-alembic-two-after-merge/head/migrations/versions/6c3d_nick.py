"""x

Revision ID: 6c3d
"""

import sqlalchemy as sa
from alembic import op

revision = "6c3d"
down_revision = "5b2c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("nick", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "nick")
