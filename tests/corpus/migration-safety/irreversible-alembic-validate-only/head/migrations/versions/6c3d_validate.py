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
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT users_email_set")


def downgrade() -> None:
    pass
