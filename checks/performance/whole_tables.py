"""Queries that fetch every row, in the words of Java, Kotlin, C#, Ruby, PHP and Rust libraries."""

from __future__ import annotations

import re
from collections.abc import Callable

from checks.security.sql_text import sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow

_JPQL = re.compile(
    r"^\s*(?:select\s+(?:distinct\s+)?(?P<what>[\w.*,\s()]+?)\s+)?from\s+(?P<table>[\w.\"`]+)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NARROW_SQL = re.compile(
    r"\b(?:where|limit|fetch\s+(?:first|next)|top\s*\(?\d|group\s+by|rownum|having)\b", re.IGNORECASE
)
_AGGREGATE = re.compile(r"^\s*(?:count|sum|max|min|avg|exists|1)\b", re.IGNORECASE)
_REPOSITORY = re.compile(r"^(?P<model>[A-Z]\w*?)(?:Repository|Repo|Dao|DAO|Jpa\w*|CrudRepository)$")
_ROOM = re.compile(r"(?:DbContext|Context|Db|Database)$")
_CS_ENDS = frozenset(
    {"ToListAsync", "ToList", "ToArrayAsync", "ToArray", "ToDictionaryAsync", "ToDictionary"}
)
_CS_KEEPS = frozenset(
    {"AsNoTracking", "AsQueryable", "Include", "ThenInclude", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "AsSplitQuery", "Set", "IgnoreQueryFilters", "AsTracking"}
)  # fmt: skip
_RUBY_ENDS = frozenset(
    {"to_a", "each", "map", "group_by", "index_by", "each_with_object", "flat_map", "select", "reject", "to_json", "as_json", "sort_by", "inject", "reduce", "partition", "sum", "each_with_index", "filter_map", "load", "entries"}
)  # fmt: skip
_RUBY_KEEPS = frozenset({"includes", "preload", "eager_load", "order", "all", "joins", "unscoped"})
_PHP_KEEPS = frozenset(
    {"query", "with", "orderBy", "orderByDesc", "latest", "oldest", "withCount", "newQuery", "withTrashed"}
)
_DIESEL_ENDS = frozenset({"load", "get_results", "load_iter"})


def table_read_whole(flow: Flow, call: m.Call) -> tuple[str, bool] | None:
    """Table or model of a query for a list, and whether the query itself takes every row; None for other calls."""
    read = _READERS.get(flow.module.language)
    return None if read is None or not isinstance(call.callee, m.Attr) else read(flow, call, call.callee)


def _links(expr: m.Expr) -> tuple[list[str], m.Expr]:
    """The method names of a chain from its start on, and what it starts from (an attribute chain counts as start)."""
    names: list[str] = []
    current = expr
    while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
        names.append(current.callee.name)
        current = current.callee.base
    return names[::-1], current


def _declared_type(flow: Flow, base: m.Expr) -> str:
    """The written type of a field, parameter or local name: ``OrderRepository``, ``JpaRepository<Order, Long>``."""
    if isinstance(base, m.Attr) and isinstance(base.base, m.Name) and base.base.id in ("this", "self"):
        name = base.name
    elif isinstance(base, m.Name):
        name = base.id
    else:
        return ""
    known: dict[str, str] = flow.memo.setdefault("performance.whole_tables.types", {})  # type: ignore[assignment]  # this key holds these
    if not known:
        known[""] = ""
        for assign in flow.whole.module.every(m.Assign):
            if assign.annotation and isinstance(assign.targets[0], m.Name):
                known.setdefault(assign.targets[0].id, assign.annotation)
        for function in flow.whole.functions():
            for param in function.params:
                if param.annotation:
                    known.setdefault(param.name, param.annotation)
    return known.get(name, "")


def _entity(annotation: str) -> str | None:
    generic = re.search(r"Repository<\s*(?:out\s+)?(\w+)", annotation)
    if generic:
        return generic.group(1)
    found = _REPOSITORY.match(annotation.rstrip("?!").rpartition(".")[2])
    return found.group("model") if found else None


