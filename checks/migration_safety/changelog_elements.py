"""A Liquibase changelog in XML, YAML or JSON as one tree of named elements with their lines. Never fails on broken or hostile
text: what was read before the trouble counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

import yaml

SIZE_LIMIT = 2_000_000
ELEMENT_LIMIT = 60_000
DEPTH_LIMIT = 40


@dataclass(slots=True)
class Element:
    """One element: an XML tag, or a key of YAML or JSON with what it holds."""

    name: str
    line: int
    end_line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""
    text_line: int = 0

    def get(self, *names: str) -> str:
        """The first of these attributes that is there, ``""`` without any."""
        return next((self.attributes[n] for n in names if n in self.attributes), "")

    def true(self, name: str) -> bool | None:
        """A boolean attribute; None when absent."""
        value = self.attributes.get(name, "").strip().casefold()
        return {"true": True, "false": False}.get(value)

    def each(self, name: str) -> Iterator[Element]:
        """Children of this name."""
        return (child for child in self.children if child.name == name)

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        stack = [self]
        while stack:
            item = stack.pop()
            yield item
            stack.extend(reversed(item.children))


class _Enough(Exception):
    """The document goes past a limit, or declares entities."""


def read_elements(text: str, suffix: str) -> Element:
    """The tree under a nameless root. ``suffix`` is the file's own (``.xml``, ``.yaml``, ``.yml``, ``.json``)."""
    text = text[:SIZE_LIMIT]
    root = _read_xml(text) if suffix == ".xml" else _read_yaml(text)
    properties = {
        e.get("name"): e.get("value") for e in root.walk() if e.name == "property" and e.get("name")
    }
    if properties:
        for element in root.walk():
            element.attributes = {k: _filled(v, properties) for k, v in element.attributes.items()}
            element.text = _filled(element.text, properties)
    return root


def _filled(text: str, properties: dict[str, str]) -> str:
    if "${" not in text:
        return text
    return re.sub(r"\$\{([\w.-]+)\}", lambda found: properties.get(found.group(1), found.group()), text)


def _read_xml(text: str) -> Element:
    root = Element("", 1, text.count("\n") + 1)
    stack = [root]
    count = 0
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > ELEMENT_LIMIT or len(stack) > DEPTH_LIMIT:
            raise _Enough
        line = parser.CurrentLineNumber
        element = Element(name.rpartition(":")[2], line, line, dict(attributes))
        stack[-1].children.append(element)
        stack.append(element)

    def end(_name: str) -> None:
        stack.pop().end_line = parser.CurrentLineNumber

    def data(piece: str) -> None:
        top = stack[-1]
        if not top.text:
            top.text_line = parser.CurrentLineNumber
        top.text += piece

    def refuse(*_declared: object) -> None:
        raise _Enough

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.removeprefix("\ufeff").encode(), True)
    except (expat.ExpatError, _Enough):
        for element in stack:
            element.end_line = max(element.end_line, element.line)
    return root


def _read_yaml(text: str) -> Element:
    root = Element("", 1, text.count("\n") + 1)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, loader)
    except (yaml.YAMLError, RecursionError):
        return root
    budget = [ELEMENT_LIMIT]
    if isinstance(node, yaml.MappingNode):
        _fill(root, node, budget, 0)
    return root


_WRAPPERS = frozenset({"rollback", "where", "whereParams", "constraints", "preConditions"})
"""Keys that stay an element of their own though they hold a list; the items of others belong to the element above."""


def _fill(element: Element, node: yaml.MappingNode, budget: list[int], depth: int) -> None:
    if depth > DEPTH_LIMIT:
        return
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        budget[0] -= 1
        if budget[0] < 0:
            return
        name, line = str(key.value), key.start_mark.line + 1
        if isinstance(value, yaml.ScalarNode):
            element.attributes[name] = str(value.value)
            block = value.style in ("|", ">")
            if name in ("sql", "where") or block:
                element.text_line = value.start_mark.line + (2 if block else 1)
            element.end_line = max(element.end_line, _last_line(value))
        elif isinstance(value, yaml.MappingNode):
            child = Element(name, line, line)
            _fill(child, value, budget, depth + 1)
            element.children.append(child)
            element.end_line = max(element.end_line, child.end_line)
        elif isinstance(value, yaml.SequenceNode):
            holder = element
            if name in _WRAPPERS:
                holder = Element(name, line, line)
                element.children.append(holder)
            for item in value.value:
                if isinstance(item, yaml.MappingNode):
                    _fill(holder, item, budget, depth + 1)
            element.end_line = max(element.end_line, holder.end_line)


def _last_line(value: yaml.ScalarNode) -> int:
    first: int = value.start_mark.line + 1
    return first + str(value.value).rstrip("\n").count("\n") + (value.style in ("|", ">"))
