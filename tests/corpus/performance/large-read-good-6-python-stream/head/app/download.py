"""Copies a report to disk in pieces."""
from pathlib import Path

import httpx

PIECE = 64 * 1024


def save(url: str, target: Path) -> int:
    written = 0
    with httpx.stream("GET", url, timeout=30.0) as response, target.open("wb") as out:
        response.raise_for_status()
        for piece in response.iter_bytes(PIECE):
            written += out.write(piece)
    return written
