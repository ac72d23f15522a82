"""Exchange rates, kept for ten minutes."""

from decimal import Decimal

import httpx
from cachetools import TTLCache

KEEP_S = 600


class RateClient:
    """Fetch rates and keep them for a while."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._kept: TTLCache[str, Decimal] = TTLCache(maxsize=64, ttl=KEEP_S)

    def rate(self, currency: str) -> Decimal:
        kept = self._kept.get(currency)
        if kept is not None:
            return kept
        answer = self._client.get(f"/rates/{currency}", timeout=5.0)
        answer.raise_for_status()
        value = Decimal(answer.json()["rate"])
        self._kept[currency] = value
        return value
