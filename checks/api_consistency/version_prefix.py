"""A new route outside the version prefix that its siblings share."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI, express_app, fastapi_main
from checks.api_consistency.house_style import HouseStyle, is_auth, is_operational, style_of, version_prefix
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.placing import one_per_place, place_site, route_site, touched_mount
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_REFUNDS = """from fastapi import APIRouter

router = APIRouter(prefix="/refunds")


@router.get("/{refund_id}")
def get_refund(refund_id: str):
    return {"id": refund_id}
"""
_TS_REFUNDS = """import { Router } from 'express';
const refunds = Router();
refunds.get('/:id', (req, res) => res.json({ id: req.params.id }));
export default refunds;
"""

RULE = Rule(
    id="api-consistency/version-prefix",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Route outside the version prefix",
    what="A new route that stands outside the version prefix (`/api/v1`) under which the service's other routes stand.",
    why=(
        "Gateways, clients and access rules match on the prefix. A route outside it escapes them today and cannot "
        "change its contract tomorrow, since no version of it can be told from the next."
    ),
    fix="Mount the route under the prefix of its siblings.",
    bad=(
        spring(('"/api/v1/refunds")', '"/api/refunds") // <-- here')),
        aspnet(('"api/v1/refunds")]', '"api/refunds")] // <-- here')),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/main.py": fastapi_main(
                    "refunds", mounts=('app.include_router(refunds.router, prefix="/api")  # <-- here',)
                ),
                "app/routers/refunds.py": _REFUNDS,
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/main.py": fastapi_main()
                + '\n\n@app.get("/refunds/{refund_id}")  # <-- here\n'
                + 'def get_refund(refund_id: str):\n    return {"id": refund_id}\n',
            },
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/app.ts": express_app(("/refunds", "refunds")).replace(
                    "app.use('/refunds', refunds);", "app.use('/refunds', refunds); // <-- here"
                ),
                "src/routes/refunds.ts": _TS_REFUNDS,
            },
        ),
    ),
    good=(
        spring(),
        aspnet(),
        Example(
            base=FASTAPI,
            files={**FASTAPI, "app/main.py": fastapi_main("refunds"), "app/routers/refunds.py": _REFUNDS},
            sites=1,
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/main.py": fastapi_main()
                + '\n\n@app.get("/readyz")\ndef ready():\n    return {"status": "ok"}\n'
                + '\n\n@app.post("/webhooks/stripe")\ndef stripe(payload: dict):\n    return {"received": True}\n',
            },
            note="Health checks and webhooks have no version.",
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/app.ts": express_app(("/api/v2/refunds", "refunds")),
                "src/routes/refunds.ts": _TS_REFUNDS,
            },
            note="Another version is a version.",
        ),
    ),
    references=(
        "https://google.aip.dev/185",
        "https://learn.microsoft.com/en-us/azure/architecture/best-practices/api-design#implement-versioning",
    ),
    site="Every new route.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new route; a mount outside the prefix is told once."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    for operation in api.new:
        if is_operational(operation) or is_auth(operation) or not operation.prefix_known:
            continue
        style = style_of(api, operation.group)
        place = _place(api, operation) if _outside(operation, style) else None
        if place is not None:
            yield place_site(place, _defect(operation, style))
        elif api.touched(operation.place):
            yield route_site(operation)


def _outside(operation: Operation, style: HouseStyle) -> bool:
    house = style.version
    if house is None or not house.clear or not house.value:
        return False
    if version_prefix(operation.path) != "":
        return False
    first = operation.segments[0] if operation.segments else ""
    unversioned = {o.segments[0] for o in style.operations if o.segments and version_prefix(o.path) == ""}
    return first not in unversioned or first in house.value.split("/")


def _place(api: Api, operation: Operation) -> Place | None:
    """The prefix at fault: where siblings write the version, as far as this change wrote that place."""
    written = [o for o in api.base.operations if o.group == operation.group and version_prefix(o.path)]
    if written and all(version_prefix(o.local_path) for o in written):
        return operation.place if api.touched(operation.place) else None
    in_router = any(
        r.prefix and version_prefix(r.prefix + "/x")
        for path, d in api.base.declared.items()
        if api.base.sources.group(path) == operation.group
        for r in d.routers
    )
    place = touched_mount(api, operation, innermost=in_router)
    if place is not None:
        return place
    return operation.place if api.touched(operation.place) else None


def _defect(operation: Operation, style: HouseStyle) -> Defect:
    house = style.version
    counted = house.counted if house is not None else ""
    newest = style.newest_version
    return Defect(
        f"`{operation.name}` stands outside the version prefix; {counted} routes here are under `{newest}`.",
        fix=f"Mount it under `{newest}`.",
        evidence=house.evidence(f"a route under `{newest}`") if house is not None else (),
    )
