"""Members of a workspace."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from api.auth import User, require_admin
from api.members import add_member, list_members, remove_member
from api.members import set_role

router = APIRouter(prefix="/workspaces/{workspace}/members", tags=["members"])


class NewMember(BaseModel):
    email: str


@router.get("")
async def members(workspace: UUID, user: User = Depends(require_admin)) -> list[str]:
    return await list_members(workspace)


@router.post("", status_code=201)
async def add(workspace: UUID, body: NewMember, user: User = Depends(require_admin)) -> None:
    await add_member(workspace, body.email, by=user)


@router.delete("/{email}", status_code=204)
async def remove(workspace: UUID, email: str, user: User = Depends(require_admin)) -> None:
    if not await remove_member(workspace, email):
        raise HTTPException(404, "there is no such member")


class RoleChange(BaseModel):
    role: str


@router.put("/{email}/role", status_code=204)
async def change_role(workspace: UUID, email: str, body: RoleChange) -> None:
    """Give a member another role."""
    if body.role not in {"viewer", "editor", "owner"}:
        raise HTTPException(422, "the role is not known")
    if not await set_role(workspace, email, body.role):
        raise HTTPException(404, "there is no such member")
