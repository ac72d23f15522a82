"""What a handler does to stored data: whole-collection reads, bounds on them, writes - through local services too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.api_consistency.model import Place
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Await,
    Binary,
    Call,
    Class,
    Expr,
    Function,
    Index,
    Literal,
    Mapping,
    Name,
    Node,
    Opaque,
    Sequence,
    Template,
    dotted,
    enclosing,
)

PAGE_WORDS = frozenset(
    {
        "page", "per_page", "page_size", "limit", "offset", "cursor", "after", "before", "skip", "take", "size",
        "page_token", "next_token", "starting_after", "ending_before", "first", "max_results", "page_number",
        "next_cursor", "continuation_token", "start_after", "page_no", "items_per_page", "marker", "max_items",
    }
)  # fmt: skip
"""Parameter names, in snake case, by which clients page."""

_READS = frozenset(
    {
        "all", "fetchall", "findMany", "findAll", "find_all", "findAndCountAll", "to_list", "toArray", "getMany",
        "getManyAndCount", "listAll", "getResultList", "paginate", "simplePaginate", "cursorPaginate", "ToListAsync", "ToArrayAsync", "manyOrNone", "any", "find_many", "fetch_all", "getRawMany", "findAndCount",
    }
)  # fmt: skip
_AMBIGUOUS_READS = frozenset(
    {"find", "filter", "select", "scalars", "Find", "Select", "order_by", "orderBy", "from"}
)
_BOUNDS = frozenset(
    {
        "StreamingResponse", "yield_per", "stream_with_context", "iterator", "stream", "StreamingHttpResponse", "pipe",
        "limit", "Limit", "take", "paginate", "paginate_queryset", "fetchmany", "islice", "Paginator", "first", "one",
        "one_or_none", "scalar_one", "scalar_one_or_none", "findOne", "findUnique", "findFirst", "findById", "fetchone",
        "count", "aggregate", "QueryRow", "top", "get_paginated_response", "oneOrNone", "Paginate",
        "page", "setMaxResults", "maxResults", "Take", "getPage", "per", "simplePaginate", "cursorPaginate", "pagy",
        "findByPk", "scalar", "get_or_404", "get_object_or_404", "find_one", "head", "sum", "groupBy", "group_by",
    }
)  # fmt: skip
_JAVA_UNBOUND = frozenset({"stream", "iterator", "first", "count"})
"""Words that bound a query elsewhere; in Java they walk a collection that was read already."""
_BOUND_MEMBERS = frozenset({"limit", "take", "first", "per_page", "page_size", "pageSize", "perPage"})
_WRITES = frozenset(
    {
        "insert_one", "insert_many", "update_one", "update_many", "delete_one", "delete_many", "insertOne",
        "insertMany", "updateOne", "updateMany", "deleteOne", "deleteMany", "findByIdAndUpdate", "findByIdAndDelete",
        "findOneAndUpdate", "findOneAndDelete", "bulk_create", "bulk_update", "bulk_save_objects", "createMany",
        "upsert", "bulkWrite", "bulkCreate", "softDelete", "replace_one", "add_all",
    }
)  # fmt: skip
_OWNED_WRITES = {
    "session": frozenset({"add", "delete", "merge"}),
    "db": frozenset({"add", "delete", "merge"}),
    "objects": frozenset({"create", "update_or_create"}),
    "prisma": frozenset({"create", "update", "delete"}),
    "service": frozenset(
        {
            "create",
            "update",
            "delete",
            "remove",
            "archive",
            "cancel",
            "approve",
            "reject",
            "deactivate",
            "publish",
        }
    ),
    "repo": frozenset(
        {
            "save",
            "insert",
            "update",
            "delete",
            "remove",
            "create",
            "saveAll",
            "saveAndFlush",
            "deleteById",
            "deleteAll",
            "persist",
            "merge",
            "deleteAllById",
            "persistAndFlush",
        }
    ),
    "manager": frozenset({"persist", "merge", "remove"}),
}
_SERVICE_TAILS = ("service", "svc", "repository", "repo", "store", "dao", "manager")
_LIST_NAMES = re.compile(
    r"^(?:[Ll]ist|[Gg]et_?[Aa]ll|[Ff]ind_?[Aa]ll|[Ff]etch_?[Aa]ll|[Ll]oad_?[Aa]ll|[Qq]uery_?[Aa]ll)(?:$|[_A-Z])|^(?:[Gg]et|[Ff]ind|[Ff]etch|[Ll]oad|[Ss]earch)[_A-Z]\w*[^s]s(?:By|For|_by|_for|$)",
)
_SELECT = re.compile(r"\bSELECT\b(?P<what>.*?)\bFROM\b", re.IGNORECASE | re.DOTALL)
_AGGREGATE = re.compile(r"^\s*(?:COUNT|SUM|MAX|MIN|AVG|EXISTS|1)\b", re.IGNORECASE)
_SQL_BOUND = re.compile(
    r"\bLIMIT\b|\bFETCH\s+(?:FIRST|NEXT)\b|\bTOP\s*\(?\d|\bGROUP\s+BY\b|\bROWNUM\b", re.IGNORECASE
)
_SQL_WRITE = re.compile(r"^\s*(?:INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM)\b\s*(\S*)", re.IGNORECASE)
_SQL_KEYED = re.compile(r"\bWHERE\s+(?:\w+\.)?(?:id|uuid|slug|email)\s*=", re.IGNORECASE)
_BOOKKEEPING = frozenset(
    {
        "audit", "audits", "log", "logs", "logged", "logger", "event", "events", "metric", "metrics", "view", "views",
        "viewed", "visit", "visits", "visited", "cache", "caches", "cached", "session", "sessions", "last", "hit", "hits",
        "track", "tracked", "tracker", "tracking", "counter", "counters", "stat", "stats", "statistic", "statistics",
        "analytic", "analytics", "usage", "usages", "history", "access", "accesses", "accessed", "token", "tokens", "nonce",
        "nonces", "rate", "rates", "seen", "impression", "impressions", "click", "clicks", "lock", "locks", "refresh",
        "sync", "synced", "counts", "opened", "read",
    }
)  # fmt: skip
"""Words of what a GET may write beside its answer: that it was asked."""
_FIELDS_BARE = (".java", ".cs", ".kt")
"""Files in which a field is named without its object."""
_DEPTH = 2


def bookkeeping(name: str) -> bool:
    """Whether a dotted name speaks of logs, counters, caches and the like."""
    return any(word in _BOOKKEEPING for word in re.findall(r"[a-z]+", snake(name)))


def snake(name: str) -> str:
    """``pageSize`` -> ``page_size``; ``page-size`` -> ``page_size``; ``page[size]`` -> ``page_size``."""
    text = re.sub(r"[\[\]\-.]+", "_", name).strip("_")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()


@dataclass(frozen=True, slots=True)
class Access:
    """Data access of one function."""

    reads: tuple[Place, ...] = ()
    bounded: bool = False
    writes: tuple[tuple[Place, str], ...] = ()
    """Place in the handler (a service's write stands at its call) and the words to quote."""
    keyed: bool = False
    """A read is filtered by the key of a parent or another request value in its condition."""


def access_of(function: Function, file: str, sources: Sources, depth: int = 0) -> Access:
    """Reads, bounds and writes of a function and of the local functions it calls."""
    reads: list[Place] = []
    writes: list[tuple[Place, str]] = []
    bounded = keyed = False
    types = _types_of(function) | _records_of(function)
    nodes = sources.nodes_of(function)
    for node in nodes:
        if isinstance(node, Index):
            if (isinstance(node.key, Opaque) and "slice" in node.key.what) or (
                isinstance(node.key, Literal) and node.key.value == 0
            ):
                bounded = True
        elif isinstance(node, Mapping):
            bounded = bounded or any(node.get(m) is not None for m in _BOUND_MEMBERS)
        elif isinstance(node, (Literal, Template, Binary)):
            text = sql_text(node)
            if text is None:
                continue
            select = _SELECT.search(text)
            bounded = bounded or bool(_SQL_BOUND.search(text))
            keyed = keyed or " where " in text.lower()
            if select and not _AGGREGATE.match(select.group("what")) and not _SQL_KEYED.search(text):
                reads.append(Place(file, node.line, node.end_line))
            written = _SQL_WRITE.match(text)
            if written and not bookkeeping(written.group(1)):
                writes.append((Place(file, node.line, node.end_line), " ".join(text.split())[:60]))
        elif isinstance(node, Call):
            name = node.callee.name if isinstance(node.callee, Attr) else dotted(node.callee)
            if (name in _BOUNDS or "paginat" in name.lower()) and not (
                name in _JAVA_UNBOUND and file.endswith((".java", ".kt"))
            ):
                bounded = True
            if name == "range" and isinstance(node.callee, Attr) and len(node.args) == 2:
                bounded = True
            if any(a.name in _BOUND_MEMBERS for a in node.args):
                bounded = True
            keyed = keyed or name in ("filter_by", "where", "filter", "andWhere", "Where")
            if _is_read(node, name, file.endswith(".rb"), types):
                reads.append(Place(file, node.line, node.end_line))
            if _is_write(node, name, file, types):
                writes.append((Place(file, node.line, node.end_line), _shown(node)))
            elif depth < _DEPTH:
                inner = _service(node, file, sources, function, depth)
                if inner is not None:
                    bounded = bounded or inner.bounded
                    keyed = keyed or inner.keyed
                    if inner.reads:
                        reads.append(Place(file, node.line, node.end_line))
                    writes.extend(
                        (Place(file, node.line, node.end_line), what) for _, what in inner.writes[:1]
                    )
                elif _lists_by_name(node, name, types):
                    reads.append(Place(file, node.line, node.end_line))
    writes.extend(_flushed(nodes, file))
    return Access(tuple(reads), bounded, tuple(writes), keyed)


_FLUSHES = frozenset({"commit", "SaveChangesAsync", "SaveChanges"})


def _flushed(nodes: tuple[Node, ...], file: str) -> list[tuple[Place, str]]:
    """Changes of a loaded record that a ``commit()`` or ``SaveChanges()`` of the same function writes back."""
    found: list[tuple[Place, str]] = []
    flushes = False
    for node in nodes:
        if isinstance(node, Call) and isinstance(node.callee, Attr) and node.callee.name in _FLUSHES:
            flushes = flushes or bool(
                re.search(r"session|db|context|uow|tx", _root(node.callee) + dotted(node.callee), re.I)
            )
        elif (
            isinstance(node, Call)
            and isinstance(node.callee, Attr)
            and node.callee.name in ("Add", "Remove", "AddAsync")
        ):
            if file.endswith(".cs") and re.search(
                r"(?:db|context)\b", dotted(node.callee.base).partition(".")[0], re.I
            ):
                found.append((Place(file, node.line, node.end_line), _shown(node)))
        elif isinstance(node, Assign) and len(node.targets) == 1 and isinstance(node.targets[0], Attr):
            target = node.targets[0]
            owner = dotted(target.base)
            if owner in ("self", "this", "request", "response", "g", "ctx") or "." in owner or not owner:
                continue
            if _is_state(target.name):
                found.append((Place(file, node.line, node.end_line), f"{owner}.{target.name} = ..."))
    return found[:1] if flushes else []


def sql_text(node: Node) -> str | None:
    """Text of a string expression with ``?`` for its holes; None for pieces of a larger text and other things."""
    if isinstance(node.parent, (Template, Binary)):
        return None
    return _text(node)


def _text(node: Node) -> str | None:
    if isinstance(node, Literal):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, Template):
        return "".join(_text(p) or "?" for p in node.parts)
    if isinstance(node, Binary) and node.op == "+":
        left, right = _text(node.left), _text(node.right)
        return None if left is None and right is None else (left or "?") + (right or "?")
    return None


