"""Fetches updates of the agent."""
from pathlib import Path

import requests

CHUNK = 1 << 16


class DownloadError(Exception):
    """The update cannot be used."""


def fetch(url: str, target: Path) -> Path:
    with requests.get(url, stream=True, timeout=30) as response:
        response.raise_for_status()
        with target.open("wb") as out:
            for chunk in response.iter_content(CHUNK):
                out.write(chunk)
    return target
