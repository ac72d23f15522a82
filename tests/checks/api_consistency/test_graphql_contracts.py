"""GraphQL schemas in files and in code: what is read, what breaks clients, what hostile text does."""

from __future__ import annotations

import time

import pytest

from checks.api_consistency.graphql_diff import differences
from checks.api_consistency.graphql_schema import read_schema, sdl_pieces
from checks.changes import in_memory
from checks.engine import review


def _messages(base: str, head: str) -> list[str]:
    old, new = (read_schema([("s.graphql", t)]) for t in (base, head))
    return [c.message for c in differences(old, new) if c.breaking]


@pytest.mark.parametrize(
    ("base", "head", "words"),
    [
        ("type A { x(n: Int = 3): Int }", "type A { x(n: Int = 4): Int }", "The default of the argument `n`"),
        ("type A { x: [Int!] }", "type A { x: [Int] }", "from `[Int!]` to `[Int]`"),
        ("type A { x(n: [Int]): Int }", "type A { x(n: [Int!]): Int }", "The argument `n` of `A.x` changes"),
        ("type A { x: B } type B { y: Int }", "type A { x: C } type C { y: Int }", "The type `B` is renamed to `C`"),
        ("type A { x: Int } scalar Date", "type A { x: Int }", "The type `@Date`".replace("@", "")),
        ("interface A { x: Int }", "type A { x: Int }", "was an interface and is now an object"),
        ("directive @slow on FIELD type A { x: Int }", "type A { x: Int }", "directive `@slow` is removed"),
        ("directive @d on FIELD | QUERY", "directive @d on QUERY", "may no longer stand on `FIELD`"),
        ("directive @d on FIELD", "directive @d(n: Int!) on FIELD", "new and required"),
        ("extend type Query { x: Int y: Int }", "extend type Query { x: Int }", "`Query.y` is removed"),
        ("schema { query: Q mutation: M } type Q { a: Int } type M { b: Int }",
         "schema { query: Q } type Q { a: Int } type M { b: Int }", "no longer has a mutation type"),
        ("input I { a: Int b: Int }", "input I { a: Int }", "`I.b` is removed"),
        ("enum E { A B } type T { e: E }", "enum E { A B C } type T { e: E }", "may now answer `C`"),
    ],
)  # fmt: skip
def test_what_breaks_is_told_once(base: str, head: str, words: str) -> None:
    found = _messages(base, head)
    assert len([m for m in found if words in m]) == len(found) == 1, found


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ("enum E { A B } input I { e: E }", "enum E { A B C } input I { e: E }"),
        ("type A { x: Int @deprecated y: Int }", "type A { y: Int }"),
        ("type A { x: Node } interface Node { id: ID } type B implements Node { id: ID }",
         "type A { x: B } interface Node { id: ID } type B implements Node { id: ID }"),
        ("union U = A | B type A { x: Int } type B { x: Int } type Q { u: U }",
         "union U = A | B type A { x: Int } type B { x: Int } type Q { u: A! }"),
        ("directive @auth on FIELD_DEFINITION type A { x: Int }", "type A { x: Int }"),
        ("type A @internal { x: Int y: Int }", "type A @internal { x: Int }"),
        ("type A { x(n: Int): Int }", "type A { x(n: Int! = 3): Int }"),
        ("query Q { a b }", "query Q { a }"),
    ],
)  # fmt: skip
def test_what_breaks_nobody_is_silent(base: str, head: str) -> None:
    assert _messages(base, head) == []


CODE = """import {{ gql }} from 'graphql-tag';

const shared = 'x';

export const typeDefs = gql`
  type Query {{
    orders(first: Int): [Order!]!
  }}
  ${{shared}}
  type Order {{
    id: ID!
    total: Int!{field}
  }}
`;
"""


def _found(head: dict[str, str], base: dict[str, str]) -> list[str]:
    report = review(in_memory(dict(head), dict(base)), only=["api-consistency/breaking-change"])
    assert report.errors == ()
    return [f"{f.path}:{f.line}" for f in report.findings]


def test_schemas_in_code_have_the_lines_of_the_file() -> None:
    base, head = CODE.format(field="\n    note: String"), CODE.format(field="")
    assert _found({"src/schema.ts": head}, {"src/schema.ts": base}) == ["src/schema.ts:12"]
    python = 'from ariadne import gql\n\ntype_defs = gql(\n    """\n    type Query {\n        a: Int\n%s    }\n"""\n)\n'
    assert _found({"api/schema.py": python % ""}, {"api/schema.py": python % "        b: Int\n"}) == [
        "api/schema.py:6"
    ]


def test_queries_of_a_client_are_no_schema() -> None:
    text = "export const Q = gql`\n  query {{ orders {{ id {x} }} }}\n`;\n"
    assert _found({"web/q.ts": text.format(x="")}, {"web/q.ts": text.format(x="total")}) == []


def test_a_field_that_moves_to_another_file_is_still_there() -> None:
    base = {"a.graphql": "type Query {\n  a: Int\n  b: Int\n}\n"}
    head = {"a.graphql": "type Query {\n  a: Int\n}\n", "b.graphql": "extend type Query {\n  b: Int\n}\n"}
    assert _found(head, base) == []


def test_two_services_with_a_type_of_one_name_are_two_schemas() -> None:
    base = {f"{n}/schema.graphql": "type Query {\n  a: Int\n  b: Int\n}\n" for n in ("x", "y")}
    head = {
        "x/schema.graphql": "type Query {\n  a: Int\n}\n",
        "y/schema.graphql": "type Query {\n  a: Int\n  b: Int\n  c: Int\n}\n",
    }
    assert _found(head, base) == ["x/schema.graphql:2"]


def test_a_broken_head_is_not_taken_for_a_removal() -> None:
    assert _found({"a.graphql": "type Query { a: Int"}, {"a.graphql": "type Query { a: Int b: Int }"}) == []


@pytest.mark.parametrize(
    "piece", ['schema = """', "schema   ", "gql`", "\n", "type A { ", "extend ", "# graphql `"]
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = "type A { x: Int }\n" + piece * (600_000 // len(piece))
    begin = time.monotonic()
    for path in ("a.py", "a.ts"):
        list(sdl_pieces(path, text))
    read_schema([("a.graphql", text)])
    assert time.monotonic() - begin < 10


def test_a_new_major_version_of_the_package_may_break() -> None:
    base = {
        "schema.graphql": "type Query {\n  a: Int\n  b: Int\n}\n",
        "package.json": '{"name": "x", "version": "1.4.0"}',
    }
    head = {
        "schema.graphql": "type Query {\n  a: Int\n}\n",
        "package.json": '{"name": "x", "version": "2.0.0"}',
    }
    assert _found(head, base) == []
    assert _found({**head, "package.json": '{"name": "x", "version": "1.5.0"}'}, base) == ["schema.graphql:2"]
