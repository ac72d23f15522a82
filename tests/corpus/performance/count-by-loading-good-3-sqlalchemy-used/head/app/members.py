"""Members of an account."""
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Member


def used_seats(session: Session, account_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Member).where(Member.account_id == account_id))


def member_page(session: Session, account_id: int, page: int) -> dict:
    stmt = select(Member).where(Member.account_id == account_id).order_by(Member.id).limit(50).offset(page * 50)
    members = session.scalars(stmt).all()
    return {"members": [m.email for m in members], "last": len(members) < 50}
