from sqlalchemy import text
from sqlalchemy.orm import Session


def count_items(session: Session, warehouse_id: int) -> int:
    statement = text("SELECT count(*) FROM items WHERE warehouse_id = :warehouse_id")
    return session.execute(statement, {"warehouse_id": warehouse_id}).scalar_one()
