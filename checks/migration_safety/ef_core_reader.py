"""Reads an Entity Framework Core migration: ``migrationBuilder`` calls of Up and Down, their annotations, and SQL texts.

EF Core runs a migration in a transaction; ``Sql(..., suppressTransaction: true)`` and Npgsql's concurrent indexes leave it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checks.migration_safety.code_walk import (
    Scope,
    called_name,
    chain_of,
    is_true,
    text_of,
    texts_of,
)
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import ColumnDef, Database, Kind, Operation
from checks.migration_safety.script_walk import ScriptWalker, helpers, members
from checks.syntax import model as m

REASON = "EF Core runs a migration in a transaction unless Sql() is told suppressTransaction: true"

_CLR_TYPES = {
    "string": "text", "int": "integer", "long": "bigint", "short": "smallint", "bool": "boolean", "Guid": "uuid",
    "decimal": "numeric", "double": "double precision", "float": "real", "DateTime": "timestamptz",
    "DateTimeOffset": "timestamptz", "DateOnly": "date", "TimeSpan": "interval", "byte[]": "bytea",
}  # fmt: skip
_CONSTRAINTS = {
    "AddPrimaryKey": Kind.ADD_PRIMARY_KEY,
    "AddUniqueConstraint": Kind.ADD_UNIQUE,
    "AddForeignKey": Kind.ADD_FOREIGN_KEY,
    "AddCheckConstraint": Kind.ADD_CHECK,
    "CreateCheckConstraint": Kind.ADD_CHECK,
}
_DROPS = frozenset({"DropForeignKey", "DropPrimaryKey", "DropUniqueConstraint", "DropCheckConstraint"})


def read_ef_core(module: m.Module, template: Operation) -> list[Operation]:
    """Operations of ``Up`` and ``Down``. The file's own annotations say the database where the project does not."""
    template = replace(template, database=_database(module, template.database))
    found: list[Operation] = []
    names, local = members(module), helpers(module)
    wrapped = template.database is Database.POSTGRESQL
    for node in module.walk():
        if not isinstance(node, m.Function) or node.name not in ("Up", "Down"):
            continue
        handles = {"migrationBuilder", *(p.name for p in node.params[:1] if p.name)}
        walker = EfCoreWalker(
            {k: f for k, f in local.items() if k not in ("Up", "Down")},
            replace(template, down=node.name == "Down"),
            handles,
        )
        walker.lines = module.text_lines
        scope = Scope(names, transaction=1 if wrapped else None, reason=REASON if wrapped else "")
        walker.block(node.body.items, scope)
        found.extend(walker.found)
    return found


def _database(module: m.Module, general: Database) -> Database:
    text = "\n".join(module.text_lines)
    if "Npgsql" in text:
        return Database.POSTGRESQL
    if re.search(r"SqlServer:|\bnvarchar\b|\bdatetime2\b|\buniqueidentifier\b", text):
        return Database.SQLSERVER
    if "MySql:" in text or "MySQL:" in text:
        return general if general is Database.MARIADB else Database.MYSQL
    return Database.SQLITE if "Sqlite:" in text else general


