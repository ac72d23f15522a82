"""Column types and defaults: what a type change costs, and whether a default forces a rewrite of the table.

Facts: PostgreSQL, *ALTER TABLE* (notes on rewriting) and *Data Types*; MySQL 8.0, *Online DDL Operations*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from checks.migration_safety.operations import Database

_ALIASES = {
    "int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint", "bool": "boolean",
    "decimal": "numeric", "dec": "numeric", "float8": "double precision", "float4": "real", "double": "double precision",
    "character varying": "varchar", "nvarchar": "varchar", "char varying": "varchar", "character": "char",
    "bpchar": "char", "nchar": "char", "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp", "time without time zone": "time", "time with time zone": "timetz",
    "varbit": "bit varying", "string": "varchar", "datetime": "timestamp",
}  # fmt: skip

_TYPE = re.compile(
    r"^\s*([A-Za-z_][A-Za-z0-9_ .\"]*?)\s*(?:\(\s*([^)]*)\)\s*([A-Za-z ]*?))?\s*((?:\[\d*\]|\barray\b)*)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type in one spelling: ``varchar`` with ``(80,)``; ``array`` when its values are arrays of it."""

    name: str
    arguments: tuple[int, ...] = ()
    array: bool = False
    values: tuple[str, ...] = ()
    """Labels of an inline enum."""


def column_type(text: str) -> ColumnType | None:
    """Reads a type as written in SQL; None when it cannot be read."""
    enum = re.match(r"\s*enum\s*\((.*)\)\s*$", text, re.I | re.S)
    if enum:
        return ColumnType("enum", values=tuple(re.findall(r"'((?:[^']|'')*)'", enum.group(1))))
    match = _TYPE.match(re.sub(r"\s+", " ", text.replace('"', "")))
    if match is None:
        return None
    name = " ".join(f"{match.group(1)} {match.group(3) or ''}".casefold().replace('"', "").split())
    name = re.sub(r"\b(?:unsigned|signed|zerofill|character set \w+|collate \w+)\b", "", name).strip()
    name = name.rpartition(".")[2] if "." in name else name
    digits = tuple(int(n) for n in re.findall(r"\d+", match.group(2) or ""))
    name = _ALIASES.get(name, name)
    if name == "float":
        name = "real" if digits and digits[0] <= 24 else "double precision"
        digits = ()
    if name in ("integer", "bigint", "smallint", "tinyint"):
        digits = ()
    return ColumnType(name, digits, bool(match.group(4)))


class Change(StrEnum):
    """What a change of type costs."""

    METADATA = "metadata only"
    REWRITE = "rewrites the table"
    NARROWS = "narrows the values"
    UNKNOWN = "not known"


_KNOWN = frozenset(_ALIASES.values()) | frozenset(
    {
        "text", "citext", "uuid", "json", "jsonb", "bytea", "date", "time", "interval", "inet", "cidr", "macaddr", "xml",
        "money", "bit", "point", "hstore", "tsvector", "enum", "serial", "bigserial", "smallserial", "timetz", "name", "oid",
        "geometry", "geography", "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "ltree", "box",
    }
)  # fmt: skip
"""Types that PostgreSQL and its usual extensions have."""

_RANKS = {"smallint": 1, "integer": 2, "bigint": 3}


def type_change(old: ColumnType | None, new: ColumnType | None, database: Database) -> Change:
    """What altering a column from ``old`` (None when not known) to ``new`` costs."""
    if new is None:
        return Change.UNKNOWN
    if database is Database.POSTGRESQL and new.name in ("tinytext", "mediumtext", "longtext"):
        # Names of MySQL's; a type with a variant for it is plain text here.
        new = ColumnType("text", array=new.array)
    if database is Database.POSTGRESQL and new.name not in _KNOWN:
        # A domain, an enum or a type of the team's own code: what it stores is not known.
        return Change.UNKNOWN
    if database is Database.POSTGRESQL and old is not None and old.name not in _KNOWN:
        old = None
    if old is None:
        # Text, and varchar of any length, are what a shorter varchar is widened to: most such changes cost nothing.
        return (
            Change.UNKNOWN
            if new.name in ("text", "varchar", "citext", "enum", "numeric") or new.array
            else Change.REWRITE
        )
    if old == new:
        return Change.METADATA
    if old.array != new.array:
        return Change.REWRITE
    if new.name == "enum" and old.name == "enum":
        kept = new.values[: len(old.values)] == old.values
        return (
            Change.METADATA
            if kept
            else (Change.NARROWS if set(old.values) - set(new.values) else Change.REWRITE)
        )
    if _RANKS.get(new.name, 0) and _RANKS.get(old.name, 0) > _RANKS[new.name]:
        return Change.NARROWS
    if database in (Database.MYSQL, Database.MARIADB):
        return _mysql_change(old, new, database)
    return _postgresql_change(old, new)


