"""One call for those who need no client."""

from __future__ import annotations

from parcelkit.client import Client


def track(number: str, token: str, carrier: str | None = None) -> str:
    """One status, without keeping a client."""
    client = Client(token)
    try:
        return client.status(number, carrier)
    finally:
        client.close()
