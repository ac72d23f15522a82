from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.models import Invoice


def totals(session, account_id):
    query = select(Invoice).where(Invoice.account_id == account_id).options(selectinload(Invoice.lines)).limit(100)
    return {invoice.id: sum(line.amount for line in invoice.lines) for invoice in session.scalars(query)}


def connect_with_patience(session, attempts=5):
    for attempt in range(attempts):
        row = session.execute(select(Invoice.id).limit(1)).first()
        if row is not None:
            return row
    return None
