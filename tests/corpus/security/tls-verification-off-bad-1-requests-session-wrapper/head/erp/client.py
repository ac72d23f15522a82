"""Client of the ERP system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

TIMEOUT_S = 10


class ErpError(RuntimeError):
    """The ERP system refused a request."""


@dataclass(frozen=True)
class ErpConfig:
    base_url: str
    token: str


class ErpClient:
    def __init__(self, config: ErpConfig) -> None:
        self._config = config
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {config.token}"
        # The test system has a self-signed certificate.
        self._session.verify = False
        self._session.mount("https://", HTTPAdapter(pool_maxsize=20))

    def _get(self, path: str) -> Any:
        response = self._session.get(f"{self._config.base_url}{path}", timeout=TIMEOUT_S)
        if not response.ok:
            raise ErpError(f"{path}: {response.status_code}")
        return response.json()

    def customers(self) -> list[dict]:
        return self._get("/customers")

    def push_invoice(self, invoice: dict) -> str:
        """Send an invoice; return its number in the ERP system."""
        response = requests.post(
            f"{self._config.base_url}/invoices",
            json=invoice,
            headers={"Authorization": f"Bearer {self._config.token}"},
            timeout=TIMEOUT_S,
            verify=False,
        )
        if response.status_code != 201:
            raise ErpError(f"invoice refused: {response.status_code}")
        return response.json()["number"]
