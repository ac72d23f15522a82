"""Webhooks of a workspace."""

from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, HttpUrl

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


class HookTest(BaseModel):
    url: HttpUrl
    payload: dict = {}


async def _deliver(url: str, payload: dict) -> int:
    async with httpx.AsyncClient(timeout=5.0) as client:
        response = await client.post(url, json=payload)
    return response.status_code


@router.post("/test")
async def test_hook(body: HookTest):
    """Send a sample delivery to the address that was typed in."""
    try:
        status = await _deliver(str(body.url), body.payload)
    except httpx.HTTPError as error:
        raise HTTPException(502, "delivery failed") from error
    return {"status": status}
