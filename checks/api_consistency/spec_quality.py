"""A new operation of an OpenAPI document that leaves its readers guessing."""

from __future__ import annotations

from typing import Any

from checks.api_consistency.model import Place
from checks.api_consistency.openapi import Document, Spot, resolve
from checks.api_consistency.openapi_contracts import contracts_of, is_new
from checks.api_consistency.openapi_diff import operations
from checks.api_consistency.placing import place_site
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_NO_BODY = frozenset({"204", "205", "304"})

_BASE = """openapi: 3.0.3
info:
  title: Shop
  version: 1.0.0
paths:
  /orders:
    get:
      operationId: listOrders
      summary: All orders
      responses:
        '200':
          description: The orders
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
        '401': {description: No token}
components:
  schemas:
    Order:
      type: object
      properties:
        id: {type: string}
"""
_GOOD = """  /orders/{id}:
    get:
      operationId: getOrder
      summary: One order
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The order
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
        '404': {description: No such order}
    delete:
      operationId: deleteOrder
      summary: Delete an order
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Deleted}
        default: {description: A problem}
"""
_BAD = """  /orders/{id}:
    get: # <-- here
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200': {description: The order}
"""
_JSON = """{{
  "swagger": "2.0",
  "info": {{"title": "Shop", "version": "1.0"}},
  "paths": {{
    "/orders": {{
      "get": {{
        "operationId": "listOrders",
        "summary": "All orders",
        "responses": {{
          "200": {{"description": "The orders", "schema": {{"type": "array", "items": {{"type": "object"}}}}}},
          "401": {{"description": "No token"}}
        }}
      }}{more}
    }}
  }}
}}
"""
_POST = """,
      "post": {MARK
        "summary": "Place an order",
        "operationId": "createOrder",
        "responses": {"201": {"description": "Placed", "schema": {"type": "object"}}4XX}
      }"""


def _after(extra: str) -> str:
    return _BASE.replace("components:\n", extra + "components:\n")


RULE = Rule(
    id="api-consistency/spec-quality",
    severity=Severity.NOTE,
    languages=("yaml", "json"),
    title="Operation documented only in part",
    what=(
        "A new operation of an OpenAPI document without `operationId`, without summary or description, without a 4xx or "
        "`default` response, or with a success response that names no schema."
    ),
    why=(
        "Generated clients get made-up method names and untyped answers, and their authors learn of errors only when they "
        "meet them."
    ),
    fix="Give the operation an `operationId`, a summary, its error responses and the schema of its answer.",
    bad=(
        Example(base={"openapi.yaml": _BASE}, files={"openapi.yaml": _after(_BAD)}, sites=1),
        Example(
            base={"docs/swagger.json": _JSON.format(more="")},
            files={
                "docs/swagger.json": _JSON.format(
                    more=_POST.replace("MARK", " // <-- here").replace("4XX", "")
                )
            },
            note="No client error.",
        ),
    ),
    good=(
        Example(base={"openapi.yaml": _BASE}, files={"openapi.yaml": _after(_GOOD)}, sites=2),
        Example(
            base={"openapi.yaml": _after(_BAD.replace(" # <-- here", ""))},
            files={
                "openapi.yaml": _after(_BAD.replace(" # <-- here", "")).replace("The order}", "An order}")
            },
            sites=0,
            note="It was there before.",
        ),
        Example(
            base={"docs/swagger.json": _JSON.format(more="")},
            files={
                "docs/swagger.json": _JSON.format(
                    more=_POST.replace("MARK", "").replace("4XX", ', "422": {"description": "Bad order"}')
                )
            },
            sites=1,
        ),
    ),
    references=(
        "https://spec.openapis.org/oas/latest.html#operation-object",
        "https://opensource.zalando.com/restful-api-guidelines/#151",
    ),
    site="Every new operation of an OpenAPI document.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new operation, at the key of its method."""
    changed = {f.path: f for f in view.change.files}
    sites = []
    for contract in contracts_of(view):
        wanted = is_new(contract)
        for path, method, operation, item, spot in operations(contract.head):
            if (path, method) not in wanted:
                continue
            at = spot.child(method)
            place = Place(at.path, at.line, at.line)
            if at.path not in changed:  # an old file that a new path names
                named = contract.head.spot("paths", path)
                place = Place(named.path, named.line, named.line)
            if place.path in changed:
                sites.append(
                    place_site(place, _defect(contract.head, path, method, operation, item, at), always=True)
                )
    return sites


def _defect(
    document: Document, path: str, method: str, operation: dict[str, Any], item: dict[str, Any], at: Spot
) -> Defect | None:
    lacks = []
    if not operation.get("operationId"):
        lacks.append("an `operationId`")
    if not any(o.get(w) for o in (operation, item) for w in ("summary", "description")):
        lacks.append("a summary or description")
    responses = operation.get("responses")
    statuses = [str(s).upper() for s in responses] if isinstance(responses, dict) else []
    if not any(s == "DEFAULT" or s.startswith("4") for s in statuses):
        lacks.append("a 4xx or `default` response")
    if not _has_schema(document, method, responses, at):
        lacks.append("the schema of its answer")
    if not lacks:
        return None
    listed = lacks[0] if len(lacks) == 1 else ", ".join(lacks[:-1]) + " and " + lacks[-1]
    return Defect(f"`{method.upper()} {path}` lacks {listed}.", fix=f"Add {listed}.", key=f"{method} {path}")


def _has_schema(document: Document, method: str, responses: object, at: Spot) -> bool:
    """Whether every success response that has a body says what it looks like."""
    if not isinstance(responses, dict) or method == "head":
        return True
    swagger = "swagger" in document.root
    successes = [s for s in responses if str(s).upper().startswith("2") and str(s) not in _NO_BODY]
    for status in successes:
        answer, _ = resolve(responses[status], at.child("responses", status))
        if not answer:
            continue  # cannot be followed
        if swagger:
            if "schema" not in answer and status != "202":
                return False
            continue
        content = answer.get("content")
        if not isinstance(content, dict) or not content:
            if status != "202":
                return False
            continue
        for kind, media in content.items():
            if "json" in str(kind) and not (
                isinstance(media, dict) and ("schema" in media or "$ref" in media)
            ):
                return False
    return True
