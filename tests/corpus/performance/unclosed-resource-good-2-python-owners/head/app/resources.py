"""What the application opens once and keeps."""
from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import redis
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("postgresql+psycopg://app@db/app", pool_pre_ping=True)
SessionLocal = sessionmaker(bind=engine)
cache = redis.Redis(host="cache", socket_timeout=2)


def get_session() -> Iterator[Session]:
    session = SessionLocal()
    try:
        yield session
    finally:
        session.close()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    client = httpx.AsyncClient(timeout=10)
    app.state.client = client
    yield
    await client.aclose()


def read_all(paths: list[str]) -> dict[str, str]:
    texts = {}
    for path in paths:
        handle = None
        try:
            handle = open(path, encoding="utf-8")
            texts[path] = handle.read()
        finally:
            if handle is not None:
                handle.close()
    return texts
