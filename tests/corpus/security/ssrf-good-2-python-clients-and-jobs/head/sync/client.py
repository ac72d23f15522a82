"""Client of the warehouse's API."""

import os
import sys
from dataclasses import dataclass

import requests
from fastapi import APIRouter, Depends, HTTPException

from sync.auth import current_user

router = APIRouter(dependencies=[Depends(current_user)])
BASE = os.environ.get("WAREHOUSE_URL", "https://warehouse.example.com")


@dataclass
class WarehouseClient:
    base_url: str
    token: str

    def _url(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path}"

    def stock(self, sku: int) -> dict:
        answer = requests.get(self._url(f"stock/{sku}"), headers={"Authorization": f"Bearer {self.token}"}, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def page(self, url: str) -> dict:
        """One page; the address comes from the API's own ``next`` link."""
        return requests.get(url, timeout=5).json()


@router.get("/stock/{sku}")
def stock(sku: int) -> dict:
    client = WarehouseClient(BASE, os.environ["WAREHOUSE_TOKEN"])
    try:
        return client.stock(sku)
    except requests.HTTPError as error:
        raise HTTPException(502, "warehouse failed") from error


@router.get("/status")
def status(verbose: bool = False) -> dict:
    suffix = "?verbose=1" if verbose else ""
    return requests.get(BASE + "/status" + suffix, timeout=5).json()


def main() -> int:
    answer = requests.get(sys.argv[1], timeout=30)
    print(answer.status_code)
    return 0
