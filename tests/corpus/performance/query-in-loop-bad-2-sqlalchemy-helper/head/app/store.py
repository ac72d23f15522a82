from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Invoice, Payment


def open_invoices(session: Session, account_id: int) -> list[Invoice]:
    query = select(Invoice).where(Invoice.account_id == account_id, Invoice.paid.is_(False)).limit(200)
    return list(session.scalars(query))


def last_payment(session: Session, invoice_id: int) -> Payment | None:
    query = select(Payment).where(Payment.invoice_id == invoice_id).order_by(Payment.paid_at.desc()).limit(1)
    return session.scalars(query).first()
