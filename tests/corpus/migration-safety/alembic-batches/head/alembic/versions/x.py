from alembic import op
import sqlalchemy as sa
down_revision = "a"
BATCH = 1000

def upgrade():
    conn = op.get_bind()
    while True:
        result = conn.execute(sa.text("""
            WITH batch AS (
                SELECT id FROM orders WHERE currency IS NULL LIMIT :size FOR UPDATE SKIP LOCKED
            )
            UPDATE orders SET currency = 'EUR' FROM batch WHERE orders.id = batch.id
        """), {"size": BATCH})
        if result.rowcount == 0:
            break
    last_id = 0
    max_id = conn.execute(sa.text("SELECT max(id) FROM orders")).scalar()
    for start in range(0, max_id, BATCH):
        conn.execute(sa.text("UPDATE orders SET a = 1 WHERE id >= :start AND id < :end"), dict(start=start, end=start + BATCH))

def downgrade():
    pass
