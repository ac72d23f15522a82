"""Session of the command-line client."""

from __future__ import annotations

import time
from pathlib import Path

import requests

LEEWAY_S = 60


class Session:
    def __init__(self, base_url: str, folder: Path) -> None:
        self._base_url = base_url
        self._file = folder / "token"

    def _token(self) -> str:
        return self._file.read_text("utf-8").strip()
