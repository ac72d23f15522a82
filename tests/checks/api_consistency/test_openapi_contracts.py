"""OpenAPI documents in a change: split over files, moved, hostile; and where findings stand."""

from __future__ import annotations

import time

import pytest

from checks.api_consistency.openapi import Library, read_document, resolve
from checks.changes import in_memory
from checks.engine import review

ROOT = """openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /items:
    get:
      operationId: items
      summary: Items
      responses:
        '200':
          description: Fine
          content:
            application/json:
              schema: {$ref: 'schemas/item.yaml'}
        '400': {description: Bad}
"""
ITEM = (
    "type: object\nproperties:\n  id: {type: string}\n  parent: {$ref: 'item.yaml'}\n  name: {type: string}\n"
)


def _found(head: dict[str, str], base: dict[str, str], rule: str = "breaking-change") -> list[str]:
    report = review(in_memory(dict(head), dict(base)), only=[f"api-consistency/{rule}"])
    assert report.errors == ()
    return [f"{f.path}:{f.line}" for f in report.findings]


def test_a_file_that_an_unchanged_document_draws_on_is_compared() -> None:
    base = {"docs/api/openapi.yaml": ROOT, "docs/api/schemas/item.yaml": ITEM}
    head = {**base, "docs/api/schemas/item.yaml": ITEM.replace("  name: {type: string}\n", "")}
    assert _found(head, base) == ["docs/api/schemas/item.yaml:4"]


def test_a_file_that_no_document_draws_on_is_no_contract() -> None:
    base = {
        "docs/api/openapi.yaml": ROOT,
        "docs/api/schemas/item.yaml": ITEM,
        "docs/api/schemas/other.yaml": ITEM,
    }
    head = {**base, "docs/api/schemas/other.yaml": ITEM.replace("  name: {type: string}\n", "")}
    assert _found(head, base) == []


def test_what_a_reference_now_leads_to_is_compared_with_what_it_led_to() -> None:
    base = {"openapi.yaml": ROOT, "schemas/item.yaml": ITEM}
    head = {
        "openapi.yaml": ROOT.replace("schemas/item.yaml", "schemas/thing.yaml"),
        "schemas/thing.yaml": ITEM.replace("item.yaml", "thing.yaml").replace("name:", "title:"),
    }
    assert _found(head, base) == ["schemas/thing.yaml:2"]


def test_a_document_that_moves_is_still_the_same() -> None:
    whole = ROOT.replace("{$ref: 'schemas/item.yaml'}", "{type: object, properties: {id: {type: string}}}")
    assert _found({"api/spec.yaml": whole}, {"openapi.yaml": whole}) == []
    narrowed = whole.replace("id: {type: string}", "id: {type: integer}")
    assert _found({"api/spec.yaml": narrowed}, {"openapi.yaml": whole}) == ["api/spec.yaml:13"]
    assert _found({"README.md": "x"}, {"openapi.yaml": whole, "README.md": "x"}) == []


def test_references_that_lead_nowhere_say_nothing() -> None:
    base = {"openapi.yaml": ROOT, "schemas/item.yaml": ITEM}
    for target in (
        "missing.yaml",
        "../../outside.yaml",
        "https://example.com/x.yaml",
        "/etc/passwd",
        "#/a/b",
        "#x",
    ):
        assert _found({**base, "openapi.yaml": ROOT.replace("schemas/item.yaml", target)}, base) == []


def test_references_in_a_circle_end() -> None:
    files = {
        "openapi.yaml": ROOT,
        "schemas/item.yaml": "$ref: 'b.yaml'\n",
        "schemas/b.yaml": "allOf:\n  - $ref: 'c.yaml'\n  - $ref: 'item.yaml'\n",
        "schemas/c.yaml": "oneOf: [{$ref: 'b.yaml'}, {$ref: 'c.yaml'}]\nproperties: {x: {$ref: 'b.yaml'}}\n",
    }
    changed = {**files, "schemas/c.yaml": files["schemas/c.yaml"] + "description: New\n"}
    assert _found(changed, files) == []
    library = Library(files.get)
    document = read_document("openapi.yaml", ROOT, library)
    assert document is not None
    assert resolve({"$ref": "schemas/item.yaml"}, document.spot())[0].keys() == {"allOf"}


def test_aliases_and_merged_keys_are_written_out() -> None:
    text = ROOT.replace(
        "{$ref: 'schemas/item.yaml'}",
        "&item {type: object, properties: {id: {type: string}, a: {type: string}}}",
    )
    head = (
        text
        + "        '201':\n          description: New\n          content:\n            application/json:\n              schema:\n                <<: *item\n                description: The same\n"
    )
    assert _found({"openapi.yaml": head}, {"openapi.yaml": text}) == []
    base = head.replace("&item {type: object, properties: {id: {type: string}, a: {type: string}}}", "&item {type: object, properties: {id: {type: string}, a: {type: string}, b: {type: string}}}")  # fmt: skip
    assert _found({"openapi.yaml": head}, {"openapi.yaml": base}) == ["openapi.yaml:13"]


