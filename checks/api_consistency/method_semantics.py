"""A GET that writes or takes a body, a POST that only reads, a PUT that adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.data_access import bookkeeping
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.house_style import is_auth, is_operational, is_plural, style_of
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.placing import one_per_place, place_site, route_site
from checks.report import Evidence
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Function,
    If,
    Mapping,
    Name,
    Raise,
    Sequence,
    Unary,
    dotted,
)
from checks.views import ChangeView

_LINKS = re.compile(
    r"callback|verify|verification|confirm|unsubscribe|subscribe|oauth|redirect|pixel|invite|invitation|magic|accept|cron|"
    r"export|download|sync|seed|migrate|render|preview",
    re.IGNORECASE,
)
"""Paths that people follow from mails and other sites, and jobs behind a GET: writing there is common and meant."""
_RPC_SHARE = 0.1

_ORDERS = FASTAPI["app/routers/orders.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]

RULE = Rule(
    id="api-consistency/method-semantics",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Method that does not do what it says",
    what="A GET (or HEAD) route whose handler changes stored data, directly or through a local service, or that reads a request body; a POST that takes no body and "
    "only looks something up; a PUT or DELETE that does more each time it is repeated.",
    why=(
        "GET is safe by HTTP's own rules: browsers prefetch it, crawlers follow it, proxies cache and retry it, and "
        "CSRF protection leaves it out. A body on GET is dropped by many clients and proxies. PUT and DELETE are repeated by "
        "clients that got no answer."
    ),
    fix="Use POST, PUT, PATCH or DELETE for what changes data, and query parameters for what a GET needs to know.",
    bad=(
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.put("/{item_id}/stock")  # <-- here\n'
                + "def put_stock(item_id: str, amount: int, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n    order.stock += amount\n    db.commit()\n    return order\n",
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/summary")  # <-- here\n'
                + "def summary(item_id: str, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n    return {'total': order.total}\n",
            },
        ),
        spring(
            (
                "    @PostMapping\n",
                '    @GetMapping("/{id}/approve") // <-- here\n    public void approve(@PathVariable Long id) {\n'
                "        Refund found = repository.getReferenceById(id);\n        found.setApproved(true);\n"
                "        repository.save(found);\n    }\n\n    @PostMapping\n",
            )
        ),
        aspnet(
            ("    [HttpPost]\n", '    [HttpGet("add")] // <-- here\n'),
            ("[FromBody] RefundRequest body", "[FromQuery] string name"),
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/{item_id}/cancel")  # <-- here\n'
                + "def cancel(item_id: str, db: Session = Depends(get_db)):\n"
                + "    db.query(Order).get(item_id)\n    order = db.get(Order, item_id)\n"
                + "    db.delete(order)\n    db.commit()\n",
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/match")  # <-- here\n'
                + "def match(body: OrderIn, db: Session = Depends(get_db)):\n    return find(db, body)\n",
            },
            note="A body on GET.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/services/archive.ts": "export async function archiveOrder(id) {\n"
                "  await prisma.order.update({ where: { id }, data: { archived: true } });\n}\n",
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "import { prisma } from '../db';",
                    "import { prisma } from '../db';\nimport { archiveOrder } from '../services/archive';",
                ).replace(
                    "export default router;",
                    "router.get('/:id/archive', async (req, res) => { // <-- here\n"
                    "  await archiveOrder(req.params.id);\n  res.json({ id: req.params.id });\n});\n\nexport default router;",
                ),
            },
            note="The write stands in a service.",
        ),
    ),
    good=(
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.put("/{item_id}/stock")\n'
                + "def put_stock(item_id: str, amount: int, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n    order.stock = amount\n    db.commit()\n    return order\n\n\n"
                + '@router.post("/{item_id}/reindex")\n'
                + "def reindex(item_id: str, queue: Queue = Depends(get_queue)):\n"
                + "    queue.send('reindex', item_id)\n    return {'queued': True}\n",
            },
        ),
        spring(),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/cancel", status_code=202)\n'
                + "def cancel(item_id: str, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n    db.delete(order)\n    db.commit()\n"
                + '\n\n@router.get("/{item_id}/receipt")\n'
                + "def receipt(item_id: str, db: Session = Depends(get_db)):\n"
                + "    db.add(AuditEntry(order=item_id))\n    return db.get(Order, item_id)\n",
            },
            sites=2,
            note="Keeping a record of an access is no change that the client asked for.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "export default router;",
                    "router.get('/confirm/:token', async (req, res) => {\n"
                    "  await prisma.order.update({ where: { token: req.params.token }, data: { ok: true } });\n"
                    "  res.json({ ok: true });\n});\n\nexport default router;",
                ),
            },
            note="A link in a mail can only be a GET.",
        ),
    ),
    references=(
        "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1",
        "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1",
    ),
    site="Every new route.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new route, and one at a write that a GET of base gains."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    for operation in api.new_here:
        yield route_site(operation, _judge(api, operation))
    if not api.touches_code:
        return
    new = {id(o) for o in api.new}
    before = {(o.group, o.method, o.path): o for o in api.base.operations}
    for operation in api.head.operations:
        old = before.get((operation.group, operation.method, operation.path))
        if id(operation) in new or old is None or old is operation or not _judged(api, operation):
            continue
        if api.base.facts(old).access.writes:
            continue
        writes = _writes(api, operation, touched=True)
        if writes:
            yield place_site(writes[0][0], _writing(operation, writes[0]))


def _judged(api: Api, operation: Operation) -> bool:
    if operation.method not in ("GET", "HEAD") or is_operational(operation) or is_auth(operation):
        return False
    if _LINKS.search(operation.path) or _LINKS.search(operation.handler_name):
        return False
    return not _rpc_style(api, operation.group)


def _rpc_style(api: Api, group: str) -> bool:
    """Whether a good share of the service's GETs write already; counted once a service."""
    known = api.styles.get(f"rpc:{group}")
    if known is None:
        gets = [o for o in style_of(api, group).operations if o.method == "GET"]
        writing = sum(1 for o in gets if api.base.facts(o).access.writes)
        known = api.styles[f"rpc:{group}"] = writing >= 2 and writing > _RPC_SHARE * len(gets)
    return bool(known)


