"""Upload and evaluation of models."""
import io

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from service.auth import current_user
from service.registry import Registry, get_registry

router = APIRouter(prefix="/models", dependencies=[Depends(current_user)])
