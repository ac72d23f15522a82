"""A JSON schema as one shape: references followed, ``allOf`` put together, "or null" taken off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from checks.api_consistency.openapi import Spot, resolve

_PARTS = 60
"""Most members of nested ``allOf`` that are put together."""
_VARIANTS = 300
_OBJECT_WORDS = frozenset(
    {"properties", "required", "additionalProperties", "patternProperties", "minProperties"}
)
_ARRAY_WORDS = frozenset({"items", "minItems", "maxItems", "uniqueItems", "prefixItems"})

Member = tuple[object, Spot]


@dataclass(slots=True)
class Shape:
    """What a value must look like."""

    spot: Spot
    parts: list[tuple[dict[str, Any], Spot]] = field(default_factory=list)
    types: frozenset[str] = frozenset()
    """Without ``null``; empty when any type is allowed."""
    nullable: bool = False
    properties: dict[str, Member] = field(default_factory=dict)
    required: dict[str, Spot] = field(default_factory=dict)
    variants: list[Member] = field(default_factory=list)
    """Of ``oneOf`` or ``anyOf``, without the null type."""
    variants_spot: Spot | None = None

    def word(self, name: str) -> tuple[Any, Spot] | None:
        """A keyword's value with its place, from the first part that has it."""
        for part, spot in self.parts:
            if name in part:
                return part[name], spot.child(name)
        return None

    def value(self, name: str) -> Any:
        """A keyword's value, or None."""
        found = self.word(name)
        return None if found is None else found[0]

    def place(self, *names: str) -> Spot:
        """Where the first of the keywords stands, else the shape itself."""
        for name in names:
            found = self.word(name)
            if found is not None:
                return found[1]
        return self.spot

    @property
    def anything(self) -> bool:
        """Whether nothing at all is said of the value."""
        words = {w for part, _ in self.parts for w in part}
        return not words - {
            "description",
            "title",
            "example",
            "examples",
            "nullable",
            "deprecated",
            "default",
        }


def shape_of(value: object, spot: Spot) -> Shape | None:
    """The shape of a schema; None when there is none or it cannot be followed."""
    schema, at = resolve(value, spot)
    if not schema:
        return None
    shape = Shape(at)
    _gather(schema, at, shape, {at.name})
    _without_null(shape)
    for part, where in shape.parts:
        given = part.get("properties")
        for name, inner in given.items() if isinstance(given, dict) else ():
            shape.properties.setdefault(name, (inner, where.child("properties", name)))
        listed = part.get("required")
        for name in listed if isinstance(listed, list) else ():
            shape.required.setdefault(str(name), where.child("required"))
    shape.types = _types(shape)
    return shape


def _gather(schema: dict[str, Any], at: Spot, shape: Shape, seen: set[str]) -> None:
    if len(shape.parts) >= _PARTS:
        return
    shape.parts.append((schema, at))
    for index, part in enumerate(schema["allOf"] if isinstance(schema.get("allOf"), list) else []):
        inner, where = resolve(part, at.child("allOf", str(index)))
        if inner and where.name not in seen:
            _gather(inner, where, shape, seen | {where.name})


def _without_null(shape: Shape) -> None:
    for part, where in list(shape.parts):
        word = next((w for w in ("oneOf", "anyOf") if isinstance(part.get(w), list)), None)
        if part.get("nullable") is True or part.get("x-nullable") is True:
            shape.nullable = True
        if isinstance(part.get("enum"), list) and None in part["enum"]:
            shape.nullable = True
        if word is None or shape.variants:
            continue
        variants: list[Member] = []
        for index, variant in enumerate(part[word][:_VARIANTS]):
            inner, _ = resolve(variant, where.child(word, str(index)))
            if inner.get("type") == "null" or inner.get("enum") == [None]:
                shape.nullable = True
            else:
                variants.append((variant, where.child(word, str(index))))
        if len(variants) == 1:
            inner, at = resolve(*variants[0])
            if inner and len(shape.parts) < _PARTS:
                _gather(inner, at, shape, {p.name for _, p in shape.parts})
        else:
            shape.variants, shape.variants_spot = variants, where.child(word)


def _types(shape: Shape) -> frozenset[str]:
    found: set[str] = set()
    for part, _ in shape.parts:
        given = part.get("type")
        listed = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        names = {str(t) for t in listed}
        if "null" in names:
            shape.nullable = True
            names.discard("null")
        found = names if not found else (found & names or found) if names else found
    if not found:
        words = {w for part, _ in shape.parts for w in part}
        if words & _OBJECT_WORDS:
            return frozenset({"object"})
        if words & _ARRAY_WORDS:
            return frozenset({"array"})
    return frozenset(found)


def values_of(shape: Shape) -> list[Any] | None:
    """The values of ``enum`` or ``const`` without null; None when any is allowed."""
    const = shape.word("const")
    if const is not None:
        return [const[0]]
    listed = shape.value("enum") or shape.value("x-extensible-enum")
    return [v for v in listed if v is not None] if isinstance(listed, list) else None


def variant_names(shape: Shape) -> Iterator[tuple[str, Member]]:
    """A name for each variant by which it is known in the other version: the reference's last part, a fixed
    discriminating value, the title, or the type."""
    for index, (value, spot) in enumerate(shape.variants):
        yield _variant_name(value, spot, index), (value, spot)


def _variant_name(value: object, spot: Spot, index: int) -> str:
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        return str(value["$ref"]).rpartition("/")[2].rpartition("#")[2].partition(".")[0]
    inner, _ = resolve(value, spot)
    properties = inner.get("properties")
    for name, field_ in properties.items() if isinstance(properties, dict) else ():
        if isinstance(field_, dict):
            fixed = [field_["const"]] if "const" in field_ else field_.get("enum")
            if isinstance(fixed, list) and len(fixed) == 1:
                return f"{name}={fixed[0]}"
    if isinstance(inner.get("title"), str):
        return str(inner["title"])
    if isinstance(inner.get("type"), str) and inner["type"] not in ("object", "array"):
        return f"{inner['type']} {inner.get('format', '')}".strip()
    return f"variant {index + 1}"
