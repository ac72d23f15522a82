"""Uploads of pictures."""

from pathlib import PurePosixPath

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from app.auth import User, current_user
from app.storage import bucket

router = APIRouter()
TYPES = {"image/png", "image/jpeg"}
LIMIT_BYTES = 5_000_000


@router.post("/pictures", status_code=201)
async def upload(file: UploadFile, album: str = "default", user: User = Depends(current_user)):
    """Stores a picture in one of the user's albums."""
    assert file.content_type in TYPES
    data = await file.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise HTTPException(status_code=413, detail="Pictures may have at most 5 MB")
    name = PurePosixPath(file.filename or "picture").name
    key = bucket.put(f"{user.id}/{album}/{name}", data)
    return {"key": key}
