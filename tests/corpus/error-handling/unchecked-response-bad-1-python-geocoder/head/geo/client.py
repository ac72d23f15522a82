"""Client of the geocoding service."""

from __future__ import annotations

from dataclasses import dataclass

import requests

TIMEOUT_S = 5


@dataclass(frozen=True)
class Place:
    name: str
    lat: float
    lon: float


class Geocoder:
    def __init__(self, base_url: str, key: str) -> None:
        self._base_url = base_url
        self._session = requests.Session()
        self._session.headers["X-Key"] = key

    def search(self, text: str) -> list[Place]:
        response = self._session.get(f"{self._base_url}/search", params={"q": text}, timeout=TIMEOUT_S)
        response.raise_for_status()
        return [Place(p["name"], p["lat"], p["lon"]) for p in response.json()["places"]]

    def reverse(self, lat: float, lon: float) -> Place | None:
        """The place at a point, or None in the open sea."""
        response = self._session.get(
            f"{self._base_url}/reverse", params={"lat": lat, "lon": lon}, timeout=TIMEOUT_S
        )
        places = response.json().get("places", [])
        if not places:
            return None
        first = places[0]
        return Place(first["name"], first["lat"], first["lon"])
