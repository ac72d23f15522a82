"""Find payments by the provider's reference."""

from alembic import op

revision = "8f2c"
down_revision = "71aa"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index("ix_payments_provider_ref", "payments", ["provider_ref"], postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_payments_provider_ref", "payments", postgresql_concurrently=True)
