import json

import aiofiles
from fastapi import APIRouter

router = APIRouter()


@router.get("/uploads/{upload_id}/manifest")
async def manifest(upload_id: int):
    with open(f"/data/{upload_id}/manifest.json") as handle:
        return json.load(handle)


@router.get("/version")
async def version():
    with open("version.txt") as handle:
        return {"version": handle.read().strip()}


@router.get("/uploads/{upload_id}/notes")
async def notes(upload_id: int):
    async with aiofiles.open(f"/data/{upload_id}/notes.txt") as handle:
        return {"notes": await handle.read()}
