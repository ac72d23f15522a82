"""Reads our own changelog when a release is made."""
import re
from pathlib import Path

# Headings such as "## 1.2.0 (2026-01-01)". The file is ours, so the pattern may be loose.
HEADING = re.compile(r"^##\s+((\d+\.?)+)\s*(\(.*\))?$", re.MULTILINE)

CHANGELOG = Path("CHANGELOG.md")


def text() -> str:
    return CHANGELOG.read_text(encoding="utf-8")


def releases() -> list[str]:
    """All releases, newest first."""
    return [match[0] for match in HEADING.findall(text())]
