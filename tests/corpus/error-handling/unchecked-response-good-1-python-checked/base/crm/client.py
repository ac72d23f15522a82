from __future__ import annotations

import logging

import requests

logger = logging.getLogger(__name__)
TIMEOUT = (3, 10)


class CrmError(RuntimeError):
    pass


def owner(base: str) -> str:
    response = requests.get(f"{base}/me", timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()["name"]
