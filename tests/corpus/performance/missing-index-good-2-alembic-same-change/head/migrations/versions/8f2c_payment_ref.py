"""Find payments by the provider's reference."""

from alembic import op

revision = "8f2c"
down_revision = "71aa"


def upgrade() -> None:
    op.create_index("ix_payments_provider_ref", "payments", ["provider_ref"])


def downgrade() -> None:
    op.drop_index("ix_payments_provider_ref", "payments")
