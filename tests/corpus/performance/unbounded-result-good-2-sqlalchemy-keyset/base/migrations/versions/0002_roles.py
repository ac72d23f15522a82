"""Add the roles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    roles = op.create_table(
        "roles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, unique=True),
        sa.Column("rank", sa.Integer, nullable=False),
    )
    op.bulk_insert(
        roles,
        [
            {"id": 1, "name": "owner", "rank": 1},
            {"id": 2, "name": "editor", "rank": 2},
            {"id": 3, "name": "reader", "rank": 3},
        ],
    )


def downgrade() -> None:
    op.drop_table("roles")
