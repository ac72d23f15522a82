"""A new route that the repository's OpenAPI document, which lists its siblings, does not get."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.example_services import EXPRESS
from checks.api_consistency.house_style import CLEAR_EXAMPLES, CLEAR_SHARE, is_operational, style_of
from checks.api_consistency.model import normalise
from checks.api_consistency.openapi import Document, looks_like_openapi, read_document
from checks.api_consistency.placing import one_per_place, route_site
from checks.report import Evidence
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.silence import is_test_path, silent_path_reason
from checks.views import ChangeView

_GENERATES = frozenset({"fastapi", "nest"})
"""Frameworks that write the document themselves."""

_PATHS = "".join(
    f"  /{n}:\n    get: {{responses: {{'200': {{description: ok}}}}}}\n    post: {{responses: {{'201': {{description: ok}}}}}}\n"
    f"  /{n}/{{id}}:\n    get: {{responses: {{'200': {{description: ok}}}}}}\n    delete: {{responses: {{'204': {{description: ok}}}}}}\n"
    for n in ("orders", "invoices", "customers", "shipping-addresses", "price-lists", "purchase-orders")
)
_OPENAPI = (
    f"openapi: 3.0.3\ninfo: {{title: Shop, version: 1.0.0}}\nservers:\n  - url: /api/v1\npaths:\n{_PATHS}"
)
_BASE = {**EXPRESS, "docs/openapi.yaml": _OPENAPI}


def _new(mark: str) -> str:
    return EXPRESS["src/routes/orders.ts"].replace(
        "export default router;",
        f"router.get('/:id/label', async (req, res) => {{{mark}\n  res.json({{ id: req.params.id }});\n}});\n\nexport default router;",
    )


RULE = Rule(
    id="api-consistency/undocumented-route",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Route missing from the OpenAPI document",
    what="A new route, while the hand-written OpenAPI document that lists its siblings is not touched by the change.",
    why="Clients, mocks and gateway rules are made from the document; a route outside it does not exist for them.",
    fix="Add the operation to the document in the same change.",
    bad=(Example(base=_BASE, files={**_BASE, "src/routes/orders.ts": _new(" // <-- here")}),),
    good=(
        Example(
            base=_BASE,
            files={
                **_BASE,
                "src/routes/orders.ts": _new(""),
                "docs/openapi.yaml": _OPENAPI
                + "  /orders/{id}/label:\n    get: {responses: {'200': {description: The label}}}\n",
            },
            sites=1,
        ),
        Example(
            base=EXPRESS, files={**EXPRESS, "src/routes/orders.ts": _new("")}, sites=0, note="No document."
        ),
    ),
    references=("https://spec.openapis.org/oas/latest.html",),
    site="Every new route of a service whose OpenAPI document lists its routes.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new route of a documented API."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    wanted = [o for o in api.new_here if o.framework not in _GENERATES and not is_operational(o)]
    if not wanted:
        return
    documents = list(_documents(api))
    for operation in wanted:
        siblings = [o for o in style_of(api, operation.group).operations if o.prefix_known]
        for document in documents:
            listed = {normalise(p) for p in document.paths}
            known = sum(1 for o in siblings if _lists(listed, o.path))
            if known < CLEAR_EXAMPLES or known < CLEAR_SHARE * len(siblings):
                continue
            touched = document.path in api.changed_files
            defect = None
            if not touched and operation.prefix_known and not _lists(listed, operation.path):
                defect = Defect(
                    f"`{operation.name}` is not in `{document.path}`, which lists {known} of the {len(siblings)} routes "
                    f"beside it.",
                    evidence=(Evidence(document.path, document.line(("paths",)), "lists the other routes"),),
                )
            yield route_site(operation, defect)


def _documents(api: Api) -> Iterator[Document]:
    for path in api.base.sources.paths:
        if not path.endswith((".yaml", ".yml", ".json")) or is_test_path(path) or silent_path_reason(path):
            continue
        name = path.lower()
        if not any(word in name for word in ("openapi", "swagger", "api", "spec")):
            continue
        text = api.base.sources.text(path)
        if text is None or not looks_like_openapi(path, text) or "generated" in text[:2000].lower():
            continue
        document = read_document(path, text)
        if document is not None:
            yield document


def _lists(listed: set[str], path: str) -> bool:
    """Whether a documented path is the route's own, with or without the server's prefix."""
    parts = path.split("/")
    return any(("/" + "/".join(parts[n:])) in listed for n in range(1, min(len(parts), 5)))
