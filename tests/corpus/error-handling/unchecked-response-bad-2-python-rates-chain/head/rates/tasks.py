import logging
from decimal import Decimal

import httpx
import requests
from celery import shared_task

from rates.models import Rate
from rates.settings import BANK_URL, CRYPTO_URL

logger = logging.getLogger(__name__)


@shared_task
def prune(days: int = 90) -> int:
    return Rate.older_than(days).delete()


@shared_task
def refresh_bank_rates() -> int:
    """Read today's rates of the central bank."""
    data = requests.get(f"{BANK_URL}/latest", timeout=10).json()
    for currency, value in data["rates"].items():
        Rate.put(currency, Decimal(str(value)), source="bank")
    return len(data["rates"])


@shared_task
def refresh_crypto_rates() -> int:
    with httpx.Client(base_url=CRYPTO_URL, timeout=10) as client:
        answer = client.get("/tickers", params={"quote": "EUR"})
        tickers = answer.json()
    for ticker in tickers:
        Rate.put(ticker["symbol"], Decimal(ticker["last"]), source="crypto")
    logger.info("read %d tickers", len(tickers))
    return len(tickers)
