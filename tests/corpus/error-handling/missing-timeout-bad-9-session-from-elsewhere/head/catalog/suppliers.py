"""What the suppliers offer."""
from __future__ import annotations

from dataclasses import dataclass

from common.http import make_session, shared


@dataclass(frozen=True)
class Offer:
    sku: str
    cents: int


class SupplierClient:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._session = make_session()

    def offers(self, category: str) -> list[Offer]:
        response = self._session.get(f"{self._base_url}/offers", params={"category": category})
        response.raise_for_status()
        return [Offer(o["sku"], o["cents"]) for o in response.json()["offers"]]

    def order(self, sku: str, count: int) -> str:
        response = self._session.post(f"{self._base_url}/orders", json={"sku": sku, "count": count}, timeout=10)
        response.raise_for_status()
        return response.json()["id"]


def holidays(country: str) -> list[str]:
    response = shared.get(f"https://holidays.example.com/{country}")
    response.raise_for_status()
    return response.json()
