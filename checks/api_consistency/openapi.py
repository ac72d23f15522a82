"""OpenAPI 3 and Swagger 2 documents, split over files or not, with the line of every member."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

Pointer = tuple[str, ...]

_DEPTH = 60
_NODES = 200_000
_REFS = 20
"""Longest chain of ``$ref`` that is followed."""
_FILES = 300
_FILES_BYTES = 8_000_000
"""What one contract may draw on beside its first file."""
_VERSION_KEY = re.compile(r"^\s{0,4}\"?(?:openapi|swagger)\"?\s*:\s*[\"']?[23]\.", re.MULTILINE)
"""Documents that are written with sorted keys have it at their end."""
SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(slots=True, eq=False)
class Document:
    """One parsed file. ``lines`` gives the 1-based line of each member's key by its pointer."""

    path: str
    root: dict[str, Any]
    lines: dict[Pointer, int] = field(default_factory=dict)
    library: Library | None = None
    """The files beside it that ``$ref`` may name; None where only the document itself can be read."""

    def line(self, pointer: Pointer) -> int:
        """Line of the member or of the nearest one around it."""
        while pointer and pointer not in self.lines:
            pointer = pointer[:-1]
        return self.lines.get(pointer, 1)

    def spot(self, *pointer: str) -> Spot:
        """A place in this file."""
        return Spot(self, pointer)

    def at(self, pointer: Pointer) -> object:
        """The member at a pointer, or None."""
        value: object = self.root
        for part in pointer:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and part.isdigit() and len(part) < 7 and int(part) < len(value):
                value = value[int(part)]
            else:
                return None
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


class Spot(NamedTuple):
    """A member of a document."""

    document: Document
    pointer: Pointer

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.document.path

    @property
    def line(self) -> int:
        """Its line, or that of the nearest member around it."""
        return self.document.line(self.pointer)

    @property
    def name(self) -> str:
        """Text that tells it from every other place of the contract."""
        return f"{self.document.path}#/{'/'.join(self.pointer)}"

    def child(self, *parts: str) -> Spot:
        """A member below it."""
        return Spot(self.document, (*self.pointer, *parts))


class Library:
    """The files of one revision, parsed once each, for references from one file into another."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read = read
        self._left = _FILES_BYTES
        self.documents: dict[str, Document | None] = {}

    def document(self, path: str) -> Document | None:
        """The parsed file, or None where there is none or the contract has drawn on too much already."""
        if path not in self.documents:
            self.documents[path] = None
            text = self._read(path) if path.endswith(SUFFIXES) and len(self.documents) <= _FILES else None
            if text is not None and len(text) <= self._left:
                self._left -= len(text)
                self.documents[path] = _parse(path, text, self)
        return self.documents[path]


def resolve(value: object, spot: Spot) -> tuple[dict[str, Any], Spot]:
    """Follows ``$ref`` from a member, into other files of the repository too; an empty object for what cannot be
    followed (remote documents, cycles, broken references)."""
    for _ in range(_REFS):
        if not isinstance(value, dict):
            return {}, spot
        reference = value.get("$ref")
        if not isinstance(reference, str):
            return value, spot
        file, _, fragment = reference.partition("#")
        document: Document | None = spot.document
        if file:
            library = spot.document.library
            target = _beside(spot.document.path, file)
            document = library.document(target) if library is not None and target is not None else None
        if document is None or (fragment and not fragment.startswith("/")):
            return {}, spot
        parts = fragment[1:].split("/") if fragment else []
        pointer = tuple(unquote(p).replace("~1", "/").replace("~0", "~") for p in parts)
        value, spot = document.at(pointer), Spot(document, pointer)
    return {}, spot


def _beside(path: str, reference: str) -> str | None:
    if "://" in reference or reference.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(reference)))
    return None if target.startswith("..") else target


def looks_like_openapi(path: str, text: str) -> bool:
    """Whether a file is worth parsing as an OpenAPI document."""
    if not path.endswith(SUFFIXES):
        return False
    return ("paths" in text or "webhooks" in text) and (
        "openapi" in text[:4000] or "swagger" in text[:4000] or _VERSION_KEY.search(text) is not None
    )


def read_document(path: str, text: str, library: Library | None = None) -> Document | None:
    """Parses a document; None when it is broken or something else."""
    if not looks_like_openapi(path, text):
        return None
    document = _parse(path, text, library)
    if document is None or not ("openapi" in document.root or "swagger" in document.root):
        return None
    if library is not None:
        library.documents[path] = document
    return document


def _parse(path: str, text: str, library: Library | None) -> Document | None:
    text = text.removeprefix("\ufeff")
    try:
        node = yaml.compose(
            text.replace("\t", "  ") if path.endswith(".json") else text, Loader=yaml.CSafeLoader
        )
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    document = Document(path, {}, library=library)
    root = _Converter(document).convert(node, (), 0)
    if not isinstance(root, dict):
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
            merged: dict[str, Any] = {}
            for key, value in node.value:
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
                if name == "<<" and key.tag.endswith(":merge"):
                    for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                        inner = self.convert(part, pointer, depth + 1)
                        merged = {**inner, **merged} if isinstance(inner, dict) else merged
                    continue
                here = (*pointer, name)
                self.document.lines[here] = key.start_mark.line + 1
                found[name] = self.convert(value, here, depth + 1)
            return {**merged, **found} if merged else found
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, value in enumerate(node.value):
                here = (*pointer, str(index))
                self.document.lines[here] = value.start_mark.line + 1
                items.append(self.convert(value, here, depth + 1))
            return items
        return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    if node.tag.endswith(":bool"):
        return text.lower() in ("true", "yes", "on")
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith((":int", ":float")):
        try:
            return int(text) if len(text) < 20 else float(text)
        except ValueError:
            pass
        try:
            return float(text)
        except ValueError:
            return text
    return text
