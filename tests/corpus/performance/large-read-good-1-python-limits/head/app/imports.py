import json

import httpx
from fastapi import APIRouter, HTTPException, Request, UploadFile

router = APIRouter()
MAX_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024


async def _bounded(file: UploadFile) -> bytes:
    """The content of a file, unless it is too large."""
    data = await file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise HTTPException(413, "the file is too large")
    return data


@router.post("/imports")
async def create_import(file: UploadFile) -> dict[str, int]:
    data = await _bounded(file)
    return {"lines": data.count(b"\n")}


@router.post("/pictures")
async def create_picture(file: UploadFile) -> dict[str, int]:
    if file.size is None or file.size > MAX_BYTES:
        raise HTTPException(413, "the picture is too large")
    picture = await file.read()
    return {"size": len(picture)}


@router.post("/archives")
async def create_archive(file: UploadFile) -> dict[str, int]:
    size = 0
    while chunk := await file.read(CHUNK):
        size += len(chunk)
    return {"size": size}


@router.post("/orders")
async def create_order(request: Request) -> dict[str, str]:
    order = await request.json()
    return {"id": str(order["id"])}


async def rates(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/rates", timeout=5)
    answer.raise_for_status()
    return answer.json()


def settings(path: str = "settings.json") -> dict:
    with open(path, encoding="utf-8") as file:
        return json.loads(file.read())
