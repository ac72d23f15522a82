"""Authentication routes."""

from __future__ import annotations

from fastapi import APIRouter, Depends, HTTPException, Response
from pydantic import BaseModel

from api.deps import current_user
from api.models import User
from api.tokens import ACCESS_TTL_S, REFRESH_TTL_S, issue_pair
from api.users import check_password

router = APIRouter(prefix="/auth", tags=["auth"])


class Profile(BaseModel):
    id: int
    email: str


@router.get("/me")
async def me(user: User = Depends(current_user)) -> Profile:
    return Profile(id=user.id, email=user.email)


class Credentials(BaseModel):
    email: str
    password: str


ACCESS_COOKIE = "access_token"


@router.post("/login")
async def login(credentials: Credentials, response: Response) -> Profile:
    """Check the credentials and set both cookies."""
    user = await check_password(credentials.email, credentials.password)
    if user is None:
        raise HTTPException(401, "wrong e-mail address or password")
    access, refresh = issue_pair(user)
    response.set_cookie(
        key=ACCESS_COOKIE,
        value=access,
        max_age=ACCESS_TTL_S,
        samesite="lax",
    )
    response.set_cookie(
        key="refresh_token",
        value=refresh,
        max_age=REFRESH_TTL_S,
        path="/auth/refresh",
        httponly=True,
        secure=False,
        samesite="strict",
    )
    return Profile(id=user.id, email=user.email)
