import hashlib

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from api.auth import current_user
from api.storage import Storage, storage

router = APIRouter(prefix="/avatars")
ALLOWED = {"image/png", "image/jpeg"}


@router.get("/{name}")
async def avatar_url(name: str, store: Storage = Depends(storage)) -> dict[str, str]:
    return {"url": store.url(name)}


@router.post("")
async def upload_avatar(file: UploadFile, user=Depends(current_user), store: Storage = Depends(storage)) -> dict[str, str]:
    """Keeps the picture of a user under its hash."""
    if file.content_type not in ALLOWED:
        raise HTTPException(415, "send a PNG or JPEG picture")
    data = await file.read()
    name = hashlib.sha256(data).hexdigest()
    await store.put(name, data)
    await user.set_avatar(name)
    return {"name": name}
