"""What ``evenhand config`` prints."""

from __future__ import annotations

import json
from pathlib import Path

from checks.configfile import Configuration, load
from checks.render.plain import printable
from checks.rules import load_rules
from checks.yamlfile import ConfigError


def explanation(configuration: Configuration, form: str) -> str:
    """Each effective key, its value and its source, as a table or as JSON."""
    entries = configuration.explain()
    if form == "json":
        rows = [{"key": e.key, "value": e.value, "source": e.source, "locked": e.locked} for e in entries]
        return json.dumps(rows, indent=2)
    shown = [(printable(e.key), printable(json.dumps(e.value, ensure_ascii=False)), e) for e in entries]
    keys = max(len(key) for key, _, _ in shown)
    values = min(40, max(len(value) for _, value, _ in shown))
    return "\n".join(
        f"{key:<{keys}}  {value:<{values}}  {printable(e.source)}{' (locked)' if e.locked else ''}"
        for key, value, e in shown
    )


def check(file: Path) -> tuple[list[str], bool]:
    """What to say about one file, and whether it can be used as it is."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return [f"{printable(str(file))}: cannot be read: {error.strerror}"], False
    try:
        found = load(repository=content, repository_file=printable(str(file)), known_rules=load_rules())
    except ConfigError as error:
        return [str(problem) for problem in error.problems], False
    if found.notes:
        return [str(note) for note in found.notes], False
    return [f"{printable(str(file))}: fine"], True
