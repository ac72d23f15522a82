"""Texts given to names, found line by line: settings files, shell, and code of languages that need no tree for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SETTINGS = frozenset(
    {
        "yaml",
        "json",
        "toml",
        "ini",
        "dotenv",
        "properties",
        "dockerfile",
        "terraform",
        "shell",
        "powershell",
        "make",
        "text",
    }
)
"""Formats of ``name = value`` and ``name: value`` lines."""
UNQUOTED = frozenset({"yaml", "ini", "dotenv", "properties", "shell", "dockerfile", "make", "text"})
"""Those in which a text may stand without quotes."""
CODE = frozenset({"java", "kotlin", "csharp", "ruby", "php", "rust", "html", "prisma", "graphql", "sql"})
"""Languages in which a text always stands in quotes, given by assignment, argument, pair or setter."""

LINE_LIMIT = 2000

_SETTING = re.compile(
    r"""^\s*(?:export\s+|ENV\s+|ARG\s+|-\s+|set\s+|-e\s+|declare\s+(?:-\w+\s+)*|local\s+|readonly\s+)*[$]?(?:env:)?["']?(?P<name>[A-Za-z_][\w.\-:/]{1,80}?)["']?\s*(?::=|\?=|=>|=|:\s|:(?=["']))\s*(?P<q>["']?)(?P<value>[^\s"'#][^"'\n#]*?)(?P=q)\s*[,;\\]?\s*(?:#.*)?$"""
)
_ENV_PAIR = re.compile(
    r"""(?:^|\s)(?:ENV|ARG|-e|--env|--build-arg|--set|--set-string|-D|export)[\s=]*(?P<name>[A-Za-z_][\w.]{1,80})=(?P<q>["']?)(?P<value>[^\s"']+)(?P=q)"""
)
_INLINE_PAIR = re.compile(
    r"""["']?(?P<name>[A-Za-z_][\w.\-]{1,80})["']?\s*(?:=|:)\s*(?P<q>["'])(?P<value>[^"'\n]{4,}?)(?P=q)"""
)
_XML = re.compile(
    r"""<(?P<name>[A-Za-z][\w.:\-]{1,80})(?:\s[^<>]*)?>(?P<value>[^<>\s][^<>]{3,}?)</(?P=name)>"""
    r"""|(?:name|key)=["'](?P<named>[\w.\-:]{2,80})["'][^<>]*?\bvalue=["'](?P<attribute>[^"'<>]{4,})["']"""
    r"""|(?:name|key)=["'](?P<named2>[\w.\-:]{2,80})["'][^<>]*>\s*(?:<value>)?(?P<content>[^<>\s][^<>]{3,}?)</"""
    r"""|\b(?P<direct>[A-Za-z][\w\-]*)=["'](?P<direct_value>[^"'<>]{4,})["']"""
)
_TEXT = r'(?:@?"(?P<value>(?:[^"\\\n]|\\.){4,}?)"|' r"'(?P<single>(?:[^'\\\n]|\\.){4,}?)')"
_CODE_ASSIGNED = re.compile(
    r"""(?P<name>[A-Za-z_$@][\w$]{1,80})["']?\]?\s*(?::\s*[&\w<>?' ]+?\s*)?(?:=>|:=|\?\?=|\|\|=|=|:)\s*"""
    r"""(?:[\w.:$>\-]{1,80}(?:\([^()\n]{0,120}\)|\[[^\[\]\n]{0,120}\])!?\s*(?:\?\?|\?:|\|\|)\s*)?(?:new\s+\w+\()?"""
    + _TEXT
)
_CODE_FALLBACK = re.compile(
    r"""(?:getenv|getProperty|env|fetch|getOrDefault|getString|GetValue(?:<string>)?|unwrap_or)\(\s*["'](?P<name>[A-Za-z_][\w.\-]{1,80})["']\s*,\s*"""
    + _TEXT
)
_CODE_PLACED = re.compile(
    r"""(?:put|set|add|setProperty|setRequestHeader|addHeader|header|define|insert|Add|property|Property|append|claim)\(\s*["'](?P<name>[A-Za-z_][\w.\-]{1,80})["']\s*,\s*"""
    + _TEXT
)
_CODE_SETTER = re.compile(
    r"""\.?\b(?:set|with)?(?P<name>[A-Za-z][A-Za-z]{2,40})\(\s*"""
    + _TEXT
    + r"""(?:\.toCharArray\(\)|\.to_string\(\)|\.into\(\))?\s*\)"""
)
_ANNOTATION_DEFAULT = re.compile(r"""@Value\(\s*"\$\{(?P<name>[\w.\-]+):(?P<value>[^}"]{4,})\}"\s*\)""")


@dataclass(frozen=True, slots=True)
class Given:
    """A text that a name is given, on one line (1-based)."""

    name: str
    value: str
    line: int


def settings(language: str, lines: list[str]) -> Iterator[Given]:
    """What the lines of a settings file, a script or XML give to names."""
    block = ""
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT:
            continue
        if language == "yaml":
            block = _yaml_name(line, block)
        yield from _of_line(language, line, number, block)


def _of_line(language: str, line: str, number: int, named: str) -> Iterator[Given]:
    match = _SETTING.match(line)
    if match is not None and (match["q"] or language in UNQUOTED):
        value = match["value"].strip()
        name = match["name"]
        if name.lower() == "value" and named:
            name = named
        if language not in ("yaml", "json") or value[:1] not in "&*!|>{[":
            yield Given(name.rpartition("/")[2], value, number)
            return
    pattern = (
        _INLINE_PAIR if language in ("yaml", "json", "toml", "terraform", "ini", "powershell") else _ENV_PAIR
    )
    for pair in pattern.finditer(line):
        yield Given(pair["name"], pair["value"], number)


def _yaml_name(line: str, before: str) -> str:
    """``- name: DB_PASSWORD`` gives its name to the ``value:`` on the next line."""
    match = re.match(r"\s*-?\s*(?:name|key):\s*[\"']?([\w.\-]+)[\"']?\s*$", line)
    if match is not None:
        return match[1]
    return before if re.match(r"\s*(?:value|valueFrom|#)", line) else ""


def markup(lines: list[str]) -> Iterator[Given]:
    """What elements and attributes of XML give to names: Maven, Spring, web.config, Android resources."""
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT:
            continue
        for match in _XML.finditer(line):
            name = match["name"] or match["named"] or match["named2"] or match["direct"]
            value = match["value"] or match["attribute"] or match["content"] or match["direct_value"]
            yield Given(name.rpartition(":")[2], value.strip(), number)


def code(lines: list[str]) -> Iterator[Given]:
    """What code gives to names: assignments, pairs, named and keyed arguments, setters, fallbacks."""
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT or not ('"' in line or "'" in line):
            continue
        if line.lstrip().startswith(("//", "*", "#", "/*", "<!--")):
            continue
        for pattern in (_CODE_FALLBACK, _CODE_PLACED, _ANNOTATION_DEFAULT, _CODE_ASSIGNED, _CODE_SETTER):
            for match in pattern.finditer(line):
                groups = match.groupdict()
                yield Given(match["name"].lstrip("$@"), groups["value"] or groups.get("single") or "", number)
