import json

import httpx
from fastapi import APIRouter, HTTPException, Request, UploadFile

router = APIRouter()
MAX_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024
