"""One engine for the process, one session a request."""

import os
from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg://localhost/orders"), pool_pre_ping=True)
SessionFactory = sessionmaker(engine, expire_on_commit=False)


def session() -> Iterator[Session]:
    with SessionFactory() as opened:
        yield opened
