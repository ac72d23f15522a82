"""Which query records of ActiveRecord and Eloquent come from, and which relations it loads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checks.performance.loops import repetitions
from checks.performance.record_models import RecordModel, class_of, record_model, singular
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import RepoView

_LINKS = frozenset(
    {
        "where", "not", "order", "limit", "offset", "joins", "left_joins", "left_outer_joins", "all", "distinct", "group",
        "having", "reorder", "merge", "or", "lock", "readonly", "includes", "preload", "eager_load", "references", "find_each",
        "in_batches", "each", "to_a", "load", "page", "per", "paginate", "sort_by", "reject", "select", "reverse", "compact",
        "uniq", "unscoped", "filter", "each_with_index", "last", "first", "take", "rewhere", "find_in_batches", "records",
        # Eloquent
        "query", "get", "with", "orderBy", "orderByDesc", "latest", "oldest", "whereIn", "whereNull", "whereNotNull", "whereHas",
        "whereDate", "whereBetween", "orWhere", "withCount", "withTrashed", "when", "cursor", "lazy", "lazyById", "simplePaginate",
        "cursorPaginate", "sortBy", "sortByDesc", "values", "unique", "newQuery", "has", "doesntHave", "whereDoesntHave", "skip",
        "whereKey", "findMany", "find", "items", "getCollection", "chunk", "chunkById", "eachById", "toBase", "inRandomOrder",
        "whereYear", "whereMonth", "whereNot", "orWhereNull", "whereRelation", "without",
    }
)  # fmt: skip
_LOADERS = re.compile(
    r"\b(?:relationLoaded|loaded|setRelation|includes|preload|eager_load|with|load|loadMissing|Preloader|loadMorph|strict_loading)\b"
)
_UNKNOWN_LOADS = re.compile(
    r"\b(?:includes|preload|eager_load)\(\s*(?:\*|[A-Z]|[a-z_]+\s*[,)])|(?:->|::)with\(\s*(?:\$|self::|static::|[A-Z])"
)
"""Relations that are loaded by a name that the query does not show."""
_CHUNKS = frozenset({"chunk", "chunkById", "find_in_batches", "in_batches"})
GIVEN = "performance.given"
"""The fact of a template's flow that tells which of its variables a controller gave it: (the controller's flow, the value)."""


@dataclass(frozen=True, slots=True)
class Records:
    """Where records come from: their model, and the text of the query with all it was built from."""

    model: RecordModel
    text: str

    def loads(self, relation: str) -> bool:
        """Whether the query loads the relation with the records, or they were read through its other end."""
        if re.search(rf"\b(?:current_)?{re.escape(relation)}\.[a-z]", self.text):
            return True  # `customer.orders` of Rails knows each order's customer
        if re.search(rf"\bas\s+{re.escape(relation)}\b", self.text, re.IGNORECASE) or _UNKNOWN_LOADS.search(
            self.text
        ):
            return True
        return (
            _LOADERS.search(self.text) is not None
            and re.search(rf"[:'\".\[]{re.escape(relation)}\b|\b{re.escape(relation)}:", self.text)
            is not None
        )


def records_of(flow: Flow, repo: RepoView, expr: m.Expr, depth: int = 0) -> Records | None:
    """What an expression of records is a query for; None when that cannot be told."""
    if depth > 6:
        return None
    language, path = flow.module.language, flow.module.path
    names, root = _links(expr)
    text = flow.module.text(expr)
    if isinstance(root, m.Name) and root.id[:1].isupper():
        model = record_model(repo, language, _imported(flow, root.id), path)
        return None if model is None else _through(model, names, text)
    given: Mapping[str, tuple[Flow, m.Expr]] = flow.memo.get(GIVEN, {})  # type: ignore[assignment]  # this key holds these
    if m.dotted(root) in given:
        other, made = given[m.dotted(root)]
        found = records_of(other, repo, made, depth + 1)
        return None if found is None else _through(found.model, names, f"{found.text}\n{text}")
    base = _named(flow, root, names)
    if base is not None:
        found = records_of(flow, repo, base[0], depth + 1)
        if found is not None:
            return _through(found.model, base[1], f"{found.text}\n{text}\n{later_loads(flow, expr)}")
        return None
    item = next((r for r in repetitions(root) if isinstance(root, m.Name) and root.id in r.names), None)
    if item is not None and item.iterable is not None:
        around = records_of(flow, repo, item.iterable, depth + 1)
        if around is None:
            return None
        if not names:
            return around
        relation = around.model.relations.get(names[0])
        model = (
            None
            if relation is None or not relation.target
            else record_model(repo, language, relation.target, path)
        )
        return None if model is None else _through(model, names[1:], f"{around.text}\n{text}")
    if isinstance(root, m.Name) and root.id not in ("self", "this"):
        chunk = _chunk_of(root)
        if chunk is not None:
            return records_of(flow, repo, chunk, depth + 1)
    first = names[0] if names else ""
    if first and class_of(first) != class_of(first + "s") and singular(first) != first:
        model = record_model(repo, language, class_of(first), path)
        return None if model is None else _through(model, names[1:], f"{text}\n{later_loads(flow, expr)}")
    return None


def _through(model: RecordModel, names: list[str], text: str) -> Records | None:
    texts = [text, model.always_loaded]
    for name in names:
        scope = model.scope(name)
        if scope is not None:
            texts.append(scope)
        elif name not in _LINKS:
            return None
    return Records(model, "\n".join(texts))


def _links(expr: m.Expr) -> tuple[list[str], m.Expr]:
    names: list[str] = []
    current = expr
    while True:
        if isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
            current = current.callee
        elif isinstance(current, m.Attr) and not _own(current):
            names.append(current.name)
            current = current.base
        else:
            return names[::-1], current


def _own(attr: m.Attr) -> bool:
    """``@orders`` of Ruby: a variable, not a link."""
    return isinstance(attr.base, m.Name) and attr.base.id == "self"


def _named(flow: Flow, root: m.Expr, names: list[str]) -> tuple[m.Expr, list[str]] | None:
    """The expression that a variable was given last before, in the same method."""
    wanted = m.dotted(root)
    if not wanted or wanted in ("self", "this"):
        return None
    function = m.enclosing(root, m.Function)
    while function is not None:
        found = [
            n
            for n in function.body.walk()
            if isinstance(n, m.Assign)
            and n.value is not None
            and n.start < root.start
            and n.end <= root.start
            and len(n.targets) == 1
            and m.dotted(n.targets[0]) == wanted
        ]
        if found:
            value = found[-1].value
            assert value is not None
            return value, names
        if any(p.name == wanted for p in function.params):
            return None
        function = m.enclosing(function, m.Function)
    return None


def later_loads(flow: Flow, expr: m.Expr) -> str:
    """Statements of the method that load relations of what was read before."""
    function = m.enclosing(expr, m.Function)
    text = "" if function is None else flow.module.text(function)
    return "\n".join(
        line
        for line in text.split("\n")
        if re.search(
            r"->load(?:Missing|Count)?\(|\bPreloader\b|\.preload\(|->with\(|relationLoaded\(|\.loaded\?|setRelation\(",
            line,
        )
    )


def _chunk_of(root: m.Name) -> m.Expr | None:
    """``Order::where(...)->chunk(100, function ($orders) { ... })``: what the callback's parameter is a part of."""
    for parent in root.ancestors():
        if isinstance(parent, m.Function) and any(p.name == root.id for p in parent.params):
            call = parent.parent.parent if isinstance(parent.parent, m.Arg) else None
            if isinstance(call, m.Call) and isinstance(call.callee, m.Attr) and call.callee.name in _CHUNKS:
                return call.callee.base
            return None
    return None


def _imported(flow: Flow, name: str) -> str:
    for node in flow.imports():
        for given, alias in node.names:
            if alias == name or (not alias and given == name):
                return f"{node.module}\\{given}" if node.module else given
        if node.module.replace("\\", ".").rpartition(".")[2] == name:
            return node.module.replace(".", "\\")
    return name
