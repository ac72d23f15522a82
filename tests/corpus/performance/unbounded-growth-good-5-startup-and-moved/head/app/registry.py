"""What the service knows after its start."""

from __future__ import annotations

import json
from pathlib import Path

_seen: dict[str, str] = {}
_templates: dict[str, str] = {}
_COUNTRIES: dict[str, str] = {}


def remember(key, value):
    _seen[key] = value


def forget(key):
    _seen.pop(key, None)


def load_templates(folder: Path) -> None:
    """Reads the templates once; called by the application factory."""
    for path in sorted(folder.glob("*.txt")):
        _templates[path.stem] = path.read_text("utf-8")


for _entry in json.loads((Path(__file__).parent / "countries.json").read_text("utf-8")):
    _COUNTRIES[_entry["code"]] = _entry["name"]


def template(name: str) -> str:
    return _templates[name]
