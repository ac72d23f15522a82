"""Customer lookups for the support desk."""

import logging

import httpx
from fastapi import APIRouter, HTTPException

from app.settings import settings

log = logging.getLogger(__name__)
router = APIRouter(prefix="/customers")


@router.get("/{customer_id}")
async def read_customer(customer_id: int) -> dict:
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(f"{settings.crm_url}/customers/{customer_id}")
    if answer.status_code == 404:
        raise HTTPException(404, "customer not found")
    return answer.json()