_MAKES = re.compile(r"(?:\.|^)(?:create|insert|add|insertOne|insert_one|save)\w*\(", re.IGNORECASE)


def _adds_up(api: Api, operation: Operation) -> str | None:
    """What a second, equal request would do once more; None where it changes nothing more."""
    function = operation.handler
    writes = api.head.facts(operation).access.writes
    if function is None or not writes:
        return None
    for node in function.body.walk():
        if isinstance(node, Assign) and node.op in ("+=", "-=") and isinstance(node.targets[0], Attr):
            target = dotted(node.targets[0])
            if target and not target.startswith(("self.", "this.")) and not bookkeeping(target):
                return f"adds to `{target}` each time"
        elif isinstance(node, Mapping) and (
            node.get("increment") is not None or node.get("$inc") is not None
        ):
            return "adds to a stored number each time"
    last = operation.segments[-1] if operation.segments else ""
    if operation.method == "PUT" and is_plural(last) is True and all(_MAKES.search(w[1]) for w in writes):
        looked = any(
            isinstance(n, Call)
            and re.match(
                r"get|find|exists|first|select|upsert|merge|delete|remove|clear|truncate|replace|put|set",
                _called(n),
                re.IGNORECASE,
            )
            for n in function.body.walk()
        )
        if not looked and not api.head.facts(operation).access.reads:
            return f"makes another of `{last}` each time"
    return None


def _called(call: Call) -> str:
    return call.callee.name if isinstance(call.callee, Attr) else dotted(call.callee)


_READING = frozenset(
    {
        "get", "find", "find_one", "findOne", "findById", "findUnique", "findFirst", "findMany", "findAll", "find_all",
        "select", "where", "filter", "filter_by", "order_by", "orderBy", "limit", "offset", "all", "first", "one",
        "one_or_none", "scalar", "scalars", "scalar_one", "scalar_one_or_none", "query", "fetchone", "fetchall", "execute",
        "count", "exists", "from", "eq", "desc", "asc", "getById", "findByPk", "get_or_404", "getReferenceById", "listAll",
        "orElseThrow", "isEmpty", "isPresent", "map", "toList", "list", "len", "int", "str", "min", "max", "sorted",
        "to_dict", "toJSON", "model_dump", "dict", "json", "jsonify", "JSONResponse", "Response", "status", "ok", "body",
        "build", "notFound", "of", "stream", "Depends", "sum", "round", "group_by",
    }
)  # fmt: skip
"""Calls that leave everything as it was."""


