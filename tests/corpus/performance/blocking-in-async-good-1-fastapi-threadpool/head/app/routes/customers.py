"""Customer lookups for the support desk."""

import logging

import httpx
import requests
from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool

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


def _search(address: str) -> dict:
    answer = requests.get(f"{settings.geo_url}/search", params={"q": address}, timeout=5)
    answer.raise_for_status()
    return answer.json()


@router.get("/{customer_id}/position")
async def customer_position(customer_id: int) -> dict[str, float]:
    """Where the customer lives, for the route planner."""
    customer = await read_customer(customer_id)
    payload = await run_in_threadpool(_search, customer["address"])
    first = payload["results"][0]
    return {"lat": float(first["lat"]), "lon": float(first["lon"])}


@router.get("/{customer_id}/invoices.csv")
def customer_invoices(customer_id: int) -> list[dict]:
    """A plain function: the framework runs it in its own threads."""
    answer = requests.get(f"{settings.crm_url}/customers/{customer_id}/invoices", timeout=10)
    answer.raise_for_status()
    return answer.json()
