"""Upload and evaluation of models."""
import io
import pickle
from typing import Any

import numpy as np
import torch
from ruamel.yaml import YAML
from fastapi import APIRouter, Depends, HTTPException, UploadFile
from safetensors.torch import load as load_tensors

from service.auth import current_user
from service.registry import Registry, get_registry

router = APIRouter(prefix="/models", dependencies=[Depends(current_user)])


class _OnlyNumbers(pickle.Unpickler):
    """Reads arrays of our exporter and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in {("numpy", "ndarray"), ("numpy", "dtype")}:
            return getattr(np, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


@router.post("/torch", status_code=201)
async def upload_checkpoint(file: UploadFile, registry: Registry = Depends(get_registry)):
    content = await file.read()
    if len(content) > 200_000_000:
        raise HTTPException(413, "The checkpoint is too large.")
    state = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    return await registry.add(kind="torch", layers=sorted(state), content=content)


@router.post("/safetensors", status_code=201)
async def upload_safetensors(file: UploadFile, registry: Registry = Depends(get_registry)):
    content = await file.read()
    return await registry.add(kind="safetensors", layers=sorted(load_tensors(content)), content=content)


@router.post("/arrays", status_code=201)
async def upload_array(file: UploadFile, registry: Registry = Depends(get_registry)):
    array = np.load(io.BytesIO(await file.read()), allow_pickle=False)
    return await registry.add(kind="array", layers=[str(array.shape)], content=array.tobytes())


@router.put("/{model_id}/settings")
async def put_settings(model_id: int, file: UploadFile, registry: Registry = Depends(get_registry)):
    reader = YAML(typ="safe")
    settings = reader.load(await file.read())
    if not isinstance(settings, dict):
        raise HTTPException(422, "The settings must be a mapping.")
    await registry.set_settings(model_id, settings)
    return {"keys": sorted(settings)}
