"""The application."""

from fastapi import Depends, FastAPI

from api.auth import require_owner
from api.routers import keys

app = FastAPI()
app.include_router(keys.router, dependencies=[Depends(require_owner)])