def _root(expr: Expr) -> str:
    """First name of a chain of calls and attributes."""
    current: Node = expr
    while True:
        if isinstance(current, Attr):
            current = current.base
        elif isinstance(current, Call):
            current = current.callee
        elif isinstance(current, Index):
            current = current.base
        else:
            return dotted(current) if isinstance(current, (Name, Expr)) else ""


def _is_read(call: Call, name: str, file_is_ruby: bool, types: dict[str, str]) -> bool:
    if not isinstance(call.callee, Attr):
        return False
    if name in _READS:
        if name in ("all", "any"):
            # Promise.all, asyncio's and the built-ins take what they work on; a query's all() takes nothing.
            chain = dotted(call.callee.base)
            return _root(call.callee) not in ("Promise", "asyncio", "router", "app", "np", "z") and (
                (name == "any" and bool(chain) and bool(call.args)) or (name == "all" and not call.args)
            )
        return True
    if (
        name == "get" and not call.args and isinstance(call.callee.base, Call)
    ):  # Eloquent's Order::where(...)->get()
        root = _root(call.callee)
        return root[:1].isupper() and root not in (
            "Cache",
            "Http",
            "Session",
            "Config",
            "Storage",
            "Optional",
        )
    if name in ("where", "order", "includes", "joins") and isinstance(call.callee.base, Name):  # Rails
        return bool(re.fullmatch(r"[A-Z]\w*[a-z]\w*", call.callee.base.id)) and file_is_ruby
    if name not in _AMBIGUOUS_READS:
        return False
    argument = call.positional(0)
    base = dotted(call.callee.base)
    last = types.get(base) or base.rpartition(".")[2]
    if name == "find":
        return not isinstance(argument, (Function, Name)) and (
            last[:1].isupper()
            or last.lower().endswith(("repository", "repo", "model", "collection"))
            or "collection" in base
        )
    if name in ("filter", "order_by"):
        return base.endswith(".objects") or ".objects." in base
    if name == "from":  # drizzle's db.select().from(orders)
        return isinstance(call.callee.base, Call) and dotted(call.callee.base.callee).endswith(".select")
    if name in ("select", "orderBy", "where"):
        return isinstance(call.callee.base, Call) and _root(call.callee) in ("knex", "db", "trx")
    if name == "scalars":
        return isinstance(call.parent, (Call, Attr)) is False
    if name in ("Find", "Select"):
        return bool(call.args) and any(getattr(a.value, "op", "") == "&" for a in call.args)
    return False


