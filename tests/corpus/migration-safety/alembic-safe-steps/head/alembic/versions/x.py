from alembic import op
import sqlalchemy as sa
down_revision = "a"

def upgrade():
    op.add_column("orders", sa.Column("currency", sa.String(3), server_default="EUR", nullable=False))
    op.add_column("orders", sa.Column("meta", sa.JSON(), server_default=sa.text("'{}'::jsonb"), nullable=False))
    op.execute("SET lock_timeout = '2s'")
    op.execute("ALTER TABLE orders ADD CONSTRAINT chk CHECK (currency <> '') NOT VALID")
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON orders (currency)")
        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT chk")

def downgrade():
    op.drop_index("ix")
    op.drop_column("orders", "currency")
