"""A whole growing table read into memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from checks.api_consistency import missing_pagination
from checks.api_consistency.api import api_of
from checks.performance.growing_tables import grows, kept_small
from checks.performance.queries import chain_parts, chain_root, continued
from checks.performance.read_bounds import BOUND, bounded
from checks.performance.serving import reads_in_service
from checks.performance.typed_queries import declared_type
from checks.performance.unbounded_result_examples import BAD, GOOD
from checks.performance.whole_tables import table_read_whole
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.sql_text import sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import ChangeView, FileView

_AGGREGATE = re.compile(
    r"^\s*(?:distinct\s+)?(?:count|sum|max|min|avg|exists|1)\b|\bgroup\s+by\b", re.IGNORECASE
)
_SELECT = re.compile(
    r"^\s*select\s+(?P<what>.+?)\s+from\s+(?P<table>[\w.\"`\[\]]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_DJANGO = re.compile(r"^(?:\w+\.)*(?P<model>[A-Z]\w*)\.objects\.(?P<chain>.+)$")
_FLASK = re.compile(r"^(?:\w+\.)*(?P<model>[A-Z]\w*)\.query\.(?:\w+\(\)\.)*all$")
_SQLALCHEMY = re.compile(r"\b(?:select|query)\(\s*(?P<model>[A-Z]\w*)\s*,?\s*\)")
_NARROW = re.compile(
    r"\.(?:get|count|exists|aggregate|delete|update|create|in_bulk|values_list|first|last|distinct|group_by|earliest|latest|explain)(?:\(\)|$)"
)
_JS_LISTS = frozenset({"findMany", "findAll", "find", "findBy"})
_FEW_OF_MANY = re.compile(r"\b(?:is_?)?(?:admin|staff|superuser|default|system)\b", re.IGNORECASE)
_MATERIALISES = frozenset({"list", "sorted", "tuple", "set", "sum", "len", "dict", "JsonResponse"})


def check(view: FileView) -> Iterator[Site]:
    """Every query for a list is a site."""
    if view.module is None:
        return
    flow = view.flow
    told: frozenset[tuple[int, int]] | None = None
    for call in flow.calls():
        elsewhere = table_read_whole(flow, call)
        model = _list_of(flow, call) if elsewhere is None else elsewhere[0]
        if model is None:
            continue
        statement = m.statement_of(call)
        node = (
            statement
            if statement.line == call.line and not isinstance(statement, (m.Function, m.Class))
            else call
        )
        function = m.enclosing(call, m.Function)
        if (
            function is None
            or not grows(model)
            or not reads_in_service(flow, function)
            or not (_all_rows(flow, function) and elsewhere[1] if elsewhere else _whole(flow, call, function))
            or kept_small(view.repo, model)
        ):
            yield view.site(node)
            continue
        if told is None:
            told = _paged_routes(view)
        if any(first <= call.line <= last for first, last in told) or (
            m.function_name(function) in _ASKED.get(view.view, ())
        ):
            yield view.site(node)
            continue
        yield view.site(
            node,
            Defect(
                f"This reads every row of `{model}` into memory; the table grows with use and nothing here bounds the read.",
                fix="Page it (a limit and a key to go on from), stream it in batches, or narrow it to the rows that are needed.",
            ),
        )


_BATCHED = re.compile(
    r"\b(?:paginate|pagy|kaminari|find_each|find_in_batches|in_batches|chunk(?:ById)?|lazy|cursor|simplePaginate|cursorPaginate|setMaxResults|PageRequest|Pageable|Slice)\b|\.page\(|\.per\(|->take\(|->limit\("
)


def _all_rows(flow: Flow, function: m.Function) -> bool:
    """Whether nothing in the function pages or batches."""
    return not _BATCHED.search(flow.module.text(function))


def _list_of(flow: Flow, call: m.Call) -> str | None:
    """Model or table of a query that yields many rows here; None for every other call."""
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    language = flow.module.language
    if language == "python":
        return _python(flow, call, callee)
    if language not in ("go", "javascript", "typescript", "tsx"):
        return None
    if language == "go":
        return _go(flow, call, callee) or _sql(
            flow, call, "Query", "QueryContext", "Select", "SelectContext", "Queryx", "QueryxContext"
        )
    return _javascript(flow, call, callee) or _sql(
        flow, call, "query", "execute", "all", "any", "many", "manyOrNone"
    )


def _python(flow: Flow, call: m.Call, callee: m.Attr) -> str | None:
    path = m.dotted(callee)
    django = _DJANGO.match(path)
    if django:
        if continued(call) or _NARROW.search("." + django.group("chain")) or not _materialised(call):
            return None
        return django.group("model")
    if callee.name == "all":
        flask = _FLASK.match(path)
        if flask:
            return flask.group("model")
        texts = [flow.module.text(call)]
        root: m.Expr = call
        for _ in range(3):
            inner = _statement(flow, root)
            if inner is None:
                break
            texts.append(flow.module.text(inner))
            root = inner
        found = _SQLALCHEMY.search("\n".join(texts))
        return (
            found.group("model")
            if found and not re.search(r"\bfunc\.|group_by|\.distinct\(", "\n".join(texts))
            else None
        )
    if callee.name == "to_list" and callee.base is not None:
        return _collection(callee.base)
    if (
        callee.name == "find"
        and isinstance(call.parent, m.Arg)
        and isinstance(call.parent.parent, m.Call)
        and m.dotted(call.parent.parent.callee) == "list"
    ):
        return _collection(call)
    if callee.name == "fetchall" and isinstance(callee.base, m.Name):
        return None
    return _sql(flow, call, "execute", "fetch", "fetch_all")


def _statement(flow: Flow, expr: m.Expr) -> m.Expr | None:
    """The statement that a chain such as ``session.execute(stmt).scalars().all()`` runs, or what its name stands for."""
    current: m.Expr = expr
    while isinstance(current, (m.Call, m.Attr, m.Await)):
        if (
            isinstance(current, m.Call)
            and isinstance(current.callee, m.Attr)
            and current.callee.name in ("execute", "scalars", "query")
            and current.args
        ):
            first = current.args[0].value
            built = flow.definition(first)
            return built if built is not expr else None
        current = (
            current.callee
            if isinstance(current, m.Call)
            else current.base
            if isinstance(current, m.Attr)
            else current.value
        )
    if isinstance(current, m.Name):
        built = flow.definition(current)
        return built if built is not current else None
    return None


def _collection(expr: m.Expr) -> str | None:
    current: m.Expr = expr
    while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
        base = current.callee.base
        if current.callee.name == "find":
            if isinstance(base, m.Index) and isinstance(base.key, m.Literal):
                return str(base.key.value)
            if isinstance(base, m.Attr):
                return base.name
            if isinstance(base, m.Call) and base.args and isinstance(base.args[0].value, m.Literal):
                return str(base.args[0].value.value)
            return base.id if isinstance(base, m.Name) else None
        current = base
    return None


def _materialised(call: m.Call) -> bool:
    """Whether a lazy Django query is turned into objects where it stands."""
    parent = call.parent
    if isinstance(parent, (m.Loop, m.Clause)):
        return parent.iterable is call
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        outer = parent.parent
        last = m.dotted(outer.callee).rpartition(".")[2]
        many = outer.keyword("many")
        return last in _MATERIALISES or (isinstance(many, m.Literal) and many.value is True)
    if isinstance(parent, m.Assign) and isinstance(parent.targets[0], m.Name):
        name, scope = parent.targets[0].id, m.enclosing(parent, m.Function)
        if scope is None:
            return False
        uses = [
            n for n in scope.body.walk() if isinstance(n, m.Name) and n.id == name and n.start > parent.end
        ]
        return any(_used_whole(u) for u in uses)
    return False


def _used_whole(use: m.Name) -> bool:
    parent = use.parent
    if isinstance(parent, (m.Loop, m.Clause)):
        return parent.iterable is use
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        many = parent.parent.keyword("many")
        return m.dotted(parent.parent.callee).rpartition(".")[2] in _MATERIALISES - {"len"} or (
            isinstance(many, m.Literal) and many.value is True
        )
    return False


def _javascript(flow: Flow, call: m.Call, callee: m.Attr) -> str | None:
    if callee.name not in _JS_LISTS:
        return None
    if not isinstance(call.parent, (m.Await, m.Return)) and not (
        isinstance(call.parent, m.Attr)
        and call.parent.name in ("lean", "exec", "sort", "select", "populate", "then")
    ):
        return None
    receiver = m.dotted(callee.base)
    last = receiver.rpartition(".")[2]
    if callee.name == "findMany":
        return last if re.search(r"prisma|^db\.|^tx\.", receiver, re.IGNORECASE) else None
    if re.match(r"^[A-Z][a-z]\w*$", last) or last.endswith("Model"):
        return last
    found = re.match(r"^(\w+?)(?:Repository|Repo)$", last)
    if found:
        return found.group(1)
    if last in ("em", "entityManager", "manager") and callee.name == "find":
        kind, given = m.dotted(call.positional(0)), call.positional(1)
        whole = given is None or (isinstance(given, m.Mapping) and not given.pairs)
        return kind if whole and kind[:1].isupper() else None
    if last == "getRepository()" and isinstance(callee.base, m.Call):
        return m.dotted(callee.base.positional(0)) or None
    declared = re.match(r"^\w*(?:Repository|Model)<(\w+)>$", declared_type(flow, callee.base))
    if declared:
        return declared.group(1)
    return None


def _go(flow: Flow, call: m.Call, callee: m.Attr) -> str | None:
    if (
        callee.name != "Find"
        or not any(i.module.startswith("gorm.io") for i in flow.imports())
        or len(call.args) != 1
    ):
        return None
    target = call.args[0].value
    name = m.dotted(target.operand) if isinstance(target, m.Unary) else ""
    return name.rpartition(".")[2] or None


def _sql(flow: Flow, call: m.Call, *names: str) -> str | None:
    assert isinstance(call.callee, m.Attr)
    if call.callee.name not in names:
        return None
    found = sql_argument(flow, call)
    if found is None:
        return None
    text = flow.value(found[0]).text
    match = _SELECT.match(text) if text else None
    if match is None or _AGGREGATE.search(match.group("what")) or _AGGREGATE.search(match.group("rest")):
        return None
    if (
        flow.module.language == "python"
        and call.callee.name == "execute"
        and "fetchall" not in flow.module.text(m.enclosing(call, m.Function) or flow.module)
    ):
        return None
    if flow.module.language == "go" and _streams(flow, call):
        return None
    return match.group("table")


def _streams(flow: Flow, call: m.Call) -> bool:
    """Whether Go reads the rows one at a time and keeps none."""
    text = flow.module.text(m.enclosing(call, m.Function) or flow.module)
    return ".Next()" in text and not re.search(r"\bappend\(|\]\s*=[^=]|CollectRows|StructScan\w*All", text)


def _whole(flow: Flow, call: m.Call, function: m.Function) -> bool:
    """Whether neither a bound nor a value from outside narrows the query."""
    if bounded(flow, call, function, lambda other: _list_of(flow, other) is not None):
        return False
    sql = sql_argument(flow, call)
    if sql is not None:
        words = flow.value(sql[0]).known_text
        if re.search(r"\bwhere\b", words, re.IGNORECASE) and (
            len(call.args) > 1 or "%" in words or "$" in words or "?" in words
        ):
            return False
        return not BOUND.search(words.upper())
    root = chain_root(call)
    parts = list(chain_parts(flow, call))
    for _ in range(3):
        inner = _statement(flow, parts[-1])
        if inner is None or inner in parts:
            break
        parts.append(inner)
    if isinstance(root, m.Name):
        own = [b for b in flow.scopes.lookup(root.id, call)[1] if b.kind == "assign" and b.value is not None]
        if len(own) > 1:
            return False  # built in steps: a condition may narrow it
    if any(_FEW_OF_MANY.search(flow.module.text(part)) for part in parts):
        return False
    return not any(_narrowed(flow, part, function) for part in parts)


def _narrowed(flow: Flow, part: m.Expr, function: m.Function) -> bool:
    """Whether an argument of the chain holds a value of this call: a parameter, a local name, the object's own field."""
    for node in part.walk():
        if not isinstance(node, m.Call) or not isinstance(node.callee, (m.Attr, m.Name)):
            continue
        if m.dotted(node.callee).rpartition(".")[2] in (
            "scalars",
            "execute",
            "query",
            "select",
            "options",
            "list",
            "Find",
            "to_list",
            "WithContext",
        ):
            continue
        for arg in node.args:
            for name in arg.walk():
                if isinstance(name, m.Call) and re.search(
                    r"now|today|utc|Date|delta|ago|cutoff", m.dotted(name.callee)
                ):
                    return True  # a window of time
                if not isinstance(name, m.Name):
                    continue
                if name.id in ("self", "this", "request", "req"):
                    return True
                scope, bindings = flow.scopes.lookup(name.id, name)
                if bindings and isinstance(scope, m.Function):
                    return True
    return False


