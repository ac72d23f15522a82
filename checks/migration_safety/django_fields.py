"""Django field declarations: the column, default, index and constraint that each makes."""

from __future__ import annotations

from dataclasses import dataclass

from checks.migration_safety.code_walk import Scope, called_name, is_true, text_of
from checks.migration_safety.column_types import volatile_function
from checks.syntax import model as m

_TYPES = {
    "CharField": "varchar", "SlugField": "varchar", "EmailField": "varchar", "URLField": "varchar", "TextField": "text",
    "IntegerField": "integer", "PositiveIntegerField": "integer", "BigIntegerField": "bigint", "AutoField": "serial",
    "PositiveBigIntegerField": "bigint", "SmallIntegerField": "smallint", "PositiveSmallIntegerField": "smallint",
    "BigAutoField": "bigserial", "BooleanField": "boolean", "NullBooleanField": "boolean", "FloatField": "double precision",
    "DecimalField": "numeric", "DateField": "date", "DateTimeField": "timestamptz", "TimeField": "time", "UUIDField": "uuid",
    "JSONField": "jsonb", "BinaryField": "bytea", "DurationField": "interval", "GenericIPAddressField": "inet",
    "FileField": "varchar", "ImageField": "varchar", "FilePathField": "varchar",
}  # fmt: skip
_LENGTHS = {
    "SlugField": 50,
    "EmailField": 254,
    "URLField": 200,
    "FileField": 100,
    "ImageField": 100,
    "FilePathField": 100,
}


@dataclass(frozen=True, slots=True)
class Field:
    """What a field declaration makes of its column."""

    type: str
    null: bool
    default: str | None
    """Text of ``db_default``: the only default that the database keeps."""
    app_default: bool
    rewrites: bool
    unique: bool
    indexed: bool
    references: str
    constraint: bool
    """False for ``db_constraint=False``: no foreign key in the database."""
    column: str
    many: bool
    custom: bool
    """A class that is not one of Django's own."""


def read_field(expr: m.Expr | None, scope: Scope) -> Field | None:
    """What a field declaration makes of its column; None for what is no declaration."""
    if isinstance(expr, m.Name):
        expr = scope.names.get(expr.id)
    if not isinstance(expr, m.Call):
        return None
    declared = expr

    def true(name: str) -> bool:
        return is_true(declared.keyword(name), scope) is True

    cls = called_name(expr)
    key = cls in ("ForeignKey", "OneToOneField")
    kind = _TYPES.get(cls, "bigint" if key else cls.casefold())
    length = expr.keyword("max_length")
    if kind == "varchar":
        size = length.value if isinstance(length, m.Literal) else _LENGTHS.get(cls)
        kind = f"varchar({size})" if size else kind
    digits, places = expr.keyword("max_digits"), expr.keyword("decimal_places")
    if isinstance(digits, m.Literal) and isinstance(places, m.Literal):
        kind = f"numeric({digits.value}, {places.value})"
    stored = expr.keyword("db_default")
    default = None if stored is None else (text_of(stored, scope) or _source_name(stored))
    generated = cls == "GeneratedField"
    return Field(
        type=kind,
        null=true("null") or generated,
        default="generated" if generated else default,
        app_default=expr.keyword("default") is not None
        or true("auto_now")
        or true("auto_now_add")
        or (is_true(expr.keyword("blank"), scope) is True and kind.startswith(("varchar", "text"))),
        rewrites=(generated and is_true(expr.keyword("db_persist"), scope) is not False)
        or cls.endswith("AutoField")
        or bool(default and isinstance(stored, m.Call) and volatile_function(f"{_sql_function(default)}()")),
        unique=true("unique") or true("primary_key"),
        indexed=true("db_index"),
        references=_target(expr, scope) if key else "",
        constraint=is_true(expr.keyword("db_constraint"), scope) is not False,
        column=text_of(expr.keyword("db_column"), scope) or "",
        many=cls == "ManyToManyField",
        custom=cls not in _TYPES and not key,
    )


def _target(expr: m.Call, scope: Scope) -> str:
    """Table of a foreign key's model, by Django's own naming; the model's bare name where its app is not said."""
    to = expr.keyword("to") or expr.positional(0)
    label = text_of(to, scope)
    return label.casefold().replace(".", "_") if label else m.dotted(to).rpartition(".")[2] or "..."


def _source_name(expr: m.Expr) -> str:
    if isinstance(expr, m.Call):
        return called_name(expr)
    if isinstance(expr, m.Literal):
        return str(expr.value)
    return m.dotted(expr) or "an expression"


_SQL_FUNCTIONS = {
    "Now": "now",
    "RandomUUID": "gen_random_uuid",
    "Random": "random",
    "UUID4": "uuidv4",
    "UUID7": "uuidv7",
}


def _sql_function(name: str) -> str:
    """SQL function behind a Django database function; ``cast`` (constant) for what only wraps values."""
    if name in ("Value", "Cast", "Lower", "Upper", "Coalesce", "Concat", "TruncDate", "Pi", "JSONObject"):
        return "cast"
    return _SQL_FUNCTIONS.get(name, name.casefold())
