"""Configuration files as flat settings: a path of keys, a value, a line. TOML, INI, YAML, JSON with comments, JS objects."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from checks.syntax import model as m
from checks.test_integrity.setting import Setting, Value
from checks.test_integrity.setting_forms import (
    block_settings,
    crate_settings,
    line_settings,
    owner_settings,
    property_settings,
    simplecov_settings,
    xml_settings,
)
from checks.views import FileView

__all__ = ["Setting", "Value", "settings_of"]

_SIZE = 200_000
_ITEMS = 6000
_DEPTH = 24


def settings_of(file: FileView) -> tuple[Setting, ...]:
    """All settings of a configuration file; empty where it cannot be read."""
    text = file.text
    if len(text) > _SIZE:
        return ()
    name = file.path.rpartition("/")[2]
    try:
        if name.endswith(".toml"):
            return tuple(_toml(text))
        if name.endswith(
            (".xml", ".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".ruleset", ".xml.dist")
        ):
            return tuple(xml_settings(text))
        if name.endswith((".gradle", ".gradle.kts")):
            return tuple(block_settings(text))
        if name.endswith(".properties") or name == ".npmrc":
            return tuple(_split(s) for s in property_settings(text))
        if name in (".editorconfig", ".globalconfig"):
            return tuple(_split(s) for s in _ini(text))
        if name == "CODEOWNERS":
            return tuple(owner_settings(text))
        if name in (".trivyignore", ".eslintignore", ".semgrepignore", ".gitleaksignore", ".stylelintignore"):
            return tuple(line_settings(text))
        if name.endswith(".rb") or name == ".simplecov":
            return tuple(simplecov_settings(text))
        if name.endswith(".rs"):
            return tuple(crate_settings(text))
        if name.endswith((".cfg", ".ini")) or name in (
            ".coveragerc",
            ".flake8",
            ".pylintrc",
            "pylintrc",
            ".bandit",
        ):
            return tuple(_ini(text))
        if file.module is not None:
            return tuple(_script(file.module))
        if name.endswith((".neon", ".neon.dist")):
            return tuple(_yaml(text.replace("\t", "    ").replace("%", "_")))
        if name.endswith((".yml", ".yaml", ".json", ".jsonc", ".json5")) or name in (
            ".eslintrc",
            ".nycrc",
            ".stylelintrc",
            ".lintstagedrc",
            ".babelrc",
            ".mocharc",
        ):
            return tuple(_yaml(_plain_json(text) if not name.endswith((".yml", ".yaml")) else text))
    except (ValueError, yaml.YAMLError, configparser.Error, RecursionError):
        return ()
    return ()


def _split(setting: Setting) -> Setting:
    """A key with dots as a path."""
    return Setting((*setting.path[:-1], *setting.path[-1].split(".")), setting.value, setting.line)


def _item(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, sort_keys=True, default=str)


def _value(value: Any) -> Value:
    if isinstance(value, (list, tuple)):
        return tuple(_item(v) for v in value)
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(value)
    return str(value)


# --- TOML ---

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(text))


def _toml(text: str) -> Iterator[Setting]:
    lines: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header and "=" not in line.split("]")[0]:
            section = _parts(header.group(1))
            if line.lstrip().startswith("[["):
                index = counts.get(section, 0)
                counts[section] = index + 1
                section = (*section, str(index))
            lines.setdefault(section, number)
            continue
        key = _KEY.match(line)
        if key:
            lines.setdefault((*section, *_parts(key.group(1))), number)
    yield from _flat(tomllib.loads(text), (), lines, 0)


def _flat(
    value: Any, path: tuple[str, ...], lines: dict[tuple[str, ...], int], depth: int
) -> Iterator[Setting]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, (*path, str(key)), lines, depth + 1)
    elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        for index, inner in enumerate(value):
            name = inner.get("module", index)
            yield from _renamed(inner, path, index, name, lines, depth)
        yield Setting(path, _value(value), _line(path, lines))
    else:
        yield Setting(path, _value(value), _line(path, lines))


def _renamed(
    inner: Any, path: tuple[str, ...], index: int, name: Any, lines: dict[tuple[str, ...], int], depth: int
) -> Iterator[Setting]:
    """An entry of an array of tables is known by its module, not by its place."""
    for setting in _flat(inner, (*path, str(index)), lines, depth + 1):
        yield Setting((*path, _item(name), *setting.path[len(path) + 1 :]), setting.value, setting.line)


def _line(path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int:
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


# --- INI ---


def _ini(text: str) -> Iterator[Setting]:
    section = ""
    key, found, line_of = "", [""], 0

    def made() -> Iterator[Setting]:
        if key:
            words = [w for w in found if w]
            value: Value = words[0] if len(words) == 1 and "," not in words[0] else tuple(
                p.strip() for w in words for p in w.split(",") if p.strip()
            )  # fmt: skip
            yield Setting((section, key), _typed(value), line_of)

    for number, line in enumerate(text.split("\n"), 1):
        stripped = re.sub(r"\s[#;].*$", "", line).strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        if stripped.startswith("[") and stripped.endswith("]"):
            yield from made()
            key, section = "", stripped[1:-1].strip().removeprefix("tool:")
        elif line[:1].isspace() and key:
            if found == [""]:
                line_of = number
            found.append(stripped)
        elif (match := re.match(r"([\w.-]+)\s*[=:]\s*(.*)$", stripped)) is not None:
            yield from made()
            key, found, line_of = match.group(1), [match.group(2)], number
    yield from made()


def _typed(value: Value) -> Value:
    if isinstance(value, str):
        low = value.lower()
        if low in ("true", "yes", "on"):
            return True
        if low in ("false", "no", "off"):
            return False
        try:
            return float(value)
        except ValueError:
            return value
    return value


# --- YAML and JSON ---

_STRINGS_OR_COMMENTS = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.S)


def _plain_json(text: str) -> str:
    """Comments blanked, tabs as blanks, so that a YAML reader takes it and lines stay."""
    blanked = _STRINGS_OR_COMMENTS.sub(
        lambda x: x.group(0) if x.group(0)[0] == '"' else re.sub(r"[^\n]", " ", x.group(0)), text
    )
    return blanked.replace("\t", " ")


def _yaml(text: str) -> Iterator[Setting]:
    left = [_ITEMS]
    for document in yaml.compose_all(text, Loader=yaml.SafeLoader):
        if document is not None:
            yield from _nodes(document, (), document.start_mark.line + 1, left, 0)


def _nodes(
    node: yaml.Node, path: tuple[str, ...], line: int, left: list[int], depth: int
) -> Iterator[Setting]:
    left[0] -= 1
    if left[0] < 0 or depth > _DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(
                value, (*path, str(getattr(key, "value", ""))), key.start_mark.line + 1, left, depth + 1
            )
    elif isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            if isinstance(item, yaml.ScalarNode):
                items.append(str(item.value))
            else:
                items.append(_yaml_text(item, left))
                yield from _nodes(item, (*path, str(index)), item.start_mark.line + 1, left, depth + 1)
        yield Setting(path, tuple(items), line)
    elif isinstance(node, yaml.ScalarNode):
        yield Setting(path, _scalar(node), line)


def _yaml_text(node: yaml.Node, left: list[int], depth: int = 0) -> str:
    left[0] -= 1
    if left[0] < 0 or depth > _DEPTH:
        return "..."
    if isinstance(node, yaml.MappingNode):
        return (
            "{"
            + ", ".join(f"{getattr(k, 'value', '')}: {_yaml_text(v, left, depth + 1)}" for k, v in node.value)
            + "}"
        )
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(_yaml_text(v, left, depth + 1) for v in node.value) + "]"
    return str(node.value)


def _scalar(node: yaml.ScalarNode) -> Value:
    if node.style is None:
        return _typed(str(node.value).removesuffix("%"))
    text = str(node.value)
    return _typed(text.removesuffix("%")) if re.fullmatch(r"\d+(?:\.\d+)?%?", text) else text


# --- JavaScript ---


def _script(module: m.Module) -> Iterator[Setting]:
    named = {
        target.id: statement.value
        for statement in module.every(m.Assign)
        if isinstance(statement.value, m.Mapping)
        for target in statement.targets
        if isinstance(target, m.Name)
    }
    for mapping in module.every(m.Mapping):
        if any(isinstance(p, m.Pair) for p in mapping.ancestors()):
            continue
        scope = mapping.get("files")
        prefix = () if scope is None else ("files", module.text(scope))
        yield from _object(module, mapping, prefix, 0, named)


def _object(
    module: m.Module, mapping: m.Mapping, path: tuple[str, ...], depth: int, named: dict[str, m.Mapping]
) -> Iterator[Setting]:
    if depth > _DEPTH:
        return
    for pair in mapping.pairs:
        if not isinstance(pair.key, m.Literal):
            continue
        here = (*path, str(pair.key.value))
        value = pair.value
        if isinstance(value, m.Name):
            value = named.get(value.id, value)
        if isinstance(value, m.Mapping):
            yield from _object(module, value, here, depth + 1, named)
        elif isinstance(value, m.Sequence):
            items = []
            for index, item in enumerate(value.items):
                if isinstance(item, m.Mapping):
                    yield from _object(module, item, (*here, str(index)), depth + 1, named)
                items.append(str(item.value) if isinstance(item, m.Literal) else module.text(item))
            yield Setting(here, tuple(items), pair.line)
        elif isinstance(value, m.Literal) and value.kind != "regex":
            yield Setting(here, _value(value.value), pair.line)
        else:
            yield Setting(here, module.text(value), pair.line)
