"""Reads what a Django ``RunPython`` function writes: whole-table updates, deletes and row-by-row loops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checks.migration_safety.code_walk import Scope as WalkScope
from checks.migration_safety.code_walk import called_name, chain_of, text_of
from checks.migration_safety.operations import Kind, Operation
from checks.syntax import model as m

_NARROWING = frozenset({"get", "first", "last", "earliest", "latest", "get_or_create", "in_bulk"})


def read_python_step(
    function: m.Function, local: Mapping[str, m.Function], template: Operation, depth: int = 0
) -> Iterator[Operation]:
    """Updates and deletes of existing rows in a function and the local functions that it calls.

    The operation stands on the statement that writes; ``bounded`` says that it names a part of the table or runs in batches."""
    models = dict(_models(function))
    querysets: dict[str, m.Expr] = {}
    for node in function.body.walk():
        if isinstance(node, m.Assign) and node.value is not None and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, m.Name) and _is_queryset(node.value):
                querysets[target.id] = node.value
    for node in function.body.walk():
        if not isinstance(node, m.Call):
            continue
        name = called_name(node)
        if isinstance(node.callee, m.Name) and node.callee.id in local and depth < 3:
            yield from read_python_step(local[node.callee.id], local, template, depth + 1)
        elif name in ("update", "delete") and isinstance(node.callee, m.Attr):
            yield from _queryset_write(node, name, models, querysets, template)
        elif name == "bulk_update":
            model = _model_of(node, models, querysets)
            if model is not None:
                yield _write(Kind.UPDATE, node, model, True, template)
        elif name == "save" and isinstance(node.callee, m.Attr):
            yield from _row_by_row(node, models, querysets, template)


def _models(function: m.Function) -> Iterator[tuple[str, tuple[str, str]]]:
    """Variables bound by ``apps.get_model("app", "Model")`` -> (app, model)."""
    for node in function.body.walk():
        if (
            not isinstance(node, m.Assign)
            or not isinstance(node.value, m.Call)
            or called_name(node.value) != "get_model"
        ):
            continue
        first = text_of(node.value.positional(0), WalkScope()) or ""
        second = text_of(node.value.positional(1), WalkScope()) or ""
        if not second and "." in first:
            first, _, second = first.partition(".")
        for target in node.targets:
            if isinstance(target, m.Name) and second:
                yield target.id, (first, second)


def _is_queryset(expr: m.Expr) -> bool:
    return any(part == "objects" for part in m.dotted(expr).replace("()", "").split("."))


def _chain(call: m.Node, querysets: Mapping[str, m.Expr]) -> tuple[str, list[m.Call]]:
    """Name of the root of a queryset chain and its calls, a variable holding a queryset being followed."""
    calls = list(chain_of(call))
    root = m.dotted(call).replace("()", "").split(".")[0] if m.dotted(call) else ""
    if root in querysets and querysets[root] is not call:
        inner_root, inner = _chain(querysets[root], {})
        return inner_root, inner + calls
    return root, calls


def _model_of(
    call: m.Node, models: Mapping[str, tuple[str, str]], querysets: Mapping[str, m.Expr]
) -> tuple[str, str] | None:
    return models.get(_chain(call, querysets)[0])


def _queryset_write(
    call: m.Call,
    name: str,
    models: Mapping[str, tuple[str, str]],
    querysets: Mapping[str, m.Expr],
    template: Operation,
) -> Iterator[Operation]:
    root, calls = _chain(call, querysets)
    model = models.get(root)
    if model is None or any(called_name(c) in _NARROWING for c in calls):
        return
    looping = m.enclosing(call, m.Loop) is not None
    bounded = looping or _narrowed(calls[:-1])
    yield _write(Kind.UPDATE if name == "update" else Kind.DELETE, call, model, bounded, template)


def _narrowed(calls: list[m.Call]) -> bool:
    """Whether a filter says more than ``x__isnull=True``."""
    for call in calls:
        if called_name(call) == "filter" or called_name(call) == "exclude":
            for arg in call.args:
                if arg.name is None or not arg.name.endswith("__isnull"):
                    return True
    return False


def _row_by_row(
    call: m.Call,
    models: Mapping[str, tuple[str, str]],
    querysets: Mapping[str, m.Expr],
    template: Operation,
) -> Iterator[Operation]:
    """``for order in Order.objects.all(): ...; order.save()``: every row of the table, one statement each."""
    loop = m.enclosing(call, m.Loop)
    if loop is None or loop.kind != "for-each" or not isinstance(loop.target, m.Name):
        return
    if m.dotted(call.callee) != f"{loop.target.id}.save" or loop.iterable is None:
        return
    iterable = loop.iterable
    root, calls = _chain(iterable, querysets)
    model = models.get(root)
    if model is None:
        return
    outer = m.enclosing(loop, m.Loop) is not None
    sliced = isinstance(iterable, m.Index)
    bounded = outer or sliced or _narrowed(calls)
    yield _write(Kind.UPDATE, loop, model, bounded, template, end=loop.line)


def _write(
    kind: Kind,
    node: m.Node,
    model: tuple[str, str],
    bounded: bool,
    template: Operation,
    end: int | None = None,
) -> Operation:
    app, name = model
    statement = m.statement_of(node) if end is None else node
    return replace(
        template,
        kind=kind,
        table=f"{app}_{name.casefold()}",
        model=name,
        bounded=bounded,
        line=statement.line,
        end_line=end if end is not None else statement.end_line,
    )
