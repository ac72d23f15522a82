"""Client of the payment gateway."""

from __future__ import annotations

import httpx
import structlog

from billing.config import Config

log = structlog.get_logger(__name__)


class GatewayError(Exception):
    """The gateway refused a request."""


def mask(value: str) -> str:
    """Keep the last four characters."""
    return "*" * max(len(value) - 4, 0) + value[-4:]


SECRET_HEADERS = frozenset({"authorization", "cookie"})


def redact_headers(headers: dict[str, str]) -> dict[str, str]:
    """Headers that may be logged."""
    return {k: "[redacted]" if k.lower() in SECRET_HEADERS else v for k, v in headers.items()}


class Gateway:
    """Charges cards through the gateway."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._client = httpx.Client(base_url=config.gateway_url, timeout=10.0)

    def ping(self) -> bool:
        return self._client.get("/ping").status_code == 200

    def charge(self, card_number: str, amount: int, currency: str) -> str:
        """Charge a card; answers the id of the charge."""
        headers = {"Authorization": f"Bearer {self._config.api_key}"}
        log.info("charging", card=mask(card_number), last4=card_number[-4:], amount=amount)
        log.debug("headers", headers=redact_headers(headers))
        response = self._client.post("/charges", headers=headers, json={"card": card_number, "amount": amount})
        if response.status_code >= 400:
            log.error("gateway refused", status=response.status_code, key_set=self._config.api_key is not None)
            raise GatewayError(f"the gateway answered {response.status_code}")
        return str(response.json()["id"])

    def usage(self, prompt_tokens: int, max_tokens: int, token_count: int) -> None:
        """Log what a request to the fraud model cost."""
        log.info("fraud model", prompt_tokens=prompt_tokens, max_tokens=max_tokens, token_count=token_count)
