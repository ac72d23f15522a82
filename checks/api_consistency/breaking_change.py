"""A change of a published API that its clients do not survive."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.contract_change import Change
from checks.api_consistency.contract_diff import breaks
from checks.api_consistency.contract_examples import CONTRACT_BAD, CONTRACT_GOOD
from checks.api_consistency.contract_places import Placing
from checks.api_consistency.example_controllers import spring_order
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.graphql_contracts import graphql_changes
from checks.api_consistency.library_breaks import library_sites
from checks.api_consistency.library_examples import LIBRARY_BAD, LIBRARY_GOOD
from checks.api_consistency.model import Place, normalise
from checks.api_consistency.openapi_contracts import contracts_of, is_new
from checks.api_consistency.openapi_diff import differences
from checks.api_consistency.placing import place_site
from checks.api_consistency.protobuf_contracts import protobuf_changes
from checks.changes import Status
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_ORDERS = FASTAPI["app/routers/orders.py"]
_SCHEMAS = FASTAPI["app/schemas.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]

_OPENAPI = """openapi: 3.0.3
info:
  title: Shop
  version: 1.4.0
paths:
  /orders:
    get:
      parameters:
        - name: state
          in: query
          schema: {type: string, enum: [open, paid, void]}
      responses:
        '200':
          description: Orders
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Order'}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/NewOrder'}
      responses:
        '201': {description: Created}
  /orders/{id}/history:
    get:
      deprecated: true
      responses:
        '200': {description: History}
components:
  schemas:
    Order:
      type: object
      required: [id, total]
      properties:
        id: {type: string}
        total: {type: integer}
        note: {type: string}
    NewOrder:
      type: object
      required: [customer]
      properties:
        customer: {type: string}
        channel: {type: string}
