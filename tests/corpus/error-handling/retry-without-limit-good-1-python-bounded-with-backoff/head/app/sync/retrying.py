"""Retries of outgoing calls."""
from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

import requests
from tenacity import retry, stop_after_attempt, wait_exponential

logger = logging.getLogger(__name__)
T = TypeVar("T")


def with_retries(call: Callable[[], T], attempts: int = 4, base_s: float = 0.2) -> T:
    """Call until it works, at most ``attempts`` times, pausing longer each time."""
    for attempt in range(1, attempts + 1):
        try:
            return call()
        except requests.ConnectionError:
            if attempt == attempts:
                raise
            pause_s = base_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)
            logger.info("attempt %d failed, next in %.1f s", attempt, pause_s, exc_info=True)
            time.sleep(pause_s)
    raise AssertionError("attempts must be positive")


@retry(stop=stop_after_attempt(5), wait=wait_exponential(multiplier=0.5, max=10), reraise=True)
def fetch(url: str) -> dict:
    response = requests.get(url, timeout=10)
    response.raise_for_status()
    return response.json()


def wait_until_ready(url: str, deadline_s: float = 60) -> None:
    """Wait for a service that is starting."""
    end = time.monotonic() + deadline_s
    while True:
        try:
            requests.get(url, timeout=2).raise_for_status()
            return
        except requests.RequestException:
            if time.monotonic() > end:
                raise
            time.sleep(1)
