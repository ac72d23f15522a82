"""docs/oasdiff-coverage.md: what it says is reported is reported, in a small document of our own for each check named there."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.api_consistency.openapi import read_document
from checks.api_consistency.openapi_diff import differences
from checks.report import Severity

PAGE = Path(__file__).resolve().parents[3] / "docs" / "oasdiff-coverage.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (error|warning|note|no) \|", re.M)
Tree = dict[str, Any]
SUNSET = 1_780_000_000  # May 2026

CARD, CASH = ({"type": "object", "title": t, "properties": {t: {"type": "string"}}} for t in ("card", "cash"))
TEXT, NUMBER = {"type": "string"}, {"type": "number"}
NARROWED: dict[str, tuple[Tree, Tree]] = {
    "became-enum": (TEXT, {"type": "string", "enum": ["a"]}),
    "enum-value-removed": ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a"]}),
    "x-extensible-enum-value-removed": (
        {"type": "string", "x-extensible-enum": ["a", "b"]},
        {"type": "string", "x-extensible-enum": ["a"]},
    ),
    "become-not-nullable": ({"type": "string", "nullable": True}, TEXT),
    "max-decreased": ({"type": "integer", "maximum": 9}, {"type": "integer", "maximum": 8}),
    "max-set": (NUMBER, {"type": "number", "maximum": 8}),
    "min-increased": ({"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 2}),
    "min-set": (NUMBER, {"type": "number", "minimum": 2}),
    "max-length-decreased": ({"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 8}),
    "max-length-set": (TEXT, {"type": "string", "maxLength": 8}),
    "min-length-increased": ({"type": "string", "minLength": 1}, {"type": "string", "minLength": 2}),
    "max-items-decreased": (
        {"type": "array", "items": TEXT, "maxItems": 9},
        {"type": "array", "items": TEXT, "maxItems": 8},
    ),
    "min-items-increased": (
        {"type": "array", "items": TEXT, "minItems": 1},
        {"type": "array", "items": TEXT, "minItems": 2},
    ),
    "min-items-set": ({"type": "array", "items": TEXT}, {"type": "array", "items": TEXT, "minItems": 2}),
    "pattern-added": (TEXT, {"type": "string", "pattern": "^a"}),
    "pattern-changed": ({"type": "string", "pattern": "^b"}, {"type": "string", "pattern": "^a"}),
    "type-changed": (TEXT, {"type": "integer"}),
    "default-value-changed": ({"type": "string", "default": "a"}, {"type": "string", "default": "b"}),
    "default-value-removed": ({"type": "string", "default": "a"}, TEXT),
    "one-of-removed": ({"oneOf": [CARD, CASH]}, {"oneOf": [CARD]}),
    "any-of-removed": ({"anyOf": [CARD, CASH]}, {"anyOf": [CARD]}),
    "all-of-added": ({"allOf": [CARD]}, {"allOf": [CARD, {**CASH, "required": ["cash"]}]}),
    "removed": (
        {"type": "object", "properties": {"a": TEXT, "b": TEXT}},
        {"type": "object", "properties": {"a": TEXT}},
    ),
    "became-required": (
        {"type": "object", "properties": {"a": TEXT}},
        {"type": "object", "properties": {"a": TEXT}, "required": ["a"]},
    ),
    "new-required": (
        {"type": "object", "properties": {"a": TEXT}},
        {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "required": ["b"]},
    ),
    "discriminator-property-name-changed": (
        {"oneOf": [CARD, CASH], "discriminator": {"propertyName": "kind"}},
        {"oneOf": [CARD, CASH], "discriminator": {"propertyName": "type"}},
    ),
    "discriminator-mapping-deleted": (
        {
            "oneOf": [CARD, CASH],
            "discriminator": {"propertyName": "kind", "mapping": {"a": "#/x", "b": "#/y"}},
        },
        {"oneOf": [CARD, CASH], "discriminator": {"propertyName": "kind", "mapping": {"a": "#/x"}}},
    ),
}
WIDENED: dict[str, tuple[Tree, Tree]] = {
    "became-nullable": (TEXT, {"type": "string", "nullable": True}),
    "became-optional": NARROWED["became-required"][::-1],
    "optional-removed": NARROWED["removed"],
    "required-removed": (
        {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "required": ["b"]},
        {"type": "object", "properties": {"a": TEXT}},
    ),
    "enum-value-added": NARROWED["enum-value-removed"][::-1],
    "max-increased": NARROWED["max-decreased"][::-1],
    "max-length-increased": NARROWED["max-length-decreased"][::-1],
    "max-length-unset": NARROWED["max-length-set"][::-1],
    "min-decreased": NARROWED["min-increased"][::-1],
    "min-length-decreased": NARROWED["min-length-increased"][::-1],
    "min-items-decreased": NARROWED["min-items-increased"][::-1],
    "min-items-unset": NARROWED["min-items-set"][::-1],
    "one-of-added": ({"oneOf": [CARD, TEXT]}, {"oneOf": [CARD, TEXT, CASH]}),
    "type-changed": (TEXT, {"type": "integer"}),
}


def _content(schema: Tree | None) -> Tree:
    return {} if schema is None else {"content": {"application/json": {"schema": schema}}}


def _tree(request: Tree | None = None, answer: Tree | None = None, **operation: Any) -> Tree:
    made: Tree = {"responses": {"200": {"description": "Fine", **_content(answer)}}, **operation}
    if request is not None:
        made.setdefault("requestBody", _content(request))
    return {"openapi": "3.0.3", "info": {"title": "T", "version": "1.0.0"}, "paths": {"/a": {"post": made}, "/b": {"get": {"responses": {"200": {"description": "Fine"}}}}}}  # fmt: skip


def _in_field(schema: Tree) -> Tree:
    return {"type": "object", "properties": {"field": schema, "other": TEXT}}


def _parameter(schema: Tree, **more: Any) -> Tree:
    return _tree(parameters=[{"name": "p", "in": "query", "schema": schema, **more}])


def _header(schema: Tree) -> Tree:
    return _tree(parameters=[{"name": "X-P", "in": "header", "schema": schema}])


def _changed(tree: Tree, change: Callable[[Tree], object]) -> Tree:
    made = copy.deepcopy(tree)
    change(made)
    return made


def _op(tree: Tree) -> Tree:
    found: Tree = tree["paths"]["/a"]["post"]
    return found


PLAIN = _tree(TEXT, TEXT)
OLD = _tree(deprecated=True, **{"x-sunset": "2027-01-01"})
SECURED = _changed(
    {**PLAIN, "components": {"securitySchemes": {n: {"type": "oauth2", "flows": {}} for n in ("o", "k")}}},
    lambda t: _op(t).update(security=[{"o": []}]),
)
GLOBAL = _changed(SECURED, lambda t: (t.update(security=[{"o": []}]), _op(t).pop("security")))
HEADED = _changed(
    PLAIN, lambda t: _op(t)["responses"]["200"].update(headers={"X-A": {"required": True, "schema": TEXT}, "X-B": {"schema": TEXT}})
)  # fmt: skip
SPECIAL: dict[str, tuple[Tree, Tree]] = {
    "api-path-removed-without-deprecation": (PLAIN, _changed(PLAIN, lambda t: t["paths"].pop("/a"))),
    "api-removed-without-deprecation": (PLAIN, _changed(PLAIN, lambda t: t["paths"]["/a"].pop("post"))),
    "api-path-removed-before-sunset": (OLD, _changed(OLD, lambda t: t["paths"].pop("/a"))),
    "api-removed-before-sunset": (OLD, _changed(OLD, lambda t: t["paths"]["/a"].pop("post"))),
    "added-required-request-body": (_tree(), _tree(requestBody={"required": True, **_content(TEXT)})),
    "request-body-removed": (PLAIN, _changed(PLAIN, lambda t: _op(t).pop("requestBody"))),
    "request-body-became-required": (PLAIN, _changed(PLAIN, lambda t: _op(t)["requestBody"].update(required=True))),
    "request-body-media-type-removed": (PLAIN, _changed(PLAIN, lambda t: _op(t)["requestBody"].update(content={"text/csv": {}}))),
    "response-media-type-removed": (PLAIN, _changed(PLAIN, lambda t: _op(t)["responses"]["200"].update(content={"text/csv": {}}))),
    "response-success-status-removed": (PLAIN, _changed(PLAIN, lambda t: _op(t).update(responses={"204": {"description": "Fine"}}))),
    "new-required-request-parameter": (_tree(parameters=[]), _parameter(TEXT, required=True)),
    "new-request-path-parameter": (PLAIN, _changed(PLAIN, lambda t: t["paths"].update({"/a/{id}": t["paths"].pop("/a")}))),
    "request-parameter-removed": (_parameter(TEXT), _tree(parameters=[])),
    "request-parameter-removed-before-sunset": (_parameter(TEXT), _tree(parameters=[])),
    "request-parameter-became-required": (_parameter(TEXT), _parameter(TEXT, required=True)),
    "request-parameter-property-type-changed": (_parameter(_in_field(TEXT)), _parameter(_in_field(NUMBER))),
    "new-required-request-header-property": (_header(NARROWED["new-required"][0]), _header(NARROWED["new-required"][1])),
    "request-header-property-became-required": (_header(NARROWED["became-required"][0]), _header(NARROWED["became-required"][1])),
    "request-header-property-became-enum": (_header(_in_field(TEXT)), _header(_in_field(NARROWED["became-enum"][1]))),
    "required-response-header-removed": (HEADED, _changed(HEADED, lambda t: _op(t)["responses"]["200"]["headers"].pop("X-A"))),
    "optional-response-header-removed": (HEADED, _changed(HEADED, lambda t: _op(t)["responses"]["200"]["headers"].pop("X-B"))),
    "response-header-became-optional": (HEADED, _changed(HEADED, lambda t: _op(t)["responses"]["200"]["headers"]["X-A"].pop("required"))),
    "api-security-removed": (
        _changed(SECURED, lambda t: _op(t)["security"].append({"k": []})), _changed(SECURED, lambda t: _op(t).update(security=[{"k": []}])),
    ),
    "api-security-scope-added": (SECURED, _changed(SECURED, lambda t: _op(t).update(security=[{"o": ["s"]}]))),
    "api-global-security-removed": (
        _changed(GLOBAL, lambda t: t["security"].append({"k": []})), _changed(GLOBAL, lambda t: t.update(security=[{"k": []}])),
    ),
    "api-global-security-scope-added": (GLOBAL, _changed(GLOBAL, lambda t: t.update(security=[{"o": ["s"]}]))),
}  # fmt: skip


def _pair(check: str) -> tuple[Tree, Tree]:
    """A document before and after what the check is named for."""
    if check in SPECIAL:
        return SPECIAL[check]
    names = {
        "new-required-request-property": "request-property-new-required",
        "response-optional-property-removed": "response-property-optional-removed",
        "response-required-property-removed": "response-property-required-removed",
    }
    side, place, kind = re.fullmatch(
        r"(request|response)-(body|property|parameter)-(.+)", names.get(check, check)
    ).groups()  # type: ignore[union-attr]
    old, new = (NARROWED if side == "request" else WIDENED)[kind]
    if place == "parameter":
        return _parameter(old), _parameter(new)
    if place == "property" and kind not in ("removed", "became-required", "new-required", "became-optional"):
        old, new = _in_field(old), _in_field(new)
    return (_tree(old), _tree(new)) if side == "request" else (_tree(None, old), _tree(None, new))


ROWS = ROW.findall(PAGE.read_text("utf-8"))


@pytest.mark.parametrize(
    ("check", "said"), [r for r in ROWS if r[1] != "no"], ids=[r[0] for r in ROWS if r[1] != "no"]
)
def test_a_check_that_the_page_names_is_reported_as_it_says(check: str, said: str) -> None:
    base, head = (
        read_document("openapi.yaml", yaml.dump(t, Dumper=_Plain, sort_keys=False)) for t in _pair(check)
    )
    assert base is not None
    assert head is not None
    found = {c.severity or Severity.ERROR for c in differences(base, head, SUNSET) if c.breaking}
    assert {str(s) for s in found} == {said}


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def test_every_row_of_the_page_is_read() -> None:
    assert len(ROWS) == PAGE.read_text("utf-8").count("\n| `")
    assert len({r[0] for r in ROWS}) == len(ROWS)
