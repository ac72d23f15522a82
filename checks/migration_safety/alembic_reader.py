"""Reads an Alembic revision: ``op.*`` calls, batch blocks, autocommit blocks and SQL texts of upgrade and downgrade."""

from __future__ import annotations

from dataclasses import replace

from checks.migration_safety.alembic_tables import columns_of
from checks.migration_safety.code_walk import (
    Scope,
    Walker,
    called_name,
    chain_of,
    constants,
    functions,
    is_true,
    text_of,
    texts_of,
)
from checks.migration_safety.operations import DIALECTS, Database, Kind, Operation
from checks.migration_safety.sql_reader import read_fragment
from checks.migration_safety.sqlalchemy_columns import server_default, type_text
from checks.syntax import model as m

REASON = "Alembic runs upgrade() in a transaction; only op.get_context().autocommit_block() leaves it"


def read_alembic(module: m.Module, template: Operation, *, transactional: bool = True) -> list[Operation]:
    """Operations of ``upgrade`` and ``downgrade``. ``transactional`` False when env.py turns transactions off."""
    local = functions(module)
    found: list[Operation] = []
    for name, down in (("upgrade", False), ("downgrade", True)):
        function = local.get(name)
        if function is None:
            continue
        wrapped = transactional and template.database is Database.POSTGRESQL
        walker = AlembicWalker(local, replace(template, down=down))
        scope = Scope(constants(module), transaction=1 if wrapped else None, reason=REASON if wrapped else "")
        walker.block(function.body.items, scope)
        found.extend(walker.found)
    return found


