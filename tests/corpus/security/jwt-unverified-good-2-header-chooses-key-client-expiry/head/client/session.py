"""Session of the command-line client."""

from __future__ import annotations

import time
from pathlib import Path

import jwt
import requests

LEEWAY_S = 60


class Session:
    def __init__(self, base_url: str, folder: Path) -> None:
        self._base_url = base_url
        self._file = folder / "token"

    def _token(self) -> str:
        return self._file.read_text("utf-8").strip()

    def _expires_soon(self, token: str) -> bool:
        """Read the expiry of our own token; the server verifies it."""
        claims = jwt.decode(token, options={"verify_signature": False})
        return claims["exp"] - LEEWAY_S < time.time()

    def _refresh(self) -> str:
        response = requests.post(f"{self._base_url}/token/refresh", timeout=10, cookies={"token": self._token()})
        response.raise_for_status()
        token = response.json()["access_token"]
        self._file.write_text(token, "utf-8")
        return token

    def headers(self) -> dict[str, str]:
        token = self._token()
        if self._expires_soon(token):
            token = self._refresh()
        return {"Authorization": f"Bearer {token}"}
