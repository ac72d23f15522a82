"""Go lowered to the code model."""

from __future__ import annotations

from typing import TypeVar

import pytest

from checks.syntax.go import lower
from checks.syntax.model import (
    Assign,
    Binary,
    Call,
    Class,
    Deferred,
    Expr,
    ExprStmt,
    Function,
    If,
    Import,
    Index,
    Jump,
    Literal,
    Loop,
    Mapping,
    Module,
    Name,
    Node,
    OpaqueStmt,
    Return,
    Sequence,
    Stmt,
    Switch,
    Unary,
    dotted,
)

N = TypeVar("N", bound=Node)


def go(code: str) -> Module:
    return lower("orders/handler.go", "go", code.encode())


def inside(code: str) -> list[Stmt]:
    module = go("package p\n\nfunc f() {\n" + code + "\n}\n")
    assert module.broken_lines == []
    return first(module, Function).body.items


def all_of(module: Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def first(module: Node, kind: type[N]) -> N:
    return all_of(module, kind)[0]


def value(code: str) -> Expr:
    (made,) = inside(f"x := {code}")
    assert isinstance(made, Assign)
    assert made.value is not None
    return made.value


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ('"a\\n\\u00e9\\x41\\101\\""', "str", "a\né" + 'AA"'),
        ('"\\xc3\\xa9"', "str", "é"),
        ("`raw\\n`", "str", "raw\\n"),
        ("'\\n'", "str", "\n"),
        ("0x_1F", "int", 31),
        ("0755", "int", 493),
        ("0b11", "int", 3),
        ("1_000", "int", 1000),
        ("1.5e3", "float", 1500.0),
        ("nil", "none", None),
        ("true", "bool", True),
    ],
)
def test_literals_have_the_value_that_the_program_sees(code: str, kind: str, expected: object) -> None:
    literal = value(code)
    assert isinstance(literal, Literal)
    assert (literal.kind, literal.value) == (kind, expected)


def test_imports_are_bound_to_their_name_or_the_one_the_path_suggests() -> None:
    module = go(
        'package p\nimport "net/http"\nimport (\n\tsqlx "github.com/jmoiron/sqlx"\n\t. "fmt"\n\t_ "embed"\n'
        '\t"github.com/go-chi/chi/v5"\n\t"gopkg.in/yaml.v3"\n\t"github.com/x/go-redis"\n)\n'
    )
    package = module.body.items[0]
    assert isinstance(package, OpaqueStmt)
    assert (package.what, dotted(package.items[0])) == ("package_clause", "p")
    assert [(one.module, one.names) for one in all_of(module, Import)] == [
        ("net/http", [("", "http")]),
        ("github.com/jmoiron/sqlx", [("", "sqlx")]),
        ("fmt", [("*", "*")]),
        ("embed", []),
        ("github.com/go-chi/chi/v5", [("", "chi")]),
        ("gopkg.in/yaml.v3", [("", "yaml")]),
        ("github.com/x/go-redis", [("", "redis")]),
    ]


def test_methods_know_receiver_parameters_and_results() -> None:
    module = go(
        "package p\nfunc (s *Store[T]) Find(ctx context.Context, a, b int, rest ...string) (n int, err error) { return 1, nil }\n"
        'func plain(func(int) error) string { return "" }\nfunc gen[T any](x T) T { return x }\n'
    )
    find, plain, gen = all_of(module, Function)
    assert (find.name, find.exported, find.receiver) == ("Find", True, ("s", "*Store[T]"))
    assert [(p.name, p.annotation, p.kind) for p in find.params] == [
        ("ctx", "context.Context", ""),
        ("a", "int", ""),
        ("b", "int", ""),
        ("rest", "string", "*"),
    ]
    assert find.returns == "(n int, err error)"
    returned = first(find, Return).value
    assert isinstance(returned, Sequence)
    assert returned.kind == "tuple"
    assert [(p.name, p.annotation) for p in plain.params] == [("", "func(int) error")]
    assert not plain.exported
    assert gen.returns == "T"


