"""Exchange rates."""

from decimal import Decimal

import httpx


class RateClient:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def rate(self, currency: str) -> Decimal:
        answer = self._client.get(f"/rates/{currency}", timeout=5.0)
        answer.raise_for_status()
        return Decimal(answer.json()["rate"])
