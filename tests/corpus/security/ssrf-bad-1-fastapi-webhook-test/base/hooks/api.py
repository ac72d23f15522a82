"""Webhooks of a workspace."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from hooks.auth import current_workspace
from hooks.store import HookStore, hook_store

router = APIRouter(prefix="/hooks", dependencies=[Depends(current_workspace)])


class HookIn(BaseModel):
    name: str
    active: bool = True


@router.get("/{hook_id}")
async def read_hook(hook_id: int, store: Annotated[HookStore, Depends(hook_store)]):
    hook = await store.get(hook_id)
    if hook is None:
        raise HTTPException(404)
    return hook
