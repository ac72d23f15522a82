"""Upload and evaluation of models."""
import io

import joblib
import torch
import yaml
from fastapi import APIRouter, Depends, HTTPException, UploadFile

from service.auth import current_user
from service.registry import Registry, get_registry

router = APIRouter(prefix="/models", dependencies=[Depends(current_user)])


@router.get("")
async def list_models(registry: Registry = Depends(get_registry), limit: int = 50, offset: int = 0):
    return await registry.list(limit=min(limit, 200), offset=offset)


@router.post("/torch", status_code=201)
async def upload_checkpoint(file: UploadFile, registry: Registry = Depends(get_registry)):
    """Accept a checkpoint, look at its layers and register it."""
    content = await file.read()
    if len(content) > 200_000_000:
        raise HTTPException(413, "The checkpoint is too large.")
    checkpoint = torch.load(io.BytesIO(content), map_location="cpu", weights_only=False)
    layers = sorted(checkpoint.get("state_dict", {}))
    return await registry.add(kind="torch", layers=layers, content=content)


@router.post("/sklearn", status_code=201)
async def upload_pipeline(file: UploadFile, registry: Registry = Depends(get_registry)):
    buffer = io.BytesIO(await file.read())
    pipeline = joblib.load(buffer)
    steps = [name for name, _ in pipeline.steps]
    return await registry.add(kind="sklearn", layers=steps, content=buffer.getvalue())


@router.put("/{model_id}/settings")
async def put_settings(model_id: int, file: UploadFile, registry: Registry = Depends(get_registry)):
    text = (await file.read()).decode("utf-8")
    settings = yaml.load(text, Loader=yaml.Loader)
    if not isinstance(settings, dict):
        raise HTTPException(422, "The settings must be a mapping.")
    await registry.set_settings(model_id, settings)
    return {"keys": sorted(settings)}
