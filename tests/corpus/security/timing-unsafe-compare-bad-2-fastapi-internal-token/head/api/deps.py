"""Dependencies of the routes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

from fastapi import Depends, Header, HTTPException, status
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import sessions

INTERNAL_API_TOKEN = os.environ["INTERNAL_API_TOKEN"]


async def get_session() -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


async def require_internal(authorization: str = Header(default="")) -> None:
    """Only our own services may call."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "bearer token needed")
    if token == INTERNAL_API_TOKEN:
        return
    raise HTTPException(status.HTTP_403_FORBIDDEN, "wrong token")
