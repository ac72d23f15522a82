"""API keys of a workspace."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api.keys import create_key, list_keys

router = APIRouter(prefix="/workspaces/{workspace}/keys", tags=["keys"])


class NewKey(BaseModel):
    name: str


@router.get("")
async def keys(workspace: UUID) -> list[str]:
    return await list_keys(workspace)


@router.post("", status_code=201)
async def create(workspace: UUID, body: NewKey) -> str:
    return await create_key(workspace, body.name)
