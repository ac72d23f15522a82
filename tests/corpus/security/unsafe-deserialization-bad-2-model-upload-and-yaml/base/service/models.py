"""Upload and evaluation of models."""
import io

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from service.auth import current_user
from service.registry import Registry, get_registry

router = APIRouter(prefix="/models", dependencies=[Depends(current_user)])


@router.get("")
async def list_models(registry: Registry = Depends(get_registry), limit: int = 50, offset: int = 0):
    return await registry.list(limit=min(limit, 200), offset=offset)
