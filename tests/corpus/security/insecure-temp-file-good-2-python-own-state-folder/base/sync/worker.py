"""Fetches the files of partners once an hour."""
import logging

import requests

log = logging.getLogger(__name__)


def fetch(url: str) -> bytes:
    response = requests.get(url, timeout=30)
    response.raise_for_status()
    return response.content
