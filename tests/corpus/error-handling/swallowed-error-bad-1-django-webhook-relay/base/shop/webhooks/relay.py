"""Sends order events to the endpoints that merchants registered."""

import hashlib
import hmac
import json
import logging

import requests

from shop.models import Endpoint, WebhookDelivery

logger = logging.getLogger(__name__)
TIMEOUT_S = 5


def signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def deliver(endpoint: Endpoint, event: dict) -> None:
    body = json.dumps(event).encode()
    headers = {"X-Signature": signature(endpoint.secret, body), "Content-Type": "application/json"}
    response = requests.post(endpoint.url, data=body, headers=headers, timeout=TIMEOUT_S)
    response.raise_for_status()
