"""Which calls of Java, Kotlin, C#, Ruby, PHP and Rust talk to a database or another machine.

These languages write down the types of fields and parameters, or name the model: that is what tells a repository's
``findById`` from a map's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from checks.security.sql_text import looks_like_sql, sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow

Found = tuple[str, str]
"""What a call does (``read``, ``write``, ``batch``, ``http``) and its SQL text where known."""

_STORE = re.compile(r"(?:Repository|Repo|Dao|DAO)(?:<.*>)?[?!]?$|(?:^|\.)\w*Repository<")
_READS = re.compile(r"^(?:find|get|read|query|search|count|exists|load|fetch|select|list)(?=$|[A-Z])")
_MANY = re.compile(
    r"(?:In|InBatch|Ids|ByIds)(?:Async)?$|AllById|In(?:And|OrderBy)[A-Z]|InBatch|^(?:save|delete|insert)All"
)
_DELETES = re.compile(r"^(?:delete|remove)By[A-Z]")
_JDBC = re.compile(r"(?:^|\.)(?:NamedParameter)?Jdbc(?:Template|Operations|Client)$")
_ENTITIES = re.compile(r"(?:^|\.)(?:EntityManager|Session|StatelessSession)$")
_STATEMENTS = re.compile(r"(?:^|\.)(?:PreparedStatement|Statement|CallableStatement)$")
_MYBATIS = re.compile(r"[a-z]Mapper$")
_REST = re.compile(r"(?:^|\.)(?:RestTemplate|TestRestTemplate|RestOperations)$")
_CLIENT = re.compile(r"(?:^|\.)(?:RestClient|WebClient)$")
_CONTEXT = re.compile(r"(?:DbContext|Context|DataContext)\??$")
_CONTEXT_NAME = re.compile(r"^_?(?:db|dbContext|context|ctx|dbcontext)$")
_EF_ENDS = frozenset(
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "All", "Count", "LongCount",
        "Sum", "Max", "Min", "Average", "ToList", "ToArray", "ToDictionary", "Find", "ToHashSet", "Contains",
    }
)  # fmt: skip
_CS_READS = re.compile(r"^(?:Get|Find|Fetch|Load|List|Count|Exists|Query|Search|Read)(?=$|[A-Z])")
_RUBY_ENDS = frozenset(
    {
        "find", "find_by", "find_by!", "first", "first!", "last", "take", "count", "sum", "exists?", "any?", "none?",
        "empty?", "pluck", "pick", "to_a", "maximum", "minimum", "average", "ids", "sole", "find_sole_by", "size", "each",
        "map", "length",
    }
)  # fmt: skip
_RUBY_SOLE = frozenset({"find", "find_by", "find_by!", "exists?", "find_sole_by"})
_RUBY_LINKS = frozenset(
    {
        "where", "joins", "includes", "order", "not", "find_by", "left_joins", "group", "select", "limit", "distinct",
        "unscoped", "preload", "eager_load", "rewhere",
    }
)  # fmt: skip
_NOT_A_MODEL = re.compile(
    r"(?:Registry|Config|Configuration|Settings|Factory|Cache|Client|Service|Finder|Repository|Store|Helper|Parser|Builder|Enum|Type|Find|File|Dir|Hash|Set|Api|API|Gateway|Map|Catalog|Collection|Str|Arr|Route|Http|Storage|Log|Config|Session|Carbon|Date|Rails|Struct|Data|Encoding|Charset|Locale|Currency|TimeZone|Mime|Version|Formatter|Policy)$"
)
_MODEL = re.compile(r"^(?:\\?\w+(?:\\|::))*[A-Z][a-z]\w*$")
_PHP_ENDS = frozenset(
    {
        "find", "findOrFail", "first", "firstOrFail", "firstWhere", "get", "count", "exists", "doesntExist", "sum",
        "pluck", "value", "max", "min", "avg", "sole", "all",
    }
)  # fmt: skip
_PHP_LINKS = frozenset(
    {
        "where", "query", "with", "orderBy", "table", "select", "join", "latest", "oldest", "whereNull", "whereNotNull",
        "limit", "whereHas", "withCount", "whereDate", "whereBetween", "newQuery", "withTrashed",
    }
)  # fmt: skip
_PHP_SOLE = frozenset({"find", "findOrFail", "firstWhere"})
_DIESEL_ENDS = frozenset({"first", "load", "get_result", "get_results"})
_SEA_ENDS = frozenset({"one", "all", "count"})
_KEYS_OF_MANY = re.compile(r"=\s*any\s*\(|\bunnest\s*\(|\bin\s*\(\s*(?:\{|:\w+\s*\)|<|\$\{)", re.IGNORECASE)
_WRITES_SQL = re.compile(r"^\s*(?:insert|update|delete|merge|replace)\b", re.IGNORECASE)


def typed_access(flow: Flow, call: m.Call) -> Found | None:
    """What a call does over there; None when it makes no round trip."""
    read = _READERS.get(flow.module.language)
    if read is None or not isinstance(call.callee, m.Attr):
        return None
    return read(flow, call, call.callee)


def declared_type(flow: Flow, base: m.Expr) -> str:
    """The written type of a field, parameter or local name; "" when two of that name in the file differ."""
    if isinstance(base, m.Attr) and isinstance(base.base, m.Name) and base.base.id in ("this", "self"):
        name = base.name
    elif isinstance(base, m.Name):
        name = base.id
    else:
        return ""
    known: dict[str, str] = flow.whole.memo.setdefault("performance.typed_queries", {})  # type: ignore[assignment]  # this key holds these
    if not known:
        known[""] = ""
        for assign in flow.whole.module.every(m.Assign):
            if assign.annotation and assign.targets and isinstance(assign.targets[0], m.Name):
                _note(known, assign.targets[0].id, assign.annotation)
        for item in flow.whole.module.every(m.WithItem):
            if item.annotation and isinstance(item.target, m.Name):
                _note(known, item.target.id, item.annotation)
        for function in flow.whole.functions():
            for param in function.params:
                if param.annotation:
                    _note(known, param.name, param.annotation)
    return known.get(name, "").replace("readonly ", "").strip()


def _note(known: dict[str, str], name: str, annotation: str) -> None:
    before = known.setdefault(name, annotation)
    if before != annotation:
        known[name] = ""


def _links(expr: m.Expr) -> tuple[list[str], m.Expr]:
    """The method names of a chain from its start on, and what the chain starts from."""
    names: list[str] = []
    current = expr
    while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
        names.append(current.callee.name)
        current = current.callee.base
    return names[::-1], current


def _sql(flow: Flow, call: m.Call) -> str:
    found = sql_argument(flow, call)
    text = "" if found is None else flow.value(found[0]).known_text.strip()
    return text if looks_like_sql(text) else ""


def _by_sql(text: str, write: bool = False) -> Found:
    if _KEYS_OF_MANY.search(text):
        return "batch", text
    return ("write" if write or _WRITES_SQL.match(text) else "read"), text


def _java(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    name = callee.name
    kind = declared_type(flow, callee.base)
    if not kind:
        return _java_chain(flow, call, callee)
    if _STORE.search(kind):
        if _MANY.search(name) or (name == "findAll" and call.args):
            return "batch", ""
        if _READS.match(name):
            return "read", ""
        return ("write", "") if _DELETES.match(name) else None
    if _JDBC.search(kind):
        if name == "batchUpdate":
            return "batch", ""
        if name in ("update", "execute"):
            return _by_sql(_sql(flow, call), write=True)
        return _by_sql(_sql(flow, call)) if name.startswith("query") else None
    if _ENTITIES.search(kind):
        return ("read", "") if name in ("find", "get", "byId") and len(call.args) > 1 else None
    if _STATEMENTS.search(kind):
        if name == "executeQuery":
            return _by_sql(_sql(flow, call))
        return ("write", "") if name == "executeUpdate" and isinstance(call.parent, m.ExprStmt) else None
    if _MYBATIS.search(kind) and re.match(r"^select[A-Z]", name):
        return ("batch" if re.search(r"Ids|Batch", name) else "read"), ""
    if _REST.search(kind) and name in ("getForObject", "getForEntity"):
        return "http", ""
    return None


def _java_chain(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    """``em.createQuery(...).getSingleResult()``, ``jdbc.sql(...).query(...)``, ``client.get().uri(...)``."""
    names, root = _links(call)
    if len(names) < 2:
        return None
    kind = declared_type(flow, root)
    if names[-1] in (
        "getSingleResult",
        "getResultList",
        "getResultStream",
        "uniqueResult",
    ) and _ENTITIES.search(kind):
        return "read", ""
    if (
        names == ["get", "uri"]
        and _CLIENT.search(kind)
        and "block()" in flow.module.text(m.statement_of(call))
    ):
        return "http", ""
    if names == ["get", "uri"] and kind.endswith("RestClient"):
        return "http", ""
    return None


def _kotlin(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    found = _java(flow, call, callee)
    if found is not None or not flow.imports_any("org.jetbrains.exposed"):
        return found
    names, root = _links(call)
    if not isinstance(root, m.Name) or not root.id[:1].isupper() or _goes_on(call):
        return None
    if names[0] in ("selectAll", "select", "slice") and len(names) > 1:
        return "read", ""
    return ("read", "") if names[0] == "findById" else None


def _csharp(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    name = callee.name.removesuffix("Async")
    kind = declared_type(flow, callee.base)
    if _STORE.search(kind):
        if re.search(r"Ids$|Many$|Range$|Batch", name):
            return "batch", ""
        return ("read", "") if _CS_READS.match(name) and call.args else None
    if name == "Load":
        names, root = _links(call)
        explicit = names[:1] == ["Entry"] and names[1:2] in (["Collection"], ["Reference"])
        return ("read", "") if explicit and _is_context(flow, root) else None
    if name in _EF_ENDS:
        _, root = _links(call)
        table = root
        if isinstance(table, m.Attr) and table.name[:1].isupper() and _is_context(flow, table.base):
            words = flow.module.text(call)
            inner = m.enclosing(call, m.Function)
            if inner is not None and isinstance(inner.parent, m.Arg) and not callee.name.endswith("Async"):
                return None  # a part of the query that the lambda is given to
            return ("batch" if re.search(r"\.Contains\(\s*\w+\.", words) else "read"), ""
        return None
    if re.match(r"^(?:Query|ExecuteScalar|Execute)", name):
        text = _sql(flow, call)
        return _by_sql(text) if text and "Multiple" not in name else None
    if kind.endswith("HttpClient") and name in ("GetFromJson", "GetString", "Get"):
        return "http", ""
    return None


def _is_context(flow: Flow, base: m.Expr) -> bool:
    kind = declared_type(flow, base)
    if kind:
        return _CONTEXT.search(kind) is not None and "Http" not in kind
    return _CONTEXT_NAME.match(m.dotted(base)) is not None and flow.imports_any(
        "Microsoft.EntityFrameworkCore"
    )


def _goes_on(call: m.Call) -> bool:
    return (
        isinstance(call.parent, m.Attr)
        and isinstance(call.parent.parent, m.Call)
        and call.parent.parent.callee is call.parent
    )


def _ruby(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    if callee.name not in _RUBY_ENDS:
        return None
    names, root = _links(call)
    model = m.dotted(root)
    if not _MODEL.match(model.rpartition(".")[2]) or _NOT_A_MODEL.search(model):
        return None
    if len(names) == 1:
        return ("read", "") if names[0] in _RUBY_SOLE and call.args else None
    if names[0] not in _RUBY_LINKS or set(names[:-1]) & _RUBY_SOLE:
        return None
    return "read", ""


def _php(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    name = callee.name
    kind = declared_type(flow, callee.base)
    if _STORE.search(kind):
        return (
            ("read", "")
            if re.match(r"^(?:find|get|load|fetch|count)(?=$|[A-Z])", name) and call.args
            else None
        )
    if name == "execute":
        made = flow.definition(callee.base)
        if isinstance(made, m.Call) and isinstance(made.callee, m.Attr) and made.callee.name == "prepare":
            text = _sql(flow, made)
            return _by_sql(text) if text and not _WRITES_SQL.match(text) else None
        return None
    if name not in _PHP_ENDS:
        return None
    names, root = _links(call)
    model = m.dotted(root)
    if not _MODEL.match(model.rpartition(".")[2]) or _NOT_A_MODEL.search(model):
        return None
    if set(names) & {"whereIn", "whereKey", "findMany"}:
        return "batch", ""
    if len(names) == 1:
        return ("read", "") if name in _PHP_SOLE and call.args else None
    return ("read", "") if names[0] in _PHP_LINKS and not set(names[:-1]) & _PHP_ENDS else None


def _rust(flow: Flow, call: m.Call, callee: m.Attr) -> Found | None:
    name = callee.name
    names, _ = _links(call)
    if name in ("fetch_one", "fetch_all", "fetch_optional", "execute"):
        text = _rust_sql(flow, call)
        if not text and name == "execute":
            return None
        if re.match(r"\s*update\b", text, re.IGNORECASE):
            return None
        return _by_sql(text) if text else None
    if name in _SEA_ENDS and flow.imports_any("sea_orm"):
        return ("read", "") if {"find", "find_by_id"} & set(names) and call.args else None
    if name in _DIESEL_ENDS and flow.imports_any("diesel") and {"filter", "find", "select"} & set(names):
        return ("batch" if "eq_any" in flow.module.text(call) else "read"), ""
    return None


def _rust_sql(flow: Flow, call: m.Call) -> str:
    """The text given to ``query``, ``query_as`` and the like at the start of a chain."""
    current: m.Expr = call
    while isinstance(current, m.Call):
        if re.match(
            r"^query(?:_as|_scalar|_as_unchecked|_file)?!?$", m.dotted(current.callee).rpartition(".")[2]
        ):
            texts = (flow.value(a.value).known_text.strip() for a in current.args)
            return next((t for t in texts if looks_like_sql(t)), "")
        current = current.callee.base if isinstance(current.callee, m.Attr) else current.callee
    return ""


_READERS: dict[str, Callable[[Flow, m.Call, m.Attr], Found | None]] = {
    "java": _java,
    "kotlin": _kotlin,
    "csharp": _csharp,
    "ruby": _ruby,
    "php": _php,
    "rust": _rust,
}
