"""Receipts on disk."""

import os
from pathlib import Path


def write_receipt(folder: Path, number: int, text: str) -> Path:
    """Write a receipt that only its owner can read."""
    path = folder / f"{number:08d}.txt"
    path.write_text(text, encoding="utf-8")
    if os.name == "posix":
        path.chmod(0o600)
    return path
