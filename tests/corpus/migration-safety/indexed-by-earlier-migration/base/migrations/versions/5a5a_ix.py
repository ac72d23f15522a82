"""x

Revision ID: 5a5a
"""

import sqlalchemy as sa
from alembic import op

revision = "5a5a"
down_revision = "4f1a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_users_team_id", "users", ["team_id"])


def downgrade() -> None:
    op.drop_index("ix_users_team_id")
