"""OpenAPI 3 and Swagger 2 documents with the line of every member."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

Pointer = tuple[str, ...]

_DEPTH = 60
_NODES = 200_000
_REFS = 20
"""Longest chain of ``$ref`` that is followed."""


@dataclass(slots=True)
class Document:
    """One parsed document. ``lines`` gives the 1-based line of each member's key by its pointer."""

    path: str
    root: dict[str, Any]
    lines: dict[Pointer, int] = field(default_factory=dict)

    def line(self, pointer: Pointer) -> int:
        """Line of the member or of the nearest one around it."""
        while pointer and pointer not in self.lines:
            pointer = pointer[:-1]
        return self.lines.get(pointer, 1)

    def resolve(self, value: object, pointer: Pointer) -> tuple[dict[str, Any], Pointer]:
        """Follows local ``$ref`` from a member; an empty object for what cannot be followed."""
        for _ in range(_REFS):
            if not isinstance(value, dict):
                return {}, pointer
            reference = value.get("$ref")
            if not isinstance(reference, str):
                return value, pointer
            if not reference.startswith("#/"):
                return {}, pointer
            pointer = tuple(p.replace("~1", "/").replace("~0", "~") for p in reference[2:].split("/"))
            value = self.at(pointer)
        return {}, pointer

    def at(self, pointer: Pointer) -> object:
        """The member at a pointer, or None."""
        value: object = self.root
        for part in pointer:
            if not isinstance(value, dict):
                return None
            value = value.get(part)
        return value

    @property
    def paths(self) -> dict[str, Any]:
        """The ``paths`` object; empty when it is none."""
        found = self.root.get("paths")
        return found if isinstance(found, dict) else {}

    @property
    def version(self) -> str:
        """``info.version`` as text."""
        info = self.root.get("info")
        return str(info.get("version", "")) if isinstance(info, dict) else ""


def looks_like_openapi(path: str, text: str) -> bool:
    """Whether a file is worth parsing as an OpenAPI document."""
    if not path.endswith((".yaml", ".yml", ".json")):
        return False
    head = text[:4000]
    return ("openapi" in head or "swagger" in head) and "paths" in text


def read_document(path: str, text: str) -> Document | None:
    """Parses a document; None when it is broken or something else."""
    if not looks_like_openapi(path, text):
        return None
    try:
        node = yaml.compose(
            text.replace("\t", "  ") if path.endswith(".json") else text, Loader=yaml.CSafeLoader
        )
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    document = Document(path, {})
    root = _Converter(document).convert(node, (), 0)
    if not isinstance(root, dict) or not ("openapi" in root or "swagger" in root):
        return None
    document.root = root
    return document


class _Converter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.left = _NODES

    def convert(self, node: yaml.Node, pointer: Pointer, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > _DEPTH:
            return None
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = {}
            for key, value in node.value:
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
                here = (*pointer, name)
                self.document.lines[here] = key.start_mark.line + 1
                found[name] = self.convert(value, here, depth + 1)
            return found
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, value in enumerate(node.value):
                here = (*pointer, str(index))
                self.document.lines[here] = value.start_mark.line + 1
                items.append(self.convert(value, here, depth + 1))
            return items
        if isinstance(node, yaml.ScalarNode):
            if node.tag.endswith(":bool"):
                return str(node.value).lower() in ("true", "yes", "on")
            if node.tag.endswith(":null"):
                return None
            if node.tag.endswith(":int"):
                try:
                    return int(node.value)
                except ValueError:
                    return str(node.value)
            return str(node.value)
        return None