def _is_write(call: Call, name: str, file: str, types: dict[str, str]) -> bool:
    callee = call.callee
    if not isinstance(callee, Attr):
        return False
    base = dotted(callee.base) or _root(callee)
    last = types.get(base) or base.replace("()", "").rpartition(".")[2].lower()
    if file.endswith(".cs"):
        name = name[:1].lower() + name[1:].removesuffix("Async")
    owner = re.sub(r"(?:^|[._])(?:db_?)?session$", "", base, flags=re.IGNORECASE).replace(
        "ctx.state.", ""
    )  # a database session is no record
    if bookkeeping(owner) or any(bookkeeping(_argument_name(a.value)) for a in call.args[:1]):
        return False
    if name in _WRITES:
        return True
    if last == _RECORD and name == "update" and isinstance(call.positional(0), Mapping):
        return _tells_state(call.positional(0))
    session = last.endswith(("session", "db")) or last in ("tx", "uow")
    if session and name in _OWNED_WRITES["session"] and len(call.args) == 1:
        return True
    if session and name in ("Create", "Save", "Delete", "Updates"):  # gorm
        return True
    if last == "objects" and name in _OWNED_WRITES["objects"]:
        return True
    if "prisma" in base.lower().split(".") and name in _OWNED_WRITES["prisma"]:
        return True
    if last in ("entitymanager", "em") and name in _OWNED_WRITES["manager"]:
        return True
    if _by_name(call, name, base, last, file):
        return True
    if last.endswith(_SERVICE_TAILS):
        kind = "repo" if last.endswith(("repo", "repository", "store", "dao")) else "service"
        return name in _OWNED_WRITES[kind]
    if (
        name in ("insert", "update", "delete") and last in ("db", "tx", "trx") and len(call.args) == 1
    ):  # drizzle
        return True
    if name in ("insert", "del", "update", "delete") and isinstance(callee.base, Call):
        root = _root(callee)
        if root in ("knex", "db", "trx"):
            return True
        return name in ("update", "delete") and ".objects." in dotted(callee)
    return name == "save" and _whole(call) and bool(base) and last not in ("form", "file", "image", "fig")


