"""Keeps uploaded files on disk."""
import os
from pathlib import Path


class LocalStore:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key
