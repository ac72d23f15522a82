"""Client of the ERP system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

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

    def _get(self, path: str) -> Any:
        response = self._session.get(f"{self._config.base_url}{path}", timeout=TIMEOUT_S)
        if not response.ok:
            raise ErpError(f"{path}: {response.status_code}")
        return response.json()

    def customers(self) -> list[dict]:
        return self._get("/customers")