class EfCoreWalker(ScriptWalker):
    """Collects the operations of one direction."""

    lines: list[str]

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads ``migrationBuilder.Name(...).Annotation(...)`` at its outermost call."""
        calls = list(chain_of(call))
        if not calls or not isinstance(calls[0].callee, m.Attr):
            return False
        first = calls[0]
        if not isinstance(first.callee, m.Attr) or m.dotted(first.callee.base) not in self.handles:
            return False
        notes = {
            text_of(c.positional(0), scope) or "": c.positional(1)
            for c in calls[1:]
            if called_name(c) == "Annotation"
        }
        return self._operation(first.callee.name, first, call, notes, scope)

    def _arg(self, call: m.Call, name: str, index: int) -> m.Expr | None:
        return call.keyword(name) or call.positional(index)

    def _operation(
        self, name: str, call: m.Call, whole: m.Call, notes: dict[str, m.Expr | None], scope: Scope
    ) -> bool:
        def text(key: str, index: int) -> str:
            return text_of(self._arg(call, key, index), scope, holes=True) or ""

        label, table = text("name", 0), text("table", 1)
        if name == "CreateTable":
            self._create_table(call, whole, scope, label)
        elif name == "DropTable":
            self.make(Kind.DROP_TABLE, whole, scope, table=label, name="table")
        elif name == "RenameTable":
            new = text_of(call.keyword("newName") or call.positional(2), scope) or ""
            if new:
                self.make(Kind.RENAME_TABLE, whole, scope, table=label, new_name=new)
        elif name == "AddColumn":
            self._add_column(call, whole, notes, scope, table, label)
        elif name == "AlterColumn":
            self._alter_column(call, whole, scope, table, label)
        elif name == "DropColumn":
            self.make(Kind.DROP_COLUMN, whole, scope, table=table, columns=(label,))
        elif name == "RenameColumn":
            self.make(
                Kind.RENAME_COLUMN, whole, scope, table=table, columns=(label,), new_name=text("newName", 2)
            )
        elif name == "RenameIndex":
            self.make(Kind.RENAME_INDEX, whole, scope, table=table, name=label)
        elif name in ("CreateIndex", "DropIndex"):
            quick = any(k.endswith("CreatedConcurrently") and is_true(v, scope) for k, v in notes.items())
            # Npgsql itself takes a concurrent index out of the transaction.
            here = replace(scope, transaction=None, reason="") if quick else scope
            self.make(
                Kind.CREATE_INDEX if name == "CreateIndex" else Kind.DROP_INDEX,
                whole,
                here,
                table=table,
                name=label,
                columns=self._columns(call, scope),
                concurrently=quick,
                unique=is_true(call.keyword("unique"), scope) is True,
            )
        elif name in _CONSTRAINTS:
            self.make(
                _CONSTRAINTS[name],
                whole,
                scope,
                table=table,
                name=label,
                columns=() if "Check" in name else self._columns(call, scope),
                references=text_of(call.keyword("principalTable"), scope) or "",
                expression=text("sql", 2) if "Check" in name else "",
            )
        elif name in _DROPS:
            self.make(Kind.DROP_CONSTRAINT, whole, scope, table=table, name=label)
        elif name == "Sql":
            alone = is_true(call.keyword("suppressTransaction") or call.positional(1), scope) is True
            here = replace(scope, transaction=None, reason="") if alone else scope
            self.sql(call, self._arg(call, "sql", 0), here)
        elif name in ("UpdateData", "DeleteData", "InsertData"):
            kind = {"U": Kind.UPDATE, "D": Kind.DELETE, "I": Kind.INSERT}[name[0]]
            self.make(kind, whole, scope, table=text("table", 0), bounded=True)
        else:
            return False
        return True

    def _columns(self, call: m.Call, scope: Scope) -> tuple[str, ...]:
        return texts_of(call.keyword("columns") or call.keyword("column") or call.positional(2), scope)

    def _type(self, call: m.Call, scope: Scope, *, key: str = "type") -> str:
        said = text_of(call.keyword(key), scope)
        if said or key != "type":
            return said or ""
        generic = re.search(r"\w+<([\w\[\]]+)\??>\s*\(", self.lines[call.callee.end_line - 1])
        return _CLR_TYPES.get(generic.group(1), "") if generic else ""

    def _default(self, call: m.Call, scope: Scope) -> tuple[str | None, bool]:
        """Text of the default, and whether it rewrites the table."""
        computed = call.keyword("computedColumnSql")
        if computed is not None:
            text = f"generated as {text_of(computed, scope, holes=True) or '...'}"
            return text, is_true(call.keyword("stored"), scope) is not False
        expression = text_of(call.keyword("defaultValueSql"), scope, holes=True)
        if expression:
            return expression, bool(volatile_function(expression))
        value = call.keyword("defaultValue")
        if value is None or (isinstance(value, m.Literal) and value.value is None):
            return None, False
        constant = text_of(value, scope)
        if constant is not None:
            return f"'{constant}'", False
        return str(value.value).lower() if isinstance(value, m.Literal) else "a constant", False

    def _add_column(
        self,
        call: m.Call,
        whole: m.Call,
        notes: dict[str, m.Expr | None],
        scope: Scope,
        table: str,
        name: str,
    ) -> None:
        default, rewrites = self._default(call, scope)
        if any("ValueGenerationStrategy" in k or k.endswith(("Identity", "Autoincrement")) for k in notes):
            default, rewrites = "the next identity value", True
        self.make(
            Kind.ADD_COLUMN,
            whole,
            scope,
            table=table,
            columns=(name,),
            type=self._type(call, scope),
            # AddColumn makes a column NOT NULL unless it is told nullable: true.
            not_null=is_true(call.keyword("nullable"), scope) is not True,
            default=default,
            rewrites=rewrites,
        )

    def _alter_column(self, call: m.Call, whole: m.Call, scope: Scope, table: str, name: str) -> None:
        new, old = self._type(call, scope), self._type(call, scope, key="oldType")
        common: dict[str, object] = {"table": table, "columns": (name,)}
        if new and old and new != old:
            self.make(Kind.ALTER_TYPE, whole, scope, type=new, former_type=old, **common)
        nullable = is_true(call.keyword("nullable"), scope) is True
        was_nullable = is_true(call.keyword("oldNullable"), scope) is True
        if was_nullable and not nullable:
            self.make(Kind.SET_NOT_NULL, whole, scope, type=new, **common)
        elif nullable and not was_nullable:
            self.make(Kind.DROP_NOT_NULL, whole, scope, **common)

    def _create_table(self, call: m.Call, whole: m.Call, scope: Scope, table: str) -> None:
        columns = self._arg(call, "columns", 1)
        defined: dict[str, ColumnDef] = {}
        for node in columns.walk() if columns is not None else ():
            if (
                isinstance(node, m.Pair)
                and isinstance(node.key, m.Literal)
                and isinstance(node.value, m.Call)
            ):
                calls = list(chain_of(node.value))
                if not calls or called_name(calls[0]) != "Column":
                    continue
                first = calls[0]
                name = text_of(first.keyword("name"), scope) or str(node.key.value)
                default, _ = self._default(first, scope)
                said = [text_of(c.positional(0), scope) or "" for c in calls[1:]]
                if any(
                    "ValueGenerationStrategy" in s or s.endswith(("Identity", "Autoincrement")) for s in said
                ):
                    default = "the next identity value"
                defined[name] = ColumnDef(
                    name,
                    self._type(first, scope),
                    is_true(first.keyword("nullable"), scope) is not True,
                    default,
                    line=node.line,
                )
        self._keys(self._arg(call, "constraints", 3), defined, scope)
        self.make(
            Kind.CREATE_TABLE,
            whole,
            scope,
            table=table,
            columns=tuple(defined),
            type="\n".join(c.type for c in defined.values()),
            defined=tuple(defined.values()),
        )

    def _keys(self, expr: m.Expr | None, defined: dict[str, ColumnDef], scope: Scope) -> None:
        """``table.PrimaryKey("PK", x => x.Id)`` and its like."""
        for node in expr.walk() if expr is not None else ():
            if not isinstance(node, m.Call) or called_name(node) not in (
                "PrimaryKey",
                "UniqueConstraint",
                "ForeignKey",
            ):
                continue
            chooser = node.keyword("column") or node.keyword("columns") or node.positional(1)
            parts = [n.name for n in chooser.walk() if isinstance(n, m.Attr)] if chooser is not None else []
            target = text_of(node.keyword("principalTable") or node.positional(2), scope) or ""
            for position, name in enumerate(parts):
                known = defined.get(name)
                if known is None:
                    continue
                if called_name(node) == "ForeignKey":
                    known = replace(known, references=target if len(parts) == 1 else known.references)
                else:
                    primary = called_name(node) == "PrimaryKey"
                    known = replace(
                        known, primary=known.primary or primary, indexed=known.indexed or position == 0
                    )
                defined[name] = known
