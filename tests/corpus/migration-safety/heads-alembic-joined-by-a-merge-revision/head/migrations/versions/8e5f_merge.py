"""Merge nick and phone

Revision ID: 8e5f
"""

import sqlalchemy as sa
from alembic import op

revision = "8e5f"
down_revision = ("6c3d", "7d4e")
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
