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


