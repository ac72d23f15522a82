"""The HTTP application."""

from __future__ import annotations

from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.database import engine
from api.routes import auth, orders
from api.settings import settings


@asynccontextmanager
async def lifespan(app: FastAPI):
    yield
    await engine.dispose()


def create_app() -> FastAPI:
    app = FastAPI(title=settings.title, lifespan=lifespan)
    app.include_router(auth.router)
    app.include_router(orders.router)
    return app


app = create_app()
