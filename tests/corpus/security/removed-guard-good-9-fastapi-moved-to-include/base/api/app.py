"""The application."""

from fastapi import FastAPI

from api.routers import keys

app = FastAPI()
app.include_router(keys.router)
