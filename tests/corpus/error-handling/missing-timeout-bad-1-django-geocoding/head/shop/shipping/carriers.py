"""Talks to the carriers that deliver our parcels."""
import logging

import requests
from django.conf import settings

logger = logging.getLogger(__name__)


class CarrierError(Exception):
    """The carrier refused or could not be reached."""


def fetch_rates(origin, destination, weight_grams):
    response = requests.get(
        f"{settings.CARRIER_URL}/rates",
        params={"from": origin, "to": destination, "weight": weight_grams},
        timeout=10,
    )
    response.raise_for_status()
    return response.json()["rates"]


def geocode(address):
    """Return (lat, lon) of a postal address, as the geocoder sees it."""
    query = {"q": address, "format": "json", "limit": 1}
    try:
        response = requests.get(settings.GEOCODER_URL, params=query, headers={"User-Agent": "shop"})
        response.raise_for_status()
    except requests.RequestException as exc:
        raise CarrierError(f"geocoding failed for {address!r}") from exc
    places = response.json()
    if not places:
        return None
    return float(places[0]["lat"]), float(places[0]["lon"])


def book_pickup(order):
    """Ask the carrier to collect the parcel of an order; answers the booking's reference."""
    payload = {
        "reference": str(order.pk),
        "address": order.address.as_dict(),
        "parcels": [{"grams": line.weight_grams} for line in order.lines.all()],
    }
    response = requests.post(f"{settings.CARRIER_URL}/pickups", json=payload, timeout=15)
    response.raise_for_status()
    reference = response.json()["reference"]
    logger.info("booked pickup %s for order %s", reference, order.pk)
    return reference
