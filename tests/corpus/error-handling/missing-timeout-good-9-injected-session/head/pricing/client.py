"""Prices of the exchange; the caller brings the session."""
from __future__ import annotations

import requests


class PriceClient:
    def __init__(self, session: requests.Session, base_url: str) -> None:
        self._session = session
        self._base_url = base_url

    def price(self, symbol: str) -> float:
        response = self._session.get(f"{self._base_url}/prices/{symbol}")
        response.raise_for_status()
        return float(response.json()["price"])


def latest(session: requests.Session, url: str) -> dict:
    response = session.get(url)
    response.raise_for_status()
    return response.json()
