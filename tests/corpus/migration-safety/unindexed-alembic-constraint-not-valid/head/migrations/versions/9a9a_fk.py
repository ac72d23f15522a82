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
    op.execute("SET LOCAL lock_timeout = '3s'")
    op.create_foreign_key(
        "fk_users_team", "users", "teams", ["team_id"], ["id"], postgresql_not_valid=True
    )


def downgrade() -> None:
    op.drop_constraint("fk_users_team", "users")