@pytest.mark.parametrize(
    "schema",
    [
        "{type: [], enum: x, required: 3, properties: [], items: {items: {items: {}}}}",
        "{maximum: 1e999, minimum: .nan, multipleOf: 0, maxLength: -9, pattern: 3, format: []}",
        "{maximum: " + "9" * 400 + ", type: {a: 1}}",
        "{oneOf: [1, null, {}], anyOf: {}, allOf: [[], 3], discriminator: x, const: {}, default: [1]}",
        "{$ref: 3, nullable: [], additionalProperties: 3, readOnly: {}}",
        "[" * 500 + "]" * 500,
        "{allOf: [" + ", ".join(["{$ref: '#/paths'}"] * 500) + "]}",
    ],
)
def test_hostile_schemas_neither_raise_nor_hang(schema: str) -> None:
    plain = ROOT.replace(
        "{$ref: 'schemas/item.yaml'}", "{type: number, maximum: 3, minimum: 1, enum: [1], multipleOf: 2}"
    )
    hostile = ROOT.replace("{$ref: 'schemas/item.yaml'}", schema)
    begin = time.monotonic()
    for one, other in ((plain, hostile), (hostile, plain), (hostile, hostile.replace("Fine", "Good"))):
        for document in (one, other):
            assert "schemas/item.yaml" not in document
        report = review(
            in_memory({"openapi.yaml": other}, {"openapi.yaml": one}),
            only=["api-consistency/breaking-change"],
        )
        assert report.errors == ()
    assert time.monotonic() - begin < 10


def test_hostile_parts_of_operations_neither_raise_nor_hang() -> None:
    for old in (
        "responses:",
        "operationId: items",
        "summary: Items",
        "content:",
        "description: Fine",
        "get:",
    ):
        for new in ("3", "[1, {a: b}]", "{x: [y]}", "null"):
            changed = "\n".join(
                f"{line.split(':')[0]}: {new}" if old in line else line for line in ROOT.split("\n")
            )
            _found({"openapi.yaml": changed}, {"openapi.yaml": ROOT})
            _found({"openapi.yaml": ROOT}, {"openapi.yaml": changed})
    parameters = ROOT.replace("      summary: Items", "      parameters: [1, {in: query}, {name: 3, in: [x], schema: 7}, {name: a, in: path}]\n      security: [3, {a: 4}, []]\n      requestBody: {content: {x: 3}}")  # fmt: skip
    assert parameters != ROOT
    _found({"openapi.yaml": parameters}, {"openapi.yaml": ROOT})
    _found({"openapi.yaml": ROOT}, {"openapi.yaml": parameters})


def test_operations_of_an_old_path_file_that_a_new_path_names_stand_at_the_path() -> None:
    shared = "get:\n  responses:\n    '200': {description: Fine}\n"
    base = {"openapi.yaml": ROOT, "schemas/item.yaml": ITEM, "paths/x.yaml": shared}
    head = {**base, "openapi.yaml": ROOT + "  /x:\n    $ref: 'paths/x.yaml'\n"}
    assert _found(head, base, "spec-quality") == ["openapi.yaml:15"]


@pytest.mark.parametrize(
    ("operation", "lacks"),
    [
        ("operationId: x\nsummary: X\nresponses: {'204': {description: x}, default: {description: x}}", 0),
        ("operationId: x\ndescription: X\nresponses: {'202': {description: x}, 4XX: {description: x}}", 0),
        (
            "operationId: x\nsummary: X\nresponses: {'200': {description: x, content: {text/csv: {}}}, '404': {description: x}}",
            0,
        ),
        ("operationId: x\nsummary: X\nresponses: {'302': {description: x}, '404': {description: x}}", 0),
        (
            "operationId: x\nsummary: X\nresponses: {'200': {$ref: 'https://example.com/r.yaml'}, '404': {description: x}}",
            0,
        ),
        ("operationId: x\nsummary: X\nresponses: {'201': {description: x}, '404': {description: x}}", 1),
        ("operationId: x\nsummary: X\nresponses: {'204': {description: x}, '500': {description: x}}", 1),
        ("summary: X\nresponses: {'204': {description: x}, '400': {description: x}}", 1),
        ("operationId: x", 1),
    ],
)
def test_a_new_operation_must_say_enough(operation: str, lacks: int) -> None:
    added = "    delete:\n" + "".join(f"      {line}\n" for line in operation.split("\n"))
    head = {"openapi.yaml": ROOT + added, "schemas/item.yaml": ITEM}
    base = {"openapi.yaml": ROOT, "schemas/item.yaml": ITEM}
    assert len(_found(head, base, "spec-quality")) == lacks


def test_what_is_told_at_the_code_is_not_told_again_at_its_document() -> None:
    code = "from fastapi import FastAPI\nfrom pydantic import BaseModel\n\napp = FastAPI()\n\n\nclass ItemIn(BaseModel):\n    name: str\n\n\n@app.post('/items')\ndef add(item: ItemIn) -> dict[str, str]:\n    return {'name': item.name}\n"
    document = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /items:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema:\n              type: object\n              required: [name]\n              properties:\n                name: {type: string}\n      responses:\n        '200': {description: Fine}\n"
    base = {"app/main.py": code, "openapi.yaml": document}
    head = {
        "app/main.py": code.replace("    name: str\n", "    name: str\n    shop: str\n"),
        "openapi.yaml": document.replace("[name]", "[name, shop]").replace(
            "name: {type: string}", "name: {type: string}\n                shop: {type: string}"
        ),
    }
    assert _found(head, base) == ["app/main.py:9"]
    assert _found({**head, "app/main.py": code}, base) == ["openapi.yaml:14"]


def test_paths_that_move_to_another_document_are_not_removed() -> None:
    paths = [
        f"  /{n}:\n    get:\n      responses:\n        '200': {{description: Fine}}\n"
        for n in ("a", "b", "c")
    ]
    top = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\npaths:\n"
    base = {"openapi.yaml": top + "".join(paths)}
    assert _found({"openapi.yaml": top + paths[0] + paths[1], "more.yaml": top + paths[2]}, base) == []
    assert _found({"ab.yaml": top + paths[0] + paths[1], "c.yaml": top + paths[2]}, base) == []
    assert _found({"ab.yaml": top + paths[0] + paths[1], "d.yaml": top}, base) == ["ab.yaml:3"]
