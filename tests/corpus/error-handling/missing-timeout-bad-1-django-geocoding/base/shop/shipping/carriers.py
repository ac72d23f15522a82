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
