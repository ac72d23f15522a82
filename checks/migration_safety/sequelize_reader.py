"""Reads a Sequelize migration: ``queryInterface`` calls with attribute objects, and SQL texts, of up and down.

Sequelize opens no transaction by itself: a call runs in one when it is handed ``{ transaction }``.
"""

from __future__ import annotations

from dataclasses import replace

from checks.migration_safety.code_walk import Scope, called_name, is_true, text_of
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import ColumnDef, Kind, Operation
from checks.migration_safety.script_walk import (
    ScriptWalker,
    exported,
    helpers,
    members,
    object_of,
    texts,
)
from checks.syntax import model as m

REASON = "the call is handed the migration's transaction"

_TYPES = {
    "STRING": "varchar(255)", "TEXT": "text", "CITEXT": "citext", "CHAR": "char(255)", "INTEGER": "integer",
    "BIGINT": "bigint", "SMALLINT": "smallint", "TINYINT": "smallint", "MEDIUMINT": "integer", "FLOAT": "double precision",
    "REAL": "real", "DOUBLE": "double precision", "DECIMAL": "numeric", "NUMERIC": "numeric", "BOOLEAN": "boolean",
    "DATE": "timestamptz", "DATEONLY": "date", "TIME": "time", "NOW": "timestamptz", "JSON": "json", "JSONB": "jsonb",
    "UUID": "uuid", "BLOB": "bytea", "HSTORE": "hstore", "GEOMETRY": "geometry", "GEOGRAPHY": "geography", "INET": "inet",
    "CIDR": "cidr", "TSVECTOR": "tsvector",
}  # fmt: skip
_NOT_IN_THE_DATABASE = frozenset({"NOW", "UUIDV1", "UUIDV4"})
"""Defaults that Sequelize computes itself when it inserts; the database never learns them."""


def read_sequelize(module: m.Module, template: Operation) -> list[Operation]:
    """Operations of ``up`` and ``down``."""
    found: list[Operation] = []
    names, local = members(module), helpers(module)
    for name, down in (("up", False), ("down", True)):
        function = exported(module, name)
        if function is None:
            continue
        handles = {"queryInterface", "context", *(p.name for p in function.params[:1] if p.name)}
        walker = SequelizeWalker(local, replace(template, down=down), handles)
        walker.block(function.body.items, Scope(names))
        found.extend(walker.found)
    return found


