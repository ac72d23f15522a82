"""Probes of our own services."""

from __future__ import annotations

import time
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class Probe:
    url: str
    status: int
    seconds: float
    note: str = ""


def probe(url: str) -> Probe:
    """One look at a service: every status is a result."""
    started = time.monotonic()
    response = requests.get(url, timeout=5)
    took = time.monotonic() - started
    return Probe(url, response.status_code, took, note=response.text[:80])


def forward(url: str, body: bytes) -> tuple[bytes, int]:
    """Hand the answer through, status included."""
    upstream = requests.post(url, data=body, timeout=5)
    return upstream.content, upstream.status_code


def fire(url: str) -> None:
    """Tell a listener; whether it likes it is its own affair."""
    requests.post(url, json={"at": time.time()}, timeout=2)


def latest(url: str) -> str:
    response = requests.get(url, timeout=5)
    match response.status_code:
        case 200:
            return response.json()["version"]
        case 404:
            return "none"
        case other:
            raise RuntimeError(f"{url} answered {other}")
