"""Hands orders to the warehouse over HTTP."""

import os

import httpx

from app.errors import WarehouseError
from app.models import Order

WAREHOUSE_URL = os.environ.get("WAREHOUSE_URL", "https://warehouse.larkfield.example")


def hand_over(order: Order) -> str:
    """The warehouse's own number for this order."""
    body = {"reference": order.id, "lines": [[line.product_id, line.quantity] for line in order.lines]}
    try:
        answer = httpx.post(f"{WAREHOUSE_URL}/picks", json=body, timeout=5.0)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise WarehouseError(f"order {order.id} was not handed over") from error
    return str(answer.json()["pick"])


def call_back(pick: str) -> None:
    """Ask the warehouse not to pick an order; it answers 404 for a pick that it never had."""
    try:
        answer = httpx.delete(f"{WAREHOUSE_URL}/picks/{pick}", timeout=5.0)
        if answer.status_code != 404:
            answer.raise_for_status()
    except httpx.HTTPError as error:
        raise WarehouseError(f"pick {pick} was not called back") from error
