"""Talks to the tracking service."""

from __future__ import annotations

import httpx

from parcelkit._retry import RetryPolicy
from parcelkit.errors import NotTracked

_BASE_URL = "https://api.parcelkit.dev/v2"


class Client:
    """A connection pool with credentials."""

    def __init__(self, token: str, *, timeout_s: float = 10.0, retry: RetryPolicy | None = None) -> None:
        self._http = httpx.Client(base_url=_BASE_URL, timeout=timeout_s, headers={"Authorization": f"Bearer {token}"})
        self._retry = retry or RetryPolicy()

    def status(self, number: str, carrier: str | None = None) -> str:
        """The last known status of a parcel."""
        return str(self._get(number, carrier)["status"])

    def history(self, number: str, limit: int = 50) -> list[dict[str, str]]:
        """Events, newest first."""
        return list(self._get(number, None)["events"])[:limit]

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _get(self, number: str, carrier: str | None) -> dict:
        params = {"carrier": carrier} if carrier else {}
        response = self._retry.run(lambda: self._http.get(f"/parcels/{number}", params=params))
        if response.status_code == 404:
            raise NotTracked(number)
        response.raise_for_status()
        return response.json()


class Tracker:
    """Follows several parcels at once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._numbers: list[str] = []

    def follow(self, number: str) -> None:
        """Add a parcel."""
        self._numbers.append(number)

    def statuses(self) -> dict[str, str]:
        """Status by number."""
        return {n: self._client.status(n) for n in self._numbers}
