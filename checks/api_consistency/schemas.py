"""Fields of declared types: pydantic models, dataclasses, TypeScript classes and interfaces, zod objects, serializers."""

from __future__ import annotations

import re

from checks.api_consistency.model import Field, Place
from checks.api_consistency.sources import Sources
from checks.api_consistency.typed_fields import csharp_fields, go_fields, java_fields
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Class,
    Expr,
    Literal,
    Mapping,
    Module,
    Name,
    Sequence,
    dotted,
)

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*")
_TYPE_DEPTH = 4
_DECORATED_OPTIONAL = re.compile(r"@(?:IsOptional|ApiPropertyOptional)\b|required:\s*false")


def fields_of_type(text: str, file: str, sources: Sources, place: str) -> tuple[Field, ...] | None:
    """Fields of the first class of this repository that the type text names; None when it names none."""
    for word in _IDENTIFIER.findall(text):
        if not word.rpartition(".")[2][:1].isupper():
            continue
        found = sources.cls(file, word)
        if found is not None:
            return fields_of_class(found[1], found[0], sources, place)
    return None


def class_of_type(text: str, file: str, sources: Sources) -> tuple[str, Class] | None:
    """The first class of this repository that the type text names, with its file."""
    for word in _IDENTIFIER.findall(text):
        if word.rpartition(".")[2][:1].isupper():
            found = sources.cls(file, word)
            if found is not None:
                return found
    return None


def fields_of_class(
    cls: Class, file: str, sources: Sources, place: str, depth: int = 0
) -> tuple[Field, ...] | None:
    """Fields by wire name, those of base classes of this repository included. None for an enumeration, or when a
    base class of this repository cannot be read."""
    if cls.kind == "enum" or depth > _TYPE_DEPTH:
        return None
    module = sources.module(file)
    if module is None:
        return None
    fields: dict[str, Field] = {}
    for base in cls.bases:
        name = dotted(base)
        if name.rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum"):
            return None
        found = sources.cls(file, name) if name else None
        if found is not None and found[1] is not cls:
            inherited = fields_of_class(found[1], found[0], sources, place, depth + 1)
            fields.update({f.name: f for f in inherited or ()})
    if module.language in ("java", "kotlin"):
        fields.update(java_fields(cls, module, file, place))
        return tuple(fields.values())
    if module.language == "csharp":
        fields.update(csharp_fields(cls, module, file, place))
        return tuple(fields.values())
    if module.language == "go":
        return go_fields(cls, module, file, place)
    camel = "alias_generator" in module.text(cls)
    for member in cls.body.items:
        if isinstance(member, Assign) and member.annotation:
            name = next((t.id for t in member.targets if isinstance(t, Name)), "")
            if not name or name == "model_config" or member.annotation.startswith("ClassVar"):
                continue
            wire, required = _declared(member, name, module, place)
            if camel:
                head, *rest = wire.split("_")
                wire = head + "".join(r.title() for r in rest)
            fields[wire] = Field(
                wire, place, required, member.annotation, Place(file, member.line, member.end_line)
            )
    fields.update(_serializer_fields(cls, file, place))
    return tuple(fields.values())


def _declared(member: Assign, name: str, module: Module, place: str) -> tuple[str, bool]:
    value = member.value
    if module.language != "python":
        text = module.text(member)
        before = (
            " ".join("@" + module.text(t).lstrip("@") for t in member.targets if not isinstance(t, Name))
            + " "
        )
        optional = bool(re.search(rf"\b{re.escape(name)}\s*\?", text)) or bool(
            _DECORATED_OPTIONAL.search(before) or _DECORATED_OPTIONAL.search(text)
        )
        renamed = re.search(r"@Expose\(\s*\{\s*name:\s*['\"](\w+)['\"]", before + text)
        return (renamed.group(1) if renamed else name), not optional and value is None
    if isinstance(value, Call) and dotted(value.callee).rpartition(".")[2] in (
        "Field",
        "field",
        "mapped_column",
    ):
        alias = value.keyword("serialization_alias" if place == "response" else "validation_alias")
        alias = alias or value.keyword("alias")
        wire = str(alias.value) if isinstance(alias, Literal) and isinstance(alias.value, str) else name
        first = value.positional(0)
        default = first if first is not None else value.keyword("default")
        has_default = default is not None and not (isinstance(default, Literal) and default.value is Ellipsis)
        return wire, not has_default and value.keyword("default_factory") is None
    return name, value is None and "Field(default" not in member.annotation


