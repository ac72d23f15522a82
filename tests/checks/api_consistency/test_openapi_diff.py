"""OpenAPI documents: which differences break a client, which do not, and what broken documents do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checks.api_consistency.openapi import read_document
from checks.api_consistency.openapi_diff import differences

_DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1.4.0"},
    "paths": {
        "/orders": {
            "get": {
                "parameters": [
                    {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "paid"]}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}
                            }
                        }
                    }
                },
            },
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewOrder"}}}
                },
                "responses": {"201": {"description": "made"}},
            },
        },
        "/orders/{id}": {
            "delete": {
                "deprecated": True,
                "x-sunset": "2026-06-30",
                "responses": {"204": {"description": "gone"}},
            }
        },
        "/internal/jobs": {"get": {"x-internal": True, "responses": {"200": {"description": "ok"}}}},
    },
    "components": {
        "schemas": {
            "Order": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "total": {"type": "number"},
                    "parent": {"$ref": "#/components/schemas/Order"},
                },
            },
            "NewOrder": {
                "type": "object",
                "required": ["customer"],
                "properties": {"customer": {"type": "string"}, "count": {"type": "integer"}},
            },
        }
    },
}

Mutation = Callable[[dict[str, Any]], object]


def _get(d: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = d["paths"]["/orders"]["get"]
    return found


def _schemas(d: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = d["components"]["schemas"]
    return found


def _broken(change: Mutation, head_time_s: int | None = None) -> list[str]:
    changed = copy.deepcopy(_DOCUMENT)
    change(changed)
    base = read_document("openapi.yaml", yaml.safe_dump(_DOCUMENT, sort_keys=False))
    head = read_document("openapi.yaml", yaml.safe_dump(changed, sort_keys=False))
    assert base is not None
    assert head is not None
    return [c.message for c in differences(base, head, head_time_s) if c.breaking]


_BREAKING: list[tuple[str, Mutation]] = [
    ("path", lambda d: d["paths"].pop("/orders")),
    ("operation", lambda d: d["paths"]["/orders"].pop("post")),
    ("parameter", lambda d: _get(d)["parameters"].pop()),
    ("required parameter", lambda d: _get(d)["parameters"].append({"name": "region", "in": "query", "required": True})),
    ("parameter becomes required", lambda d: _get(d)["parameters"][1].update(required=True)),
    ("parameter type", lambda d: _get(d)["parameters"][1].update(schema={"type": "string"}) or _get(d)["parameters"][1].update(schema={"type": "boolean"})),
    ("enum value", lambda d: _get(d)["parameters"][0]["schema"]["enum"].pop()),
    ("request field", lambda d: _schemas(d)["NewOrder"]["properties"].pop("count")),
    ("required request field", lambda d: _schemas(d)["NewOrder"]["required"].append("count")),
    ("new required request field", lambda d: (_schemas(d)["NewOrder"]["required"].append("x"), _schemas(d)["NewOrder"]["properties"].update(x={"type": "string"}))),
    ("answer field", lambda d: _schemas(d)["Order"]["properties"].pop("total")),
    ("answer type", lambda d: _schemas(d)["Order"]["properties"]["total"].update(type="string")),
    ("optional answer field", lambda d: _schemas(d)["Order"]["required"].remove("id")),
    ("status", lambda d: d["paths"]["/orders"]["post"].update(responses={"200": {"description": "made"}})),
    ("content type", lambda d: _get(d)["responses"]["200"].update(content={"text/csv": {}})),
    ("required body", lambda d: d["paths"]["/orders"]["post"]["requestBody"].update(required=True)),
]  # fmt: skip

_BENIGN: list[tuple[str, Mutation]] = [
    ("nothing", lambda d: None),
    ("new path", lambda d: d["paths"].update({"/x": {"get": {"responses": {}}}})),
    ("optional parameter", lambda d: _get(d)["parameters"].append({"name": "sort", "in": "query"})),
    ("order of parameters", lambda d: _get(d)["parameters"].reverse()),
    ("more enum values", lambda d: _get(d)["parameters"][0]["schema"]["enum"].append("void")),
    ("new answer field", lambda d: _schemas(d)["Order"]["properties"].update(tax={"type": "number"})),
    ("answer narrowed to whole numbers", lambda d: _schemas(d)["Order"]["properties"]["total"].update(type="integer")),
    ("request widened to all numbers", lambda d: _schemas(d)["NewOrder"]["properties"]["count"].update(type="number")),
    ("optional request field", lambda d: _schemas(d)["NewOrder"]["properties"].update(note={"type": "string"})),
    ("no longer required", lambda d: _schemas(d)["NewOrder"].update(required=[])),
    ("descriptions", lambda d: _get(d).update(description="All orders", operationId="listOrders")),
    ("renamed path parameter", lambda d: d["paths"].update({"/orders/{orderId}": d["paths"].pop("/orders/{id}")})),
    ("internal operation", lambda d: d["paths"].pop("/internal/jobs")),
    ("major version", lambda d: (d["info"].update(version="2.0.0"), d["paths"].pop("/orders"))),
    ("new error status", lambda d: _get(d)["responses"].update({"429": {"description": "slow down"}})),
]  # fmt: skip


@pytest.mark.parametrize("change", [pytest.param(c, id=n) for n, c in _BREAKING])
def test_a_breaking_difference_is_told_once(change: Mutation) -> None:
    assert len(_broken(change)) == 1


@pytest.mark.parametrize("change", [pytest.param(c, id=n) for n, c in _BENIGN])
def test_a_benign_difference_is_silent(change: Mutation) -> None:
    assert _broken(change) == []


def test_a_deprecated_operation_may_go_after_its_date_and_not_before() -> None:
    def gone(d: dict[str, Any]) -> object:
        return d["paths"].pop("/orders/{id}")

    assert _broken(gone, head_time_s=1_767_225_600) != []  # January 2026
    assert _broken(gone, head_time_s=1_788_220_800) == []  # September 2026


def test_a_document_in_json_has_lines_too() -> None:
    document = read_document("openapi.json", '{\n\t"openapi": "3.1.0",\n\t"paths": {\n\t\t"/x": {}\n\t}\n}\n')
    assert document is not None
    assert document.line(("paths", "/x")) == 4


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.0.0\npaths: [",
        "openapi: 3.0.0\npaths:\n  /x:\n    $ref: '#/paths/~1x'\n",
        "openapi: 3.0.0\npaths: 7\ncomponents: {schemas: []}\n",
        "openapi: 3.0.0\npaths:\n  /x: {get: {parameters: {a: 1}, responses: [1], requestBody: 3}}\n",
        "a: &a [x, x]\n"
        + "".join(
            f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *{'a' if n == 0 else f'b{n - 1}'}]\n"
            for n in range(40)
        )
        + "openapi: 3.0.0\npaths: {}\n",
        "openapi: 3.0.0\npaths: " + "[" * 2000 + "]" * 2000,
    ],
)
def test_a_hostile_document_neither_raises_nor_hangs(text: str) -> None:
    base = read_document("openapi.yaml", yaml.safe_dump(_DOCUMENT))
    head = read_document("openapi.yaml", text)
    assert base is not None
    if head is not None:
        assert isinstance(differences(base, head), tuple)
        assert isinstance(differences(head, base), tuple)
