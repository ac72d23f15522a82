"""Writes of Active Record models inside a migration: ``Order.where(...).update_all(...)`` and its like."""

from __future__ import annotations

from checks.migration_safety.code_walk import Scope, called_name, text_of
from checks.migration_safety.operations import Kind
from checks.migration_safety.rails_columns import table_of
from checks.migration_safety.sql_conditions import limits
from checks.migration_safety.sql_tokens import Token, tokens_of
from checks.syntax import model as m

_VERBS = {
    "update_all": Kind.UPDATE,
    "delete_all": Kind.DELETE,
    "destroy_all": Kind.DELETE,
    "insert_all": Kind.INSERT,
    "insert_all!": Kind.INSERT,
    "upsert_all": Kind.INSERT,
}
_BATCHES = frozenset({"in_batches", "find_each", "find_in_batches", "limit", "first", "each_batch"})


def read_write(
    calls: list[m.Call], scope: Scope, module: m.Module
) -> tuple[Kind, str, tuple[str, ...], bool] | None:
    """Kind, table, columns and whether a part of the table is named; None when the chain writes nothing at once."""
    if not calls:
        return None
    last = calls[-1]
    kind = _VERBS.get(called_name(last))
    callee = calls[0].callee
    if kind is None or not isinstance(callee, m.Attr):
        return None
    model = m.dotted(callee.base)
    if not model[:1].isupper():
        return None
    names = {called_name(c) for c in calls}
    bounded = kind is Kind.INSERT or scope.looping or bool(names & _BATCHES)
    bounded = bounded or any(called_name(c) == "where" and _narrows(c, scope) for c in calls)
    columns = tuple(a.name for a in last.args if a.name)
    return kind, _table(model, module, scope), columns, bounded


def _table(model: str, module: m.Module, scope: Scope) -> str:
    """The table that the migration's own model class names, else the one by convention."""
    short = model.rpartition("::")[2].rpartition(".")[2]
    for item in module.walk():
        if isinstance(item, m.Class) and item.name == short:
            for part in item.body.items:
                if isinstance(part, m.Assign) and any(
                    m.dotted(t).rpartition(".")[2] == "table_name" for t in part.targets
                ):
                    return text_of(part.value, scope) or table_of(short)
    return table_of(short)


def _narrows(call: m.Call, scope: Scope) -> bool:
    """Whether a ``where`` says more than that a column is NULL."""
    for arg in call.args:
        if arg.name is not None:
            if not (isinstance(arg.value, m.Literal) and arg.value.value is None):
                return True
            continue
        text = text_of(arg.value, scope, holes=True)
        if text is not None and limits(tuple(t for t in tokens_of(text) if isinstance(t, Token))):
            return True
    return False
