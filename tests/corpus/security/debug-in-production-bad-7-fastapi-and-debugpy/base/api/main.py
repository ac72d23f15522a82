"""HTTP API of the matching service."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import AsyncIterator

from fastapi import FastAPI

from api.db import engine
from api.routers import candidates


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()


app = FastAPI(title="Matching", lifespan=lifespan)
app.include_router(candidates.router)
