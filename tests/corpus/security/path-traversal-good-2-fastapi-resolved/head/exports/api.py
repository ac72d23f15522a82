"""Exports that the nightly job wrote."""

import re
import tarfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from fastapi import Path as PathParam
from fastapi.responses import FileResponse

from exports.auth import current_user
from exports.settings import settings

router = APIRouter(prefix="/exports", dependencies=[Depends(current_user)])

_NAME = re.compile(r"[a-z0-9_-]{1,40}")


class Kind(StrEnum):
    ORDERS = "orders"
    REFUNDS = "refunds"


def _inside(root: Path, name: str) -> Path:
    """The file below the root, or 404."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise HTTPException(404)
    return path


@router.get("/file")
async def file(name: str) -> FileResponse:
    return FileResponse(_inside(settings.export_root, name))


@router.get("/kind/{kind}")
async def by_kind(kind: Kind) -> FileResponse:
    return FileResponse(settings.export_root / f"{kind.value}.csv")


@router.get("/id/{export_id}")
async def by_id(export_id: UUID) -> FileResponse:
    return FileResponse(settings.export_root / f"{export_id}.csv")


@router.get("/day/{year}/{month}")
async def by_month(year: int, month: int) -> FileResponse:
    return FileResponse(settings.export_root / f"{year}-{month:02d}.csv")


@router.get("/named/{name}")
async def named(name: Annotated[str, PathParam(pattern="^[a-z]+$")]) -> FileResponse:
    if not _NAME.fullmatch(name):
        raise HTTPException(404)
    return FileResponse(settings.export_root / f"{name}.json")


def unpack(archive: Path, target: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")


def read_config(path: str) -> str:
    with open(path, encoding="utf-8") as config:
        return config.read()
