"""Reads a Knex migration: schema builder chains, table builders, raw SQL and query builder writes of up and down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import DIALECTS, ColumnDef, Database, Kind, Operation
from checks.migration_safety.sql_reader import read_fragment
from checks.syntax import model as m

REASON = "Knex runs a migration in a transaction unless it exports config = { transaction: false }"

_TYPES = {
    "string": "varchar(255)", "text": "text", "integer": "integer", "int": "integer", "bigInteger": "bigint", "bigint": "bigint",
    "smallint": "smallint", "tinyint": "smallint", "mediumint": "integer", "boolean": "boolean", "bool": "boolean",
    "float": "real", "double": "double precision", "decimal": "numeric", "date": "date", "datetime": "timestamptz",
    "dateTime": "timestamptz", "timestamp": "timestamptz", "time": "time", "json": "json", "jsonb": "jsonb", "uuid": "uuid",
    "binary": "bytea", "enum": "text", "enu": "text", "increments": "serial", "bigIncrements": "bigserial",
    "bigincrements": "bigserial", "geometry": "geometry", "geography": "geography", "point": "point",
}  # fmt: skip
_TABLE_CALLS = frozenset({"alterTable", "table", "createTable", "createTableIfNotExists", "createTableLike"})


def read_knex(module: m.Module, template: Operation, *, transactional: bool = True) -> list[Operation]:
    """Operations of ``up`` and ``down``. ``transactional`` False when the knexfile turns transactions off."""
    found: list[Operation] = []
    wrapped = transactional and _transaction_on(module) and template.database is Database.POSTGRESQL
    local = functions(module)
    for name, down in (("up", False), ("down", True)):
        function = _exported(module, name)
        if function is None or not function.params:
            continue
        walker = KnexWalker(local, replace(template, down=down), function.params[0].name or "knex")
        scope = Scope(constants(module), transaction=1 if wrapped else None, reason=REASON if wrapped else "")
        walker.block(function.body.items, scope)
        found.extend(walker.found)
    return found


def _exported(module: m.Module, name: str) -> m.Function | None:
    for node in module.walk():
        if (
            isinstance(node, m.Function)
            and m.function_name(node) == name
            and m.enclosing(node, m.Function) is None
        ):
            return node
    return None


def _transaction_on(module: m.Module) -> bool:
    for node in module.walk_scope():
        if isinstance(node, m.Assign) and isinstance(node.value, m.Mapping):
            names = {m.dotted(t).rpartition(".")[2] for t in node.targets}
            config: m.Expr | None = node.value if "config" in names else None
            if m.dotted(node.targets[0]) == "module.exports":
                config = node.value.get("config")
            if isinstance(config, m.Mapping) and is_true(config.get("transaction"), Scope()) is False:
                return False
    return True


class KnexWalker(Walker):
    """Collects the operations of one direction. ``handle`` is the name of the function's knex parameter."""

    def __init__(self, local: Mapping[str, m.Function], template: Operation, handle: str) -> None:
        super().__init__({k: v for k, v in local.items() if k not in ("up", "down")})
        self.template = template
        self.dialects = DIALECTS[template.database]
        self.handles = {handle, "knex", "trx", "db"}
        self.found: list[Operation] = []

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Reads a whole chain at its outermost call."""
        calls = list(chain_of(call))
        if not calls:
            return False
        first = calls[0]
        root = _root(first)
        if root in scope.tables:
            self._builder_chain(calls, scope, scope.tables[root])
            return True
        if root not in self.handles:
            return False
        names = [called_name(c) for c in calls]
        if names[0] == "transaction" and first.args and isinstance(first.args[0].value, m.Function):
            inner = first.args[0].value
            number = scope.transaction if scope.transaction is not None else 100 + first.line
            reason = scope.reason or "the migration opens one with knex.transaction()"
            self.block(inner.body.items, replace(scope, transaction=number, reason=reason))
            return True
        for index, step in enumerate(calls):
            if not self._step(step, names[index], calls, scope):
                for arg in step.args:
                    self.expression(arg.value, scope)
        return True

    def _make(self, kind: Kind, start: m.Node, end: m.Node, scope: Scope, **fields: object) -> Operation:
        place = scope.place
        op = replace(
            self.template,
            kind=kind,
            line=place.line if place else start.line,
            end_line=place.end_line if place else end.end_line,
            transaction=scope.transaction,
            transaction_reason=scope.reason,
            **fields,  # type: ignore[arg-type]
        )
        self.found.append(op)
        return op

    def _step(self, step: m.Call, name: str, calls: list[m.Call], scope: Scope) -> bool:
        start = _own_start(step)
        first = text_of(step.positional(0), scope, holes=True) or ""
        second = text_of(step.positional(1), scope, holes=True) or ""
        if name in _TABLE_CALLS:
            if name.startswith("create"):
                self._make(Kind.CREATE_TABLE, start, step, scope, table=first)
            at = len(self.found)
            body = next((a.value for a in step.args if isinstance(a.value, m.Function)), None)
            if body is not None and body.params:
                inner = replace(scope, tables={**scope.tables, body.params[0].name: first})
                self.block(body.body.items, inner)
            if name.startswith("create"):
                self._fold(at)
            return True
        if name in ("dropTable", "dropTableIfExists"):
            self._make(Kind.DROP_TABLE, start, step, scope, table=first, name="table")
        elif name == "renameTable":
            self._make(Kind.RENAME_TABLE, start, step, scope, table=first, new_name=second)
        elif name in ("dropSchema", "dropSchemaIfExists"):
            self._make(Kind.DROP_SCHEMA, start, step, scope, table=first, name="schema")
        elif name == "createView":
            self._make(Kind.CREATE_VIEW, start, step, scope, table=first)
        elif name == "raw" and step is calls[0]:
            self._raw(step, scope)
        elif name in ("update", "del", "delete", "truncate", "insert"):
            self._write(name, step, calls, scope)
        else:
            return False
        return True

    def _fold(self, at: int) -> None:
        """Makes what a createTable block adds the columns of the new table."""
        made, inside = self.found[at - 1], self.found[at:]
        defined: dict[str, ColumnDef] = {}
        for op in inside:
            name = op.column
            if op.kind is Kind.ADD_COLUMN:
                defined[name] = ColumnDef(name, op.type, op.not_null, op.default, line=op.line)
            known = defined.get(name)
            if known is None:
                continue
            if op.kind is Kind.ADD_PRIMARY_KEY or (op.kind is Kind.ADD_COLUMN and "serial" in op.type):
                defined[name] = replace(known, primary=True, indexed=True, not_null=True)
            elif op.kind in (Kind.ADD_UNIQUE, Kind.CREATE_INDEX):
                defined[name] = replace(known, indexed=True)
            elif op.kind is Kind.ADD_FOREIGN_KEY and len(op.columns) == 1:
                defined[name] = replace(known, references=op.references)
        self.found[at - 1 :] = [
            replace(
                made,
                columns=tuple(defined),
                type="\n".join(c.type for c in defined.values()),
                defined=tuple(defined.values()),
            )
        ]

    def _raw(self, call: m.Call, scope: Scope) -> None:
        expr = call.positional(0)
        text = text_of(expr, scope, holes=True)
        if text is None or expr is None:
            return
        template = replace(self.template, transaction=scope.transaction, transaction_reason=scope.reason)
        read = read_fragment(text, template, expr.line)
        place = scope.place or call
        lone = len({(o.line, o.end_line) for o in read}) <= 1 or scope.place is not None
        for op in read:
            if lone or op.end_line > place.end_line:
                op = replace(op, line=place.line, end_line=place.end_line)
            looped = scope.looping and op.kind in (Kind.UPDATE, Kind.DELETE)
            self.found.append(replace(op, bounded=True) if looped else op)

    def _write(self, name: str, step: m.Call, calls: list[m.Call], scope: Scope) -> None:
        """``knex('orders').whereNull('x').update({...})``."""
        head = calls[0]
        table = ""
        if isinstance(head.callee, m.Name):
            table = text_of(head.positional(0), scope, holes=True) or ""
        for other in calls:
            if called_name(other) in ("from", "into", "table"):
                table = text_of(other.positional(0), scope, holes=True) or table
        if not table:
            return
        table = table.split()[0]
        if name == "insert":
            self._make(Kind.INSERT, head, step, scope, table=table, bounded=True)
            return
        if name == "truncate":
            self._make(Kind.TRUNCATE, head, step, scope, table=table)
            return
        limits = any(_narrows(c) for c in calls)
        columns: tuple[str, ...] = ()
        given = step.positional(0)
        if isinstance(given, m.Mapping):
            columns = tuple(str(p.key.value) for p in given.pairs if isinstance(p.key, m.Literal))
        kind = Kind.UPDATE if name == "update" else Kind.DELETE
        self._make(
            kind, head, calls[-1], scope, table=table, columns=columns, bounded=scope.looping or limits
        )

    # --- inside alterTable(..., t => { ... }) ------------------------------------------------------------------

    def _builder_chain(self, calls: list[m.Call], scope: Scope, table: str) -> None:
        """One chain on a table builder: ``t.string('x').notNullable().defaultTo('a')``."""
        first, last = calls[0], calls[-1]
        name = called_name(first)
        rest = {called_name(c): c for c in calls[1:]}

        def arg(index: int) -> str:
            return text_of(first.positional(index), scope, holes=True) or ""

        def make(kind: Kind, **fields: object) -> Operation:
            return self._make(kind, first, last, scope, table=table, **fields)

        if name in ("dropColumn", "dropColumns"):
            for position in range(len(first.args)):
                for column in texts_of(first.positional(position), scope):
                    make(Kind.DROP_COLUMN, columns=(column,))
        elif name == "dropTimestamps":
            make(Kind.DROP_COLUMN, columns=("created_at",))
            make(Kind.DROP_COLUMN, columns=("updated_at",))
        elif name == "renameColumn":
            make(Kind.RENAME_COLUMN, columns=(arg(0),), new_name=arg(1))
        elif name in ("index", "unique"):
            options = first.positional(1)
            label = text_of(options, scope) or ""
            if isinstance(options, m.Mapping):
                label = text_of(options.get("indexName"), scope) or ""
            kind = Kind.CREATE_INDEX if name == "index" else Kind.ADD_UNIQUE
            make(kind, columns=texts_of(first.positional(0), scope), name=label)
        elif name == "primary":
            make(Kind.ADD_PRIMARY_KEY, columns=texts_of(first.positional(0), scope))
        elif name == "foreign":
            target = rest.get("inTable")
            references = text_of(target.positional(0), scope) or "" if target else ""
            if not references and "references" in rest:
                dotted_name = text_of(rest["references"].positional(0), scope) or ""
                references = dotted_name.rpartition(".")[0]
            make(Kind.ADD_FOREIGN_KEY, columns=texts_of(first.positional(0), scope), references=references)
        elif name == "check":
            make(Kind.ADD_CHECK, expression=arg(0), name=arg(2))
        elif name == "dropNullable":
            make(Kind.SET_NOT_NULL, columns=(arg(0),))
        elif name == "setNullable":
            make(Kind.DROP_NOT_NULL, columns=(arg(0),))
        elif name in ("dropIndex",):
            make(Kind.DROP_INDEX, columns=texts_of(first.positional(0), scope), name=arg(1))
        elif name in ("dropUnique", "dropForeign", "dropPrimary", "dropChecks"):
            make(Kind.DROP_CONSTRAINT, columns=texts_of(first.positional(0), scope))
        elif name == "timestamps":
            kept = len(first.args) > 1 and is_true(first.positional(1), scope) is True
            for column in ("created_at", "updated_at"):
                make(
                    Kind.ADD_COLUMN,
                    columns=(column,),
                    type="timestamptz",
                    default="now()" if kept else None,
                    not_null=kept,
                )
        elif name in _TYPES or name == "specificType":
            self._column(first, last, rest, scope, table)

    def _column(
        self, first: m.Call, last: m.Call, rest: Mapping[str, m.Call], scope: Scope, table: str
    ) -> None:
        name = called_name(first)
        column = text_of(first.positional(0), scope, holes=True) or ("id" if "ncrements" in name else "")
        kind = text_of(first.positional(1), scope) or "" if name == "specificType" else _TYPES[name]
        sizes = [
            str(a.value.value)
            for a in first.args[1:3]
            if isinstance(a.value, m.Literal) and a.value.kind == "int"
        ]
        if name == "string" and sizes:
            kind = f"varchar({sizes[0]})"
        elif name == "decimal":
            kind = f"numeric({', '.join(sizes)})" if sizes else "numeric(8, 2)"
        not_null = "notNullable" in rest
        common = {"table": table, "columns": (column,), "type": kind}
        if "alter" in rest:
            self._make(Kind.ALTER_TYPE, first, last, scope, **common)
            if not_null:
                self._make(Kind.SET_NOT_NULL, first, last, scope, **common)
            return
        default, rewrites = self._default(rest.get("defaultTo") or rest.get("default"), scope)
        if "ncrements" in name:
            default, rewrites, not_null = "the next number", True, True
        added = self._make(
            Kind.ADD_COLUMN,
            first,
            last,
            scope,
            not_null=not_null,
            default=default,
            rewrites=rewrites,
            **common,
        )
        if "references" in rest:
            target = rest.get("inTable")
            named = text_of(target.positional(0), scope, holes=True) if target else None
            if not named:
                named = (text_of(rest["references"].positional(0), scope, holes=True) or "").rpartition(".")[
                    0
                ]
            self.found.append(replace(added, kind=Kind.ADD_FOREIGN_KEY, inline=True, references=named or ""))
        if "unique" in rest:
            self.found.append(replace(added, kind=Kind.ADD_UNIQUE, inline=True))
        if "primary" in rest:
            self.found.append(replace(added, kind=Kind.ADD_PRIMARY_KEY, inline=True))
        if "index" in rest:
            self.found.append(replace(added, kind=Kind.CREATE_INDEX, inline=True))
        if {
            "checkPositive",
            "checkNegative",
            "checkIn",
            "checkNotIn",
            "checkBetween",
            "checkLength",
            "checkRegex",
        } & set(rest):
            self.found.append(replace(added, kind=Kind.ADD_CHECK, inline=True))
        elif name in ("enum", "enu"):
            # Knex writes an enum as text with a CHECK unless it is told to use a native type.
            options = first.positional(2)
            if not (isinstance(options, m.Mapping) and is_true(options.get("useNative"), scope)):
                self.found.append(replace(added, kind=Kind.ADD_CHECK, inline=True))

    def _default(self, call: m.Call | None, scope: Scope) -> tuple[str | None, bool]:
        value = call.positional(0) if call is not None else None
        if value is None or (isinstance(value, m.Literal) and value.value is None):
            return None, False
        if isinstance(value, m.Call):
            name = called_name(value)
            if name == "raw":
                text = text_of(value.positional(0), scope, holes=True) or ""
                return text, bool(volatile_function(text))
            if m.dotted(value.callee).endswith("fn.uuid"):
                return "gen_random_uuid()", True
            if m.dotted(value.callee).endswith("fn.now"):
                return "now()", False
        if isinstance(value, m.Literal) and value.kind != "str":
            return str(value.value), False
        return text_of(value, scope, holes=True) or "a constant", False


def _root(call: m.Call) -> str:
    """First name of what a chain's first call is called on."""
    node: m.Node | None = call.callee
    while isinstance(node, m.Attr):
        node = node.base
    return node.id if isinstance(node, m.Name) else ""


class _Place(m.Node):
    """A place in the source that is no node of its own."""

    __slots__ = ()


def _own_start(step: m.Call) -> m.Node:
    """Where a step of a chain begins: on the line of its own name."""
    callee = step.callee
    if isinstance(callee, m.Attr) and callee.end_line > step.line:
        place = _Place()
        place.line = callee.end_line
        place.end_line = step.end_line
        place.parent = step.parent
        return place
    return step


_NULL_TESTS = frozenset({"whereNull", "orWhereNull"})


def _narrows(call: m.Call) -> bool:
    """Whether a step of a query names a part of the table."""
    name = called_name(call)
    if name == "limit":
        return True
    if not name.casefold().startswith(("where", "andwhere", "orwhere")) or name in _NULL_TESTS:
        return False
    if name in ("whereNotNull", "orWhereNotNull"):
        return False
    given = call.positional(0)
    if isinstance(given, m.Mapping):
        return any(not (isinstance(p.value, m.Literal) and p.value.value is None) for p in given.pairs)
    return True
