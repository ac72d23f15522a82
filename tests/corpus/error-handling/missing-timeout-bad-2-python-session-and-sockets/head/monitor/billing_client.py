"""Client of the billing service."""
from __future__ import annotations

from dataclasses import dataclass

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


@dataclass(frozen=True)
class Invoice:
    number: str
    cents: int


class BillingClient:
    """Keeps one session with the retry policy of the platform."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"
        retries = Retry(total=3, backoff_factor=0.5, status_forcelist=(502, 503, 504))
        self._session.mount("https://", HTTPAdapter(max_retries=retries))

    def invoice(self, number: str) -> Invoice:
        response = self._session.get(f"{self._base_url}/invoices/{number}")
        response.raise_for_status()
        body = response.json()
        return Invoice(number=body["number"], cents=body["amount_cents"])

    def void(self, number: str) -> None:
        response = self._session.post(f"{self._base_url}/invoices/{number}/void", timeout=(3, 20))
        response.raise_for_status()
