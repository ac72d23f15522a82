"""Relations of ActiveRecord and Eloquent records, read in a loop over a query that did not load them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.loops import Repetition, repeated, repetitions
from checks.performance.record_models import (
    Relation,
    loads_all,
    record_model,
    singular,
)
from checks.performance.record_sources import Records, later_loads, records_of
from checks.performance.relations import LazyRead
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView, RepoView

_ASKS_AGAIN = frozenset({"where", "count", "exists?", "find_by", "order", "joins", "pick", "not", "limit"})
"""What asks the database of Rails even when the relation has been loaded."""
_READS = frozenset(
    {
        "each", "map", "size", "length", "any?", "empty?", "none?", "to_a", "first", "last", "select", "reject", "sum", "find",
        "pluck", "flat_map", "filter_map", "sort_by", "group_by", "min_by", "max_by", "includes", "present?", "blank?", "detect",
        "each_with_index", "index_by", "to_h", "collect", "filter", "sort", "partition", "inject", "reduce", "all?", "maximum",
        "minimum", "exists?", "many?", "ids", "distinct", "average",
    }
)  # fmt: skip
_PHP_ASKS = frozenset(
    {"count", "exists", "doesntExist", "sum", "get", "first", "where", "latest", "oldest", "orderBy", "pluck", "max", "min", "avg",
     "value", "with", "firstOrFail", "find", "whereNull", "whereNotNull", "whereIn", "all", "paginate"}
)  # fmt: skip
_PHP_WRITES = re.compile(
    r"->\s*(?:update|delete|create|save|attach|detach|sync|increment|decrement|insert|forceDelete|touch|associate)\w*\s*\("
)
_SMALL = re.compile(r"(?:limit|take|first|last)\(\s*[1-5]\s*\)")


@dataclass(frozen=True, slots=True)
class Place:
    """Code in Ruby or PHP: a file of it, or what a template holds of it."""

    flow: Flow
    repo: RepoView

    @property
    def language(self) -> str:
        """``ruby`` or ``php``."""
        return self.flow.module.language

    @property
    def path(self) -> str:
        """Where the code stands."""
        return self.flow.module.path


def record_reads(view: FileView) -> Iterator[LazyRead]:
    """Reads of relations in loops over records, once a relation and loop."""
    if view.language in ("ruby", "php"):
        yield from reads_at(Place(view.flow, view.repo))


def reads_at(view: Place) -> Iterator[LazyRead]:
    """The same for any piece of code."""
    if loads_all(view.repo, view.language, view.path):
        return
    flow = view.flow
    seen: set[tuple[int, str]] = set()
    known: dict[int, Records | None] = {}
    for attr in flow.module.every(m.Attr):
        if not isinstance(attr.base, m.Name):
            continue
        item = attr.base.id
        again = next((r for r in repetitions(attr) if item in r.names), None)
        if again is None or again.iterable is None:
            continue
        if id(again.node) not in known:
            found = records_of(flow, view.repo, again.iterable)
            later = "" if found is None else later_loads(flow, again.iterable) + _assigned(flow, again, item)
            known[id(again.node)] = found if found is None else Records(found.model, f"{found.text}\n{later}")
        records = known[id(again.node)]
        if records is None:
            continue
        read = _read(view, records, attr, item)
        if read is None or (id(again.node), read[1]) in seen:
            continue
        seen.add((id(again.node), read[1]))
        node, shown, fix = read
        yield LazyRead(
            node, shown, repeated(flow, attr) if fix and not _SMALL.search(records.text) else None, fix
        )
    if view.language == "ruby":
        yield from _symbols(view, flow)


def _read(view: Place, records: Records, attr: m.Attr, item: str) -> tuple[m.Node, str, str] | None:
    """(node, what is read, how to mend it) of the first link that is a relation; the last is "" when it was loaded."""
    shown = item
    node = attr
    for _ in range(4):
        relation = records.model.relations.get(node.name)
        called = isinstance(node.parent, m.Call) and node.parent.callee is node
        if relation is None:
            within = (
                _by_method(records, node.name)
                if (view.language == "ruby" and called is False) or called
                else None
            )
            if within is None or view.language != "ruby":
                return None
            return node, f"{shown}.{node.name}", "" if records.loads(within) else _fix(view.language, within)
        expr: m.Expr = node.parent if called and isinstance(node.parent, m.Call) else node
        shown += ("->" if view.language == "php" else ".") + relation.name
        if isinstance(expr.parent, m.Assign) and expr in expr.parent.targets:
            return None
        following = expr.parent if isinstance(expr.parent, m.Attr) and expr.parent.base is expr else None
        how = _use(view, records, relation, expr, following, called)
        if how is None:
            return None
        if how == "asks":
            assert following is not None
            return following, f"{shown}.{following.name}", _counts(view.language, relation)
        if not records.loads(relation.name):
            return node, shown, _fix(view.language, relation.name)
        if relation.many or following is None or not relation.target:
            return node, shown, ""
        model = record_model(view.repo, view.language, relation.target, view.path)
        if model is None or following.name not in model.relations:
            return node, shown, ""
        records, node = Records(model, records.text), following
    return None


def _use(
    view: Place, records: Records, relation: Relation, expr: m.Expr, following: m.Attr | None, called: bool
) -> str | None:
    """``loads`` the relation, ``asks`` the database anew, or None where the turn does something else with it."""
    if view.language == "php":
        if not called:
            return "loads"
        if following is None or following.name not in _PHP_ASKS:
            return None
        return None if _PHP_WRITES.search(view.flow.module.text(m.statement_of(expr))) else "asks"
    if not relation.many:
        return "loads"
    if following is None:
        return "loads" if isinstance(expr.parent, (m.Loop, m.Arg)) else None
    if following.name in _ASKS_AGAIN:
        chain = view.flow.module.text(m.statement_of(expr))
        return None if re.search(r"\.(?:update|delete|destroy|create|build|insert)\w*!?", chain) else "asks"
    if following.name == "size":
        target = (
            record_model(view.repo, view.language, relation.target, view.path) if relation.target else None
        )
        if target is not None and "counter_cache" in target.text:
            return None
    return "loads" if following.name in _READS else None


def _by_method(records: Records, name: str) -> str | None:
    """The relation that a method of the model starts from."""
    body = records.model.method(name)
    if body is None or "||=" in body:
        return None
    for relation in records.model.relations.values():
        if not relation.many and re.search(rf"(?<![\w.@:]){relation.name}&?\.\w", body):
            return relation.name
        if relation.many and re.search(
            rf"(?<![\w.@:]){relation.name}\.(?:sum|map|count|each|any\?|select|where|size|first|last|pluck|reject|find_by|order)\b",
            body,
        ):
            return relation.name
    return None


def _fix(language: str, relation: str) -> str:
    call = f"->with('{relation}')" if language == "php" else f".includes(:{relation})"
    return f"Load it with the query: `{call}`."


def _counts(language: str, relation: Relation) -> str:
    if language == "php":
        return f"Load it with the query (`->with('{relation.name}')`, `->withCount('{relation.name}')`) and read the loaded records."
    return f"Load `{relation.name}` with the query and use what was loaded (`size`, `select`, `sort_by`), or ask for all in one grouped query."


def _symbols(view: Place, flow: Flow) -> Iterator[LazyRead]:
    """``orders.map(&:customer)``."""
    for call in flow.calls():
        callee = call.callee
        if not isinstance(callee, m.Attr) or callee.name not in (
            "map",
            "flat_map",
            "each",
            "filter_map",
            "collect",
        ):
            continue
        arg = call.args[0] if len(call.args) == 1 else None
        if arg is None or arg.name != "&" or not isinstance(arg.value, m.Literal):
            continue
        records = records_of(flow, view.repo, callee.base)
        relation = None if records is None else records.model.relations.get(str(arg.value.value))
        if records is None or relation is None or (relation.many and callee.name != "flat_map"):
            continue
        if records.loads(relation.name):
            continue
        if _SMALL.search(records.text) or repeated(flow, call) is not None:
            continue
        again = Repetition(call, callee.base, frozenset({singular(relation.name)}), call)
        yield LazyRead(call, f"{callee.name}(&:{relation.name})", again, _fix("ruby", relation.name))


def _assigned(flow: Flow, again: Repetition, item: str) -> str:
    """Relations that the loop itself gives to its item."""
    return "".join(
        f"\nload :{t.name}"
        for n in again.inside.walk()
        if isinstance(n, m.Assign)
        for t in n.targets
        if isinstance(t, m.Attr) and isinstance(t.base, m.Name) and t.base.id == item
    )
