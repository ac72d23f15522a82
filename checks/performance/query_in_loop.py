"""One query for every item of a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.callees import UNIT_OF_WORK
from checks.performance.entity_relations import entity_reads
from checks.performance.jpa_relations import jpa_reads
from checks.performance.loops import Repetition, mentions, repeated, turn_names
from checks.performance.queries import Access, Kind, access_of, accesses, chain_parts, chain_root
from checks.performance.query_in_loop_examples import BAD, GOOD
from checks.performance.query_in_loop_typed_examples import TYPED_BAD, TYPED_GOOD
from checks.performance.record_relations import record_reads
from checks.performance.relations import lazy_reads
from checks.performance.serializer_relations import serializer_reads
from checks.performance.services import entered_by
from checks.performance.template_loops import template_reads
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_SILENT_PATH = re.compile(
    r"(?:^|/)(?:migrations?|migrate|alembic|versions|seeds?|seeders?|fixtures)/|(?:^|/)seed\w*\.\w+$"
)
_CACHED = ("cache", "lru_cache", "cached", "memoize", "memoized", "cached_property", "alru_cache")
_TRANSACTION = re.compile(r"(?:^|[._])(?:tx|trx|txn|transaction)(?:\.|$|\()", re.IGNORECASE)
_URL_START = re.compile(r"^https?://[\w.:-]+", re.IGNORECASE)


def check(view: FileView) -> Iterator[Site]:
    """Every call that talks to a database (or fetches from one host) is a site."""
    if _SILENT_PATH.search(view.path):
        return
    if view.language == "html":
        yield from _in_template(view)
    if view.module is None:
        return
    flow = view.flow
    found = accesses(flow)
    for access in found.values():
        if access.kind is Kind.HTTP and not _same_host(flow, access.call):
            continue
        yield _site(view, access.call, _direct(flow, access))
    for call in flow.calls():
        if id(call) not in found and call.args:
            site = _through_helper(view, call)
            if site is not None:
                yield site
    yield from _in_serializer(view)
    for read in (*lazy_reads(view), *jpa_reads(view), *record_reads(view), *entity_reads(view)):
        defect = None if read.again is None else _defect(read.shown, read.again, read.fix)
        yield _site(view, read.node, defect)


def _in_serializer(view: FileView) -> Iterator[Site]:
    for read in serializer_reads(view):
        message = (
            f"`{read.shown}` goes to the database once for each object that `{read.owner}` shows in a list."
        )
        yield _site(view, read.node, Defect(message, fix=read.fix) if read.fix else None)


def _in_template(view: FileView) -> Iterator[Site]:
    for read in template_reads(view):
        message = f"`{read.shown}` goes to the database once for each `{read.item}` of the loop at line {read.loop_line}."
        yield view.line_site(read.line, Defect(message, fix=read.fix) if read.fix else None)


def _site(view: FileView, node: m.Node, defect: Defect | None) -> Site:
    """The call or access itself; its whole statement where that starts on the same line and holds no loop of its own."""
    statement = m.statement_of(node)
    inner = any(isinstance(n, (m.Loop, m.Comprehension, m.Function)) for n in _between(node, statement))
    return view.site(node if inner or statement.line != node.line else statement, defect)


def _between(node: m.Node, outer: m.Node) -> Iterator[m.Node]:
    for parent in node.ancestors():
        yield parent
        if parent is outer:
            return


def _direct(flow: Flow, access: Access) -> Defect | None:
    if access.kind is Kind.BATCH:
        return None
    again = repeated(flow, access.call)
    if again is None:
        return _serializer(access)
    if _remembered(flow, access.call, again) or _one_transaction(flow, access, again):
        return None
    names = turn_names(again)
    if mentions(chain_root(access.call), names) or _for_many(flow, access, names):
        return None
    if access.kind is Kind.WRITE and not _could_be_one(flow, access, names):
        return None
    if access.kind is Kind.HTTP and not _by_item(access.call, again):
        return None
    return _defect(access.shown, again, _fix(flow, access), access.kind)


def _defect(shown: str, again: Repetition, fix: str, kind: Kind = Kind.READ) -> Defect:
    what = "sends a request" if kind is Kind.HTTP else "goes to the database"
    turn = f"`{again.item}`" if again.names else "turn"
    return Defect(f"`{shown}` {what} once for each {turn} of the loop at line {again.node.line}.", fix=fix)


def _fix(flow: Flow, access: Access) -> str:
    if access.kind is Kind.HTTP:
        return "Ask for all items in one request if the service allows it; otherwise limit how many run and cache the answers."
    if access.kind is Kind.WRITE:
        return "Write all rows in one statement (`bulk_create`, `createMany`, `executemany`, `UPDATE ... WHERE id IN`)."
    return "Collect the keys first, fetch all rows with one query (`IN`, `= ANY`, a join or eager loading), and look them up in a map."


def _remembered(flow: Flow, call: m.Call, again: Repetition) -> bool:
    """``if key not in known: known[key] = load(key)``: the author already asks once a key."""
    for parent in _between(call, again.node):
        if (
            isinstance(parent, m.If)
            and re.search(
                r"\bnot in\b|\.has\(|\.get\(|\bin (?:seen|cache)|\[\w+\]\s*(?:===?|==)\s*(?:undefined|null|nil)|; !ok",
                flow.module.text(parent.test) + ("" if parent.init is None else "; !ok"),
            )
            and re.search(
                r"cache|seen|known|memo|by_\w+|lookup|map",
                flow.module.text(parent).split("\n")[0],
                re.IGNORECASE,
            )
        ):
            return True
    return False


def _one_transaction(flow: Flow, access: Access, again: Repetition) -> bool:
    """The parts of one object written in its transaction (lines of an order), or statements handed over together."""
    call = access.call
    if access.kind is Kind.WRITE and _TRANSACTION.search(access.shown) and isinstance(again.iterable, m.Attr):
        return True
    outer = again.node
    parent = outer.parent.parent if isinstance(outer.parent, m.Arg) else None
    if isinstance(parent, m.Call) and m.dotted(parent.callee).endswith("$transaction"):
        return True
    return any(
        isinstance(n, m.With) and re.search(r"pipeline|batch", flow.module.text(n.items[0]), re.IGNORECASE)
        for n in call.ancestors()
        if isinstance(n, m.With) and n.items
    )


def _for_many(flow: Flow, access: Access, names: frozenset[str]) -> bool:
    """Whether a turn already asks for a whole collection of keys: ``id__in=...``, ``{ in: ... }``, ``= ANY(...)``."""
    if access.kind is Kind.HTTP:
        return False
    call = access.call
    if re.search(r"\bin\s*\(|=\s*any\s*\(", access.sql, re.IGNORECASE):
        return len(call.args) > 1 and any(mentions(a.value, names) for a in call.args[1:])
    for part in chain_parts(flow, call):
        for node in part.walk():
            given: list[m.Expr] = []
            if (isinstance(node, m.Arg) and node.name is not None and node.name.endswith("__in")) or (
                isinstance(node, m.Pair)
                and isinstance(node.key, m.Literal)
                and node.key.value in ("in", "$in")
            ):
                given = [node.value]
            elif isinstance(node, m.Call) and m.dotted(node.callee).rpartition(".")[2] in _MANY_KEYS:
                given = [a.value for a in node.args]
            if any(mentions(g, names) and not isinstance(g, m.Sequence) for g in given):
                return True
    return False


_MANY_KEYS = frozenset({"in_", "In", "any_", "whereIn", "inArray", "findByIds", "whereInIds"})
_SETS = frozenset({"update", "aupdate", "values", "set"})
_UPSERTS = frozenset(
    {"get_or_create", "update_or_create", "upsert", "findOrCreate", "FirstOrCreate", "save", "Save"}
)
"""Writes that need the row first, or have no form for many rows that keeps hooks and conflicts apart."""


def _could_be_one(flow: Flow, access: Access, names: frozenset[str]) -> bool:
    """Whether the writes of all turns could be one statement: rows that are added or deleted, or an update that gives
    every row the same values."""
    call = access.call
    last = m.dotted(call.callee).rpartition(".")[2]
    if last in _UPSERTS:
        return False
    if access.sql:
        if re.search(r"\bon\s+(?:conflict|duplicate)\b|^\s*merge\b", access.sql, re.IGNORECASE):
            return False
        if re.match(r"\s*update\b", access.sql, re.IGNORECASE):
            given = call.args[1:]
            if len(given) == 1 and isinstance(given[0].value, m.Sequence):
                values: list[m.Node] = list(given[0].value.items)
            elif len(given) == 1 and isinstance(given[0].value, m.Mapping):
                values = [p.value for p in given[0].value.pairs]
            else:
                values = [a.value for a in given]
            return sum(mentions(v, names) for v in values) <= 1
        return True
    for node in (n for part in chain_parts(flow, call) for n in part.walk()):
        if isinstance(node, m.Call):
            name = m.dotted(node.callee).rpartition(".")[2]
            if name in ("insert", "delete", "destroy", "Delete"):
                return True
            if name in _SETS and any(mentions(_data(a.value), names) for a in node.args):
                return not name.startswith(("update", "aupdate", "set")) and name != "values"
            if name in (
                "Update",
                "Updates",
                "updateOne",
                "update_one",
                "findByIdAndUpdate",
                "findOneAndUpdate",
            ):
                return not any(mentions(a.value, names) for a in node.args[1:])
    return True


def _data(expr: m.Expr) -> m.Expr:
    """What an update sets: Prisma's ``data`` member, else the argument itself."""
    return (expr.get("data") or expr) if isinstance(expr, m.Mapping) else expr