def _pure_read(api: Api, operation: Operation) -> bool:
    """A POST that takes no body and whose handler does nothing but look something up."""
    function = operation.handler
    facts = api.head.facts(operation)
    if function is None or operation.method != "POST" or is_operational(operation) or is_auth(operation):
        return False
    if facts.inputs.reads_body or facts.inputs.body is not None or facts.access.writes:
        return False
    looked_up = False
    for node in function.body.walk():
        if isinstance(node, Raise) or (isinstance(node, Call) and isinstance(node.parent, Raise)):
            continue
        if isinstance(node, (Assign, Unary)) and not _local(node):
            return False
        if isinstance(node, Call):
            name = node.callee.name if isinstance(node.callee, Attr) else dotted(node.callee)
            if name not in _READING:
                return False
            if name == "execute" and not facts.access.reads:
                return False
            looked_up = looked_up or name in (
                "get",
                "scalars",
                "first",
                "one_or_none",
                "find",
                "findUnique",
                "findById",
            )
            looked_up = looked_up or bool(facts.access.reads)
    return looked_up


def _local(node: Assign | Unary) -> bool:
    """An assignment to a variable of the function; an operator that changes nothing."""
    if isinstance(node, Unary):
        return node.op not in ("delete", "++", "--")
    return all(isinstance(t, (Name, Sequence, Mapping)) for t in node.targets)


def _judge(api: Api, operation: Operation) -> Defect | None:
    if _pure_read(api, operation):
        posts = [o for o in style_of(api, operation.group).operations if o.method == "POST"]
        if sum(1 for o in posts if not api.base.facts(o).access.writes) * 2 > len(posts) and len(posts) > 1:
            return None  # this house calls its reads by POST
        return Defect(
            f"`{operation.name}` takes no body and changes nothing; as a POST it is neither cached nor repeated safely.",
            fix="Register it for GET.",
            key="read",
        )
    if operation.method in ("PUT", "DELETE") and not is_operational(operation):
        added = _adds_up(api, operation)
        if added is not None:
            return Defect(
                f"`{operation.name}` {added}; {operation.method} must come out the same when a client or proxy repeats it.",
                fix="Set the value that the body names, or make it a POST (or PATCH).",
                key="repeat",
            )
    if not _judged(api, operation):
        return None
    inputs = api.head.facts(operation).inputs
    if inputs.body_at is not None or (
        inputs.reads_body and operation.framework not in ("django", "drf", "fastapi")
    ):
        return Defect(
            f"`{operation.name}` reads a request body; many clients and proxies send none with {operation.method}.",
            fix="Take query parameters, or make it a POST.",
            key="body",
        )
    writes = _writes(api, operation)
    return _writing(operation, writes[0]) if writes else None


_MAKES_ONE = re.compile(r"add|create|insert|save|upsert| = \.\.\.", re.IGNORECASE)


def _writes(api: Api, operation: Operation, *, touched: bool = False) -> list[tuple[Place, str]]:
    if operation.code is None:
        return []
    found = [w for w in api.head.facts(operation).access.writes if not touched or api.touched(w[0])]
    return [w for w in found if not (_MAKES_ONE.search(w[1]) and _lazy(operation.handler, w[0]))]


def _lazy(function: Function | None, place: Place) -> bool:
    """Below an ``if``: made only where it is missing, which a GET may do."""
    return function is not None and any(
        isinstance(node, If) and node.line < place.line and place.end_line <= node.end_line
        for node in function.body.walk()
    )


def _writing(operation: Operation, write: tuple[Place, str]) -> Defect:
    place, words = write
    return Defect(
        f"`{operation.name}` changes data (`{words}`), but GET must be safe to prefetch, cache and repeat.",
        fix="Register it for POST, PUT, PATCH or DELETE.",
        evidence=(Evidence(place.path, place.line, "writes here"),),
        key="write",
    )
