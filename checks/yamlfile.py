"""Reads a YAML file that a stranger may have written: plain data only, with the line of every key.

Tags, aliases, duplicate keys, deep nesting and big files are refused before anything is built. ``on``, ``off``, ``yes``
and ``no`` are words, not booleans (YAML 1.2), so that ``rule: off`` means what it says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

SIZE_LIMIT_BYTES = 64 * 1024
DEPTH_LIMIT = 12

Path = tuple[str | int, ...]
"""Keys and list positions from the top of the file."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, and on which line (0 where no line is to blame)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class ConfigError(ValueError):
    """A configuration file cannot be used; ``problems`` say each what, where and how to mend it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file's data and the line that each of its keys and list items stands on."""

    values: Mapping[str, Any]
    lines: Mapping[Path, int] = field(default_factory=dict)


def read_yaml(content: bytes, file: str) -> YamlFile:
    """The mapping that a file holds; an empty file is an empty mapping. Raises ConfigError."""
    if len(content) > SIZE_LIMIT_BYTES:
        raise ConfigError(
            Problem(file, 0, f"is over {SIZE_LIMIT_BYTES // 1024} KiB; a configuration is a page or two")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(Problem(file, line, "is not UTF-8 text; save it as UTF-8")) from error
    try:
        _refuse_tricks(text, file)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 0
        raise ConfigError(Problem(file, line, f"is not YAML: {error.problem or error.context}")) from error
    except yaml.YAMLError as error:
        raise ConfigError(Problem(file, 0, f"is not YAML: {str(error).splitlines()[0]}")) from error
    if node is None:
        return YamlFile({})
    if not isinstance(node, yaml.MappingNode):
        if isinstance(node, yaml.ScalarNode) and _scalar(node) is None:
            return YamlFile({})
        raise ConfigError(Problem(file, node.start_mark.line + 1, "must be a mapping of keys to values"))
    lines: dict[Path, int] = {}
    values = _build(node, (), lines, file)
    return YamlFile(values, lines)


def _refuse_tricks(text: str, file: str) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(Problem(file, line, "uses an alias (*name); write the value out"))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise ConfigError(
                    Problem(file, line, "holds more than one document; remove what follows ---")
                )
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise ConfigError(Problem(file, line, f"is nested deeper than {DEPTH_LIMIT} levels"))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise ConfigError(Problem(file, line, f"uses a tag ({ascii(tag)[:60]}); write a plain value"))


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise ConfigError(Problem(file, line, "a key must be a plain word"))
            key = str(key_node.value)
            if key in values:
                first = lines[(*path, key)]
                raise ConfigError(
                    Problem(file, line, f"the key {key!r} is already on line {first}; keep one")
                )
            lines[(*path, key)] = line
            values[key] = _build(value_node, (*path, key), lines, file)
        return values
    if isinstance(node, yaml.SequenceNode):
        items = []
        for number, item in enumerate(node.value):
            lines[(*path, number)] = item.start_mark.line + 1
            items.append(_build(item, (*path, number), lines, file))
        return items
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    text = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text
