"""Exports that the nightly job wrote."""

import json
import tarfile
from pathlib import Path
from typing import Annotated

import aiofiles
from fastapi import APIRouter, Depends, HTTPException, UploadFile
from fastapi.responses import FileResponse

from exports.auth import current_user
from exports.settings import settings

router = APIRouter(prefix="/exports", dependencies=[Depends(current_user)])


class ExportFiles:
    """Where the exports lie."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> dict:
        with open(f"{self.root}/{name}.json", encoding="utf-8") as file:
            return json.load(file)


def files() -> ExportFiles:
    return ExportFiles(settings.export_root)


@router.get("/summary")
async def summary(name: str, store: Annotated[ExportFiles, Depends(files)]) -> dict:
    try:
        return store.read(name)
    except FileNotFoundError:
        raise HTTPException(404) from None


@router.get("/download")
async def download(file: str) -> FileResponse:
    path = settings.export_root / file
    return FileResponse(path)


@router.put("/import")
async def import_archive(upload: UploadFile) -> dict:
    incoming = settings.work_root / "incoming.tar.gz"
    async with aiofiles.open(incoming, "wb") as out:
        await out.write(await upload.read())
    with tarfile.open(incoming) as archive:
        archive.extractall(settings.work_root / "import")
    return {"imported": True}
