"""Which calls talk to a database or another machine: the knowledge that the rules about loops and results share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from checks.performance.typed_queries import declared_type, typed_access
from checks.security.sql_text import looks_like_sql, sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow


class Kind(StrEnum):
    """What a call does over there."""

    READ = "read"
    WRITE = "write"
    BATCH = "batch"
    """Many rows in one round trip."""
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class Access:
    """One round trip. ``shown`` names the call in messages; ``sql`` is its text where known."""

    call: m.Call
    kind: Kind
    shown: str
    sql: str = ""


_SQL_BATCH = re.compile(
    r"\b(?:executemany|execute_values|execute_batch|copy_\w+|SendBatch|CopyFrom|NamedExec)$|[bB]atch(?:\(\))?\.Queue$"
)
_SQL_WRITE = re.compile(r"^\s*(?:insert|update|delete|replace|merge)\b", re.IGNORECASE)
_SQL_DATA = re.compile(r"^\s*\(*\s*(?:select|with|insert|update|delete|replace|merge)\b", re.IGNORECASE)

# --- Python ---
_DJANGO_ENDS = frozenset(
    {
        "get", "first", "last", "count", "exists", "aggregate", "earliest", "latest", "contains", "in_bulk",
        "aget", "afirst", "acount", "aexists",
    }
)  # fmt: skip
_DJANGO_WRITES = frozenset(
    {"create", "get_or_create", "update_or_create", "update", "delete", "acreate", "aupdate", "adelete"}
)
_DJANGO_BATCH = frozenset({"bulk_create", "bulk_update", "abulk_create", "abulk_update", "in_bulk"})
DJANGO_LAZY = frozenset(
    {
        "filter", "exclude", "all", "values", "values_list", "order_by", "select_related", "prefetch_related",
        "annotate", "distinct", "only", "defer", "raw", "select_for_update", "using", "union",
    }
)  # fmt: skip
_MANAGER = re.compile(r"\.(?:objects|_default_manager|_base_manager|all_objects|active)\.")
_QUERY_ENDS = frozenset(
    {
        "all", "first", "one", "one_or_none", "scalar", "count", "get", "first_or_404", "get_or_404", "one_or_404",
        "delete", "update", "fetchall", "scalar_one", "scalar_one_or_none", "paginate",
    }
)  # fmt: skip
_FLASK_QUERY = re.compile(r"(?:^|\.)[A-Z]\w*\.query\.")
_SESSION_QUERY = re.compile(r"(?:session|db|sess|conn|s)(?:\(\))?\.query\(\)\.", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:^|[._])(?:session|sess|db|conn|connection|dbsession|engine|uow|tx|s)(?:\(\))?$", re.IGNORECASE
)
_SESSION_ENDS = frozenset({"execute", "scalar", "scalars", "stream", "stream_scalars"})
_MONGO = {
    "find_one": Kind.READ, "count_documents": Kind.READ, "findOne": Kind.READ, "countDocuments": Kind.READ,
    "insert_one": Kind.WRITE, "update_one": Kind.WRITE, "delete_one": Kind.WRITE, "replace_one": Kind.WRITE,
    "find_one_and_update": Kind.WRITE, "insertOne": Kind.WRITE, "updateOne": Kind.WRITE, "deleteOne": Kind.WRITE,
    "insert_many": Kind.BATCH, "bulk_write": Kind.BATCH, "insertMany": Kind.BATCH, "bulkWrite": Kind.BATCH,
}  # fmt: skip
_HTTP_PYTHON = re.compile(
    r"^(?:requests\.(?:get|request|(?:sessions\.)?[sS]ession\(\)\.get)|httpx\.(?:get|(?:Async)?Client\(\)\.get)|aiohttp\.(?:client\.)?ClientSession\(\)\.get|urllib\.request\.urlopen)$"
)
_REDIS = re.compile(r"(?:^|[._])redis(?:_?client|_?conn|client)?(?:\(\))?$|^redis\.", re.IGNORECASE)
_REDIS_READS = frozenset({"get", "hget", "hgetall", "smembers", "ttl", "lrange", "zscore"})
_DYNAMO = re.compile(r"(?:^|[._])(?:table|dynamodb|ddb|dynamo)(?:_client|_table)?$", re.IGNORECASE)
_REPOSITORY = re.compile(r"(?:^|[._a-z])(?:repo|repos|repository|Repo|Repository|dao|Dao|DAO)$")
_REPOSITORY_READ = re.compile(
    r"^(?:[gG]et|[fF]ind|[fF]etch|[lL]oad|[lL]ist|[cC]ount|[eE]xists|[sS]elect|[lL]ookup|[bB]y)(?=$|[_A-Z])"
)

# --- JavaScript ---
_PRISMA = re.compile(r"(?:^|\.)(?:prisma\w*|\w*[pP]risma(?:Client|Service)?|tx|trx|db|client)(?:\(\))?\.\w+$")
_PRISMA_READS = frozenset(
    {
        "findUnique",
        "findUniqueOrThrow",
        "findFirst",
        "findFirstOrThrow",
        "findMany",
        "count",
        "aggregate",
        "groupBy",
    }
)
_PRISMA_WRITES = frozenset({"create", "update", "upsert", "delete"})
_PRISMA_BATCH = frozenset({"createMany", "updateMany", "deleteMany", "createManyAndReturn"})
_MODEL_READS = frozenset(
    {
        "findById", "findByPk", "findOne", "findAll", "findOneBy", "findOneByOrFail", "findOneOrFail", "findBy",
        "countDocuments", "estimatedDocumentCount", "findAndCount", "findAndCountAll", "find", "count", "countBy",
        "exists", "existsBy", "exist", "distinct", "aggregate",
    }
)  # fmt: skip
_MODEL_WRITES = frozenset(
    {
        "create", "update", "destroy", "updateOne", "deleteOne", "findByIdAndUpdate", "findOneAndUpdate",
        "findByIdAndDelete", "findOneAndDelete", "upsert", "increment", "findOrCreate", "save", "insert", "delete", "remove",
    }
)  # fmt: skip
_TYPEORM = re.compile(
    r"(?:[rR]epository|[rR]epo|getRepository\(\)|(?:^|\.)(?:em|manager|entityManager|dataSource))$"
)
_STORE_TYPE = re.compile(
    r"^(?:\w*Repository|EntityManager|DataSource)(?:<.+>)?$|^(?:Model|ReturnModelType)<.+>$|^typeof [A-Z]\w*$"
)
"""What TypeScript declares of an injected store: ``Repository<User>``, ``Model<UserDocument>``, ``typeof User``."""
_BUILDER_ENDS = {"getOne": Kind.READ, "getMany": Kind.READ, "getCount": Kind.READ, "getRawOne": Kind.READ,
                 "getRawMany": Kind.READ, "getOneOrFail": Kind.READ, "getManyAndCount": Kind.READ}  # fmt: skip
_KNEX_ROOT = re.compile(r"^(?:\w+\.)*(?:knex|db|trx|tx|conn|database)(?:\(\))")
_DRIZZLE = re.compile(
    r"^(?:\w+\.)*(?:db|tx|trx|drizzle|database)\.(?:(?P<read>select|selectDistinct)\(\)\.from|(?P<write>insert\(\)\.values|update\(\)\.set|delete)|query\.\w+\.(?:findFirst|findMany))\(\)"
)
_HTTP_JS = re.compile(
    r"^(?:fetch|node-fetch|axios(?:\.get)?|axios\.create\(\)\.get|got(?:\.get)?|ky(?:\.get)?|superagent\.get|undici\.fetch)$"
)
_MODEL_LIBRARIES = (
    "mongoose",
    "sequelize",
    "typeorm",
    "objection",
    "sequelize-typescript",
    "@nestjs/typeorm",
)

# --- Go ---
_GORM_READS = frozenset({"First", "Find", "Take", "Last", "Count", "Scan", "Pluck"})
_GORM_WRITES = frozenset({"Save", "Create", "Updates", "Update", "Delete", "FirstOrCreate"})
_GORM = re.compile(
    r"(?:^|\.)(?:db|tx|DB|gdb|conn|database)(?:\(\))?(?:\.(?:WithContext|Where|Model|Preload|Order|Joins|Select|Table|Unscoped|Debug|Session|Not|Or|Limit|Clauses|Association)\(\))*$"
)

_SQLC = re.compile(r"(?:^|\.)(?:q|queries|Queries|qtx|store)$")

_FAMILY = {"typescript": "javascript", "tsx": "javascript"}


def access_of(flow: Flow, call: m.Call) -> Access | None:
    """The round trip that a call makes; None when it makes none."""
    known: dict[int, Access | None] = flow.memo.setdefault("performance.queries", {})  # type: ignore[assignment]  # memo holds objects; this key holds these
    if id(call) not in known:
        read = {"python": _python, "javascript": _javascript, "go": _go}.get(
            _FAMILY.get(flow.module.language, flow.module.language), _typed
        )
        known[id(call)] = read(flow, call)
    return known[id(call)]


def _typed(flow: Flow, call: m.Call) -> Access | None:
    found = typed_access(flow, call)
    if found is None:
        return None
    return Access(call, Kind(found[0]), _short_chain(m.dotted(call.callee)), found[1])


def accesses(flow: Flow) -> dict[int, Access]:
    """Every round trip among the calls that the flow lists, by ``id`` of its call."""
    return {id(c): a for c in flow.calls() if (a := access_of(flow, c)) is not None}


def continued(call: m.Call) -> bool:
    """Whether the call is only a link of a longer chain: ``call.more(...)``."""
    return (
        isinstance(call.parent, m.Attr)
        and isinstance(call.parent.parent, m.Call)
        and call.parent.parent.callee is call.parent
    )


def chain_root(call: m.Expr) -> m.Expr:
    """What a chain of calls and attributes starts from."""
    while True:
        if isinstance(call, m.Call):
            call = call.callee
        elif isinstance(call, (m.Attr, m.Index)):
            call = call.base
        elif isinstance(call, m.Await):
            call = call.value
        else:
            return call


def chain_parts(flow: Flow, call: m.Call) -> list[m.Expr]:
    """The chain itself and the statement it is given by name: ``stmt`` of ``session.execute(stmt)``."""
    parts: list[m.Expr] = [call]
    for arg in call.args[:1]:
        built = flow.definition(arg.value)
        if built is not arg.value:
            parts.append(built)
    return parts


def _raw(flow: Flow, call: m.Call) -> Access | None:
    found = sql_argument(flow, call)
    if found is None:
        return None
    value = flow.value(found[0])
    text = value.known_text.strip()
    if not looks_like_sql(text) or not _SQL_DATA.match(text):
        return None
    if value.parts and value.text is None and _dynamic_table(value.parts):
        return None  # another table each time: no single statement could do it
    shown = m.dotted(call.callee) or "the query"
    if _SQL_BATCH.search(shown):
        return Access(call, Kind.BATCH, shown, text)
    return Access(call, Kind.WRITE if _SQL_WRITE.match(text) else Kind.READ, shown, text)


def _dynamic_table(parts: tuple[str | None, ...]) -> bool:
    before = ""
    for part in parts:
        if part is None and re.search(
            r"\b(?:from|into|update|join|table)\s+[\"`\[]?(?:\w+\.)?[\"`\[]?$", before, re.IGNORECASE
        ):
            return True
        before = part or ""
    return False


def _python(flow: Flow, call: m.Call) -> Access | None:
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    name = callee.name
    path = m.dotted(callee)
    if _MANAGER.search(path):
        if name in _DJANGO_BATCH:
            return Access(call, Kind.BATCH, path)
        if name in _DJANGO_ENDS and not continued(call):
            return Access(call, Kind.READ, path)
        if name in _DJANGO_WRITES:
            return Access(call, Kind.WRITE, path)
        if name in DJANGO_LAZY and not continued(call) and consumed(flow, call):
            return Access(call, Kind.READ, path)
        return None
    if (
        name in _QUERY_ENDS
        and (_FLASK_QUERY.search(path) or _SESSION_QUERY.search(path))
        and not continued(call)
    ):
        return Access(call, Kind.WRITE if name in ("delete", "update") else Kind.READ, path)
    if name in _SESSION_ENDS and _SESSION.search(m.dotted(callee.base)):
        first = call.positional(0)
        built = flow.definition(first) if first is not None else None
        root = flow.resolve(chain_root(built)) if built is not None else ""
        if re.match(
            r"^sqlalchemy\b.*\.(?:select|insert|update|delete|exists)$|^(?:select|insert|update|delete)$",
            root,
        ):
            return Access(call, Kind.READ if root.endswith(("select", "exists")) else Kind.WRITE, path)
    if name == "get" and len(call.args) >= 2 and _SESSION.search(m.dotted(callee.base)):
        first = call.positional(0)
        if isinstance(first, (m.Name, m.Attr)) and m.dotted(first).rpartition(".")[2][:1].isupper():
            return Access(call, Kind.READ, path)
    common = _common(flow, call, callee, name, path)
    if common is not None:
        return common
    if _HTTP_PYTHON.match(flow.resolve(callee)):
        return Access(call, Kind.HTTP, path)
    return _raw(flow, call)


def _common(flow: Flow, call: m.Call, callee: m.Attr, name: str, path: str) -> Access | None:
    receiver = m.dotted(callee.base)
    if name in _MONGO and receiver and (name not in ("findOne",) or not receiver[:1].isupper()):
        if _TYPEORM.search(receiver):
            return Access(call, _MONGO[name], path)
        return Access(call, _MONGO[name], path)
    if name in _REDIS_READS and _is_redis(flow, callee.base, receiver):
        return Access(call, Kind.READ, path)
    if (
        name in ("get_item", "put_item", "query")
        and _DYNAMO.search(receiver)
        and (name != "query" or call.keyword("KeyConditionExpression"))
    ):
        return Access(call, Kind.WRITE if name == "put_item" else Kind.READ, path)
    if _REPOSITORY.search(receiver) and _REPOSITORY_READ.match(name) and call.args:
        return Access(call, Kind.READ, path)
    return None


def _is_redis(flow: Flow, base: m.Expr, receiver: str) -> bool:
    """A connection of Redis that answers at once, not a pipeline that collects."""
    found = flow.resolve(base)
    if "pipe" in found.lower() or "pipe" in receiver.lower() or "multi" in found:
        return False
    return bool(_REDIS.search(receiver)) or found.startswith("redis.")


_CONSUMERS = frozenset(
    {
        "list",
        "len",
        "set",
        "tuple",
        "sorted",
        "sum",
        "dict",
        "bool",
        "any",
        "all",
        "max",
        "min",
        "next",
        "iter",
    }
)


def consumed(flow: Flow, expr: m.Expr) -> bool:
    """Whether a lazy query runs where it stands: it is iterated, counted, indexed, or put into a collection there."""
    parent = expr.parent
    if isinstance(parent, m.Loop):
        return parent.iterable is expr
    if isinstance(parent, m.Clause):
        return parent.iterable is expr
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        return isinstance(parent.parent.callee, m.Name) and parent.parent.callee.id in _CONSUMERS
    if isinstance(parent, m.Index):
        return parent.base is expr and not (isinstance(parent.key, m.Opaque) and "slice" in parent.key.what)
    if isinstance(parent, m.Spread) or (isinstance(parent, m.Unary) and parent.op == "not"):
        return True
    if isinstance(parent, m.If):
        return parent.test is expr
    if isinstance(parent, m.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], m.Name):
        name = parent.targets[0].id
        scope = flow.scopes.scope_of(parent)
        uses = [n for n in scope.walk() if isinstance(n, m.Name) and n.id == name and n.start > parent.end]
        return any(not isinstance(u.parent, (m.Assign, m.Attr)) and consumed(flow, u) for u in uses[:20])
    return False


def _javascript(flow: Flow, call: m.Call) -> Access | None:
    callee = call.callee
    if isinstance(callee, m.Name):
        name = flow.resolve(callee)
        if _HTTP_JS.match(name):
            return Access(call, Kind.HTTP, callee.id)
        return _knex(call, m.dotted(call))
    if not isinstance(callee, m.Attr):
        return None
    name, path = callee.name, m.dotted(callee)
    receiver = m.dotted(callee.base)
    if (
        name in _PRISMA_READS | _PRISMA_WRITES | _PRISMA_BATCH
        and _PRISMA.search(receiver)
        and _prisma_like(call, receiver)
    ):
        kind = Kind.BATCH if name in _PRISMA_BATCH else Kind.WRITE if name in _PRISMA_WRITES else Kind.READ
        return Access(call, kind, path)
    if name in _BUILDER_ENDS:
        return Access(call, _BUILDER_ENDS[name], _short_chain(path))
    if name in _MODEL_READS | _MODEL_WRITES:
        kind = Kind.WRITE if name in _MODEL_WRITES else Kind.READ
        if _TYPEORM.search(receiver) or _STORE_TYPE.match(declared_type(flow, callee.base)):
            many = name in ("save", "insert", "remove") and isinstance(call.positional(0), m.Sequence)
            return Access(call, Kind.BATCH if many else kind, path)
        last = receiver.rpartition(".")[2]
        if re.match(r"^(?:[A-Z][a-z]\w*|\w*Model)$", last) and _is_model(flow, call, name, last):
            return Access(call, kind, path)
    common = _common(flow, call, callee, name, path)
    if common is not None:
        return common
    if _HTTP_JS.match(flow.resolve(callee)):
        return Access(call, Kind.HTTP, path)
    if not continued(call):
        chain = m.dotted(call)
        found = _DRIZZLE.match(chain)
        if found:
            return Access(call, Kind.WRITE if found.group("write") else Kind.READ, _short_chain(path))
        knex = _knex(call, chain)
        if knex is not None:
            return knex
    return _raw(flow, call)


def _prisma_like(call: m.Call, receiver: str) -> bool:
    """Names such as ``db.order.create`` are Prisma's only with its one object argument."""
    if "prisma" in receiver.lower():
        return True
    first = call.positional(0)
    return isinstance(first, m.Mapping) and any(
        first.get(k) is not None for k in ("where", "data", "select", "include")
    )


