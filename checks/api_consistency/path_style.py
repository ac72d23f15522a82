"""A new route whose path is written in another style than the routes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.data_access import snake
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI, express_app, fastapi_main
from checks.api_consistency.house_style import (
    Agreement,
    HouseStyle,
    case_of,
    is_auth,
    is_operational,
    is_plural,
    resource_segments,
    style_of,
)
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.placing import one_per_place, place_site, route_site, touched_mount
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_VERBS = frozenset(
    {
        "get",
        "create",
        "update",
        "delete",
        "list",
        "fetch",
        "add",
        "remove",
        "edit",
        "retrieve",
        "insert",
        "save",
        "make",
    }
)
_ENOUGH_ROUTES = 5
_RPC_SHARE = 0.1
"""Share of routes with a verb from which the repository counts as RPC-style."""

_REPORTS = """from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.db import get_db
from app.models import SalesReport

router = APIRouter(prefix="/{prefix}"){mark}


@router.get("/{{report_id}}")
def get_report(report_id: str, db: Session = Depends(get_db)):
    return db.get(SalesReport, report_id)
"""

_ORDERS = FASTAPI["app/routers/orders.py"]

_TS_ROUTES = """import { Router } from 'express';
import { prisma } from '../db';

const router = Router();

router.get('/:id', async (req, res) => {
  res.json(await prisma.note.findUnique({ where: { id: req.params.id } }));
});

