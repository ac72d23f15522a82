from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article


def by_slug(session: Session, slug: str) -> Article | None:
    return session.scalars(select(Article).where(Article.slug == slug)).one_or_none()
