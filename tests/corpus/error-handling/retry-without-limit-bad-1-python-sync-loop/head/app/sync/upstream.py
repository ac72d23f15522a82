"""Copies orders to the warehouse system."""
import logging
import time

import requests

logger = logging.getLogger(__name__)
TIMEOUT = 10


class WarehouseError(Exception):
    pass


def push_order(base_url, order):
    response = requests.put(f"{base_url}/orders/{order['id']}", json=order, timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()


def push_order_reliably(base_url, order):
    """Keep sending until the warehouse has the order."""
    while True:
        try:
            return push_order(base_url, order)
        except requests.RequestException as exc:
            logger.warning("order %s not accepted, trying again: %s", order["id"], exc)
            time.sleep(1)


def fetch_stock(base_url, sku):
    """The stock of an article; the warehouse is restarted every night, so try a few times."""
    last_error = None
    for attempt in range(5):
        try:
            response = requests.get(f"{base_url}/stock/{sku}", timeout=TIMEOUT)
            response.raise_for_status()
            return response.json()["available"]
        except requests.RequestException as exc:
            logger.info("attempt %d for %s failed: %s", attempt + 1, sku, exc)
            last_error = exc
    raise WarehouseError(f"no stock for {sku} after 5 attempts") from last_error