export default router;
"""

RULE = Rule(
    id="api-consistency/path-style",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Route path departs from the style of its siblings",
    what=(
        "A new route whose segments are written in another case, number (plural or singular) or with another trailing "
        "slash than the routes that the service already has, or that puts a verb such as `create` or `get` into a "
        "resource path."
    ),
    why=(
        "Clients guess paths from the ones they know. One odd path needs its own entry in every client, proxy rule "
        "and dashboard, and it cannot be renamed later without breaking someone."
    ),
    fix="Write the path the way its siblings are written.",
    bad=(
        spring(('/api/v1/refunds")', '/api/v1/refund") // <-- here')),
        aspnet(("[HttpPost]\n", '[HttpPost("create")] // <-- here\n')),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/main.py": fastapi_main("sales_reports"),
                "app/routers/sales_reports.py": _REPORTS.format(prefix="salesReports", mark="  # <-- here"),
            },
            note="The other routes write words of more than one part in kebab-case.",
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/create", status_code=201)  # <-- here\n'
                + "def create_order(body: OrderIn, db: Session = Depends(get_db)):\n    return make(db, body)\n",
            },
            note="`POST /orders` already says create.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/app.ts": express_app(("/api/v1/customer_notes", "customerNotes")).replace(
                    "app.use('/api/v1/customer_notes', customerNotes);",
                    "app.use('/api/v1/customer_notes', customerNotes); // <-- here",
                ),
                "src/routes/customerNotes.ts": _TS_ROUTES,
            },
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": EXPRESS["src/routes/orders.ts"].replace(
                    "export default router;",
                    "router.get('/:id/note/:noteId', async (req, res) => { // <-- here\n"
                    "  res.json(await prisma.note.findUnique({ where: { id: req.params.noteId } }));\n"
                    "});\n\nexport default router;",
                ),
            },
            note="Nouns before an id are plural everywhere else.",
        ),
    ),
    good=(
        spring(),
        aspnet(),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/main.py": fastapi_main("sales_reports"),
                "app/routers/sales_reports.py": _REPORTS.format(prefix="sales-reports", mark=""),
            },
            sites=1,
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/cancel", status_code=202)\n'
                + "def cancel(item_id: str, db: Session = Depends(get_db)):\n    return stop(db, item_id)\n"
                + '\n\n@router.get("/{item_id}/invoice")\n'
                + "def invoice(item_id: str, db: Session = Depends(get_db)):\n    return find(db, item_id)\n",
            },
            sites=2,
            note="An action on one resource, and a resource of which there is one.",
        ),
        Example(
            base={"app/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n"},
            files={
                "app/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
                '@app.get("/orderHistory/{id}")\ndef history(id: str):\n    return {}\n'
            },
            note="No siblings, no style, no finding.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/app.ts": express_app(("/api/v1/customer-notes", "customerNotes")),
                "src/routes/customerNotes.ts": _TS_ROUTES,
            },
            sites=1,
        ),
    ),
    references=(
        "https://www.rfc-editor.org/rfc/rfc3986#section-3.3",
        "https://opensource.zalando.com/restful-api-guidelines/#urls",
        "https://google.aip.dev/122",
    ),
    site="Every new route.",
    scope=Scope.CHANGE,
    yields_to=("api-consistency/method-semantics",),
)


def check(view: ChangeView) -> list[Site]:
    """One site a new route; a defect in a prefix stands once, at the prefix."""
    api = api_of(view)
    return one_per_place(list(_sites(api)))


def _sites(api: Api) -> Iterator[Site]:
    told: set[tuple[str, str]] = set()
    for operation in api.new:
        style = style_of(api, operation.group)
        found = None if is_operational(operation) else _judge(operation, style)
        if found is not None:
            segment, defect = found
            if segment and segment not in [s for s in operation.local_path.split("/") if s]:
                place: Place | None = touched_mount(api, operation, innermost=True)
            else:
                place = operation.place if api.touched(operation.place) else None
            key = (operation.group, segment or operation.name)
            if place is not None and key not in told:
                told.add(key)
                yield place_site(place, defect)
        if api.touched(operation.place):
            yield route_site(operation)


def _judge(operation: Operation, style: HouseStyle) -> tuple[str, Defect] | None:
    """The segment at fault (``""`` for the path as a whole) and what is wrong with it."""
    if len(style.operations) < _ENOUGH_ROUTES:
        return None
    known = {s for o in style.operations for s in o.segments}
    for segment in operation.segments:
        if segment in known or "{" in segment:
            continue
        defect = _verb(segment, operation, style) or _case(segment, operation, style)
        if defect is not None:
            return segment, defect
    slash = _slash(operation, style)
    if slash is not None:
        return "", slash
    for segment in resource_segments(operation.segments):
        if segment not in known:
            defect = _number(segment, operation, style)
            if defect is not None:
                return segment, defect
    return None


def verb_in(segment: str) -> str | None:
    """The CRUD verb that a segment starts with or consists of."""
    words = snake(segment).split("_")
    return words[0] if words[0] in _VERBS else None


def _verb(segment: str, operation: Operation, style: HouseStyle) -> Defect | None:
    verb = verb_in(segment)
    if verb is None or ":" in segment or is_auth(operation):
        return None
    spoken = [o for o in style.operations if any(verb_in(s) for s in o.segments)]
    total = len(style.operations)
    if len(spoken) > _RPC_SHARE * total:
        return None
    better = re.sub(rf"^{verb}[-_]?", "", segment, flags=re.IGNORECASE) or "the collection itself"
    nouns = Agreement("nouns", total - len(spoken), total, tuple(o.place for o in style.operations[:2]))
    return Defect(
        f"`{operation.shown}` names the verb `{verb}` in its path; {nouns.counted} routes here name resources and leave "
        f"the verb to the HTTP method.",
        fix=f"Drop the verb and let the method say it ({operation.method} on {better}).",
        evidence=nouns.evidence("a route that names its resource alone"),
        key="verb",
    )


def _case(segment: str, operation: Operation, style: HouseStyle) -> Defect | None:
    house = style.path_case
    case = case_of(segment)
    if house is None or not house.clear or case is None or case == house.value:
        return None
    shown = {"camel": "camelCase", "snake": "snake_case", "kebab": "kebab-case", "Pascal": "PascalCase"}
    words = snake(segment.replace("-", "_")).split("_")
    better = {
        "kebab": "-".join(words),
        "snake": "_".join(words),
        "camel": words[0] + "".join(w.title() for w in words[1:]),
    }.get(house.value, "")
    return Defect(
        f"The segment `{segment}` of `{operation.shown}` is {shown.get(case, 'mixed case')}; {house.counted} paths with "
        f"such words here are {shown.get(house.value, house.value)}.",
        fix=f"Call it `{better}`." if better else "",
        evidence=house.evidence(f"a path in {shown.get(house.value, house.value)}"),
        key="case",
    )


def _slash(operation: Operation, style: HouseStyle) -> Defect | None:
    house = style.trailing_slash
    if house is None or not house.clear or not operation.segments:
        return None
    if operation.trailing_slash == (house.value == "slash") or not operation.prefix_known:
        return None
    if "(" in operation.shown or not operation.local_path:  # a regular expression; the root of a mount
        return None
    ends = "without" if house.value == "no slash" else "with"
    return Defect(
        f"`{operation.shown}` ends {'with' if operation.trailing_slash else 'without'} a slash; {house.counted} routes "
        f"here are written {ends} one.",
        fix=f"Write the path {ends} a trailing slash.",
        evidence=house.evidence(f"a path {ends} a trailing slash"),
        key="slash",
    )


def _number(segment: str, operation: Operation, style: HouseStyle) -> Defect | None:
    house = style.plurality
    plural = is_plural(segment)
    if house is None or not house.clear or plural is None or plural == (house.value == "plural"):
        return None
    return Defect(
        f"The resource `{segment}` in `{operation.shown}` is {'plural' if plural else 'singular'}; {house.counted} "
        f"routes here name their resources in the {house.value}.",
        fix=f"Use the {house.value} of `{segment}`.",
        evidence=house.evidence(f"a resource in the {house.value}"),
        key="number",
    )
