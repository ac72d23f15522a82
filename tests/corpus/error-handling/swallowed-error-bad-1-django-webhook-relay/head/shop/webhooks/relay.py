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


def deliver_all(merchant_id: int, event: dict) -> int:
    """Delivers an event to every active endpoint of a merchant and says how many took it."""
    delivered = 0
    for endpoint in Endpoint.objects.filter(merchant_id=merchant_id, active=True):
        try:
            deliver(endpoint, event)
            WebhookDelivery.objects.create(endpoint=endpoint, event_type=event["type"], status="ok")
            delivered += 1
        except Exception:
            # One broken endpoint must not stop the others.
            continue
    return delivered


def replay(delivery: WebhookDelivery) -> bool:
    """Sends one recorded delivery again."""
    try:
        deliver(delivery.endpoint, delivery.payload)
    except requests.RequestException:
        logger.warning("replay of delivery %s failed", delivery.pk, exc_info=True)
        return False
    delivery.status = "ok"
    delivery.save(update_fields=["status"])
    return True