def _same_host(flow: Flow, call: m.Call) -> bool:
    """Whether a fetch goes to a fixed host: its address starts with a literal or a constant, not with the item itself."""
    first = call.positional(0)
    if first is None:
        return False
    if (
        isinstance(call.callee, m.Name)
        and len(call.args) > 1
        and re.search(r"method\s*:\s*['\"](?!GET)", flow.module.text(call))
    ):
        return False
    built = flow.definition(first)
    if isinstance(built, m.Call) and m.dotted(built.callee).endswith(("Sprintf", "format")):
        value = flow.value(built)
        return bool(_URL_START.match(value.parts[0] or "")) if value.parts else False
    while isinstance(built, m.Binary) and built.op == "+":
        built = built.left
    if isinstance(built, m.Template):
        built = built.parts[0] if built.parts else built
    if isinstance(built, m.Literal):
        return isinstance(built.value, str) and built.value != ""
    last = m.dotted(built).rpartition(".")[2]
    return flow.constant_name(last) or bool(
        re.search(r"(?:base|host|url|endpoint|api)$", last, re.IGNORECASE) and built is not first
    )


def _by_item(call: m.Call, again: Repetition) -> bool:
    """Whether an item's key is put into a path or parameters, and the item does not bring its own address."""
    names = turn_names(again)
    first = call.positional(0)
    if first is None or not isinstance(again.node, (m.Loop, m.Comprehension, m.Call)):
        return False
    return any(mentions(a.value, names) for a in call.args)