_TOLD: WeakKeyDictionary[ChangeView, dict[str, frozenset[tuple[int, int]]]] = WeakKeyDictionary()
_ASKED: WeakKeyDictionary[ChangeView, frozenset[str]] = WeakKeyDictionary()
"""Methods of services that those handlers call: their reads are spoken about already."""


def _paged_routes(view: FileView) -> frozenset[tuple[int, int]]:
    """Line spans in this file of handlers and reads about which missing-pagination speaks."""
    if view.view not in _TOLD:
        found: dict[str, set[tuple[int, int]]] = {}
        asked: set[str] = set()
        places = {(s.path, s.line) for s in missing_pagination.check(view.view) if s.defect is not None}
        api = api_of(view.view)
        for operation in api.new_here if places else ():
            if (operation.file, operation.line) not in places:
                continue
            if operation.handler is not None:
                path = operation.handler_file or operation.file
                first, last = operation.handler.line, operation.handler.end_line
                found.setdefault(path, set()).add((first, last))
                text = "\n".join((view.repo.text(path) or "").split("\n")[first - 1 : last])
                asked |= set(re.findall(r"[sS]ervice\w*(?:\(\))?\.(\w+)\(", text))
            for read in api.head.facts(operation).access.reads:
                found.setdefault(read.path, set()).add((read.line, read.end_line))
        _ASKED[view.view] = frozenset(asked)
        _TOLD[view.view] = {path: frozenset(spans) for path, spans in found.items()}
    return _TOLD[view.view].get(view.path, frozenset())


RULE = Rule(
    id="performance/unbounded-result",
    severity=Severity.WARNING,
    languages=(
        "python",
        "javascript",
        "typescript",
        "go",
        "java",
        "kotlin",
        "csharp",
        "ruby",
        "php",
        "rust",
    ),
    title="Whole table read into memory",
    what="A request handler, service or job that fetches all rows of a table that grows with use, with no limit, no key and no"
    " batches. Lookups by key, aggregates, streamed reads and small reference tables are fine.",
    why="The read takes longer each week; one day it times out or takes the process's memory, and with it every other request.",
    fix="Bound the query: a page, a key range, or batches.",
    local=True,
    site="every query for a list",
    references=(
        "https://docs.djangoproject.com/en/stable/ref/models/querysets/#iterator",
        "https://docs.sqlalchemy.org/en/20/orm/queryguide/api.html#fetching-large-result-sets-with-yield-per",
        "https://www.prisma.io/docs/orm/prisma-client/queries/pagination",
    ),
    bad=BAD,
    good=GOOD,
)
