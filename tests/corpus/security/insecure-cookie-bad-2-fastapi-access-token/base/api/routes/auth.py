"""Authentication routes."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.deps import current_user
from api.models import User

router = APIRouter(prefix="/auth", tags=["auth"])


class Profile(BaseModel):
    id: int
    email: str


@router.get("/me")
async def me(user: User = Depends(current_user)) -> Profile:
    return Profile(id=user.id, email=user.email)
