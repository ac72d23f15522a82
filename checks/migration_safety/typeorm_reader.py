"""Reads a TypeORM migration: ``queryRunner`` calls with Table, TableColumn, TableIndex ... objects, and SQL texts.

TypeORM wraps all pending migrations in one transaction (``migrationsTransactionMode: "all"``); a migration class that says
``transaction = false`` (mode ``each``), a data source that says ``none``, or a ``commitTransaction()`` leave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checks.migration_safety.code_walk import Scope, called_name, is_true, items_of, text_of
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import ColumnDef, Database, Kind, Operation
from checks.migration_safety.script_walk import (
    ScriptWalker,
    exported,
    helpers,
    members,
    object_of,
    texts,
)
from checks.syntax import model as m

REASON = "TypeORM runs migrations in a transaction unless the class says transaction = false"


def read_typeorm(module: m.Module, template: Operation, *, transactional: bool = True) -> list[Operation]:
    """Operations of ``up`` and ``down``. ``transactional`` False when the data source turns transactions off."""
    found: list[Operation] = []
    names = members(module)
    wrapped = (
        transactional
        and template.database is Database.POSTGRESQL
        and is_true(names.get("transaction"), Scope()) is not False
    )
    local = helpers(module)
    for name, down in (("up", False), ("down", True)):
        function = exported(module, name)
        if function is None:
            continue
        handles = {"queryRunner", *(p.name for p in function.params[:1] if p.name)}
        walker = TypeOrmWalker(local, replace(template, down=down), handles)
        scope = Scope(names, transaction=1 if wrapped else None, reason=REASON if wrapped else "")
        walker.block(function.body.items, scope)
        found.extend(walker.found)
    return found


class TypeOrmWalker(ScriptWalker):
    """Collects the operations of one direction."""

    def after(self, item: m.ExprStmt, scope: Scope) -> Scope:
        """``commitTransaction()`` leaves the migration's transaction, ``startTransaction()`` opens one."""
        value = item.value.value if isinstance(item.value, m.Await) else item.value
        if isinstance(value, m.Call) and m.dotted(value.callee).rpartition(".")[0] in self.handles:
            name = called_name(value)
            text = (
                (text_of(value.positional(0), scope) or "").strip(" ;\n").upper() if name == "query" else ""
            )
            if name == "commitTransaction" or text in ("COMMIT", "END"):
                return replace(scope, transaction=None, reason="")
            if name == "startTransaction" or text in ("BEGIN", "START TRANSACTION"):
                return replace(scope, transaction=100 + item.line, reason="the migration opens one itself")
        return scope

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads ``queryRunner.name(...)``."""
        if self.own_method(call, scope):
            return True
        callee = call.callee
        if not isinstance(callee, m.Attr):
            return False
        owner = m.dotted(callee.base)
        root = owner.split(".")[0]
        if root not in self.handles:
            return False
        if callee.name == "query":
            self.sql(call, call.positional(0), scope)
            return True
        if owner != root:
            return False
        table = self._table(call.positional(0), scope)
        second, third = call.positional(1), call.positional(2)
        name = callee.name
        if name == "createTable":
            self._create_table(call, scope)
        elif name == "dropTable":
            self.make(Kind.DROP_TABLE, call, scope, table=table, name="table")
        elif name == "clearTable":
            self.make(Kind.TRUNCATE, call, scope, table=table)
        elif name == "renameTable":
            self.make(Kind.RENAME_TABLE, call, scope, table=table, new_name=text_of(second, scope) or "")
        elif name in ("addColumn", "addColumns"):
            for spec in self._many(second, scope):
                self._add_column(call, spec, scope, table)
        elif name in ("dropColumn", "dropColumns"):
            for column in texts(second, scope) or (self._name(second, scope),):
                self.make(Kind.DROP_COLUMN, call, scope, table=table, columns=(column,))
        elif name == "renameColumn":
            new = self._name(third, scope)
            self.make(
                Kind.RENAME_COLUMN,
                call,
                scope,
                table=table,
                columns=(self._name(second, scope),),
                new_name=new,
            )
        elif name == "changeColumn":
            self._change_column(call, scope, table)
        elif name in ("createIndex", "createIndices"):
            for spec in self._many(second, scope):
                self._index(call, spec, scope, table)
        elif name in ("dropIndex", "dropIndices"):
            for label in texts(second, scope) or (self._name(second, scope),):
                self.make(Kind.DROP_INDEX, call, scope, table=table, name=label)
        elif name in ("createForeignKey", "createForeignKeys"):
            for spec in self._many(second, scope):
                self.make(
                    Kind.ADD_FOREIGN_KEY,
                    call,
                    scope,
                    table=table,
                    name=text_of(spec.get("name"), scope) or "",
                    columns=texts(spec.get("columnNames"), scope),
                    references=text_of(spec.get("referencedTableName"), scope, holes=True) or "",
                )
        elif name in ("createUniqueConstraint", "createUniqueConstraints"):
            for spec in self._many(second, scope):
                columns = texts(spec.get("columnNames"), scope)
                label = text_of(spec.get("name"), scope) or ""
                self.make(Kind.ADD_UNIQUE, call, scope, table=table, columns=columns, name=label)
        elif name in ("createCheckConstraint", "createCheckConstraints"):
            for spec in self._many(second, scope):
                expression = text_of(spec.get("expression"), scope, holes=True) or ""
                label = text_of(spec.get("name"), scope) or ""
                self.make(Kind.ADD_CHECK, call, scope, table=table, expression=expression, name=label)
        elif name == "createPrimaryKey":
            self.make(Kind.ADD_PRIMARY_KEY, call, scope, table=table, columns=texts(second, scope))
        elif name in (
            "dropForeignKey",
            "dropForeignKeys",
            "dropUniqueConstraint",
            "dropCheckConstraint",
            "dropPrimaryKey",
        ):
            label = self._name(second, scope)
            self.make(Kind.DROP_CONSTRAINT, call, scope, table=table, name=label)
        else:
            return False
        return True

    def _table(self, expr: m.Expr | None, scope: Scope) -> str:
        text = text_of(expr, scope, holes=True) or ""
        return text.rpartition(".")[2].strip('"')

    def _name(self, expr: m.Expr | None, scope: Scope) -> str:
        spec = object_of(expr, scope)
        return text_of(spec.get("name") if spec is not None else expr, scope, holes=True) or ""

    def _many(self, expr: m.Expr | None, scope: Scope) -> list[m.Mapping]:
        one = object_of(expr, scope)
        if one is not None:
            return [one]
        found = [object_of(item, scope) for item in items_of(expr, scope) or ()]
        return [spec for spec in found if spec is not None]

    def _create_table(self, call: m.Call, scope: Scope) -> None:
        spec = object_of(call.positional(0), scope)
        if spec is None:
            return
        table = self._table(spec.get("name"), scope)
        leading = {
            columns[0]
            for key in ("indices", "uniques")
            for item in self._many(spec.get(key), scope)
            if (columns := texts(item.get("columnNames"), scope))
        }
        keys = {
            columns[0]: text_of(item.get("referencedTableName"), scope) or ""
            for item in self._many(spec.get("foreignKeys"), scope)
            if len(columns := texts(item.get("columnNames"), scope)) == 1
        }
        defined = []
        for item in self._many(spec.get("columns"), scope):
            column = self._column(item, scope)
            defined.append(
                replace(
                    column,
                    indexed=column.indexed or column.name in leading,
                    references=keys.get(column.name, ""),
                )
            )
        self.make(
            Kind.CREATE_TABLE,
            call,
            scope,
            table=table,
            columns=tuple(c.name for c in defined),
            type="\n".join(c.type for c in defined),
            defined=tuple(defined),
        )

    def _column(self, spec: m.Mapping, scope: Scope) -> ColumnDef:
        def text(key: str) -> str:
            return text_of(spec.get(key), scope, holes=True) or ""

        kind = text("type") or "varchar"
        size = text("length") or _number(spec.get("length"))
        if size and "(" not in kind:
            kind = f"{kind}({size})"
        precision = _number(spec.get("precision"))
        if precision and "(" not in kind:
            scale = _number(spec.get("scale"))
            kind = f"{kind}({precision}, {scale})" if scale else f"{kind}({precision})"
        default: str | None = text("default") or _number(spec.get("default")) or None
        if isinstance(spec.get("default"), m.Literal) and is_true(spec.get("default"), scope) is not None:
            default = str(is_true(spec.get("default"), scope)).lower()
        if default is not None and default.upper() == "NULL":
            default = None
        strategy = text("generationStrategy")
        if is_true(spec.get("isGenerated"), scope) or strategy:
            default = "gen_random_uuid()" if strategy == "uuid" or kind == "uuid" else "the next number"
        if spec.get("asExpression") is not None:
            default = f"generated as {text('asExpression')}"
        if is_true(spec.get("isArray"), scope):
            kind += "[]"
        primary = is_true(spec.get("isPrimary"), scope) is True
        unique = is_true(spec.get("isUnique"), scope) is True
        # TypeORM makes a column NOT NULL unless it is told isNullable: true.
        not_null = is_true(spec.get("isNullable"), scope) is not True
        return ColumnDef(text("name"), kind, not_null, default, primary, primary or unique, "", spec.line)

    def _add_column(self, call: m.Call, spec: m.Mapping, scope: Scope, table: str) -> None:
        column = self._column(spec, scope)
        default = column.default or ""
        stored = default.startswith("generated") and text_of(spec.get("generatedType"), scope) == "STORED"
        numbered = default == "the next number"
        volatile = not default.startswith("generated") and bool(volatile_function(default))
        # A list of columns is one call; each column stands on its own lines.
        place: m.Node = spec if called_name(call) == "addColumns" else call
        added = self.make(
            Kind.ADD_COLUMN,
            place,
            scope,
            table=table,
            columns=(column.name,),
            type=column.type,
            not_null=column.not_null,
            default=column.default,
            rewrites=numbered or stored or volatile,
        )
        if is_true(spec.get("isUnique"), scope):
            self.beside(added, Kind.ADD_UNIQUE)
        if column.primary:
            self.beside(added, Kind.ADD_PRIMARY_KEY)

    def _change_column(self, call: m.Call, scope: Scope, table: str) -> None:
        old, new = object_of(call.positional(1), scope), object_of(call.positional(2), scope)
        name = self._name(call.positional(1), scope)
        if new is None:
            return
        after = self._column(new, scope)
        before = None if old is None else self._column(old, scope)
        common: Mapping[str, object] = {"table": table, "columns": (name,)}
        if after.name and name and after.name != name:
            self.make(Kind.RENAME_COLUMN, call, scope, new_name=after.name, **common)
        if new.get("type") is not None and (before is None or before.type != after.type):
            former = before.type if before is not None else ""
            self.make(Kind.ALTER_TYPE, call, scope, type=after.type, former_type=former, **common)
        tightened = is_true(new.get("isNullable"), scope) is False if before is None else not before.not_null
        if after.not_null and tightened:
            self.make(Kind.SET_NOT_NULL, call, scope, type=after.type, **common)
        if is_true(new.get("isUnique"), scope) and not (old and is_true(old.get("isUnique"), scope)):
            self.make(Kind.ADD_UNIQUE, call, scope, **common)

    def _index(self, call: m.Call, spec: m.Mapping, scope: Scope, table: str) -> None:
        special = any(is_true(spec.get(k), scope) for k in ("isFulltext", "isSpatial"))
        self.make(
            Kind.CREATE_INDEX,
            call,
            scope,
            table=table,
            name=text_of(spec.get("name"), scope) or "",
            columns=texts(spec.get("columnNames"), scope),
            concurrently=is_true(spec.get("isConcurrent"), scope) is True,
            unique=is_true(spec.get("isUnique"), scope) is True,
            type="fulltext" if special else "",
        )


def _number(expr: m.Expr | None) -> str:
    return str(expr.value) if isinstance(expr, m.Literal) and expr.kind in ("int", "float") else ""
