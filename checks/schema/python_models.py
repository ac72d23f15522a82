"""Django and SQLAlchemy models of a Python file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.schema.declared import DeclaredColumn, DeclaredTable
from checks.syntax import model as m

_DJANGO_SHAPE = (
    "null", "max_length", "max_digits", "decimal_places", "unique", "db_index", "db_column", "primary_key", "to", "db_default",
    "through", "db_table",
)  # fmt: skip
_SQLALCHEMY_SHAPE = ("nullable", "unique", "index", "name", "primary_key", "server_default", "type_")
_KEYS = frozenset({"ForeignKey", "OneToOneField"})
_NO_COLUMN = frozenset({"GenericForeignKey", "GenericRelation", "ManyToManyField", "SerializerMethodField"})
_PLAIN_BASES = frozenset({"Base", "db.Model", "DeclarativeBase", "SQLModel"})
QUICK_DJANGO = re.compile(r"\bmodels\.\w+(?:Field|Key)\(")
QUICK_SQLALCHEMY = re.compile(r"\b(?:mapped_column|Column|Mapped)\b")


def django_models(module: m.Module) -> Iterator[DeclaredTable]:
    """Concrete, managed models."""
    for cls in module.every(m.Class):
        bases = [m.dotted(b) for b in cls.bases]
        if not bases or not any(b.endswith(("Model", "Base", "Mixin", "User")) or "odel" in b for b in bases):
            continue
        meta = next((i for i in cls.body.items if isinstance(i, m.Class) and i.name == "Meta"), None)
        options = _assigned(meta) if meta is not None else {}
        if any(_is(options.get(k), v) for k, v in (("abstract", True), ("managed", False), ("proxy", True))):
            continue
        columns = {}
        for name, (value, item) in _values(cls).items():
            if isinstance(value, m.Call):
                column = _django_column(module, name, value, item)
                if column is not None:
                    columns[name] = column
        if not columns:
            continue
        table = options.get("db_table")
        named = table.value if isinstance(table, m.Literal) and isinstance(table.value, str) else ""
        extends = any(b not in ("models.Model", "Model") for b in bases)
        yield DeclaredTable(
            cls.name,
            named.strip('"'),
            module.path,
            cls.line,
            columns,
            frozenset(_meta_leading(options)),
            extends,
        )


def _django_column(module: m.Module, name: str, value: m.Call, item: m.Node) -> DeclaredColumn | None:
    kind = m.dotted(value.callee).rpartition(".")[2]
    if not kind.endswith(("Field", "Key")) or kind in _NO_COLUMN:
        return None
    owner = m.dotted(value.callee).rpartition(".")[0]
    if owner in ("serializers", "forms", "filters", "django_filters", "graphene", "fields", "ma", "schema"):
        return None
    shape = [kind]
    for key in _DJANGO_SHAPE:
        given = value.keyword(key)
        if given is not None and not (isinstance(given, m.Literal) and given.value is False):
            shape.append(f"{key}={module.text(given)}")
    key_to = value.positional(0) if kind in _KEYS else None
    target = value.keyword("to") or key_to
    if key_to is not None:
        shape.append(f"to={module.text(key_to)}")
    shape = [re.sub(r"['\"]|(?<==)(?:\w+\.)+", "", part) for part in shape]
    column = value.keyword("db_column")
    written = column.value if isinstance(column, m.Literal) and isinstance(column.value, str) else ""
    indexed = (
        _is(value.keyword("db_index"), True)
        or _is(value.keyword("unique"), True)
        or _is(value.keyword("primary_key"), True)
        or (kind in _KEYS and not _is(value.keyword("db_index"), False))
        or kind == "SlugField"
    )
    return DeclaredColumn(
        name,
        written or (f"{name}_id" if kind in _KEYS else name),
        item.line,
        item.end_line,
        kind,
        indexed,
        module.text(target).strip("'\"") if target is not None and kind in _KEYS else "",
        tuple(shape),
    )


def _meta_leading(options: dict[str, m.Expr]) -> Iterator[str]:
    for key in ("indexes", "constraints"):
        value = options.get(key)
        for item in value.items if isinstance(value, m.Sequence) else ():
            fields = item.keyword("fields") if isinstance(item, m.Call) else None
            if isinstance(fields, m.Sequence) and fields.items:
                yield from _text(fields.items[0])
    for key in ("unique_together", "index_together"):
        value = options.get(key)
        if not isinstance(value, m.Sequence) or not value.items:
            continue
        if isinstance(value.items[0], m.Sequence):
            for group in value.items:
                if isinstance(group, m.Sequence) and group.items:
                    yield from _text(group.items[0])
        else:
            yield from _text(value.items[0])


def sqlalchemy_models(module: m.Module) -> Iterator[DeclaredTable]:
    """Classes with a ``__tablename__``, Flask-SQLAlchemy's and SQLModel's included."""
    for cls in module.every(m.Class):
        values = _values(cls)
        named = values.get("__tablename__")
        bases = [m.dotted(b) for b in cls.bases]
        if named is None and not any(b in ("db.Model",) for b in bases):
            continue
        table = ""
        if named is not None and isinstance(named[0], m.Literal) and isinstance(named[0].value, str):
            table = named[0].value
        columns: dict[str, DeclaredColumn] = {}
        leading: set[str] = set()
        for name, (value, item) in values.items():
            if name == "__table_args__":
                leading |= set(_args_leading(value))
                continue
            column = _sqlalchemy_column(module, name, value, item)
            if column is not None:
                columns[name] = column
        if columns:
            extends = any(b not in _PLAIN_BASES for b in bases)
            yield DeclaredTable(
                cls.name,
                table or _snake(cls.name),
                module.path,
                cls.line,
                columns,
                frozenset(leading),
                extends,
            )


def _sqlalchemy_column(
    module: m.Module, name: str, value: m.Expr | None, item: m.Node
) -> DeclaredColumn | None:
    annotation = item.annotation if isinstance(item, m.Assign) else ""
    if not isinstance(value, m.Call):
        if value is None and annotation.startswith(("Mapped[", "orm.Mapped[")) and not _relation(annotation):
            return DeclaredColumn(
                name, name, item.line, item.end_line, annotation, shape=("~Mapped", annotation)
            )
        return None
    kind = m.dotted(value.callee).rpartition(".")[2]
    if kind not in ("Column", "mapped_column", "Field"):
        return None
    if kind == "Field" and not annotation:
        return None
    # Old and new style of declaration are not compared: their texts differ where the columns do not.
    shape = [f"~{kind}{' annotated' if annotation else ''}", re.sub(r"\b(?:sa|sqlalchemy)\.", "", annotation)]
    references = ""
    written = name
    for index, arg in enumerate(value.args):
        if arg.name and arg.name not in _SQLALCHEMY_SHAPE:
            continue
        text = re.sub(r"\b(?:sa|sqlalchemy|db)\.|['\"]", "", " ".join(module.text(arg.value).split()))
        shape.append(f"{arg.name}={text}" if arg.name else text)
        if index == 0 and isinstance(arg.value, m.Literal) and isinstance(arg.value.value, str):
            written = arg.value.value
        if isinstance(arg.value, m.Call) and m.dotted(arg.value.callee).endswith("ForeignKey"):
            references = next(_text(arg.value.positional(0)), "").rpartition(".")[0]
    indexed = any(_is(value.keyword(k), True) for k in ("index", "unique", "primary_key"))
    return DeclaredColumn(
        name, written, item.line, item.end_line, "".join(shape[2:3]), indexed, references, tuple(shape)
    )


def _relation(annotation: str) -> bool:
    """``Mapped[list["Order"]]``, ``Mapped["Customer"]``."""
    return bool(re.search(r"['\"]|\b(?:list|List|set|Set)\[\s*[A-Z]", annotation))


def _args_leading(value: m.Expr | None) -> Iterator[str]:
    for item in value.items if isinstance(value, m.Sequence) else ():
        if isinstance(item, m.Call):
            kind = m.dotted(item.callee).rpartition(".")[2]
            if kind in ("UniqueConstraint", "PrimaryKeyConstraint"):
                yield from _text(item.positional(0))
            elif kind == "Index":
                yield from _text(item.positional(1))


def _values(cls: m.Class) -> dict[str, tuple[m.Expr | None, m.Node]]:
    found: dict[str, tuple[m.Expr | None, m.Node]] = {}
    for item in cls.body.items:
        if isinstance(item, m.Assign):
            for target in item.targets:
                if isinstance(target, m.Name):
                    found[target.id] = (item.value, item)
    return found


def _assigned(cls: m.Class) -> dict[str, m.Expr]:
    return {name: value for name, (value, _) in _values(cls).items() if value is not None}


def _is(expr: m.Expr | None, value: bool) -> bool:
    return isinstance(expr, m.Literal) and expr.value is value


def _text(expr: m.Expr | None) -> Iterator[str]:
    if isinstance(expr, m.Literal) and isinstance(expr.value, str):
        yield expr.value.lstrip("-")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def with_leading(table: DeclaredTable) -> DeclaredTable:
    """The table with its own indexes noted on the columns."""
    columns = {
        name: replace(c, indexed=c.indexed or name in table.leading) for name, c in table.columns.items()
    }
    return replace(table, columns=columns)
