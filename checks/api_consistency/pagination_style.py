"""A new paged endpoint whose parameters or envelope differ from those of its siblings."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.data_access import snake
from checks.api_consistency.example_controllers import spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.house_style import Agreement, HouseStyle, is_operational, list_envelope, style_of
from checks.api_consistency.model import Operation
from checks.api_consistency.placing import one_per_place, route_site
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_ORDERS = FASTAPI["app/routers/orders.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]


def _archived(body: str, mark: str) -> str:
    return _TS_ORDERS.replace(
        "export default router;",
        f"router.get('/archived', async (req, res) => {{{mark}\n{body}}});\n\nexport default router;",
    )


RULE = Rule(
    id="api-consistency/pagination-style",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Pages in another way than its siblings",
    what=(
        "A new paged endpoint whose paging parameters, or the object around its items, differ from those that the "
        "service's other list endpoints agree on."
    ),
    why="Clients share one paging loop. An endpoint that pages in its own way needs its own, and is often read only to page one.",
    fix="Use the parameter names and the envelope of the sibling endpoints.",
    bad=(
        spring(
            ("    @GetMapping\n", "    @GetMapping // <-- here\n"),
            ("list(Pageable pageable)", "list(@RequestParam int limit, @RequestParam int offset)"),
            ("repository.findAll(pageable)", "repository.slice(limit, offset)"),
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/open", response_model=list[OrderOut])  # <-- here\n'
                + "def open_orders(page: int = 1, per_page: int = 20, db: Session = Depends(get_db)):\n"
                + "    return db.query(Order).offset((page - 1) * per_page).limit(per_page).all()\n",
            },
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _archived(
                    "  const { limit, cursor } = req.query;\n"
                    "  const rows = await prisma.order.findMany({ where: { archived: true }, take: Number(limit) });\n"
                    "  res.json({ results: rows, next: rows.at(-1)?.id });\n",
                    " // <-- here",
                ),
            },
            note="The other lists answer `{data, nextCursor}`.",
        ),
    ),
    good=(
        spring(),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/open", response_model=list[OrderOut])\n'
                + "def open_orders(state: str, limit: int = 20, cursor: str = '', db: Session = Depends(get_db)):\n"
                + "    return db.query(Order).filter(Order.state == state).limit(limit).all()\n",
            },
            sites=1,
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _archived(
                    "  const { limit, cursor } = req.query;\n"
                    "  const rows = await prisma.order.findMany({ where: { archived: true }, take: Number(limit) });\n"
                    "  res.json({ data: rows, nextCursor: rows.at(-1)?.id ?? null });\n",
                    "",
                ),
            },
            sites=1,
        ),
    ),
    references=(
        "https://google.aip.dev/158",
        "https://opensource.zalando.com/restful-api-guidelines/#pagination",
    ),
    site="Every new paged list endpoint.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new endpoint that pages."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    for operation in api.new_here:
        facts = api.head.facts(operation)
        if operation.method == "GET" and facts.lists and facts.pages and not is_operational(operation):
            style = style_of(api, operation.group)
            yield route_site(operation, _names(api, operation, style) or _envelope(api, operation, style))


def _names(api: Api, operation: Operation, style: HouseStyle) -> Defect | None:
    names = api.head.facts(operation).inputs.paging
    house = style.paging_names
    if house is None or not house.clear or not names or ",".join(names) == house.value:
        return None
    wanted = house.value.split(",")
    if {snake(n) for n in names} & {snake(n) for n in wanted} and set(names) <= set(wanted):
        return None  # a subset, such as limit alone for a "latest" list, pages the same way
    if set(names) >= set(wanted):
        return None
    return Defect(
        f"`{operation.name}` pages by {_listed(names)}; {house.counted} paged endpoints here use {_listed(wanted)}.",
        fix=f"Take {_listed(wanted)} instead.",
        evidence=house.evidence(f"pages by {', '.join(wanted)}"),
        key="parameters",
    )


def _envelope(api: Api, operation: Operation, style: HouseStyle) -> Defect | None:
    house = style.envelope
    own = list_envelope(operation, api.head)
    if house is None or not house.clear or own is None or own == house.value:
        return None
    ours, theirs = _keys(own), _keys(house.value)
    if theirs <= ours:
        return None
    return Defect(
        f"`{operation.name}` wraps its items in `{own}`; {_counted(house)} list endpoints here answer `{house.value}`.",
        fix=f"Answer `{house.value}`.",
        evidence=house.evidence(f"answers {house.value}"),
        key="envelope",
    )


def _counted(house: Agreement) -> str:
    return house.counted


def _keys(shape: str) -> set[str]:
    return {k.strip() for k in shape.strip("{}").split(",")}


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return "/".join(f"`{n}`" for n in names)
