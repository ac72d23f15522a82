"""The columns of a Django ``CreateModel``, with what its options say about them."""

from __future__ import annotations

from dataclasses import replace

from checks.migration_safety.code_walk import Scope, called_name, items_of, text_of, texts_of
from checks.migration_safety.django_fields import read_field
from checks.migration_safety.operations import ColumnDef
from checks.syntax import model as m

_KEY_TYPES = {"AutoField": "serial", "BigAutoField": "bigserial", "SmallAutoField": "smallserial"}


def columns_of(call: m.Call, scope: Scope) -> tuple[ColumnDef, ...]:
    """Columns by the field's own name, in order; many-to-many fields are tables of their own."""
    found: dict[str, ColumnDef] = {}
    for item in items_of(call.keyword("fields") or call.positional(1), scope) or []:
        if not isinstance(item, m.Sequence) or len(item.items) != 2:
            continue
        name = text_of(item.items[0], scope) or ""
        declared = item.items[1]
        field = read_field(declared, scope)
        if field is None or field.many or not isinstance(declared, m.Call):
            continue
        primary = _true(declared, "primary_key")
        unindexed = _false(declared, "db_index")
        key = bool(field.references)
        found[name] = ColumnDef(
            name,
            _KEY_TYPES.get(called_name(declared), field.type),
            not field.null,
            field.default,
            primary,
            primary
            or field.unique
            or field.indexed
            or called_name(declared) == "OneToOneField"
            or (key and not unindexed),
            field.references if field.constraint else "",
            item.line,
        )
    options = call.keyword("options") or call.positional(2)
    if isinstance(options, m.Mapping):
        for column in _leading(options, scope):
            if column in found:
                found[column] = replace(found[column], indexed=True)
    return tuple(found.values())


def _leading(options: m.Mapping, scope: Scope) -> list[str]:
    """First columns of the indexes and unique constraints in a model's options."""
    names: list[str] = []
    for key in ("indexes", "constraints"):
        for item in items_of(options.get(key), scope) or []:
            if isinstance(item, m.Call):
                fields = texts_of(item.keyword("fields"), scope)
                names.extend(f.lstrip("-") for f in fields[:1])
    for key in ("unique_together", "index_together"):
        groups = items_of(options.get(key), scope) or []
        if groups and not isinstance(groups[0], m.Sequence):
            names.extend(texts_of(groups[0], scope)[:1])
        for group in groups:
            if isinstance(group, m.Sequence):
                names.extend(texts_of(group, scope)[:1])
    return names


def _true(call: m.Call, name: str) -> bool:
    value = call.keyword(name)
    return isinstance(value, m.Literal) and value.value is True


def _false(call: m.Call, name: str) -> bool:
    value = call.keyword(name)
    return isinstance(value, m.Literal) and value.value is False