def _serializer_fields(cls: Class, file: str, place: str) -> dict[str, Field]:
    """``class Meta: fields = [...]`` and declared fields of a Django REST framework serializer."""
    if not any(dotted(b).rpartition(".")[2].endswith("Serializer") for b in cls.bases):
        return {}
    found: dict[str, Field] = {}
    for member in cls.body.items:
        if isinstance(member, Class) and member.name == "Meta":
            for item in member.body.items:
                if isinstance(item, Assign) and any(dotted(t) == "fields" for t in item.targets):
                    for part in item.value.items if isinstance(item.value, Sequence) else ():
                        if isinstance(part, Literal) and isinstance(part.value, str):
                            at = Place(file, part.line, part.end_line)
                            found[part.value] = Field(part.value, place, False, "", at)
        elif (
            isinstance(member, Assign)
            and isinstance(member.value, Call)
            and "Field" in dotted(member.value.callee)
        ):
            for target in member.targets:
                if isinstance(target, Name) and target.id in found:
                    found.pop(target.id)
                    found[target.id] = Field(
                        target.id, place, False, "", Place(file, member.line, member.end_line)
                    )
    return found


def fields_of_schema(
    expr: Expr, file: str, sources: Sources, place: str, depth: int = 0
) -> tuple[Field, ...] | None:
    """Fields of a ``z.object({...})`` (through names, ``.extend`` and other methods) or a Joi object."""
    if depth > _TYPE_DEPTH:
        return None
    if isinstance(expr, (Name,)) or (isinstance(expr, Attr) and dotted(expr) and "()" not in dotted(expr)):
        bound = sources.value(file, dotted(expr))
        return None if bound is None else fields_of_schema(bound[1], bound[0], sources, place, depth + 1)
    if not isinstance(expr, Call) or not isinstance(expr.callee, Attr):
        return None
    method = expr.callee.name
    argument = expr.positional(0)
    module = sources.module(file)
    if method in ("object", "strictObject", "keys") and isinstance(argument, Mapping) and module is not None:
        if argument.has_spread():
            return None
        found = []
        for pair in argument.pairs:
            if isinstance(pair.key, Literal) and isinstance(pair.key.value, str):
                text = module.text(pair.value)
                joi = "Joi." in text or "joi." in text
                required = (
                    ".required()" in text
                    if joi
                    else not re.search(r"\.(?:optional|default|nullish|catch)\(", text)
                )
                found.append(
                    Field(
                        pair.key.value,
                        place,
                        required,
                        text,
                        Place(file, pair.value.line, pair.value.end_line),
                    )
                )
        return tuple(found)
    inner = fields_of_schema(expr.callee.base, file, sources, place, depth + 1)
    if inner is None:
        return None
    if method in ("extend", "merge", "safeExtend") and isinstance(argument, Mapping) and module is not None:
        more = [
            Field(str(p.key.value), place, not re.search(r"\.(?:optional|default|nullish)\(", module.text(p.value)),
                  module.text(p.value), Place(file, p.value.line, p.value.end_line))
            for p in argument.pairs
            if isinstance(p.key, Literal)
        ]  # fmt: skip
        names = {f.name for f in more}
        return (*(f for f in inner if f.name not in names), *more)
    if method == "partial":
        return tuple(Field(f.name, f.place, False, f.type, f.at) for f in inner)
    if method in (
        "strict",
        "passthrough",
        "strip",
        "refine",
        "superRefine",
        "openapi",
        "describe",
        "readonly",
    ):
        return inner
    return None