def _is_model(flow: Flow, call: m.Call, name: str, last: str) -> bool:
    if name in ("findById", "findByPk", "findByIdAndUpdate", "findOneAndUpdate", "findByIdAndDelete", "findOneAndDelete",
                "findAndCountAll", "estimatedDocumentCount", "countDocuments", "findOneBy"):  # fmt: skip
        return True
    if flow.imports_any(*_MODEL_LIBRARIES):
        return True
    if name in (
        "findOne",
        "findAll",
        "find",
        "updateOne",
        "deleteOne",
        "destroy",
        "create",
        "count",
        "exists",
        "aggregate",
    ):
        _, bindings = flow.scopes.lookup(last, call)
        module = next((b.node.module for b in bindings if isinstance(b.node, m.Import)), "")
        module = module or next((flow.resolve(b.value) for b in bindings if b.value is not None), "")
        return bool(re.search(r"models?|entit|schema|/db", module, re.IGNORECASE)) or last.endswith("Model")
    return False


def _knex(call: m.Call, chain: str) -> Access | None:
    """``await knex('users').where(...)``: a chain that starts with a table's name and is awaited or returned."""
    if not _KNEX_ROOT.match(chain) or continued(call):
        return None
    inner: m.Expr = call
    names: list[str] = []
    while isinstance(inner, m.Call) and isinstance(inner.callee, m.Attr):
        if m.dotted(inner.callee) in ("this.knex", "this.db", "this.trx"):
            break
        names.append(inner.callee.name)
        inner = inner.callee.base
    if not isinstance(inner, m.Call) or not inner.args or not isinstance(inner.args[0].value, m.Literal):
        return None
    if not isinstance(call.parent, (m.Await, m.Return)):
        return None
    writes = any(n in ("insert", "update", "del", "delete", "increment", "decrement") for n in names)
    return Access(call, Kind.WRITE if writes else Kind.READ, _short_chain(chain.removesuffix("()")))


