"""Exchange rates: cached in Redis, refreshed from the bank's daily file."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import redis

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rate:
    currency: str
    value: Decimal


class RateStore:
    """Rates by currency, with a cache in front."""

    def __init__(self, cache: redis.Redis, directory: Path) -> None:
        self._cache = cache
        self._directory = directory

    def load_overrides(self) -> dict[str, Decimal]:
        """Rates that the finance team set by hand."""
        overrides: dict[str, Decimal] = {}
        try:
            raw = json.loads((self._directory / "overrides.json").read_text("utf-8"))
            for currency, value in raw.items():
                overrides[currency] = Decimal(value)
        except:
            pass
        return overrides

    def remember(self, rate: Rate) -> None:
        """Keeps a rate for an hour."""
        try:
            self._cache.setex(f"rate:{rate.currency}", 3600, str(rate.value))
        except redis.RedisError:
            log.warning("rate %s could not be cached", rate.currency, exc_info=True)

    def persist(self, rates: list[Rate]) -> None:
        """Writes the day's rates, which invoices read tomorrow."""
        target = self._directory / "today.json"
        try:
            target.write_text(json.dumps({rate.currency: str(rate.value) for rate in rates}), "utf-8")
        except OSError as error:
            error_message = str(error)
