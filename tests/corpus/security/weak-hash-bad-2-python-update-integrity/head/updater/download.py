"""Fetches updates of the agent."""
import hashlib
from pathlib import Path

import requests

CHUNK = 1 << 16


class DownloadError(Exception):
    """The update cannot be used."""


def _digest(path: Path) -> str:
    md5 = hashlib.md5()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            md5.update(chunk)
    return md5.hexdigest()


def verify(path: Path, expected: str) -> None:
    """Refuse an update that is not what the server announced."""
    if _digest(path) != expected:
        path.unlink()
        raise DownloadError("The downloaded update is damaged or was changed.")


def link_token(email: str, salt: str) -> str:
    return hashlib.sha1(f"{email}:{salt}".encode()).hexdigest()


def fetch(url: str, target: Path) -> Path:
    with requests.get(url, stream=True, timeout=30) as response:
        response.raise_for_status()
        with target.open("wb") as out:
            for chunk in response.iter_content(CHUNK):
                out.write(chunk)
    return target
