"""Talks to the payment provider and turns its faults into ours."""

from __future__ import annotations

import json
import logging

import requests

from payments.errors import PaymentDeclined, ProviderDown

logger = logging.getLogger(__name__)
TIMEOUT_S = 8


class Provider:
    """One merchant's account at the provider."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def charge(self, order_id: str, cents: int) -> str:
        """Charges an order; returns the provider's reference."""
        try:
            response = self._session.post(
                f"{self._base_url}/charges", json={"order": order_id, "amount": cents}, timeout=TIMEOUT_S
            )
            response.raise_for_status()
            reference = response.json()["reference"]
        except requests.RequestException:
            raise ProviderDown("payment provider is not available")
        return str(reference)

    def refund(self, reference: str) -> None:
        try:
            response = self._session.post(f"{self._base_url}/refunds/{reference}", timeout=TIMEOUT_S)
            response.raise_for_status()
        except requests.HTTPError as error:
            if error.response.status_code == 402:
                raise PaymentDeclined(reference) from error
            raise ProviderDown(f"refund of {reference} failed") from error

    def webhook(self, body: bytes) -> dict[str, object]:
        try:
            return dict(json.loads(body))
        except ValueError as error:
            raise PaymentDeclined(f"unreadable event: {len(body)} bytes") from error
