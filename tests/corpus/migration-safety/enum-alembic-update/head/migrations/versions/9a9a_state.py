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
    op.execute("ALTER TYPE user_state ADD VALUE IF NOT EXISTS 'archived'")
    op.execute(
        "UPDATE users SET state = 'archived' WHERE archived_at IS NOT NULL"
    )


def downgrade() -> None:
    pass
