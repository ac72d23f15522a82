from sqlalchemy import text
from sqlalchemy.orm import Session


def count_items(session: Session, warehouse_id: int) -> int:
    statement = text("SELECT count(*) FROM items WHERE warehouse_id = :warehouse_id")
    return session.execute(statement, {"warehouse_id": warehouse_id}).scalar_one()


def _condition(column: str, values: list[str]) -> str:
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({quoted})"


def items_by_sku(session: Session, skus: list[str]) -> list[dict]:
    """The items behind a list of scanned codes."""
    if not skus:
        return []
    statement = text("SELECT id, sku, title FROM items WHERE " + _condition("sku", skus))
    return [dict(row) for row in session.execute(statement).mappings()]


def archive(session: Session, table: str, before: str) -> int:
    """Move old rows of a table to its archive; names come from the job's payload."""
    run = session.execute
    result = run(text(f"DELETE FROM {table} WHERE created_at < :before"), {"before": before})
    session.commit()
    return result.rowcount