"""

RULE = Rule(
    id="api-consistency/breaking-change",
    severity=Severity.ERROR,
    languages=(
        "python",
        "javascript",
        "typescript",
        "go",
        "java",
        "csharp",
        "ruby",
        "php",
        "yaml",
        "json",
        "protobuf",
        "graphql",
    ),
    title="Breaking change of a published API",
    what=(
        "A route, method, parameter or field that clients use is removed or renamed; a new parameter or request field is "
        "required; a type, enumeration, format or range is narrowed; a success status, content type or the needed credentials "
        "change. Read from route code and declared models, from OpenAPI 2 and 3 documents, protobuf files and GraphQL schemas. "
        "In a library that its manifest publishes, also what Python, TypeScript, Go and Java code exports: removed or renamed "
        "names and members, changed parameters, results and bases, new methods of interfaces, new checked exceptions."
    ),
    why="Clients that were built against the API fail at run time, after this change is deployed and before theirs can be.",
    fix="Add the new form beside the old one, mark the old one as deprecated, and remove it in a new version.",
    bad=(
        *CONTRACT_BAD,
        *LIBRARY_BAD,
        spring_order(('@GetMapping("/{id}")', '@GetMapping("/by-id/{id}") // <-- here')),
        spring_order(
            (
                "list(Pageable pageable) {",
                "list(@RequestParam String region, Pageable pageable) { // <-- here",
            ),
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS.replace(
                    '@router.get("/{item_id}", response_model=OrderOut)',
                    '@router.get("/by-id/{item_id}", response_model=OrderOut)  # <-- here',
                ),
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS.replace(
                    "def list_orders(limit: int = 50, ",
                    "def list_orders(\n    region: str,  # <-- here\n    limit: int = 50,\n    ",
                ),
            },
            note="A new required query parameter.",
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/schemas.py": _SCHEMAS.replace(
                    "class OrderIn(BaseModel):\n    name: str\n",
                    "class OrderIn(BaseModel):\n    name: str\n    warehouse: str  # <-- here\n",
                ),
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/schemas.py": _SCHEMAS.replace(
                    "class OrderOut(BaseModel):\n    id: str\n    name: str\n    created_at: str\n",
                    "class OrderOut(BaseModel):\n    id: str\n    name: str  # <-- here\n",
                ),
            },
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "res.json({ data: rows, nextCursor: rows.at(-1)?.id ?? null });",
                    "res.json({ orders: rows, nextCursor: rows.at(-1)?.id ?? null }); // <-- here",
                ),
            },
        ),
        Example(
            base={"openapi.yaml": _OPENAPI},
            files={
                "openapi.yaml": _OPENAPI.replace("        total: {type: integer}\n", "")
                .replace("required: [id, total]", "required: [id]")
                .replace("        id: {type: string}", "        id: {type: string} # <-- here")
                .replace("required: [customer]", "required: [customer, channel] # <-- here")
                .replace(
                    "          schema: {type: string, enum: [open, paid, void]}",
                    "          schema: {type: string, enum: [open, paid]} # <-- here",
                ),
            },
            note="A removed answer field, a request field that becomes required, a narrowed enumeration.",
        ),
    ),
    good=(
        *CONTRACT_GOOD,
        *LIBRARY_GOOD,
        spring_order(("String createdAt)", "String createdAt, String region)")),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS.replace(
                    "limit: int = 50, cursor", "limit: int = 50, sort: str = 'id', cursor"
                ),
                "app/schemas.py": _SCHEMAS.replace(
                    "class OrderOut(BaseModel):\n    id: str\n",
                    "class OrderOut(BaseModel):\n    id: str\n    total: int\n",
                ),
            },
            note="An optional parameter and one more answer field break nobody.",
        ),
        Example(
            base={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/export", deprecated=True)\ndef export(db: Session = Depends(get_db)):\n    return []\n',
            },
            files=FASTAPI,
            note="It was deprecated before.",
        ),
        Example(
            base=EXPRESS,
            files={
                **{k: v for k, v in EXPRESS.items() if k != "src/routes/orders.ts"},
                "src/orders/router.ts": _TS_ORDERS.replace("'../db'", "'../db.js'"),
                "src/app.ts": EXPRESS["src/app.ts"].replace("'./routes/orders'", "'./orders/router'"),
            },
            note="Moved to another file, at the same paths.",
        ),
        Example(
            base={"openapi.yaml": _OPENAPI},
            files={
                "openapi.yaml": _OPENAPI.replace(
                    "        note: {type: string}",
                    "        note: {type: string}\n        tax: {type: integer}",
                )
                .replace("enum: [open, paid, void]", "enum: [open, paid, void, draft]")
                .replace(
                    "  /orders/{id}/history:\n    get:\n      deprecated: true\n      responses:\n"
                    "        '200': {description: History}\n",
                    "",
                ),
            },
            note="More to read, more to ask for, and the deprecated operation gone.",
        ),
    ),
    references=(
        "https://www.rfc-editor.org/rfc/rfc8594",
        "https://google.aip.dev/180",
        "https://opensource.zalando.com/restful-api-guidelines/#compatibility",
    ),
    site="Every operation, message, service, type or export of base that the change alters or removes.",
    scope=Scope.CHANGE,
)


_WEIGHT = (None, Severity.ERROR, Severity.WARNING, Severity.NOTE)


def check(view: ChangeView) -> list[Site]:
    """Sites of code routes, then of contracts; what is told at the code is not told again at its document."""
    api = api_of(view)
    sites: list[Site] = []
    lost: set[tuple[str, str]] = set()
    told: set[str] = set()
    bumped = _bumped(api, view)
    for item in breaks(api, view.change.head_time_s):
        lost.update(item.lost)
        if api.changed_files.get(item.place.path) is None:
            continue
        defect = None
        if item.breaking and not bumped:
            told.add(_subject(item.message))
            defect = Defect(
                item.message, fix=item.fix, evidence=item.evidence, key=item.key, identity=item.key
            )
        sites.append(place_site(item.place, defect, always=True))
    sites.extend(_documents(view, lost, told, bumped))
    sites.extend(library_sites(view))
    return _merged(sites)


def _documents(
    view: ChangeView, lost: set[tuple[str, str]], told_in_code: set[str], bumped: bool
) -> Iterator[Site]:
    placing = Placing(view)
    told: dict[Place, list[Change]] = {}
    contracts = contracts_of(view)
    new = [{normalise(p) for p, _ in is_new(c)} for c in contracts]
    for number, contract in enumerate(contracts):
        base, head = contract.base, contract.head
        for item in differences(base, head, view.change.head_time_s) if base is not None else ():
            in_code = item.key.startswith("removed ") and any(
                _same_path(item.operation[1], path) for _, path in lost if item.operation[1]
            )
            if item.key.startswith("removed /"):
                path = normalise(item.operation[1])
                if any(path in listed for other, listed in enumerate(new) if other != number):
                    continue  # moved to another document
            in_code |= _subject(item.message) in told_in_code
            place = placing.place(item, base.path if base is not None else "", head.path)
            if place is not None and not in_code:
                told.setdefault(place, []).append(item)
    for item in (*protobuf_changes(view), *graphql_changes(view)):
        place = placing.place(item, item.base_path, item.head_path)
        if place is not None:
            told.setdefault(place, []).append(item)
    for place, items in told.items():
        yield place_site(place, _defect([i for i in items if i.breaking and not bumped]), always=True)


def _defect(items: list[Change]) -> Defect | None:
    """One finding for all that stands on a line."""
    if not items:
        return None
    first = min(items, key=lambda i: _WEIGHT.index(i.severity))
    rest = [i.message for i in items if i is not first]
    message = " ".join([first.message, *rest[:1]])
    if len(rest) > 1:
        message += f" ({len(rest) - 1} more on this line)"
    return Defect(message, fix=first.fix, severity=first.severity, key=first.key, identity=first.key)


def _subject(message: str) -> str:
    """What a message is about: the last part of the first name in it."""
    match = re.search(r"`([^`]+)`", message)
    return match.group(1).rpartition(".")[2].removesuffix("[]") if match else ""


def _same_path(documented: str, path: str) -> bool:
    return path.endswith(normalise(documented)) or normalise(documented).endswith(path)


def _merged(sites: list[Site]) -> list[Site]:
    """Good sites at a place that has a finding are the same operation."""
    bad = {(s.path, s.line) for s in sites if s.defect is not None}
    seen: set[tuple[str, int, str]] = set()
    found = []
    for site in sites:
        if site.defect is None and (site.path, site.line) in bad:
            continue
        key = (site.path, site.line, site.defect.key if site.defect is not None else "")
        if key not in seen:
            seen.add(key)
            found.append(site)
    return found


def _bumped(api: Api, view: ChangeView) -> bool:
    """Whether a manifest's major version rises with the change."""
    for change in view.change.files:
        name = change.path.rpartition("/")[2]
        if change.status is Status.MODIFIED and name in ("package.json", "pyproject.toml"):
            before, after = view.base.text(change.path), view.head.text(change.path)
            old, new = _major(name, before or ""), _major(name, after or "")
            if old is not None and new is not None and new > old and new > 1:
                return True
    return False


def _major(name: str, text: str) -> int | None:
    try:
        if name == "package.json":
            loaded = json.loads(text)
            version = loaded.get("version") if isinstance(loaded, dict) else None
        else:
            project = tomllib.loads(text).get("project", {})
            version = project.get("version") if isinstance(project, dict) else None
    except (ValueError, RecursionError):
        return None
    match = re.match(r"(\d{1,6})\.", str(version))
    return int(match.group(1)) if match else None
