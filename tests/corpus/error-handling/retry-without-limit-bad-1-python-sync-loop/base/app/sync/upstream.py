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
