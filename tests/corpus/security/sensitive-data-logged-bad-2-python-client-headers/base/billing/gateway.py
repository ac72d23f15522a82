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

    def ping(self) -> bool:
        return self._client.get("/ping").status_code == 200
