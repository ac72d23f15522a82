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
    op.drop_constraint("users_email_key", "users")


def downgrade() -> None:
    op.execute("SELECT 1")