# --- through a function of the repository ---


def _through_helper(view: FileView, call: m.Call) -> Site | None:
    flow = view.flow
    callee = call.callee
    name = callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) else ""
    if (
        not name
        or UNIT_OF_WORK.search(re.sub(r"_?[aA]sync", "", name))
        or isinstance(call.parent, m.ExprStmt)
    ):
        return None
    if isinstance(call.parent, m.Await) and isinstance(call.parent.parent, m.ExprStmt):
        return None
    again = repeated(flow, call)
    if again is None:
        return None
    names = turn_names(again)
    if not any(mentions(a.value, names) for a in call.args):
        return None
    entered = entered_by(flow, call)
    if entered is None:
        return None
    query = _query_within(*entered)
    if query is None or _remembered(flow, call, again):
        return None
    other, access = query
    shown = m.dotted(callee) or name
    turn = f"`{again.item}`" if again.names else "turn"
    what = "sends a request" if access.kind is Kind.HTTP else "runs a query"
    defect = Defect(
        f"`{shown}` {what} (`{access.shown}`), and is called once for each {turn} of the loop at line {again.node.line}.",
        fix=_fix(flow, access),
        evidence=(Evidence(other.module.path, access.call.line, "runs here"),),
    )
    return _site(view, call, defect)


def _query_within(flow: Flow, function: m.Function, depth: int = 0) -> tuple[Flow, Access] | None:
    """The first read that a function makes each time it is called, itself or through one more local function."""
    memo: dict[int, tuple[Flow, Access] | None] = flow.memo.setdefault("performance.within", {})  # type: ignore[assignment]  # memo holds objects; this key holds these
    if id(function) in memo:
        return memo[id(function)]
    memo[id(function)] = None
    text = " ".join(flow.module.text(d) for d in function.decorators)
    if any(re.search(rf"\b{c}\b", text) for c in _CACHED):
        return None
    calls = [n for n in function.body.walk_scope() if isinstance(n, m.Call)]
    for call in calls:
        access = access_of(flow, call)
        if access is not None and access.kind in (Kind.READ, Kind.HTTP) and not _guarded(call, function):
            if access.kind is Kind.HTTP and not _same_host(flow, call):
                continue
            memo[id(function)] = (flow, access)
            return flow, access
    if depth < 1:
        for call in calls:
            entered = entered_by(flow, call)
            if entered is not None and entered[1] is not function and not _guarded(call, function):
                inner = _query_within(*entered, depth + 1)
                if inner is not None:
                    memo[id(function)] = inner
                    return inner
    return None


