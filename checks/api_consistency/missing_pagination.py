"""A new list endpoint that answers with everything where its siblings page."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.data_access import snake
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.handler import HandlerFacts
from checks.api_consistency.house_style import HouseStyle, is_operational, style_of
from checks.api_consistency.model import Operation
from checks.api_consistency.placing import one_per_place, route_site
from checks.report import Evidence
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_SMALL = frozenset(
    {
        "countries", "currencies", "languages", "locales", "timezones", "time_zones", "roles", "permissions", "statuses",
        "states", "types", "kinds", "plans", "tiers", "features", "flags", "feature_flags", "settings", "units",
        "categories", "regions", "options", "enums", "levels", "scopes", "methods", "payment_methods", "providers",
        "choices", "priorities", "colors", "sizes", "formats", "templates", "versions", "channels", "stages", "steps",
        "tax_rates", "reasons", "genres", "weekdays", "capabilities", "limits", "integrations",
    }
)  # fmt: skip
"""Nouns of which there are few by nature."""

_ORDERS = FASTAPI["app/routers/orders.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]

RULE = Rule(
    id="api-consistency/missing-pagination",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="List endpoint without pagination",
    what=(
        "A new endpoint that answers with a whole collection from the database and takes no page, limit or cursor, in a "
        "service whose other list endpoints page."
    ),
    why=(
        "The answer grows with the table until it times out or exhausts memory, and adding pages later breaks every "
        "client that reads the list whole."
    ),
    fix="Take the paging parameters of the sibling endpoints and bound the query by them.",
    bad=(
        spring(
            ("    @GetMapping\n", "    @GetMapping // <-- here\n"),
            ("Page<RefundDto> list(Pageable pageable)", "List<RefundDto> list()"),
            (
                "repository.findAll(pageable).map(RefundDto::of)",
                "repository.findAll().stream().map(RefundDto::of).toList()",
            ),
        ),
        aspnet(
            ("    [HttpGet]\n", "    [HttpGet] // <-- here\n"),
            ("[FromQuery] int page = 1, [FromQuery] int pageSize = 25", ""),
            (".Skip((page - 1) * pageSize).Take(pageSize)", ""),
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/open/all", response_model=list[OrderOut])  # <-- here\n'
                + "def open_orders(db: Session = Depends(get_db)):\n"
                + '    return db.query(Order).filter(Order.state == "open").all()\n',
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/services.py": "from app.models import Invoice\n\n\ndef overdue(db):\n"
                "    return db.query(Invoice).filter(Invoice.due_on < today()).all()\n",
                "app/routers/invoices.py": FASTAPI["app/routers/invoices.py"].replace(
                    "from app.models import Invoice\n",
                    "from app import services\nfrom app.models import Invoice\n",
                )
                + '\n\n@router.get("/overdue")  # <-- here\n'
                + "def overdue_invoices(db: Session = Depends(get_db)):\n    return services.overdue(db)\n",
            },
            note="The read stands in a service.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "export default router;",
                    "router.get('/archived', async (req, res) => { // <-- here\n"
                    "  const rows = await prisma.order.findMany({ where: { archived: true } });\n"
                    "  res.json({ data: rows });\n});\n\nexport default router;",
                ),
            },
        ),
    ),
    good=(
        spring(),
        aspnet(),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/open", response_model=list[OrderOut])\n'
                + "def open_orders(limit: int = 50, cursor: str | None = None, db: Session = Depends(get_db)):\n"
                + '    return db.query(Order).filter(Order.state == "open", Order.id > cursor).limit(limit).all()\n',
            },
            sites=1,
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/states", response_model=list[str])\n'
                + "def states():\n    return [state.value for state in OrderState]\n"
                + '\n\n@router.get("/currencies")\n'
                + "def currencies(db: Session = Depends(get_db)):\n    return db.query(Currency).all()\n",
            },
            note="Fixed, small enumerations.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "export default router;",
                    "router.get('/recent', async (req, res) => {\n"
                    "  const rows = await prisma.order.findMany({ orderBy: { createdAt: 'desc' }, take: 10 });\n"
                    "  res.json({ data: rows });\n});\n\nexport default router;",
                ),
            },
            note="Bounded by what it is.",
        ),
    ),
    references=(
        "https://google.aip.dev/158",
        "https://opensource.zalando.com/restful-api-guidelines/#pagination",
    ),
    site="Every new list endpoint.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new list endpoint."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    for operation in api.new_here:
        facts = api.head.facts(operation)
        if operation.method not in ("GET", "ANY") or not facts.lists or is_operational(operation):
            continue
        yield route_site(operation, _judge(operation, facts, style_of(api, operation.group)))


def _judge(operation: Operation, facts: HandlerFacts, style: HouseStyle) -> Defect | None:
    drf = operation.framework == "drf" and operation.code is None
    if facts.pages or facts.access.bounded or not (facts.access.reads or drf):
        return None
    last = operation.segments[-1] if operation.segments else ""
    noun = snake(last).replace("-", "_")
    if noun in _SMALL or noun.rpartition("_")[2] in _SMALL:
        return None
    nested = "{}" in operation.segments
    house = style.paging
    read = tuple(
        Evidence(p.path, p.line, "reads the whole collection") for p in facts.access.reads[:1] if p.path
    )
    if house is not None and house.clear:
        if house.value != "pages" or (nested and not _nested_pages(operation, style)):
            return None
        names = style.paging_names
        by = f" with {_listed(names.value)}" if names is not None and names.clear else ""
        return Defect(
            f"`{operation.name}` answers with the whole collection; {house.counted} list endpoints here page{by}.",
            fix=f"Take {_listed(names.value)} and bound the query by them."
            if by and names is not None
            else "",
            evidence=(*read, *house.evidence("a list endpoint that pages")),
        )
    paged = house.count if house is not None and house.value == "pages" else 0
    total = house.total if house is not None else 0
    if (
        nested
        or (total and paged * 2 <= total)
        or (total == 0 and len(style.operations) > 0 and facts.access.keyed)
    ):
        return None
    beside = f"; {paged} of {total} list endpoints here page" if total else ""
    return Defect(
        f"`{operation.name}` reads a whole table and answers with all of it{beside}.",
        fix="Take a limit and a cursor (or page) and bound the query by them.",
        evidence=read,
    )


def _nested_pages(operation: Operation, style: HouseStyle) -> bool:
    """Whether lists below one resource page here, or the same noun pages elsewhere."""
    last = operation.segments[-1]
    for sibling in style.lists:
        if style.model.facts(sibling).pages and (
            "{}" in sibling.segments or sibling.segments[-1:] == (last,)
        ):
            return True
    return False


def _listed(names: str) -> str:
    return "/".join(f"`{n}`" for n in names.split(","))
