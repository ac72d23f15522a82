"""Members of a workspace."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from pydantic import BaseModel

from api.auth import User, require_admin
from api.members import add_member, remove_member
from api.members import set_role
from api.mail import check_signature, mark_bounced
from api.tokens import login

router = APIRouter(prefix="/workspaces", tags=["members"])

Admin = Annotated[User, Depends(require_admin)]


class NewMember(BaseModel):
    email: str


@router.post("/{workspace}/members", status_code=201)
async def add(workspace: UUID, body: NewMember, user: Admin) -> None:
    await add_member(workspace, body.email, by=user)


@router.delete("/{workspace}/members/{email}", status_code=204)
async def remove(workspace: UUID, email: str, user: Admin) -> None:
    if not await remove_member(workspace, email):
        raise HTTPException(404, "there is no such member")


class RoleChange(BaseModel):
    role: str


class Credentials(BaseModel):
    email: str
    password: str


@router.put("/{workspace}/members/{email}/role", status_code=204)
async def change_role(workspace: UUID, email: str, body: RoleChange, admin: Admin) -> None:
    """Give a member another role."""
    if not await set_role(workspace, email, body.role, by=admin):
        raise HTTPException(404, "there is no such member")


@router.post("/login")
async def sign_in(body: Credentials) -> dict[str, str]:
    """Exchange a password for a token."""
    token = await login(body.email, body.password)
    if token is None:
        raise HTTPException(401, "wrong e-mail address or password")
    return {"token": token}


@router.post("/mail-webhook", status_code=204)
async def bounced(request: Request, x_signature: Annotated[str, Header()]) -> None:
    """The mail provider says that an address is dead; its signature is checked."""
    body = await request.body()
    if not check_signature(body, x_signature):
        raise HTTPException(401, "bad signature")
    await mark_bounced(body)
