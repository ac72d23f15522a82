"""Checks configuration data against ``config/schema.json`` and says what is wrong as a person would.

It reads the part of JSON Schema that our schema uses (a test keeps both equal to a full validator), because a message
like "unknown key; did you mean comment_limit?" needs the line, the neighbours and the wording.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.yamlfile import Path

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def faults(value: Any, schema: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """(path, message) of everything in ``value`` that the schema does not allow."""
    if "anyOf" in schema:
        if not any(not list(faults(value, choice, path)) for choice in schema["anyOf"]):
            wanted = " or ".join(_wanted(choice) for choice in schema["anyOf"])
            yield path, f"{named(path)} must be {wanted}, not {shown(value)}"
        return
    if "enum" in schema:
        if value not in schema["enum"] or isinstance(value, bool):
            near = _suggestion(value, schema["enum"])
            yield path, f"{named(path)} must be {_wanted(schema)}, not {shown(value)}{near}"
        return
    types = schema.get("type")
    if types is not None:
        names = [types] if isinstance(types, str) else types
        if not any(_is(value, name) for name in names):
            yield path, f"{named(path)} must be {' or '.join(_WORDS[n] for n in names)}, not {shown(value)}"
            return
    if isinstance(value, dict):
        yield from _mapping_faults(value, schema, path)
    elif isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            yield path, f"{named(path)} has {len(value)} items; at most {schema['maxItems']} are read"
        for number, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), (*path, number))
    elif isinstance(value, str):
        yield from _text_faults(value, schema, path)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        low, high = schema.get("minimum"), schema.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high):
            yield (
                path,
                f"{named(path)} must be from {low} to {high}, not {value}"
                if high is not None
                else (f"{named(path)} must be at least {low}, not {value}"),
            )


def named(path: Path) -> str:
    """A path in words: ``summary.time_zone``; ``the file`` for the top."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text or "the file"


def nearest(word: str, choices: Sequence[str]) -> str | None:
    """The choice that ``word`` most likely meant, or None."""
    folded = {choice.lower().replace("-", "_"): choice for choice in choices}
    close = difflib.get_close_matches(word.lower().replace("-", "_"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def shown(value: Any) -> str:
    """A value as it may stand in a message: short, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _mapping_faults(
    value: dict[str, Any], schema: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, str]]:
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    if len(value) > schema.get("maxProperties", len(value)):
        yield path, f"{named(path)} has {len(value)} keys; at most {schema['maxProperties']} are read"
    pattern = schema.get("propertyNames", {}).get("pattern")
    for key, item in value.items():
        if key in known:
            yield from faults(item, known[key], (*path, key))
        elif rest is False:
            yield (*path, key), f"unknown key {shown(key)}{_suggestion(key, list(known))}"
        elif pattern is not None and not re.search(pattern, key):
            yield (*path, key), f"{shown(key)} is not of the form family/slug, such as security/sql-injection"
        elif isinstance(rest, dict):
            yield from faults(item, rest, (*path, key))


def _text_faults(value: str, schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    if len(value) < schema.get("minLength", 0):
        yield path, f"{named(path)} must not be empty"
    elif len(value) > schema.get("maxLength", len(value)):
        yield path, f"{named(path)} is longer than {schema['maxLength']} characters"
    elif "pattern" in schema and not re.search(schema["pattern"], value):
        yield (
            path,
            f"{named(path)} cannot be {shown(value)}: {schema.get('description', 'see the documentation')}",
        )


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _wanted(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        *others, last = [str(choice) for choice in schema["enum"]]
        return f"{', '.join(others)} or {last}" if others else last
    return _WORDS[schema["type"]]


def _suggestion(value: Any, choices: Sequence[str]) -> str:
    near = nearest(value, choices) if isinstance(value, str) else None
    if near is not None:
        return f"; did you mean {near}?"
    return f"; known: {', '.join(choices)}" if len(choices) <= 8 and isinstance(value, str) else ""
