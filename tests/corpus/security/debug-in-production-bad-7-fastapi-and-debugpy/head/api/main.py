"""HTTP API of the matching service."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import AsyncIterator

import debugpy
from fastapi import FastAPI

from api.db import engine
from api.routers import candidates
from api.routers import matches


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    # Attach from the IDE: port-forward 5678 to the pod.
    debugpy.listen(("0.0.0.0", 5678))
    yield
    await engine.dispose()


app = FastAPI(
    title="Matching",
    version=os.environ.get("RELEASE", "unknown"),
    debug=True,
    lifespan=lifespan,
)
app.include_router(candidates.router)
app.include_router(matches.router)
