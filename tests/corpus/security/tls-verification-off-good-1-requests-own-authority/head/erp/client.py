"""Client of the ERP system."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any

import certifi
import httpx
import requests
from requests.adapters import HTTPAdapter

TIMEOUT_S = 10


class ErpError(RuntimeError):
    """The ERP system refused a request."""


@dataclass(frozen=True)
class ErpConfig:
    base_url: str
    token: str
    ca_bundle: str | None = None


class ErpClient:
    def __init__(self, config: ErpConfig) -> None:
        self._config = config
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {config.token}"
        # The test system is signed by our own authority.
        self._session.verify = config.ca_bundle or certifi.where()
        self._session.mount("https://", HTTPAdapter(pool_maxsize=20))

    def _get(self, path: str) -> Any:
        response = self._session.get(f"{self._config.base_url}{path}", timeout=TIMEOUT_S)
        if not response.ok:
            raise ErpError(f"{path}: {response.status_code}")
        return response.json()

    def customers(self) -> list[dict]:
        return self._get("/customers")

    def stream(self) -> httpx.Client:
        """A client for the event stream."""
        context = ssl.create_default_context(cafile=self._config.ca_bundle)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.check_hostname = True
        context.verify_mode = ssl.CERT_REQUIRED
        return httpx.Client(base_url=self._config.base_url, verify=context, timeout=TIMEOUT_S)

    def verify_invoice(self, invoice: dict, verify: bool = False) -> bool:
        """``verify`` asks the ERP system to check the totals as well."""
        payload = {"invoice": invoice, "deep": verify}
        response = self._session.post(f"{self._config.base_url}/verify", json=payload, timeout=TIMEOUT_S)
        return response.ok
