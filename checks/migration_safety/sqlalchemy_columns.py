"""SQLAlchemy column declarations as SQL: types and server defaults."""

from __future__ import annotations

from checks.migration_safety.code_walk import Scope, called_name, is_true, text_of
from checks.migration_safety.column_types import volatile_function
from checks.syntax import model as m

_TYPES = {
    "String": "varchar", "Unicode": "varchar", "VARCHAR": "varchar", "Text": "text", "TEXT": "text", "UnicodeText": "text",
    "Integer": "integer", "INTEGER": "integer", "BigInteger": "bigint", "BIGINT": "bigint", "SmallInteger": "smallint",
    "Boolean": "boolean", "BOOLEAN": "boolean", "Float": "double precision", "Numeric": "numeric", "NUMERIC": "numeric",
    "Date": "date", "Time": "time", "JSON": "json", "JSONB": "jsonb", "UUID": "uuid", "Uuid": "uuid", "CHAR": "char",
    "LargeBinary": "bytea", "Enum": "enum", "Interval": "interval", "Double": "double precision", "CITEXT": "citext",
}  # fmt: skip

_LIBRARIES = frozenset(
    {"sa", "sqlalchemy", "postgresql", "mysql", "sqlmodel", "geoalchemy2", "types", "sqltypes"}
)


def type_text(expr: m.Expr | None, scope: Scope) -> str:
    """A SQLAlchemy type as SQL: ``sa.String(length=80)`` -> ``varchar(80)``."""
    if expr is None:
        return ""
    call = expr if isinstance(expr, m.Call) else None
    owner, _, name = m.dotted(call.callee if call else expr).rpartition(".")
    if "." in owner and owner.partition(".")[0] not in _LIBRARIES:
        return ""  # a type of the project's own: its name says nothing of the column
    base = _TYPES.get(name, name.casefold())
    if name in ("DateTime", "TIMESTAMP", "DATETIME"):
        aware = call is not None and is_true(call.keyword("timezone"), scope) is True
        return "timestamptz" if aware else "timestamp"
    if call is None:
        return base
    if name == "ARRAY":
        return type_text(call.positional(0), scope) + "[]"
    if base == "enum":
        return (
            "enum("
            + ", ".join(f"'{v}'" for v in (text_of(a.value, scope) for a in call.args if not a.name) if v)
            + ")"
        )
    numbers = [
        str(v.value)
        for v in (
            call.keyword("length"),
            call.keyword("precision"),
            call.keyword("scale"),
            *(a.value for a in call.args if not a.name),
        )
        if isinstance(v, m.Literal) and isinstance(v.value, int) and not isinstance(v.value, bool)
    ]
    return f"{base}({', '.join(numbers)})" if numbers and base in ("varchar", "numeric", "char") else base


def server_default(column: m.Call, scope: Scope) -> tuple[str | None, bool]:
    """Text of the default that the database keeps, and whether it makes the table be rewritten."""
    for arg in column.args:
        value = arg.value
        if isinstance(value, m.Call) and called_name(value) == "Computed":
            stored = is_true(value.keyword("persisted"), scope) is not False
            return "generated", stored
        if isinstance(value, m.Call) and called_name(value) == "Identity":
            return "the next identity value", True
        if isinstance(value, m.Call) and called_name(value) == "Sequence":
            return "nextval", True
    default = column.keyword("server_default")
    if default is None or (isinstance(default, m.Literal) and default.value is None):
        return None, False
    if isinstance(default, m.Name) and default.id in scope.names:
        default = scope.names[default.id]
    if isinstance(default, m.Call):
        name = called_name(default)
        if name == "text":
            text = text_of(default, scope, holes=True) or ""
            return (None, False) if text.strip().upper() == "NULL" else (text, bool(volatile_function(text)))
        if name in ("Identity", "Sequence", "next_value"):
            return name, True
        if name in ("true", "false"):
            return name, False
        if name == "null":
            return None, False
        owner = m.dotted(default.callee)
        if ".func." in f".{owner}" or owner.startswith("func."):
            return f"{name}()", bool(volatile_function(f"{name}()"))
        return name, False
    return text_of(default, scope, holes=True) or "a constant", False
