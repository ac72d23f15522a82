"""Related objects that an ORM loads when they are first read: known from the repository's own models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.callees import class_named
from checks.performance.loops import Repetition, repeated, repetitions
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_TO_ONE = re.compile(r"(?:^|\.)(?:ForeignKey|OneToOneField)$")
_RELATIONSHIP = re.compile(r"(?:^|\.)relationship$")
_EAGER = re.compile(r"lazy\s*=\s*['\"](?:joined|selectin|subquery|immediate|raise|dynamic|write_only|noload)")
_MODEL_OF_CHAIN = re.compile(
    r"^(?P<django>(?:\w+\.)*?[A-Z]\w*)\.objects\.|^(?P<flask>(?:\w+\.)*?[A-Z]\w*)\.query\."
)
_MANAGER_ENDS = frozenset(
    {
        "all",
        "filter",
        "exclude",
        "count",
        "exists",
        "first",
        "last",
        "get",
        "values_list",
        "values",
        "aggregate",
        "order_by",
        "latest",
        "earliest",
    }
)
_LOADED_ENDS = frozenset({"all", "count", "exists"})
"""What a prefetched manager answers without a query."""
_KEYS = frozenset({"id", "pk"})


@dataclass(frozen=True, slots=True)
class LazyRead:
    """A read of a related object on the item of a loop over a query. ``again`` is None where it was loaded before."""

    node: m.Node
    shown: str
    again: Repetition | None
    fix: str


def lazy_reads(view: FileView) -> Iterator[LazyRead]:
    """Reads of related objects and managers on items of a query, once a relation and loop."""
    if view.language != "python":
        return
    if not re.search(r"\.objects\b|\.query\b|select\(|\.all\(\)", view.text):
        return
    flow = view.flow
    seen: set[tuple[int, str]] = set()
    assert view.module is not None
    for attr in view.module.every(m.Attr):
        base = attr.base
        if not isinstance(base, m.Attr) or not isinstance(base.base, m.Name) or attr.name in _KEYS:
            continue
        found = _lazy(flow, attr, base, base.base)
        if found is None:
            continue
        key = (0 if found.again is None else id(found.again.node), base.name)
        if key not in seen:
            seen.add(key)
            yield found


def _lazy(flow: Flow, attr: m.Attr, relation: m.Attr, item: m.Name) -> LazyRead | None:
    again = next((r for r in repetitions(attr) if item.id in r.names), None)
    if again is None or again.iterable is None:
        return None
    source = _query_of(flow, again.iterable)
    if source is None:
        return None
    model, text = source
    manager = attr.name in _MANAGER_ENDS and isinstance(attr.parent, m.Call) and attr.parent.callee is attr
    loaded = re.search(rf"['\".]{re.escape(relation.name)}\b", text) is not None or re.search(
        r"select_related\(\s*\)", text
    )
    shown = f"{item.id}.{relation.name}"
    if manager and ".objects" in text:
        if loaded and attr.name in _LOADED_ENDS:
            return LazyRead(attr, shown, None, "")
        fix = f'Add `.prefetch_related("{relation.name}")` to the query (or `annotate` what is counted).'
        return LazyRead(attr, f"{shown}.{attr.name}", repeated(flow, attr), fix)
    how = _declared(flow, model, relation.name)
    if how is None:
        return None
    if loaded:
        return LazyRead(attr, shown, None, "")
    fix = (
        f'Add `.select_related("{relation.name}")` to the query.'
        if how == "django"
        else f"Load it with the query: `.options(selectinload({model}.{relation.name}))`."
    )
    return LazyRead(attr, shown, repeated(flow, attr), fix)


def _query_of(flow: Flow, expr: m.Expr) -> tuple[str, str] | None:
    """(model, text of the query) of what a loop runs over, through the names it was given."""
    texts: list[str] = []
    current = expr
    for _ in range(6):
        current = flow.definition(current)
        while isinstance(current, (m.Await, m.Index)):  # a slice of a query is still that query
            current = current.base if isinstance(current, m.Index) else current.value
        text = flow.module.text(current)
        texts.append(text)
        whole = "\n".join(texts)
        chain = m.dotted(current)
        match = _MODEL_OF_CHAIN.match(chain)
        if match and not re.search(r"\.(?:values|values_list|only_ids)\(\)", chain):
            return (match.group("django") or match.group("flask")).rpartition(".")[2], whole
        selected = re.search(r"(?:\bselect|\.query)\(\s*([A-Z]\w*)\s*[,)]", text)
        if selected and isinstance(current, m.Call):
            return selected.group(1), whole
        following = _inside(current)
        if following is None:
            return None
        current = following
    return None


def _inside(expr: m.Expr) -> m.Expr | None:
    """What a call is made of: the statement given to ``session.scalars``, the name a chain starts with."""
    if not isinstance(expr, m.Call):
        return None
    inner: m.Expr = expr
    while isinstance(inner, m.Call) and isinstance(inner.callee, m.Attr):
        if inner.callee.name in ("scalars", "execute", "stream", "stream_scalars") and inner.args:
            return inner.args[0].value
        inner = inner.callee.base
        if isinstance(inner, m.Await):
            inner = inner.value
    if isinstance(inner, m.Call) and isinstance(inner.callee, m.Name) and inner.args:
        return (
            inner.args[0].value
            if inner.callee.id in ("list", "enumerate", "sorted", "reversed", "tuple")
            else None
        )
    return inner if isinstance(inner, m.Name) else None


def _declared(flow: Flow, model: str, field: str) -> str | None:
    """``django`` or ``sqlalchemy`` when the repository's model declares the field as a lazily loaded relation."""
    owner, where = class_named(flow, model), flow
    if owner is None:
        for node in flow.imports():
            if any(name == model for name, _ in node.names):
                other = flow.imported_flow(node.module, node.level)
                owner = None if other is None else class_named(other, model)
                where = other or flow
                break
    if owner is None:
        return None
    for item in owner.body.items:
        if isinstance(item, m.Assign) and isinstance(item.value, m.Call) and item.targets:
            target = item.targets[0]
            if isinstance(target, m.Name) and target.id == field:
                name = m.dotted(item.value.callee)
                if _TO_ONE.search(name):
                    return "django"
                if _RELATIONSHIP.search(name) and not _EAGER.search(where.module.text(item.value)):
                    return "sqlalchemy"
    return None
