"""Reads a Rails migration: ``change``, ``up`` and ``down`` with schema statements, table blocks, SQL texts and model writes.

Rails runs a migration in a transaction unless its class says ``disable_ddl_transaction!``.
"""

from __future__ import annotations

from dataclasses import replace

from checks.migration_safety.code_walk import (
    Scope,
    Walker,
    called_name,
    chain_of,
    is_true,
    text_of,
    texts_of,
)
from checks.migration_safety.operations import DIALECTS, ColumnDef, Database, Kind, Operation
from checks.migration_safety.rails_columns import (
    TYPES,
    column,
    default_of,
    option,
    plural,
    sql_type,
)
from checks.migration_safety.rails_writes import read_write
from checks.migration_safety.script_walk import helpers, members
from checks.migration_safety.sql_reader import read_fragment
from checks.syntax import model as m

REASON = "Rails runs a migration in a transaction unless its class says disable_ddl_transaction!"

_REFERENCES = frozenset({"references", "belongs_to"})
_SIMPLE = {
    "remove_foreign_key": Kind.DROP_CONSTRAINT,
    "remove_check_constraint": Kind.DROP_CONSTRAINT,
    "remove_unique_constraint": Kind.DROP_CONSTRAINT,
    "validate_foreign_key": Kind.VALIDATE_CONSTRAINT,
    "validate_check_constraint": Kind.VALIDATE_CONSTRAINT,
    "validate_constraint": Kind.VALIDATE_CONSTRAINT,
    "add_exclusion_constraint": Kind.ADD_EXCLUSION,
    "create_view": Kind.CREATE_VIEW,
}


def read_rails(module: m.Module, template: Operation) -> list[Operation]:
    """Operations of all directions."""
    found: list[Operation] = []
    local, names = helpers(module), members(module)
    wrapped = template.database is Database.POSTGRESQL and not any(
        isinstance(n, m.Name) and n.id == "disable_ddl_transaction!" for n in module.walk()
    )
    for item in module.walk():
        if not isinstance(item, m.Class):
            continue
        for function in item.body.items:
            if isinstance(function, m.Function) and function.name in ("change", "up", "down"):
                walker = RailsWalker(local, replace(template, down=function.name == "down"), module)
                scope = Scope(names, transaction=1 if wrapped else None, reason=REASON if wrapped else "")
                walker.block(function.body.items, scope)
                found.extend(walker.found)
    return found


def read_schema(module: m.Module, template: Operation) -> list[Operation]:
    """The tables, indexes and foreign keys of a dumped schema."""
    walker = RailsWalker({}, template, module)
    walker.block(module.body.items, Scope())
    return walker.found


