"""Uploads of pictures."""

from pathlib import PurePosixPath

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from app.auth import User, current_user
from app.storage import bucket

router = APIRouter()
TYPES = {"image/png", "image/jpeg"}
LIMIT_BYTES = 5_000_000


@router.post("/pictures", status_code=201)
async def upload(file: UploadFile, user: User = Depends(current_user)):
    data = await file.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise HTTPException(status_code=413, detail="Pictures may have at most 5 MB")
    key = bucket.put(f"{user.id}/{file.filename}", data)
    return {"key": key}