def test_several_names_are_one_tuple_target() -> None:
    short, swap, one, var = inside("x, err := f()\na, b = b, a\nn += 1\nvar c, d int = 1, 2")
    assert isinstance(short, Assign)
    assert short.declares == ":="
    (target,) = short.targets
    assert isinstance(target, Sequence)
    assert [dotted(item) for item in target.items] == ["x", "err"]
    assert isinstance(short.value, Call)
    assert isinstance(swap, Assign)
    assert isinstance(swap.value, Sequence)
    assert isinstance(one, Assign)
    assert one.op == "+="
    assert isinstance(one.targets[0], Name)
    assert isinstance(var, Assign)
    assert (var.declares, var.annotation) == ("var", "int")


def test_grouped_declarations_are_one_statement_each() -> None:
    module = go(
        'package p\nconst (\n\tA = iota\n\tB\n\tC string = "x"\n)\nvar (\n\ta, b = 1, 2\n\tc int\n)\n'
    )
    made = all_of(module, Assign)
    assert [one.declares for one in made] == ["const"] * 3 + ["var"] * 2
    assert [one.line for one in made] == [3, 4, 5, 8, 9]
    assert made[1].value is None


def test_an_error_check_is_an_if_with_its_init() -> None:
    (made,) = inside("if err := run(); err != nil {\n\treturn\n} else if ok {\n\ta()\n} else {\n\tb()\n}")
    assert isinstance(made, If)
    assert isinstance(made.init, Assign)
    assert isinstance(made.test, Binary)
    assert isinstance(made.test.right, Literal)
    assert made.test.right.kind == "none"
    assert made.orelse is not None
    (second,) = made.orelse.items
    assert isinstance(second, If)
    assert second.orelse is not None
    assert isinstance(second.orelse.items[0], ExprStmt)


def test_loops_of_every_form() -> None:
    loops = inside(
        "for i := 0; i < n; i++ { continue }\nfor k, v := range m {}\nfor i := range xs {}\nfor range ch {}\n"
        "for rows.Next() {}\nfor { break }"
    )
    kinds = [(loop.kind, loop.test is None, loop.target is None) for loop in loops if isinstance(loop, Loop)]
    assert kinds == [
        ("for", False, True),
        ("for-each", True, False),
        ("for-each", True, False),
        ("for-each", True, True),
        ("while", False, True),
        ("while", True, True),
    ]
    three, pairs, single = loops[:3]
    assert isinstance(three, Loop)
    assert isinstance(three.init, Assign)
    assert isinstance(three.step, ExprStmt)
    assert isinstance(three.step.value, Unary)
    assert isinstance(pairs, Loop)
    assert isinstance(pairs.target, Sequence)
    assert isinstance(single, Loop)
    assert isinstance(single.target, Name)


def test_switches_of_every_form() -> None:
    plain, typed, select = inside(
        "switch x := f(); x {\ncase 1, 2:\n\tfallthrough\ndefault:\n\tstop()\n}\n"
        "switch v := x.(type) {\ncase int, *T:\n\tuse(v)\ncase nil:\n}\n"
        "select {\ncase v, ok := <-ch:\n\tuse(v, ok)\ncase out <- 2:\ncase <-ctx.Done():\n\treturn\ndefault:\n}"
    )
    assert isinstance(plain, Switch)
    assert [len(case.tests) for case in plain.cases] == [2, 0]
    assert isinstance(plain.init, Assign)
    assert isinstance(plain.cases[0].body.items[0], Jump)
    assert isinstance(typed, Switch)
    assert isinstance(typed.init, Assign)
    assert [dotted(test) for test in typed.cases[0].tests] == ["int", "*T"]
    assert isinstance(select, Switch)
    assert select.kind == "select"
    received, sent, done, default = select.cases
    assert isinstance(received.tests[0], Assign)
    assert isinstance(sent.tests[0], Binary)
    assert isinstance(done.tests[0], Unary)
    assert default.tests == []
    assert isinstance(done.body.items[0], Return)


def test_defer_and_go_are_deferred_calls() -> None:
    close, spawn = inside("defer rows.Close()\ngo func(id string) {\n\tnotify(id)\n}(id)")
    assert isinstance(close, Deferred)
    assert (close.kind, dotted(close.call)) == ("defer", "rows.Close()")
    assert isinstance(spawn, Deferred)
    assert spawn.kind == "go"
    assert isinstance(spawn.call, Call)
    assert isinstance(spawn.call.callee, Function)
    assert [p.name for p in spawn.call.callee.params] == ["id"]


