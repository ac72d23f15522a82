import hashlib

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from api.auth import current_user
from api.storage import Storage, storage

router = APIRouter(prefix="/avatars")
ALLOWED = {"image/png", "image/jpeg"}


@router.get("/{name}")
async def avatar_url(name: str, store: Storage = Depends(storage)) -> dict[str, str]:
    return {"url": store.url(name)}
