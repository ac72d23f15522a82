"""Contacts of the CRM."""
from __future__ import annotations

from platform_http.session import build_session, session


class CrmClient:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._session = build_session()

    def contact(self, contact_id: str) -> dict:
        response = self._session.get(f"{self._base_url}/contacts/{contact_id}")
        response.raise_for_status()
        return response.json()


def export_contacts(base_url: str, page: int) -> list[dict]:
    response = session.get(f"{base_url}/contacts", params={"page": page})
    response.raise_for_status()
    return response.json()["items"]
