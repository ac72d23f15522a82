from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Tag


def suggest(session: Session, prefix: str) -> list[Tag]:
    """The tags that start with what was typed."""
    return list(session.scalars(select(Tag).where(Tag.name.like(f"{prefix}%")).limit(10)))


def percent(done: int, total: int) -> str:
    return f"{100 * done / total:.0f}%"
