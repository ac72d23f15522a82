"""Reads our own changelog when a release is made."""
import re
from pathlib import Path

CHANGELOG = Path("CHANGELOG.md")


def text() -> str:
    return CHANGELOG.read_text(encoding="utf-8")
