from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article


def by_slug(session: Session, slug: str) -> Article | None:
    return session.scalars(select(Article).where(Article.slug == slug)).one_or_none()


def search(session: Session, term: str, limit: int = 20) -> list[Article]:
    """Articles whose body holds the term."""
    query = (
        select(Article)
        .where(Article.body.ilike(f"%{term}%"))
        .order_by(Article.id.desc())
        .limit(limit)
    )
    return list(session.scalars(query))
