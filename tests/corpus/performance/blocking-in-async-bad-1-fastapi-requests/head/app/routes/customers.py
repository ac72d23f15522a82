"""Customer lookups for the support desk."""

import logging

import httpx
import requests
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


def _parse_position(payload: dict) -> tuple[float, float]:
    try:
        first = payload["results"][0]
    except (KeyError, IndexError) as error:
        raise HTTPException(422, "address is not known") from error
    return float(first["lat"]), float(first["lon"])


@router.get("/{customer_id}/position")
async def customer_position(customer_id: int) -> dict[str, float]:
    """Where the customer lives, for the route planner."""
    customer = await read_customer(customer_id)
    answer = requests.get(
        f"{settings.geo_url}/search",
        params={"q": customer["address"]},
        timeout=5,
    )
    answer.raise_for_status()
    lat, lon = _parse_position(answer.json())
    log.info("position of customer %s found", customer_id)
    return {"lat": lat, "lon": lon}
