"""x

Revision ID: 5b2c
"""

import sqlalchemy as sa
from alembic import op

revision = "5b2c"
down_revision = "4f1a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("locale", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "locale")
