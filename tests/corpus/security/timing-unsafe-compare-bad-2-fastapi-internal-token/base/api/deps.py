"""Dependencies of the routes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

from fastapi import Depends, Header, HTTPException, status
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import sessions


async def get_session() -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session