def _spring(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    """``orders.findAll()`` and ``findAll(Sort)``; a page or an example narrows."""
    if callee.name == "listAll" and isinstance(callee.base, m.Name) and callee.base.id[:1].isupper():
        return callee.base.id, not call.args  # Panache
    if callee.name not in ("findAll", "listAll"):
        return None
    model = _entity(_declared_type(flow, callee.base))
    if model is None:
        return None
    given = call.positional(0)
    only_sorted = given is None or re.match(r"^Sort\b", flow.module.text(given)) is not None
    return model, only_sorted


def _java(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    found = _spring(flow, call, callee)
    if found is not None:
        return found
    if callee.name in ("getResultList", "list"):
        names, _ = _links(call)
        first: m.Expr = call
        while (
            isinstance(first, m.Call)
            and isinstance(first.callee, m.Attr)
            and isinstance(first.callee.base, m.Call)
        ):
            first = first.callee.base
        if isinstance(first, m.Call) and m.dotted(first.callee).rpartition(".")[2] in (
            "createQuery",
            "createNativeQuery",
        ):
            text = first.positional(0)
            whole = not {"setMaxResults", "setParameter", "setFirstResult"} & set(names)
            return _sql(flow, text, whole)
        return None
    if callee.name in ("query", "queryForList"):
        argument = sql_argument(flow, call)
        if argument is None:
            return None
        handler = call.positional(len([a for a in call.args if a.name is None]) - 1)
        if isinstance(handler, m.Function) and len(handler.params) == 1:
            return None  # a row at a time
        return _sql(flow, argument[0], len(call.args) <= 2)
    if callee.name == "executeQuery":
        argument = sql_argument(flow, call)
        function = m.enclosing(call, m.Function)
        if argument is None or function is None:
            return None
        words = flow.module.text(function)
        return _sql(flow, argument[0], ".add(" in words and "setFetchSize" not in words)
    return None


def _sql(flow: Flow, text: m.Expr | None, whole: bool) -> tuple[str, bool] | None:
    if text is None:
        return None
    words = flow.value(text).text
    match = _JPQL.match(words) if words else None
    if match is None or (match.group("what") and _AGGREGATE.search(match.group("what"))):
        return None
    return match.group("table").strip('"`'), whole and not _NARROW_SQL.search(match.group("rest"))


def _kotlin(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    found = _java(flow, call, callee)
    if found is not None:
        return found
    if callee.name in ("map", "toList", "associate", "associateBy", "groupBy", "forEach", "sumOf", "filter"):
        names, root = _links(callee.base)
        if not isinstance(root, m.Name) or not root.id[:1].isupper():
            return None
        if names[:1] == ["selectAll"]:
            return root.id, not set(names[1:]) - {"orderBy", "withDistinct"} and callee.name != "forEach"
        if names == ["all"] and flow.imports_any("org.jetbrains.exposed", "org.jetbrains"):
            return root.id, callee.name != "forEach"
    return None


def _csharp(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    if callee.name not in _CS_ENDS:
        return None
    names, root = _links(callee.base)
    if not isinstance(root, m.Attr) or not root.name[:1].isupper():
        return None
    annotation = _declared_type(flow, root.base)
    if not _ROOM.search(annotation) and not re.search(r"(?:context|db)$", m.dotted(root.base), re.IGNORECASE):
        return None
    return root.name, not set(names) - _CS_KEEPS


def _ruby(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    names, root = _links(call)
    if not isinstance(root, m.Name) or not re.match(r"^[A-Z][a-z]\w*$", root.id):
        return None
    if "all" not in names and not set(names) & _RUBY_KEEPS:
        return None
    if isinstance(call.parent, m.Attr):
        return None
    last = names[-1]
    chain = names[:-1] if last in _RUBY_ENDS else names
    if set(chain) - _RUBY_KEEPS or not chain:
        return root.id, False
    parent = call.parent
    used = last in _RUBY_ENDS or (isinstance(parent, m.Loop) and parent.iterable is call)
    used = used or (isinstance(parent, m.Arg) and parent.name == "json")
    return root.id, used and not (call.args and last in ("select", "sum"))  # of a column, in the database


def _php(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    names, root = _links(call)
    if not isinstance(root, m.Name) or not re.match(r"^[A-Z][a-z]\w*$", root.id):
        return None
    if names == ["all"]:
        return root.id, not flow.module.text(call.parent or call).startswith("view(")
    if names[-1] == "get" and len(names) > 1:
        return root.id, not set(names[:-1]) - _PHP_KEEPS
    return None


def _rust(flow: Flow, call: m.Call, callee: m.Attr) -> tuple[str, bool] | None:
    if callee.name == "fetch_all":
        current = callee.base
        bound = False
        while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
            name = current.callee.name.rstrip("!")
            if name in ("query", "query_as", "query_scalar"):
                text = next((a.value for a in current.args if flow.value(a.value).text), None)
                return _sql(flow, text, not bound)
            bound = bound or name == "bind"
            current = current.callee.base
        return None
    if callee.name in _DIESEL_ENDS and flow.imports_any("diesel"):
        root = callee.base
        if isinstance(root, m.Attr) and root.name == "table":
            return m.dotted(root.base).rpartition(".")[2], True
        if isinstance(root, m.Name) and root.id.islower():
            return root.id, True
    return None


_Reader = Callable[[Flow, m.Call, m.Attr], "tuple[str, bool] | None"]
_READERS: dict[str, _Reader] = {
    "java": _java,
    "kotlin": _kotlin,
    "csharp": _csharp,
    "ruby": _ruby,
    "php": _php,
    "rust": _rust,
}
