"""Members of a workspace."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from api.auth import User, require_admin
from api.members import add_member, remove_member

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
