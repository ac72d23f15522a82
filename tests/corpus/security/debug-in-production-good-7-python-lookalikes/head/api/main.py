"""HTTP API of the matching service."""

from __future__ import annotations

import logging

import uvicorn
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine

from api.settings import settings

log = logging.getLogger(__name__)


def create_app() -> FastAPI:
    """The application; error pages with a stack only on a developer's machine."""
    config = settings()
    app = FastAPI(title="Matching", debug=config.debug and config.is_local)
    app.state.engine = create_async_engine(config.database_url, echo=config.sql_echo)
    if config.is_local:
        import debugpy

        debugpy.listen(("127.0.0.1", 5678))
        log.info("waiting for a debugger on 5678")
    return app


def run() -> None:
    config = settings()
    uvicorn.run("api.main:create_app", factory=True, port=8000, reload=config.is_local, log_level="info")