def test_composite_literals_by_their_form() -> None:
    keyed = value("&http.Client{Timeout: 5, Transport: tr}")
    assert isinstance(keyed, Unary)
    assert isinstance(keyed.operand, Mapping)
    assert keyed.operand.type_name == "http.Client"
    assert isinstance(keyed.operand.get("Timeout"), Literal)
    table = value('map[string]any{"a": 1, key: 2}')
    assert isinstance(table, Mapping)
    assert isinstance(table.get("a"), Literal)
    assert isinstance(table.pairs[1].key, Name)
    empty = value("T{}")
    assert isinstance(empty, Mapping)
    assert (empty.pairs, empty.type_name) == ([], "T")
    listed = value('[]string{"a", b}')
    assert isinstance(listed, Sequence)
    assert len(listed.items) == 2
    positional = value("pkg.Point{1, 2}")
    assert isinstance(positional, Call)
    assert positional.new
    assert dotted(positional.callee) == "pkg.Point"
    nested = value('[]Case{{Name: "a"}, {Name: "b"}}')
    assert isinstance(nested, Sequence)
    assert [item.type_name for item in nested.items if isinstance(item, Mapping)] == ["Case", "Case"]


def test_a_struct_literal_without_its_type_constructs_the_type_of_its_list() -> None:
    listed = value("[]pkg.Point{{1, 2}}")
    assert isinstance(listed, Sequence)
    (point,) = listed.items
    assert isinstance(point, Call)
    assert dotted(point.callee) == "pkg.Point"
    assert point.callee.start == point.callee.end == point.start


def test_conversions_and_generic_calls_read_like_calls() -> None:
    assert dotted(value('[]byte("x")')) == "[]byte()"
    assert dotted(value("pkg.Map[int, string](xs)")) == "pkg.Map()"
    made = value("make([]int, 3)")
    assert isinstance(made, Call)
    assert dotted(made.positional(0)) == "[]int"


def test_type_assertions_stand_for_their_operand() -> None:
    assert dotted(value("claims.(jwt.MapClaims).Sub")) == "claims.Sub"
    assert isinstance(value("x.(string)"), Name)


def test_slices_and_indexes() -> None:
    sliced = value("a[1:n]")
    assert isinstance(sliced, Index)
    assert [type(child) for child in sliced.key.children()] == [Literal, Name]
    spread = value("append(a, b...)")
    assert isinstance(spread, Call)
    assert [arg.spread for arg in spread.args] == ["", "*"]


def test_structs_and_interfaces_are_classes() -> None:
    module = go(
        'package p\n\ntype Order struct {\n\tBase\n\t*pkg.Other\n\tID, Ref int `json:"id"`\n\tsend func() error\n}\n'
        "type Store interface {\n\tReader\n\tFind(id string) (*Order, error)\n}\ntype ID = string\n"
    )
    order, store = all_of(module, Class)
    assert (order.name, order.kind, order.exported, order.line, order.end_line) == (
        "Order",
        "struct",
        True,
        3,
        8,
    )
    assert [dotted(base) for base in order.bases] == ["Base", "pkg.Other"]
    fields = [item for item in order.body.items if isinstance(item, Assign)]
    assert [(dotted(f.targets[0]), f.annotation) for f in fields] == [
        ("ID", "int"),
        ("Ref", "int"),
        ("send", "func() error"),
    ]
    assert isinstance(fields[1].value, Literal)
    assert fields[1].value.value == 'json:"id"'
    assert (store.kind, [dotted(base) for base in store.bases]) == ("interface", ["Reader"])
    assert first(store, Function).name == "Find"
    assert isinstance(module.body.items[-1], OpaqueStmt)


def test_broken_syntax_costs_only_its_neighbourhood() -> None:
    module = go("package p\n\nfunc a() {\n\tone()\n\tx := := 2\n\ttwo()\n}\n\nfunc b() { three() }\n")
    assert module.broken_lines == [5]
    assert {dotted(call.callee) for call in all_of(module, Call)} >= {"one", "two", "three"}


def test_comments_are_collected_wherever_they_stand() -> None:
    module = go("// Package p.\npackage p\n\nfunc f() { // why\n\tg(a /* b */)\n}\n/* end */")
    assert [(c.line, c.text, c.alone) for c in module.comments] == [
        (1, "Package p.", True),
        (4, "why", False),
        (5, "b", False),
        (7, "end", True),
    ]
