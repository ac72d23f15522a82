"""How much of a plan an account has used."""
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Document, Member


class QuotaService:
    def __init__(self, session: Session) -> None:
        self.session = session

    def seats_left(self, account_id: int, seats: int) -> int:
        used = len(self.session.query(Member).filter_by(account_id=account_id).all())
        return max(seats - used, 0)

    def may_upload(self, account_id: int, limit: int) -> bool:
        stmt = select(Document).where(Document.account_id == account_id)
        return len(self.session.scalars(stmt).all()) < limit