def _short_chain(path: str) -> str:
    return path if len(path) <= 50 else path[:20] + "..." + path[-25:]


def _go(flow: Flow, call: m.Call) -> Access | None:
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    name, receiver, path = callee.name, m.dotted(callee.base), m.dotted(callee)
    if flow.resolve(callee) == "net/http.Get":
        return Access(call, Kind.HTTP, path)
    if (
        name in _GORM_READS | _GORM_WRITES
        and _GORM.search(receiver)
        and "gorm.io" in _imports(flow)
        and not continued_gorm(call)
    ):
        return Access(call, Kind.WRITE if name in _GORM_WRITES else Kind.READ, _short_chain(path))
    if (
        len(call.args) >= 2
        and (_REPOSITORY.search(receiver) or _SQLC.search(receiver))
        and _REPOSITORY_READ.match(name)
    ):
        return Access(call, Kind.READ, path)
    if name in _GO_REDIS_READS and _REDIS_NAME.search(receiver) and "redis" in _imports(flow):
        return Access(call, Kind.READ, path)
    if name in _PREPARED_READS and isinstance(callee.base, m.Name):
        bindings = flow.scopes.lookup(callee.base.id, callee.base)[1]
        made = bindings[0].value if len(bindings) == 1 else None  # stmt, err := db.Prepare(...)
        if isinstance(made, m.Call) and m.dotted(made.callee).rpartition(".")[2] in _PREPARES:
            prepared = _raw(flow, made)
            if prepared is not None and prepared.kind is Kind.READ:
                return Access(call, Kind.READ, path, prepared.sql)
    return _raw(flow, call)


_GO_REDIS_READS = frozenset(
    {"Get", "HGet", "HGetAll", "Exists", "SMembers", "TTL", "LRange", "ZScore", "SIsMember"}
)
_REDIS_NAME = re.compile(r"(?:^|\.)(?:rdb|redis(?:[cC]lient)?)$")
_PREPARES = frozenset({"Prepare", "PrepareContext", "Preparex", "PreparexContext"})
_PREPARED_READS = frozenset(
    {
        "Query",
        "QueryContext",
        "QueryRow",
        "QueryRowContext",
        "Queryx",
        "QueryRowx",
        "Get",
        "GetContext",
        "Select",
    }
)


def continued_gorm(call: m.Call) -> bool:
    """``db.First(&x).Error`` still runs at First; only a further finisher would be another query."""
    return (
        continued(call) and isinstance(call.parent, m.Attr) and call.parent.name in _GORM_READS | _GORM_WRITES
    )


def _imports(flow: Flow) -> str:
    return " ".join(i.module for i in flow.imports())
