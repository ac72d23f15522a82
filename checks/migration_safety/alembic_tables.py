"""The columns of ``op.create_table`` (and of a SQLAlchemy ``Table``), with what its constraints say about them."""

from __future__ import annotations

from dataclasses import replace

from checks.migration_safety.code_walk import Scope, called_name, is_true, text_of, texts_of
from checks.migration_safety.operations import ColumnDef
from checks.migration_safety.sqlalchemy_columns import server_default, type_text
from checks.syntax import model as m


def columns_of(call: m.Call, scope: Scope) -> tuple[ColumnDef, ...]:
    """The columns that the arguments of a call declare, in order."""
    found: dict[str, ColumnDef] = {}
    for arg in call.args:
        value = arg.value
        if isinstance(value, m.Spread):
            continue
        if isinstance(value, m.Name):
            value = scope.names.get(value.id, value)
        if not isinstance(value, m.Call):
            continue
        name = called_name(value)
        if name == "Column":
            column = column_of(value, scope)
            found[column.name] = column
        elif name in ("PrimaryKeyConstraint", "UniqueConstraint", "ForeignKeyConstraint", "Index"):
            _constraint(name, value, scope, found)
    return tuple(found.values())


def column_of(call: m.Call, scope: Scope) -> ColumnDef:
    """One ``sa.Column(...)``."""
    default, _ = server_default(call, scope)
    target = next(
        (a.value for a in call.args if isinstance(a.value, m.Call) and called_name(a.value) == "ForeignKey"),
        None,
    )
    references = ""
    if target is not None:
        references = (text_of(target.positional(0), scope, holes=True) or "").rpartition(".")[0]
    primary = is_true(call.keyword("primary_key"), scope) is True
    kind = call.keyword("type_") or next(
        (
            a.value
            for a in call.args[1:]
            if not a.name and not (isinstance(a.value, m.Call) and called_name(a.value) == "ForeignKey")
        ),
        None,
    )
    indexed = is_true(call.keyword("index"), scope) is True or is_true(call.keyword("unique"), scope) is True
    return ColumnDef(
        text_of(call.positional(0) or call.keyword("name"), scope, holes=True) or "",
        type_text(kind, scope),
        primary or is_true(call.keyword("nullable"), scope) is False,
        default,
        primary,
        indexed or primary,
        references.rpartition(".")[2],
        call.line,
    )


def _constraint(name: str, call: m.Call, scope: Scope, found: dict[str, ColumnDef]) -> None:
    if name == "ForeignKeyConstraint":
        columns = texts_of(call.positional(0), scope)
        targets = texts_of(call.positional(1), scope)
        if len(columns) == 1 and columns[0] in found and targets:
            table = targets[0].rpartition(".")[0].rpartition(".")[2]
            found[columns[0]] = replace(found[columns[0]], references=table or targets[0])
        return
    texts = [t for a in call.args if not a.name and (t := text_of(a.value, scope)) is not None]
    if name == "Index":
        texts = texts[1:]
    for index, column in enumerate(texts):
        if column not in found:
            continue
        if name == "PrimaryKeyConstraint":
            found[column] = replace(found[column], primary=True, not_null=True)
        if not index:
            found[column] = replace(found[column], indexed=True)