class SequelizeWalker(ScriptWalker):
    """Collects the operations of one direction."""

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads ``queryInterface.name(...)`` and ``queryInterface.sequelize.query(...)``."""
        if self.own_method(call, scope):
            return True
        callee = call.callee
        if not isinstance(callee, m.Attr):
            return False
        owner = m.dotted(callee.base)
        if owner.split(".")[0] not in self.handles and not owner.endswith("sequelize"):
            return False
        name = callee.name
        if name == "transaction":
            for arg in call.args:
                if isinstance(arg.value, m.Function):
                    self.block(arg.value.body.items, scope)
            return True
        scope = self._within(call, scope)
        if name == "query":
            expr = call.positional(0)
            spec = object_of(expr, scope)
            self.sql(call, spec.get("query") if spec is not None else expr, scope)
            return True
        if owner.endswith("sequelize"):
            return False
        return self._operation(name, call, scope)

    def _within(self, call: m.Call, scope: Scope) -> Scope:
        for arg in call.args:
            options = object_of(arg.value, scope)
            if options is not None and options.get("transaction") is not None:
                return replace(scope, transaction=1, reason=REASON)
        return scope

    def _operation(self, name: str, call: m.Call, scope: Scope) -> bool:
        first, second, third = (call.positional(i) for i in range(3))
        table = self._table(first, scope)

        def text(expr: m.Expr | None) -> str:
            return text_of(expr, scope, holes=True) or ""

        if name == "createTable":
            self._create_table(call, scope, table)
        elif name == "dropTable":
            self.make(Kind.DROP_TABLE, call, scope, table=table, name="table")
        elif name == "renameTable":
            self.make(Kind.RENAME_TABLE, call, scope, table=table, new_name=self._table(second, scope))
        elif name == "addColumn":
            self._add_column(call, third, scope, table, text(second))
        elif name == "removeColumn":
            self.make(Kind.DROP_COLUMN, call, scope, table=table, columns=(text(second),))
        elif name == "renameColumn":
            self.make(
                Kind.RENAME_COLUMN, call, scope, table=table, columns=(text(second),), new_name=text(third)
            )
        elif name == "changeColumn":
            self._change_column(call, third, scope, table, text(second))
        elif name == "addIndex":
            self._index(call, scope, table)
        elif name == "removeIndex":
            options = object_of(third, scope)
            columns = texts(second, scope) if isinstance(second, m.Sequence) else ()
            self.make(
                Kind.DROP_INDEX,
                call,
                scope,
                table=table,
                name="" if columns else text(second),
                columns=columns,
                concurrently=options is not None and is_true(options.get("concurrently"), scope) is True,
            )
        elif name == "addConstraint":
            self._constraint(call, scope, table)
        elif name == "removeConstraint":
            self.make(Kind.DROP_CONSTRAINT, call, scope, table=table, name=text(second))
        elif name == "bulkInsert":
            self.make(Kind.INSERT, call, scope, table=table, bounded=True)
        elif name in ("bulkUpdate", "bulkDelete"):
            where = object_of(third if name == "bulkUpdate" else second, scope)
            values = object_of(second, scope) if name == "bulkUpdate" else None
            kind = Kind.UPDATE if name == "bulkUpdate" else Kind.DELETE
            columns = tuple(
                str(p.key.value) for p in (values.pairs if values else ()) if isinstance(p.key, m.Literal)
            )
            bounded = scope.looping or _narrows(where)
            self.make(kind, call, scope, table=table, columns=columns, bounded=bounded)
        else:
            return False
        return True

    def _table(self, expr: m.Expr | None, scope: Scope) -> str:
        spec = object_of(expr, scope)
        return text_of(spec.get("tableName") if spec is not None else expr, scope, holes=True) or ""

    def _create_table(self, call: m.Call, scope: Scope, table: str) -> None:
        attributes = object_of(call.positional(1), scope)
        defined = []
        for pair in attributes.pairs if attributes is not None else ():
            if isinstance(pair.key, m.Literal):
                defined.append(self._column(str(pair.key.value), pair.value, scope))
        self.make(
            Kind.CREATE_TABLE,
            call,
            scope,
            table=table,
            columns=tuple(c.name for c in defined),
            type="\n".join(c.type for c in defined),
            defined=tuple(defined),
        )

    def _column(self, name: str, expr: m.Expr | None, scope: Scope) -> ColumnDef:
        spec = object_of(expr, scope)
        line = expr.line if expr is not None else 0
        if spec is None:
            return ColumnDef(name, _type(expr, scope), line=line)
        primary = is_true(spec.get("primaryKey"), scope) is True
        unique = spec.get("unique") is not None and is_true(spec.get("unique"), scope) is not False
        default, _ = self._default(spec, scope)
        target = object_of(spec.get("references"), scope)
        references = self._table(target.get("model"), scope) if target is not None else ""
        not_null = is_true(spec.get("allowNull"), scope) is False or primary
        return ColumnDef(
            name,
            _type(spec.get("type"), scope),
            not_null,
            default,
            primary,
            primary or unique,
            references,
            line,
        )

    def _default(self, spec: m.Mapping, scope: Scope) -> tuple[str | None, bool]:
        """Text of the default that the database keeps, and whether it rewrites the table."""
        if is_true(spec.get("autoIncrement"), scope):
            return "the next number", True
        value = spec.get("defaultValue")
        if isinstance(value, m.Name):
            value = scope.names.get(value.id, value)
        if value is None or (isinstance(value, m.Literal) and value.value is None):
            return None, False
        if isinstance(value, m.Attr) and value.name in _NOT_IN_THE_DATABASE:
            return None, False
        if isinstance(value, m.Call):
            name = called_name(value)
            if name == "literal":
                text = text_of(value.positional(0), scope, holes=True) or ""
                return text, bool(volatile_function(text))
            if name == "fn":
                text = f"{(text_of(value.positional(0), scope) or 'f').lower()}()"
                return text, bool(volatile_function(text))
            return "a constant", False
        if isinstance(value, m.Literal) and value.kind != "str":
            return str(value.value).lower(), False
        return text_of(value, scope, holes=True) or "a constant", False

    def _add_column(self, call: m.Call, expr: m.Expr | None, scope: Scope, table: str, name: str) -> None:
        spec = object_of(expr, scope)
        column = self._column(name, expr, scope)
        rewrites = self._default(spec, scope)[1] if spec is not None else False
        added = self.make(
            Kind.ADD_COLUMN,
            call,
            scope,
            table=table,
            columns=(name,),
            type=column.type,
            not_null=column.not_null,
            default=column.default,
            rewrites=rewrites,
        )
        if column.references:
            self.beside(added, Kind.ADD_FOREIGN_KEY, references=column.references)
        if column.primary:
            self.beside(added, Kind.ADD_PRIMARY_KEY)
        elif column.indexed:
            self.beside(added, Kind.ADD_UNIQUE)

    def _change_column(self, call: m.Call, expr: m.Expr | None, scope: Scope, table: str, name: str) -> None:
        spec = object_of(expr, scope)
        column = self._column(name, expr, scope)
        common: dict[str, object] = {"table": table, "columns": (name,)}
        if column.type:
            self.make(Kind.ALTER_TYPE, call, scope, type=column.type, **common)
        if spec is None:
            return
        if is_true(spec.get("allowNull"), scope) is False:
            self.make(Kind.SET_NOT_NULL, call, scope, type=column.type, **common)
        elif is_true(spec.get("allowNull"), scope) is True:
            self.make(Kind.DROP_NOT_NULL, call, scope, **common)
        if column.indexed and not column.primary:
            self.make(Kind.ADD_UNIQUE, call, scope, **common)
        if column.references:
            self.make(Kind.ADD_FOREIGN_KEY, call, scope, references=column.references, **common)

    def _index(self, call: m.Call, scope: Scope, table: str) -> None:
        second, third = call.positional(1), call.positional(2)
        options = object_of(third, scope) or object_of(second, scope)
        columns = texts(second, scope)
        if not columns and options is not None:
            columns = texts(options.get("fields"), scope)
        label, flags = "", {"unique": False, "concurrently": False}
        if options is not None:
            label = text_of(options.get("name") or options.get("indexName"), scope) or ""
            flags = {key: is_true(options.get(key), scope) is True for key in flags}
            flags["unique"] |= (text_of(options.get("type"), scope) or "").upper() == "UNIQUE"
        self.make(
            Kind.CREATE_INDEX,
            call,
            scope,
            table=table,
            columns=columns,
            name=label,
            concurrently=flags["concurrently"],
            unique=flags["unique"],
        )

    def _constraint(self, call: m.Call, scope: Scope, table: str) -> None:
        options = object_of(call.positional(2), scope) or object_of(call.positional(1), scope)
        if options is None:
            return
        columns = texts(options.get("fields"), scope) or texts(call.positional(1), scope)
        word = (text_of(options.get("type"), scope) or "").casefold()
        target = object_of(options.get("references"), scope)
        kind = {
            "foreign key": Kind.ADD_FOREIGN_KEY,
            "unique": Kind.ADD_UNIQUE,
            "check": Kind.ADD_CHECK,
            "primary key": Kind.ADD_PRIMARY_KEY,
        }.get(word)
        if kind is not None:
            self.make(
                kind,
                call,
                scope,
                table=table,
                columns=columns,
                name=text_of(options.get("name"), scope) or "",
                references=self._table(target.get("table"), scope) if target is not None else "",
            )


def _type(expr: m.Expr | None, scope: Scope) -> str:
    """``Sequelize.STRING(40)`` -> ``varchar(40)``; a text is SQL already; ``""`` when not known."""
    if isinstance(expr, m.Literal) and isinstance(expr.value, str):
        return expr.value
    arguments: list[m.Expr] = []
    if isinstance(expr, m.Call):
        arguments = [a.value for a in expr.args]
        expr = expr.callee
    if not isinstance(expr, m.Attr | m.Name):
        return ""
    word = m.dotted(expr).rpartition(".")[2]
    if word in ("UNSIGNED", "BINARY", "ZEROFILL") and isinstance(expr, m.Attr):
        return _type(expr.base, scope)
    if word == "ENUM":
        labels = texts(m.Sequence("list", arguments), scope) if arguments else ()
        return "enum(" + ", ".join(f"'{label}'" for label in labels) + ")" if labels else "enum"
    if word == "ARRAY" and arguments:
        return f"{_type(arguments[0], scope)}[]"
    known = _TYPES.get(word, "")
    sizes = [str(a.value) for a in arguments if isinstance(a, m.Literal) and a.kind == "int"]
    if known and sizes and word in ("STRING", "CHAR", "DECIMAL", "NUMERIC"):
        return f"{known.partition('(')[0]}({', '.join(sizes)})"
    return known


def _narrows(where: m.Mapping | None) -> bool:
    """Whether a ``where`` object names a part of the table; ``{ x: null }`` picks all of it in a backfill."""
    if where is None:
        return False
    return any(not (isinstance(p.value, m.Literal) and p.value.value is None) for p in where.pairs)
