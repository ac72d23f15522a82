"""Client of the payment gateway."""

from __future__ import annotations

import httpx
import structlog

from billing.config import Config

log = structlog.get_logger(__name__)


class GatewayError(Exception):
    """The gateway refused a request."""


class Gateway:
    """Charges cards through the gateway."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._client = httpx.Client(base_url=config.gateway_url, timeout=10.0)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._config.api_key}", "Idempotency-Key": self._config.run_id}

    def ping(self) -> bool:
        return self._client.get("/ping").status_code == 200

    def charge(self, card_number: str, amount: int, currency: str) -> str:
        """Charge a card; answers the id of the charge."""
        headers = self._headers()
        log.info("charging", card_number=card_number, amount=amount)
        response = self._client.post(
            "/charges",
            headers=headers,
            json={"card": card_number, "amount": amount, "currency": currency},
        )
        if response.status_code >= 400:
            log.error(f"gateway refused with {response.status_code}, key {self._config.api_key}")
            raise GatewayError(f"the gateway answered {response.status_code}")
        return str(response.json()["id"])
