"""The application."""

from fastapi import Depends, FastAPI

from api.auth import current_user
from api.routers import members, notes

app = FastAPI()
app.include_router(members.router)
app.include_router(notes.router, dependencies=[Depends(current_user)])
