from __future__ import annotations

import logging

import requests

logger = logging.getLogger(__name__)
TIMEOUT = (3, 10)


class CrmError(RuntimeError):
    pass


def _checked(response: requests.Response) -> requests.Response:
    """The response itself, or a CrmError with what the CRM said."""
    if response.status_code >= 400:
        raise CrmError(f"CRM answered {response.status_code}: {response.text[:200]}")
    return response


def contact(base: str, contact_id: int) -> dict[str, object] | None:
    response = requests.get(f"{base}/contacts/{contact_id}", timeout=TIMEOUT)
    if response.status_code == requests.codes.not_found:
        return None
    _checked(response)
    return response.json()


def create(base: str, name: str) -> int:
    return _checked(requests.post(f"{base}/contacts", json={"name": name}, timeout=TIMEOUT)).json()["id"]


def tags(base: str) -> list[str]:
    response = requests.get(f"{base}/tags", timeout=TIMEOUT)
    if response.ok:
        return response.json()
    logger.warning("tags are not available: HTTP %d", response.status_code)
    return []


def ping(base: str) -> bool:
    return requests.head(base, timeout=TIMEOUT).status_code == 200


def owner(base: str) -> str:
    response = requests.get(f"{base}/me", timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()["name"]