def _guarded(call: m.Call, function: m.Function) -> bool:
    """Whether the query only runs where a cache had nothing."""
    for parent in call.ancestors():
        if parent is function:
            break
        if isinstance(parent, m.If):
            return True
    return any(
        isinstance(s, m.If)
        and any(isinstance(i, m.Return) and i.value is not None for i in s.body.items)
        and "cache" in _words(s)
        for s in function.body.items
        if s.start < call.start
    )


def _words(node: m.Node) -> str:
    return " ".join(
        n.id if isinstance(n, m.Name) else n.name for n in node.walk() if isinstance(n, (m.Name, m.Attr))
    ).lower()


def _serializer(access: Access) -> Defect | None:
    """A serializer's ``get_x(self, obj)`` runs once for each object of a list."""
    function = m.enclosing(access.call, m.Function)
    owner = None if function is None else m.enclosing(function, m.Class)
    if function is None or owner is None or access.kind is not Kind.READ or len(function.params) != 2:
        return None
    if not function.name.startswith("get_") or not any(
        m.dotted(b).endswith("Serializer") for b in owner.bases
    ):
        return None
    if not mentions(access.call, frozenset({function.params[1].name})):
        return None
    return Defect(
        f"`{access.shown}` goes to the database once for each object that `{owner.name}` shows.",
        fix="Compute it for all objects in the view's queryset (`annotate`, `prefetch_related`) and read it from the object.",
    )


RULE = Rule(
    id="performance/query-in-loop",
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
        "html",
    ),
    title="Query for each item of a loop",
    what="A database query, the load of a related object, or a request to one service, made once for each item of a loop, a"
    " comprehension, a `map` or a template's loop, directly or through a function or model of this repository.",
    why="The number of round trips grows with the data: ten rows are fine in a test, ten thousand take minutes and hold a connection meanwhile.",
    fix="Fetch what the whole loop needs in one query before it.",
    local=True,
    site="every query or remote call; a helper's query at its call in the loop",
    references=(
        "https://docs.djangoproject.com/en/stable/ref/models/querysets/#select-related",
        "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
        "https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance",
    ),
    bad=BAD + TYPED_BAD,
    good=GOOD + TYPED_GOOD,
)