class AlembicWalker(Walker):
    """Collects the operations of one direction."""

    def __init__(self, local: dict[str, m.Function], template: Operation) -> None:
        super().__init__({k: v for k, v in local.items() if k not in ("upgrade", "downgrade")})
        self.template = template
        self.dialects = DIALECTS[template.database]
        self.found: list[Operation] = []
        self.blocks = 1

    def entering(self, item: m.WithItem, scope: Scope) -> Scope:
        """Batch blocks bind a table, autocommit blocks leave the transaction (and begin a new one behind them)."""
        value = item.value
        if not isinstance(value, m.Call):
            return scope
        name = called_name(value)
        if name == "autocommit_block":
            self.blocks += 1
            return replace(scope, transaction=None, reason="")
        if name == "batch_alter_table" and isinstance(item.target, m.Name):
            table = text_of(value.positional(0) or value.keyword("table_name"), scope, holes=True) or ""
            return replace(scope, tables={**scope.tables, item.target.id: table})
        return scope

    def after(self, item: m.ExprStmt, scope: Scope) -> Scope:
        """An explicit COMMIT ends the revision's transaction."""
        if isinstance(item.value, m.Call) and called_name(item.value) == "execute" and item.value.args:
            text = text_of(item.value.args[0].value, scope) or ""
            if text.strip(" ;\n").upper() == "COMMIT":
                return replace(scope, transaction=None, reason="")
        return scope

    def statement(self, item: m.Node, scope: Scope) -> Scope:
        """A block behind an autocommit block runs in a new transaction."""
        before = self.blocks
        scope = super().statement(item, scope)
        if self.blocks != before and scope.transaction is not None:
            scope = replace(scope, transaction=self.blocks)
        return scope

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads ``op.name(...)``, ``batch_op.name(...)`` and ``connection.execute(...)``."""
        callee = call.callee
        if isinstance(callee, m.Name) and callee.id in ("create_table", "create_table_if_not_exists"):
            # A wrapper that the project shares between revisions, called as op.create_table is.
            if callee.id not in self.local:
                self._operation(
                    "create_table", call, scope, text_of(call.positional(0), scope, holes=True) or "", 1
                )
            return callee.id not in self.local
        if not isinstance(callee, m.Attr):
            return False
        owner = m.dotted(callee.base)
        name = callee.name
        if name in ("execute", "exec_driver_sql") and call.args:
            return self._execute(call, scope)
        if owner in scope.tables:
            self._operation(name, call, scope, scope.tables[owner], 0)
            return True
        if owner in ("op", "alembic.op", "operations"):
            table = text_of(call.positional(0) or call.keyword("table_name"), scope, holes=True) or ""
            self._operation(name, call, scope, table, 1)
            return True
        return False

    def _make(self, kind: Kind, call: m.Node, scope: Scope, **fields: object) -> Operation:
        place = scope.place or call
        op = replace(
            self.template,
            kind=kind,
            line=place.line,
            end_line=place.end_line,
            transaction=scope.transaction,
            transaction_reason=scope.reason,
            **fields,  # type: ignore[arg-type]
        )
        self.found.append(op)
        return op

    def _argument(self, call: m.Call, index: int, name: str) -> m.Expr | None:
        return call.keyword(name) or call.positional(index)

    def _operation(self, name: str, call: m.Call, scope: Scope, table: str, at: int) -> None:
        """``at`` is the index of the first argument behind the table: a batch block leaves the table out."""
        argument = self._argument

        def text(expr: m.Expr | None) -> str:
            return text_of(expr, scope, holes=True) or ""

        if name == "create_table":
            defined = columns_of(call, scope)
            names = tuple(c.name for c in defined)
            types = "\n".join(c.type for c in defined)
            self._make(
                Kind.CREATE_TABLE, call, scope, table=table, columns=names, type=types, defined=defined
            )
        elif name == "drop_table":
            self._make(Kind.DROP_TABLE, call, scope, table=table, name="table")
        elif name == "rename_table":
            new = text(argument(call, 1, "new_table_name"))
            old = text(argument(call, 0, "old_table_name"))
            self._make(Kind.RENAME_TABLE, call, scope, table=old, new_name=new)
        elif name == "add_column":
            self._add_column(call, argument(call, at, "column"), scope, table)
        elif name == "drop_column":
            self._make(
                Kind.DROP_COLUMN, call, scope, table=table, columns=(text(argument(call, at, "column_name")),)
            )
        elif name == "alter_column":
            self._alter_column(call, scope, table, text(argument(call, at, "column_name")))
        elif name in (
            "create_index",
            "create_unique_constraint",
            "create_primary_key",
            "create_check_constraint",
        ):
            self._constraint(name, call, scope, table, at)
        elif name == "drop_index":
            index = text(argument(call, 0, "index_name"))
            on = table if not at else text(argument(call, 1, "table_name"))
            quick = is_true(call.keyword("postgresql_concurrently"), scope) is True
            self._make(Kind.DROP_INDEX, call, scope, table=on, name=index, concurrently=quick)
        elif name == "create_foreign_key":
            source = table if not at else text(argument(call, 1, "source_table"))
            target = text(argument(call, 2 if at else 1, "referent_table"))
            local_columns = texts_of(argument(call, 3 if at else 2, "local_cols"), scope)
            not_valid = is_true(call.keyword("postgresql_not_valid"), scope) is True
            key = text(argument(call, 0, "constraint_name"))
            self._make(
                Kind.ADD_FOREIGN_KEY,
                call,
                scope,
                table=source,
                name=key,
                columns=local_columns,
                references=target,
                not_valid=not_valid,
            )
        elif name == "drop_constraint":
            on = table if not at else text(argument(call, 1, "table_name"))
            self._make(
                Kind.DROP_CONSTRAINT, call, scope, table=on, name=text(argument(call, 0, "constraint_name"))
            )
        elif name == "create_exclude_constraint":
            self._make(Kind.ADD_EXCLUSION, call, scope, table=text(argument(call, 1, "table_name")))
        elif name == "bulk_insert":
            self._make(Kind.INSERT, call, scope, table=table, bounded=True)

    def _constraint(self, name: str, call: m.Call, scope: Scope, table: str, at: int) -> None:
        argument = self._argument
        label = (
            text_of(
                argument(call, 0, "index_name" if name == "create_index" else "constraint_name"),
                scope,
                holes=True,
            )
            or ""
        )
        on = table if not at else text_of(argument(call, 1, "table_name"), scope, holes=True) or ""
        if not on:
            on = text_of(call.keyword("source") or call.keyword("source_table"), scope, holes=True) or ""
        if name == "create_check_constraint":
            condition = argument(call, 2 if at else 1, "condition")
            self._make(
                Kind.ADD_CHECK,
                call,
                scope,
                table=on,
                name=label,
                expression=text_of(condition, scope, holes=True) or "",
                not_valid=is_true(call.keyword("postgresql_not_valid"), scope) is True,
            )
            return
        columns = texts_of(argument(call, 2 if at else 1, "columns"), scope)
        kind = {
            "create_index": Kind.CREATE_INDEX,
            "create_unique_constraint": Kind.ADD_UNIQUE,
            "create_primary_key": Kind.ADD_PRIMARY_KEY,
        }[name]
        quick = is_true(call.keyword("postgresql_concurrently"), scope) is True
        using = call.keyword("postgresql_using_index") is not None
        unique = name == "create_index" and is_true(call.keyword("unique"), scope) is True
        self._make(
            kind,
            call,
            scope,
            table=on,
            name=label,
            columns=columns,
            concurrently=quick,
            using_index=using,
            unique=unique,
        )

    def _add_column(self, call: m.Call, column: m.Expr | None, scope: Scope, table: str) -> None:
        if isinstance(column, m.Name):
            column = scope.names.get(column.id)
        if not isinstance(column, m.Call):
            self._make(Kind.ADD_COLUMN, call, scope, table=table)
            return
        default, rewrites = server_default(column, scope)
        added = self._make(
            Kind.ADD_COLUMN,
            call,
            scope,
            table=table,
            columns=(text_of(column.positional(0) or column.keyword("name"), scope, holes=True) or "",),
            type=type_text(column.keyword("type_") or column.positional(1), scope),
            not_null=is_true(column.keyword("nullable"), scope) is False
            or is_true(column.keyword("primary_key"), scope) is True,
            default=default,
            rewrites=rewrites,
        )
        keys = [
            a.value
            for a in column.args
            if isinstance(a.value, m.Call) and called_name(a.value) == "ForeignKey"
        ]
        for key in keys:
            target = (
                (text_of(key.positional(0), scope, holes=True) or "").rpartition(".")[0].rpartition(".")[2]
            )
            self.found.append(replace(added, kind=Kind.ADD_FOREIGN_KEY, inline=True, references=target))
        if is_true(column.keyword("unique"), scope):
            self.found.append(replace(added, kind=Kind.ADD_UNIQUE, inline=True))
        if is_true(column.keyword("index"), scope):
            self.found.append(replace(added, kind=Kind.CREATE_INDEX, inline=True))

    def _alter_column(self, call: m.Call, scope: Scope, table: str, column: str) -> None:
        common = {"table": table, "columns": (column,)}
        new_name = text_of(call.keyword("new_column_name"), scope, holes=True)
        if new_name and new_name != column:
            self._make(Kind.RENAME_COLUMN, call, scope, new_name=new_name, **common)
        new_type = call.keyword("type_")
        if new_type is not None:
            self._make(
                Kind.ALTER_TYPE,
                call,
                scope,
                type=type_text(new_type, scope),
                former_type=type_text(call.keyword("existing_type"), scope),
                expression=text_of(call.keyword("postgresql_using"), scope, holes=True) or "",
                **common,
            )
        nullable = is_true(call.keyword("nullable"), scope)
        # Autogenerate repeats what stays as existing_nullable, so nullable= alone means a change.
        if nullable is False and is_true(call.keyword("existing_nullable"), scope) is not False:
            self._make(
                Kind.SET_NOT_NULL, call, scope, type=type_text(call.keyword("existing_type"), scope), **common
            )
        elif nullable is True:
            self._make(Kind.DROP_NOT_NULL, call, scope, **common)
        default = call.keyword("server_default")
        if default is not None and not (isinstance(default, m.Literal) and default.value in (None, False)):
            self._make(Kind.SET_DEFAULT, call, scope, default="set", **common)

    def _execute(self, call: m.Call, scope: Scope) -> bool:
        first = call.args[0].value
        text = text_of(first, scope, holes=True)
        template = replace(self.template, transaction=scope.transaction, transaction_reason=scope.reason)
        place = scope.place or call
        if text is not None:
            literal = first.args[0].value if isinstance(first, m.Call) and first.args else first
            read = read_fragment(text, template, literal.line)
            lone = len({(o.line, o.end_line) for o in read}) <= 1 or scope.place is not None
            for op in read:
                if lone or op.end_line > place.end_line:
                    op = replace(op, line=place.line, end_line=place.end_line)
                self.found.append(
                    replace(op, bounded=True)
                    if scope.looping and op.kind in (Kind.UPDATE, Kind.DELETE)
                    else op
                )
            return True
        self._core_statement(first, place, scope, template)
        return True

    def _core_statement(self, expr: m.Expr, place: m.Node, scope: Scope, template: Operation) -> None:
        """``orders.update().where(...).values(...)`` and ``sa.update(orders)``."""
        calls = list(chain_of(expr))
        names = [called_name(c) for c in calls]
        verb = next((n for n in names if n in ("update", "delete")), "")
        if not verb:
            return
        head = calls[names.index(verb)]
        owner = head.callee.base if isinstance(head.callee, m.Attr) else None
        holder = m.dotted(owner) if owner is not None else ""
        if holder in ("sa", "sqlalchemy") or owner is None:
            holder = m.dotted(head.positional(0))
        table = holder
        bound = scope.names.get(holder)
        if isinstance(bound, m.Call):
            table = text_of(bound.positional(0), scope) or holder
        elif isinstance(bound, m.Index):
            table = text_of(bound.key, scope) or holder
        bounded = scope.looping or any(called_name(c) == "where" and _where_limits(c) for c in calls)
        values = next((c for c in calls if called_name(c) == "values"), None)
        columns = tuple(a.name for a in values.args if a.name) if values is not None else ()
        kind = Kind.UPDATE if verb == "update" else Kind.DELETE
        self.found.append(
            replace(
                template,
                kind=kind,
                table=table,
                columns=columns,
                bounded=bounded,
                line=place.line,
                end_line=place.end_line,
            )
        )


def _where_limits(call: m.Call) -> bool:
    """Whether a Core ``where`` says more than IS NULL."""
    for arg in call.args:
        value = arg.value
        if isinstance(value, m.Call) and called_name(value) in ("is_", "isnot", "is_not"):
            continue
        if isinstance(value, m.Binary) and isinstance(value.right, m.Literal) and value.right.value is None:
            continue
        return True
    return False