class RailsWalker(Walker):
    """Collects the operations of one method."""

    def __init__(self, local: dict[str, m.Function], template: Operation, module: m.Module) -> None:
        super().__init__({k: v for k, v in local.items() if k != "change"})
        self.template = template
        self.module = module
        self.dialects = DIALECTS[template.database]
        self.found: list[Operation] = []
        self.defining: list[ColumnDef] | None = None
        """Columns of the CREATE TABLE whose block is being read."""

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

    def after(self, item: m.ExprStmt, scope: Scope) -> Scope:
        """An explicit COMMIT ends the migration's transaction."""
        value = item.value
        if isinstance(value, m.Call) and called_name(value) == "commit_db_transaction":
            return replace(scope, transaction=None, reason="")
        ended = (
            isinstance(value, m.Call)
            and called_name(value) == "execute"
            and (text_of(value.positional(0), scope) or "").strip(" ;\n").upper() == "COMMIT"
        )
        if ended:
            return replace(scope, transaction=None, reason="")
        return scope

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads a schema statement, a call on a table builder, or a write of a model."""
        callee = call.callee
        name = called_name(call)
        if isinstance(callee, m.Attr):
            owner = m.dotted(callee.base)
            if owner in scope.tables:
                self._on_table(name, call, scope, scope.tables[owner])
                return True
            if name in ("up", "down") and self._block(call) is not None:
                self._direction(call, scope, down=name == "down")
                return True
            if name in ("execute", "exec_query", "exec_update", "exec_delete", "update_sql"):
                self._execute(call, scope)
                return True
            if name == "transaction" and self._block(call) is not None:
                self._transaction(call, scope)
                return True
            if owner not in (
                "self",
                "connection",
                "ActiveRecord::Base.connection",
                "ActiveRecord.Base.connection",
            ):
                written = read_write(list(chain_of(call)), scope, self.module)
                if written is not None:
                    kind, table, columns, bounded = written
                    self._make(kind, call, scope, table=table, columns=columns, bounded=bounded)
                    return True
                return False
        if name == "transaction" and self._block(call) is not None:
            self._transaction(call, scope)
            return True
        if name == "revert":
            return True
        return self._statement(name, call, scope)

    def _block(self, call: m.Call) -> m.Function | None:
        return next((a.value for a in call.args if isinstance(a.value, m.Function)), None)

    def _transaction(self, call: m.Call, scope: Scope) -> None:
        body = self._block(call)
        number = scope.transaction if scope.transaction is not None else 100 + call.line
        reason = scope.reason or "the migration opens one itself"
        if body is not None:
            self.block(body.body.items, replace(scope, transaction=number, reason=reason))

    def _direction(self, call: m.Call, scope: Scope, *, down: bool) -> None:
        body, template = self._block(call), self.template
        self.template = replace(template, down=down)
        if body is not None:
            self.block(body.body.items, scope)
        self.template = template

    def _text(self, expr: m.Expr | None, scope: Scope) -> str:
        return text_of(expr, scope, holes=True) or ""

    def _statement(self, name: str, call: m.Call, scope: Scope) -> bool:
        table = self._text(call.positional(0), scope)
        second, third = call.positional(1), call.positional(2)
        text = self._text
        if name == "create_table":
            self._create_table(call, scope, table)
        elif name in ("change_table", "change_table_in_transaction"):
            body = self._block(call)
            if body is not None and body.params:
                self.block(
                    body.body.items, replace(scope, tables={**scope.tables, body.params[0].name: table})
                )
        elif name == "create_join_table":
            joined = text(option(call, "table_name"), scope) or "_".join(sorted((table, text(second, scope))))
            self._make(Kind.CREATE_TABLE, call, scope, table=joined)
        elif name == "drop_table":
            cascade = text(option(call, "force"), scope) == "cascade"
            for position in range(len(call.args)):
                dropped = text(call.positional(position), scope)
                if dropped:
                    self._make(Kind.DROP_TABLE, call, scope, table=dropped, name="table", cascade=cascade)
        elif name == "rename_table":
            self._make(Kind.RENAME_TABLE, call, scope, table=table, new_name=text(second, scope))
        elif name == "execute":
            self._execute(call, scope)
        elif name == "add_column":
            self._add_column(call, scope, table, text(second, scope), text(third, scope))
        elif name == "add_columns":
            for position in range(1, len([a for a in call.args if a.name is None])):
                self._add_column(
                    call,
                    scope,
                    table,
                    text(call.positional(position), scope),
                    text(option(call, "type"), scope),
                )
        elif name in ("add_reference", "add_belongs_to"):
            self._reference(call, scope, table, text(second, scope))
        elif name in ("remove_column", "remove_columns"):
            last = 2 if name == "remove_column" else len([a for a in call.args if a.name is None])
            for position in range(1, last):
                for label in texts_of(call.positional(position), scope) or ("",):
                    self._make(Kind.DROP_COLUMN, call, scope, table=table, columns=(label,))
        elif name in ("remove_reference", "remove_belongs_to"):
            self._make(Kind.DROP_COLUMN, call, scope, table=table, columns=(f"{text(second, scope)}_id",))
        elif name == "remove_timestamps":
            for label in ("created_at", "updated_at"):
                self._make(Kind.DROP_COLUMN, call, scope, table=table, columns=(label,))
        elif name == "rename_column":
            self._make(
                Kind.RENAME_COLUMN,
                call,
                scope,
                table=table,
                columns=(text(second, scope),),
                new_name=text(third, scope),
            )
        elif name == "rename_index":
            self._make(Kind.RENAME_INDEX, call, scope, table=table, name=text(second, scope))
        elif name == "change_column":
            self._change_column(call, scope, table, text(second, scope), text(third, scope))
        elif name == "change_column_null":
            self._change_null(call, scope, table, text(second, scope), third, call.positional(3))
        elif name == "change_column_default":
            self._make(
                Kind.SET_DEFAULT, call, scope, table=table, columns=(text(second, scope),), default="set"
            )
        elif name in ("add_index", "add_concurrent_index", "remove_index", "remove_concurrent_index"):
            self._index(name, call, scope, table, second)
        elif name in ("add_foreign_key", "add_concurrent_foreign_key"):
            self._foreign_key(call, scope, table, text(second, scope), quick="concurrent" in name)
        elif name == "add_check_constraint":
            self._make(
                Kind.ADD_CHECK,
                call,
                scope,
                table=table,
                expression=text(second, scope),
                name=text(option(call, "name"), scope),
                not_valid=is_true(option(call, "validate"), scope) is False,
            )
        elif name == "add_unique_constraint":
            self._make(
                Kind.ADD_UNIQUE,
                call,
                scope,
                table=table,
                columns=texts_of(second, scope),
                name=text(option(call, "name"), scope),
                using_index=option(call, "using_index") is not None,
            )
        elif name == "add_timestamps":
            self._timestamps(call, scope, table)
        elif name == "add_enum_value":
            self._make(Kind.ENUM_ADD_VALUE, call, scope, table=table, new_name=text(second, scope))
        elif name == "rename_enum_value":
            old, new = text(option(call, "from"), scope), text(option(call, "to"), scope)
            self._make(Kind.RENAME_ENUM_VALUE, call, scope, table=table, columns=(old,), new_name=new)
        elif name == "truncate":
            self._make(Kind.TRUNCATE, call, scope, table=table)
        elif name in _SIMPLE:
            label = text(option(call, "name"), scope) or (text(second, scope) if name.endswith("nt") else "")
            if name == "validate_foreign_key":
                label = label or text(second, scope)
            self._make(_SIMPLE[name], call, scope, table=table, name=label)
        else:
            return False
        return True

    # --- tables and columns ------------------------------------------------------------------------------------

    def _create_table(self, call: m.Call, scope: Scope, table: str) -> None:
        made = self._make(Kind.CREATE_TABLE, call, scope, table=table)
        index = len(self.found) - 1
        self.defining = []
        key = option(call, "id")
        composite = option(call, "primary_key")
        if is_true(key, scope) is not False and not isinstance(composite, m.Sequence):
            word = text_of(key, scope) or "bigint"
            kind = TYPES.get(word, word)
            default = "gen_random_uuid()" if kind == "uuid" else "the next number"
            name = text_of(composite, scope) or "id"
            self.defining.append(ColumnDef(name, kind, True, default, True, True, "", call.line))
        body = self._block(call)
        if body is not None and body.params:
            self.block(body.body.items, replace(scope, tables={**scope.tables, body.params[0].name: table}))
        defined = tuple(self.defining)
        self.defining = None
        self.found[index] = replace(
            made,
            columns=tuple(c.name for c in defined),
            type="\n".join(c.type for c in defined),
            defined=defined,
        )

    def _on_table(self, name: str, call: m.Call, scope: Scope, table: str) -> None:
        """``t.string :x`` inside create_table or change_table."""
        if self.defining is not None:
            self._define(name, call, scope, self.defining)
            return
        first, second = call.positional(0), call.positional(1)
        named = [text for a in call.args if a.name is None and (text := text_of(a.value, scope, holes=True))]
        if name in _REFERENCES:
            for label in named:
                self._reference(call, scope, table, label)
        elif name == "column":
            self._add_column(call, scope, table, self._text(first, scope), self._text(second, scope))
        elif name in TYPES:
            for label in named:
                self._add_column(call, scope, table, label, name)
        elif name in ("remove", "remove_columns"):
            for position in range(len(call.args)):
                for label in texts_of(call.positional(position), scope):
                    self._make(Kind.DROP_COLUMN, call, scope, table=table, columns=(label,))
        elif name in ("remove_references", "remove_belongs_to"):
            for label in named:
                self._make(Kind.DROP_COLUMN, call, scope, table=table, columns=(f"{label}_id",))
        elif name == "rename":
            new = self._text(second, scope)
            self._make(
                Kind.RENAME_COLUMN,
                call,
                scope,
                table=table,
                columns=(self._text(first, scope),),
                new_name=new,
            )
        elif name == "change":
            self._change_column(call, scope, table, self._text(first, scope), self._text(second, scope))
        elif name == "change_null":
            self._change_null(call, scope, table, self._text(first, scope), second, call.positional(2))
        elif name == "change_default":
            self._make(
                Kind.SET_DEFAULT, call, scope, table=table, columns=(self._text(first, scope),), default="set"
            )
        elif name in ("index", "remove_index"):
            self._index("add_index" if name == "index" else name, call, scope, table, first)
        elif name == "foreign_key":
            self._foreign_key(call, scope, table, self._text(first, scope))
        elif name == "check_constraint":
            label = self._text(option(call, "name"), scope)
            not_valid = is_true(option(call, "validate"), scope) is False
            expression = self._text(first, scope)
            self._make(
                Kind.ADD_CHECK,
                call,
                scope,
                table=table,
                expression=expression,
                name=label,
                not_valid=not_valid,
            )
        elif name == "timestamps":
            self._timestamps(call, scope, table)

    def _define(self, name: str, call: m.Call, scope: Scope, defining: list[ColumnDef]) -> None:
        """One line of a create_table block."""
        named = [text for a in call.args if a.name is None and (text := text_of(a.value, scope, holes=True))]
        if name in _REFERENCES:
            for label in named:
                kind = self._text(option(call, "type"), scope) or "bigint"
                told = column(f"{label}_id", kind, call, scope)
                indexed = is_true(option(call, "index"), scope) is not False
                target = self._target(call, label, scope)
                defining.append(replace(told, indexed=indexed, references=target))
        elif name == "column" and len(named) > 1:
            defining.append(column(named[0], named[1], call, scope))
        elif name in TYPES:
            defining.extend(column(label, name, call, scope) for label in named)
        elif name == "timestamps":
            for label in ("created_at", "updated_at"):
                defining.append(ColumnDef(label, "timestamp", True, line=call.line))
        elif name in ("index", "foreign_key"):
            leading = texts_of(call.positional(0), scope)[:1]
            if name == "foreign_key":
                target = self._text(call.positional(0), scope)
                leading = (self._text(option(call, "column"), scope) or f"{_singular(target)}_id",)
            for position, known in enumerate(defining):
                if known.name in leading:
                    if name == "index":
                        known = replace(known, indexed=True)
                    else:
                        known = replace(known, references=target)
                    defining[position] = known

    def _add_column(self, call: m.Call, scope: Scope, table: str, name: str, word: str) -> None:
        told = column(name, word, call, scope)
        stored = word == "virtual" and is_true(option(call, "stored"), scope) is True
        default = told.default
        if word == "virtual":
            told = replace(told, type=self._text(option(call, "type"), scope))
            default = f"generated as {self._text(option(call, 'as'), scope)}"
        added = self._make(
            Kind.ADD_COLUMN,
            call,
            scope,
            table=table,
            columns=(name,),
            type=told.type,
            not_null=told.not_null,
            default=default,
            rewrites=stored or default == "the next number" or default_of(call, scope)[1],
        )
        if told.primary:
            self.found.append(replace(added, kind=Kind.ADD_PRIMARY_KEY, inline=True))

    def _timestamps(self, call: m.Call, scope: Scope, table: str) -> None:
        default, volatile = default_of(call, scope)
        kept = is_true(option(call, "null"), scope) is not True
        for label in ("created_at", "updated_at"):
            self._make(
                Kind.ADD_COLUMN,
                call,
                scope,
                table=table,
                columns=(label,),
                type="timestamp(6)",
                not_null=kept,
                default=default,
                rewrites=volatile,
            )

    def _target(self, call: m.Call, label: str, scope: Scope) -> str:
        """Table of the foreign key that a reference makes, ``""`` without one."""
        key = option(call, "foreign_key")
        if key is None or is_true(key, scope) is False:
            return ""
        named = text_of(key.get("to_table"), scope) if isinstance(key, m.Mapping) else None
        return named or plural(label)

    def _reference(self, call: m.Call, scope: Scope, table: str, label: str) -> None:
        """Rails adds the column, then its index, then its foreign key, each by a statement of its own."""
        name = f"{label}_id"
        default, volatile = default_of(call, scope)
        kind = sql_type(self._text(option(call, "type"), scope) or "bigint", call)
        not_null = is_true(option(call, "null"), scope) is False
        added = self._make(
            Kind.ADD_COLUMN,
            call,
            scope,
            table=table,
            columns=(name,),
            type=kind,
            not_null=not_null,
            default=default,
            rewrites=volatile,
        )
        columns: tuple[str, ...] = (name,)
        polymorphic = option(call, "polymorphic")
        if polymorphic is not None and is_true(polymorphic, scope) is not False:
            columns = (f"{label}_type", name)
            self.found.append(replace(added, columns=(f"{label}_type",), type="varchar"))
        index = option(call, "index")
        if is_true(index, scope) is not False:
            quick = isinstance(index, m.Mapping) and text_of(index.get("algorithm"), scope) == "concurrently"
            named = text_of(index.get("name"), scope) or "" if isinstance(index, m.Mapping) else ""
            self._make(
                Kind.CREATE_INDEX,
                call,
                scope,
                table=table,
                columns=columns,
                name=named or f"index_{table}_on_{'_and_'.join(columns)}",
                concurrently=quick,
                inline=True,
            )
        target = self._target(call, label, scope)
        if target:
            key = option(call, "foreign_key")
            not_valid = isinstance(key, m.Mapping) and is_true(key.get("validate"), scope) is False
            self._make(
                Kind.ADD_FOREIGN_KEY,
                call,
                scope,
                table=table,
                columns=(name,),
                references=target,
                not_valid=not_valid,
            )

    def _change_column(self, call: m.Call, scope: Scope, table: str, name: str, word: str) -> None:
        common = {"table": table, "columns": (name,)}
        kind = sql_type(word, call)
        using = self._text(option(call, "using"), scope)
        self._make(Kind.ALTER_TYPE, call, scope, type=kind, expression=using, **common)
        null = is_true(option(call, "null"), scope)
        if null is False:
            self._make(Kind.SET_NOT_NULL, call, scope, type=kind, **common)

    def _change_null(
        self, call: m.Call, scope: Scope, table: str, name: str, null: m.Expr | None, filled: m.Expr | None
    ) -> None:
        kind = Kind.SET_NOT_NULL if is_true(null, scope) is False else Kind.DROP_NOT_NULL
        if kind is Kind.SET_NOT_NULL and filled is not None:
            # Rails fills the NULLs by one UPDATE before it.
            self._make(Kind.UPDATE, call, scope, table=table, columns=(name,))
        self._make(kind, call, scope, table=table, columns=(name,))

    # --- indexes, constraints, SQL -----------------------------------------------------------------------------

    def _index(self, name: str, call: m.Call, scope: Scope, table: str, columns: m.Expr | None) -> None:
        label = self._text(option(call, "name"), scope)
        named = texts_of(columns, scope) or texts_of(option(call, "column"), scope)
        quick = self._text(option(call, "algorithm"), scope) == "concurrently" or "concurrent" in name
        if quick and "concurrent" in name:
            scope = replace(scope, transaction=None, reason="")
        self._make(
            Kind.DROP_INDEX if name.startswith("remove") else Kind.CREATE_INDEX,
            call,
            scope,
            table=table,
            name=label or (f"index_{table}_on_{'_and_'.join(named)}" if named else ""),
            columns=named,
            concurrently=quick,
            unique=is_true(option(call, "unique"), scope) is True,
            type="fulltext" if self._text(option(call, "type"), scope) in ("fulltext", "spatial") else "",
        )

    def _foreign_key(
        self, call: m.Call, scope: Scope, table: str, target: str, *, quick: bool = False
    ) -> None:
        name = self._text(option(call, "column"), scope) or f"{_singular(target)}_id"
        self._make(
            Kind.ADD_FOREIGN_KEY,
            call,
            scope,
            table=table,
            columns=(name,),
            # A foreign key that is validated by tables alone is known by the table that it references.
            name=self._text(option(call, "name"), scope) or target,
            references=target,
            not_valid=quick or is_true(option(call, "validate"), scope) is False,
        )

    def _execute(self, call: m.Call, scope: Scope) -> None:
        expr = call.positional(0)
        text = text_of(expr, scope, holes=True)
        if text is None or expr is None:
            return
        if isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr):
            expr = expr.callee.base
        here = isinstance(expr, m.Literal | m.Template)
        heredoc = here and "<<" in self.module.text_lines[expr.line - 1] and "\n" in text
        first = expr.line + 1 if heredoc else expr.line
        template = replace(self.template, transaction=scope.transaction, transaction_reason=scope.reason)
        read = read_fragment(text, template, first)
        place = scope.place or call
        last = max(place.end_line, first + text.rstrip("\n").count("\n") + 1 if heredoc else 0)
        lone = len({(o.line, o.end_line) for o in read}) <= 1 or scope.place is not None or not here
        for op in read:
            if lone or op.end_line > last:
                op = replace(op, line=place.line, end_line=place.end_line if scope.place else last)
            looped = scope.looping and op.kind in (Kind.UPDATE, Kind.DELETE)
            self.found.append(replace(op, bounded=True) if looped else op)


def _singular(table: str) -> str:
    if table.endswith("ies"):
        return table[:-3] + "y"
    if table.endswith(("sses", "xes", "ches", "shes")):
        return table[:-2]
    return table.removesuffix("s")
