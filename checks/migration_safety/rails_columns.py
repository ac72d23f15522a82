"""What Rails writes for a column: SQL type, default, and names of tables and columns by convention."""

from __future__ import annotations

import re

from checks.migration_safety.code_walk import Scope, is_true, text_of
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import ColumnDef
from checks.syntax import model as m

TYPES = {
    "string": "varchar", "text": "text", "integer": "integer", "bigint": "bigint", "float": "double precision",
    "decimal": "numeric", "numeric": "numeric", "datetime": "timestamp", "timestamp": "timestamp", "timestamptz": "timestamptz",
    "time": "time", "date": "date", "binary": "bytea", "blob": "bytea", "boolean": "boolean", "json": "json", "jsonb": "jsonb",
    "uuid": "uuid", "inet": "inet", "cidr": "cidr", "macaddr": "macaddr", "hstore": "hstore", "citext": "citext", "xml": "xml",
    "tsvector": "tsvector", "point": "point", "bit": "bit", "money": "money", "interval": "interval", "enum": "enum",
    "primary_key": "bigserial", "serial": "serial", "bigserial": "bigserial", "smallint": "smallint", "virtual": "virtual",
    "int4range": "int4range", "int8range": "int8range", "tsrange": "tsrange", "tstzrange": "tstzrange", "daterange": "daterange",
    "numrange": "numrange", "ltree": "ltree", "vector": "vector", "geometry": "geometry", "geography": "geography",
}  # fmt: skip
"""Methods of a table builder that add a column -> type in PostgreSQL's words."""

_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "datum": "data"}


def table_of(model: str) -> str:
    """Table of a model class by Rails' convention: ``LineItem`` -> ``line_items``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.replace("::", "_")).casefold()
    return plural(words)


def plural(word: str) -> str:
    """The plural by the rules that cover table names."""
    head, _, last = word.rpartition("_")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    elif re.search(r"(?:s|x|z|ch|sh)$", last):
        last += "es"
    elif not last.endswith("s"):
        last += "s"
    return f"{head}_{last}" if head else last


def option(call: m.Call, name: str) -> m.Expr | None:
    """A keyword argument, also of a braced hash at the end."""
    found = call.keyword(name)
    if found is not None:
        return found
    last = call.args[-1].value if call.args and call.args[-1].name is None else None
    return last.get(name) if isinstance(last, m.Mapping) else None


def sql_type(word: str, call: m.Call) -> str:
    """``string`` with ``limit: 40`` -> ``varchar(40)``."""
    kind = TYPES.get(word, word)
    limit = _whole(option(call, "limit"))
    if kind == "varchar" and limit:
        kind = f"varchar({limit})"
    elif kind == "integer" and limit is not None:
        kind = "smallint" if limit <= 2 else "integer" if limit <= 4 else "bigint"
    elif kind == "numeric":
        precision, scale = _whole(option(call, "precision")), _whole(option(call, "scale"))
        if precision:
            kind = f"numeric({precision}, {scale})" if scale else f"numeric({precision})"
    array = is_true(option(call, "array"), Scope())
    return f"{kind}[]" if array else kind


def _whole(expr: m.Expr | None) -> int | None:
    value = expr.value if isinstance(expr, m.Literal) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def default_of(call: m.Call, scope: Scope) -> tuple[str | None, bool]:
    """Text of the default, and whether it has another value for each row."""
    value = option(call, "default")
    if isinstance(value, m.Name) and value.id in scope.names:
        value = scope.names[value.id]
    if value is None or (isinstance(value, m.Literal) and value.value is None):
        return None, False
    if isinstance(value, m.Function):
        last = value.body.items[-1] if value.body.items else None
        inner = last.value if isinstance(last, m.Return | m.ExprStmt) else None
        text = text_of(inner, scope, holes=True) or "a computed value"
        return text, bool(volatile_function(text))
    if isinstance(value, m.Literal) and value.kind != "str":
        return str(value.value).lower(), False
    return text_of(value, scope, holes=True) or "a constant", False


def column(name: str, word: str, call: m.Call, scope: Scope) -> ColumnDef:
    """The column that a call of ``add_column`` or of a table builder declares."""
    default, _ = default_of(call, scope)
    kind = sql_type(word, call)
    if kind in ("serial", "bigserial"):
        default = "the next number"
    primary = word == "primary_key" or is_true(option(call, "primary_key"), scope) is True
    indexed = option(call, "index")
    return ColumnDef(
        name,
        kind,
        is_true(option(call, "null"), scope) is False or primary,
        default,
        primary,
        primary or (indexed is not None and is_true(indexed, scope) is not False),
        "",
        call.line,
    )