def _whole(call: Call) -> bool:
    """``record.save()``, and Django's ``save(update_fields=[...])`` of fields that tell a state."""
    if not call.args:
        return True
    fields = call.args[0].value
    if len(call.args) > 1 or call.args[0].name != "update_fields" or not isinstance(fields, Sequence):
        return False
    names = [item.value for item in fields.items if isinstance(item, Literal)]
    return any(isinstance(n, str) and n != "updated_at" and _is_state(n) for n in names)


_STATES = re.compile(
    r"(?:^|_)(?:archived|deleted|removed|paid|cancell?ed|approved|rejected|declined|closed|published|completed|shipped|"
    r"delivered|suspended|disabled|enabled|activated|deactivated|revoked|blocked|resolved|refunded|released|submitted|"
    r"finished|dismissed|banned|hidden|trashed|withdrawn)_at$"
)
"""Times that say what became of a record, unlike those of when it was last looked at."""


def _is_state(field: str) -> bool:
    return not bookkeeping(field) and (not field.endswith("_at") or bool(_STATES.search(field)))


_WRITING = re.compile(
    r"^(?:create|insert|update|delete|save|remove|upsert|put|store|archive|cancel|approve|reject|deactivate|publish|purge)"
    r"(?=[A-Z_])",
)
_RECORDS = (".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".rb", ".php")
"""Files in which records write themselves."""
_RECORD_WRITES = frozenset(
    {
        "update!",
        "save!",
        "update",
        "update_attributes",
        "update_columns",
        "increment!",
        "toggle!",
        "forceDelete",
    }
)
_NO_RECORD = re.compile(
    r"(?:Document|Client|Builder|Factory|Workbook|Image|Stream|Schema|Agent|Parser|Store|Context|Config|Error|Axios|Api)$"
)
_NO_RECORDS = frozenset(
    {"Object", "Reflect", "Map", "Set", "Date", "Error", "URL", "Buffer", "Promise", "Router", "App"}
)


def _by_name(call: Call, name: str, base: str, last: str, file: str) -> bool:
    """``h.store.DeleteOrder(...)``, ``Order.create({...})``, ``order.destroy()``."""
    if bookkeeping(name):
        return False
    if last.endswith((*_SERVICE_TAILS, "db", "queries")) and _WRITING.match(name[:1].lower() + name[1:]):
        return bool(call.args)
    if not file.endswith(_RECORDS):
        return False
    owner = base.rpartition(".")[2]
    if (
        file.endswith((".rb", ".php"))
        and name in _RECORD_WRITES
        and re.fullmatch(r"@?(?:self\.)?[a-z]\w*", base)
    ):
        return not re.search(r"params|options|hash|cache|config|digest|cookies|headers|http|client", base)
    if name in (
        "create",
        "destroy",
        "update",
        "bulkCreate",
        "create!",
        "destroy!",
        "update!",
        "destroy_all",
        "delete_all",
    ):
        if (
            re.fullmatch(r"[A-Z]\w*[a-z]\w*", owner)
            and not _NO_RECORD.search(owner)
            and owner not in _NO_RECORDS
        ):
            return bool(call.args)
        return (
            name in ("destroy", "destroy!")
            and not call.args
            and bool(base)
            and not re.search(r"socket|stream|req|res|server|conn|client|chart|modal|editor", last)
        )
    return False


def _argument_name(expr: Expr) -> str:
    if isinstance(expr, Call):
        return dotted(expr.callee)
    return dotted(expr)


def _shown(call: Call) -> str:
    name = dotted(call.callee)
    return f"{name.replace('()', '(...)')}(...)" if name else "a write"


def _types_of(function: Function) -> dict[str, str]:
    """Names that hold a service, repository or store by their declared type -> that type in lower case: parameters,
    fields, and what a TypeScript constructor takes."""
    found: dict[str, str] = {}

    def keep(name: str, annotation: str) -> None:
        kind = re.split(r"[<\[|?]", annotation)[0].strip(" *&").rpartition(".")[2].lower()
        if kind.endswith(_SERVICE_TAILS):
            found.setdefault(name, kind)

    for node in (function, *function.ancestors()):
        if isinstance(node, Function):
            for param in node.params:
                keep(param.name, param.annotation)
        elif isinstance(node, Class):
            for member in node.body.items:
                if isinstance(member, Assign) and member.annotation:
                    for target in member.targets:
                        keep(dotted(target), member.annotation)
                        keep(f"this.{dotted(target)}", member.annotation)
                elif isinstance(member, Function) and member.name in ("constructor", "__init__"):
                    for param in member.params:
                        keep(f"this.{param.name}", param.annotation)
                        keep(f"self.{param.name}", param.annotation)
                        keep(f"self._{param.name}", param.annotation)
    return found


def _tells_state(fields: Expr | None) -> bool:
    """Whether ``{ open: false, lastSeenAt: now }`` changes more than when the record was looked at."""
    keys = (
        [p.key.value for p in fields.pairs if isinstance(p.key, Literal)]
        if isinstance(fields, Mapping)
        else []
    )
    return any(isinstance(k, str) and _is_state(snake(k)) for k in keys)


_RECORD = "a loaded record"
_LOADS = frozenset({"findByPk", "findOne", "findById"})


def _records_of(function: Function) -> dict[str, str]:
    """Names that hold a record which the function itself loaded by its key."""
    found: dict[str, str] = {}
    for node in function.body.walk():
        if isinstance(node, Assign) and len(node.targets) == 1 and isinstance(node.targets[0], Name):
            value = node.value.value if isinstance(node.value, Await) else node.value
            if (
                isinstance(value, Call)
                and isinstance(value.callee, Attr)
                and value.callee.name in _LOADS
                and dotted(value.callee.base)[:1].isupper()
            ):
                found[node.targets[0].id] = _RECORD
    return found


def _lists_by_name(call: Call, name: str, types: dict[str, str]) -> bool:
    if not isinstance(call.callee, Attr):
        return False
    base = dotted(call.callee.base)
    last = types.get(base) or base.rpartition(".")[2].lower()
    return last.endswith((*_SERVICE_TAILS, "crud")) and bool(_LIST_NAMES.search(name))


def _service(call: Call, file: str, sources: Sources, function: Function, depth: int) -> Access | None:
    """Access of the local function that is called, when it can be named."""
    name = dotted(call.callee)
    if not name or "()" in name:
        return None
    target: tuple[str, Function] | None = None
    if name.startswith(("self.", "this.")):
        target = _member(name, file, sources, function)
    else:
        target = sources.function(file, name) or _typed(name, file, sources, function)
    if target is None and file.endswith(_FIELDS_BARE):
        target = _field(name.removeprefix("this."), file, sources, function)
    if target is None or target[1] is function:
        return None
    return access_of(target[1], target[0], sources, depth + 1)


def _typed(name: str, file: str, sources: Sources, function: Function) -> tuple[str, Function] | None:
    """``service.list()`` where a parameter says ``service: OrderService``."""
    head, _, method = name.partition(".")
    if not method or "." in method:
        return None
    for param in function.params:
        if param.name == head and param.annotation:
            for word in re.findall(r"[A-Z]\w+", param.annotation):
                found = sources.function(file, f"{word}.{method}")
                if found is not None:
                    return found
    return None


def _field(name: str, file: str, sources: Sources, function: Function) -> tuple[str, Function] | None:
    """``orders.findAll()`` and ``_orders.FindAll()`` on a field whose type is a class of this repository, or on one of
    its interfaces with a single implementation; a bare name is a method of the class itself."""
    owner = enclosing(function, Class)
    head, _, method = name.partition(".")
    if owner is None or "." in method:
        return None
    if not method:
        return sources.function(file, f"{owner.name}.{head}")
    for member in owner.body.items:
        if isinstance(member, Assign) and any(dotted(t) == head for t in member.targets):
            kind = member.annotation.partition("<")[0].rpartition(".")[2].rstrip("?")
            for made in (f"{kind}Impl", f"Default{kind}", kind[1:] if kind[:1] == "I" else "", kind):
                found = sources.function(file, f"{made}.{method}") if made else None
                if found is not None:
                    return found
    return None


def _member(name: str, file: str, sources: Sources, function: Function) -> tuple[str, Function] | None:
    """``this.orders.findAll()`` where the constructor takes ``private orders: OrdersService``; ``self.helper()``."""
    owner = enclosing(function, Class)
    if owner is None:
        return None
    parts = name.split(".")
    if len(parts) == 2:
        return sources.function(file, f"{owner.name}.{parts[1]}")
    if len(parts) != 3:
        return None
    for member in owner.body.items:
        if isinstance(member, Function) and member.name in ("constructor", "__init__"):
            for param in member.params:
                if param.name in (parts[1], parts[1].lstrip("_")) and param.annotation:
                    word = re.search(r"[A-Z]\w+", param.annotation)
                    if word:
                        return sources.function(file, f"{word.group()}.{parts[2]}")
    return None