def _postgresql_change(old: ColumnType, new: ColumnType) -> Change:
    length_old, length_new = (old.arguments or (0,))[0], (new.arguments or (0,))[0]
    pair = (old.name, new.name)
    if pair in (("varchar", "text"), ("cidr", "inet"), ("text", "citext"), ("citext", "text")):
        return Change.METADATA
    if pair in (("varchar", "varchar"), ("bit varying", "bit varying"), ("text", "varchar")):
        if not length_new or (length_old and length_new >= length_old):
            return Change.METADATA
        return Change.NARROWS
    if pair == ("numeric", "numeric"):
        if not new.arguments:
            return Change.METADATA
        scale_old, scale_new = (*old.arguments, 0, 0)[1], (*new.arguments, 0, 0)[1]
        if old.arguments and scale_old == scale_new and length_new >= length_old:
            return Change.METADATA
        return (
            Change.NARROWS
            if not old.arguments or length_new - scale_new < length_old - scale_old
            else Change.REWRITE
        )
    if old.name == new.name and old.name in ("timestamp", "timestamptz", "time", "timetz", "interval"):
        precision_old, precision_new = (old.arguments or (6,))[0], (new.arguments or (6,))[0]
        return Change.METADATA if precision_new >= precision_old else Change.NARROWS
    return Change.REWRITE


def _mysql_change(old: ColumnType, new: ColumnType, database: Database) -> Change:
    if (old.name, new.name) == ("varchar", "varchar") and old.arguments and new.arguments:
        length_old, length_new = old.arguments[0], new.arguments[0]
        if length_new < length_old:
            return Change.NARROWS
        # MariaDB finds room for a second byte of length where the old column has at most 127 bytes.
        if database is Database.MARIADB and length_old <= 31:
            return Change.METADATA
        # The length is stored in one byte up to 255 bytes, in two above; utf8mb4 takes four bytes a character.
        return Change.METADATA if (length_old <= 63) == (length_new <= 63) else Change.REWRITE
    return Change.REWRITE


_STABLE_FUNCTIONS = frozenset(
    {
        "now", "current_timestamp", "current_date", "current_time", "localtimestamp", "localtime",
        "transaction_timestamp", "statement_timestamp", "current_user", "session_user", "user", "current_schema",
        "current_setting", "current_database", "timezone", "date_trunc", "to_timestamp", "to_date", "make_date",
        "make_interval", "make_timestamp", "make_timestamptz", "interval", "extract", "date_part", "age", "date",
        "coalesce", "nullif", "greatest", "least", "cast", "convert", "lower", "upper", "concat", "concat_ws", "replace",
        "trim", "btrim", "substr", "substring", "left", "right", "length", "md5", "encode", "decode", "format", "to_char",
        "to_number", "abs", "round", "floor", "ceil", "power", "array", "row", "jsonb_build_object", "json_build_object",
        "jsonb_build_array", "json_build_array", "to_json", "to_jsonb", "json_object", "json_array", "jsonb_object",
        "to_tsvector", "to_tsquery", "daterange", "tstzrange", "tsrange", "int4range", "int8range", "numrange", "point",
        "varchar", "char", "numeric", "decimal", "timestamp", "timestamptz", "time", "bit", "utc_timestamp", "unix_timestamp",
        "curdate", "inet_server_addr", "pg_backend_pid", "st_geomfromtext", "st_makepoint", "hstore", "repeat", "sysdate",
        "character", "varying", "precision", "zone", "and", "or", "not", "in", "case", "when", "then", "else", "any",
    }
)  # fmt: skip
_VOLATILE_FUNCTIONS = frozenset(
    {
        "random", "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
        "clock_timestamp", "timeofday", "nextval", "gen_random_bytes", "uuid", "rand", "uuid_short", "txid_current",
        "setval", "pg_sleep", "gen_salt", "random_bytes", "nanoid", "uuid_generate_v7", "gen_ulid", "ulid_generate",
    }
)  # fmt: skip


def volatile_function(default: str) -> str:
    """Name of the first function in a default's text that may give each row another value, or ``""``.

    A function that is not one of the database's known stable or constant ones is taken for the team's own, which
    PostgreSQL treats as volatile unless declared otherwise."""
    text = re.sub(r"'(?:[^']|'')*'(?:::[A-Za-z_ .]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?)?", "''", default)
    text = re.sub(r"::\s*[A-Za-z_][A-Za-z_ .]*\(", "::(", text)
    for match in re.finditer(r"([A-Za-z_][A-Za-z0-9_.]*)\s*\(", text):
        name = match.group(1).casefold().rpartition(".")[2]
        if name in _VOLATILE_FUNCTIONS:
            return name
        if name not in _STABLE_FUNCTIONS:
            return name
    return ""


SERIAL_TYPES = frozenset({"serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"})
