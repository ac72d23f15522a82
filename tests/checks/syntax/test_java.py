"""Java lowered to the code model."""

from __future__ import annotations

import random
import time
from typing import TypeVar

import pytest

from checks.syntax.java import lower
from checks.syntax.model import (
    Assertion,
    Assign,
    Attr,
    Binary,
    Call,
    Class,
    Conditional,
    Expr,
    ExprStmt,
    Function,
    If,
    Import,
    Index,
    Jump,
    Literal,
    Loop,
    Module,
    Name,
    Node,
    Opaque,
    OpaqueStmt,
    Raise,
    Return,
    Sequence,
    Stmt,
    Switch,
    Template,
    Try,
    Unary,
    With,
    Yield,
    dotted,
    qualified_name,
)

N = TypeVar("N", bound=Node)


def java(code: str) -> Module:
    return lower("src/main/java/A.java", "java", code.encode())


def inside(code: str) -> list[Stmt]:
    module = java("class A {\n  void f() {\n" + code + "\n  }\n}\n")
    assert module.broken_lines == []
    return first(module, Function).body.items


def all_of(module: Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def first(module: Node, kind: type[N]) -> N:
    return all_of(module, kind)[0]


def value(code: str) -> Expr:
    (made,) = inside(f"var x = {code};")
    assert isinstance(made, Assign)
    assert made.value is not None
    return made.value


SERVICE = '''\
package com.acme.orders;

import static java.util.stream.Collectors.toList;

import com.acme.shared.Money;
import java.sql.*;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.web.bind.annotation.*;

/** Orders as the shop sees them. */
@Slf4j
@RestController
@RequestMapping(path = "/api/orders", produces = {"application/json", "text/plain"})
@RequiredArgsConstructor
public class OrderController extends Base<Order> implements Audited, Comparable<Order> {
    private static final int LIMIT = 1_000;
    private static final Logger AUDIT = LoggerFactory.getLogger(OrderController.class);
    private final OrderRepository orders;
    @Value("${app.table}") private String table;

    static {
        Registry.register("orders");
    }

    public OrderController(final OrderRepository orders, @Qualifier("main") Clock... clocks) {
        super(clocks);
        this.orders = orders;
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public ResponseEntity<OrderDto> get(@PathVariable("id") Long id, @RequestParam(required = false) String q)
            throws SQLException {
        log.info("order {} of {}", id, q);
        return orders.findById(id)
            .filter(order -> order.total() > 0)
            .map(OrderDto::of)
            .map(ResponseEntity::ok)
            .orElseThrow(() -> new NotFoundException("order " + id));
    }

    @PostMapping
    void create(@Valid @RequestBody OrderRequest body) {
        try (Connection c = source.getConnection(); var s = c.createStatement()) {
            s.execute("""
                insert into orders
                  values (1)
                """);
        } catch (SQLTimeoutException | SQLRecoverableException e) {
            throw new RetryException("later", e);
        } catch (Exception ignored) {
        } finally {
            metrics.increment();
        }
    }

    private String label(Status status) {
        String text = switch (status) {
            case NEW, OPEN -> "open";
            case PAID -> {
                audit();
                yield "paid";
            }
            default -> throw new IllegalStateException();
        };
        for (Line line : lines) {
            if (line.price() instanceof Money m && m.isZero()) {
                continue;
            }
            total += line.amount();
        }
        for (int i = 0, n = 3; i < n; i++) {
            retry(i);
        }
        while (true) {
            break;
        }
        do {
            poll();
        } while (waiting);
        return status == null ? "none" : text;
    }

    record Line(long id, @NotNull String name, Money... prices) {
        Line {
            if (id < 0) throw new IllegalArgumentException();
        }
    }

    enum Status {
        NEW("n"), OPEN { @Override String code() { return "o"; } }, PAID;
        private final String code;
        Status(String code) { this.code = code; }
        Status() { this(""); }
        String code() { return code; }
    }

    sealed interface Shape permits Circle, Square {
        double PI = 3.14;
        double area();
        default String shown() { return "shape"; }
    }

    @interface Marked { String value() default "x"; }
}
'''


def test_a_realistic_class_keeps_its_declarations() -> None:
    module = java(SERVICE)
    assert module.broken_lines == []
    assert [(one.module, one.names) for one in all_of(module, Import)] == [
        ("java.util.stream.Collectors", [("toList", "toList")]),
        ("com.acme.shared", [("Money", "Money")]),
        ("java.sql", [("*", "*")]),
        ("java.util", [("List", "List")]),
        ("lombok", [("RequiredArgsConstructor", "RequiredArgsConstructor")]),
        ("lombok.extern.slf4j", [("Slf4j", "Slf4j")]),
        ("org.springframework.web.bind.annotation", [("*", "*")]),
    ]
    owner = first(module, Class)
    assert (owner.name, owner.kind, owner.exported) == ("OrderController", "class", True)
    assert [dotted(base) for base in owner.bases] == ["Base", "Audited", "Comparable"]
    assert [dotted(d.callee if isinstance(d, Call) else d) for d in owner.decorators] == [
        "Slf4j",
        "RestController",
        "RequestMapping",
        "RequiredArgsConstructor",
    ]
    mapping = owner.decorators[2]
    assert isinstance(mapping, Call)
    produces = mapping.keyword("produces")
    assert isinstance(produces, Sequence)
    assert [i.value for i in produces.items if isinstance(i, Literal)] == ["application/json", "text/plain"]
    assert [(c.name, c.kind) for c in all_of(module, Class)] == [
        ("OrderController", "class"),
        ("Line", "record"),
        ("Status", "enum"),
        ("", "class"),
        ("Shape", "interface"),
        ("Marked", "interface"),
    ]


def test_fields_have_their_type_and_say_whether_they_are_final() -> None:
    owner = first(java(SERVICE), Class)
    fields = [item for item in owner.body.items if isinstance(item, Assign)]
    assert [(dotted(f.targets[0]), f.annotation, f.declares) for f in fields] == [
        ("log", "org.slf4j.Logger", "const"),
        ("LIMIT", "int", "const"),
        ("AUDIT", "Logger", "const"),
        ("orders", "OrderRepository", "const"),
        ("table", "String", "let"),
    ]
    assert dotted(fields[-1].decorators[0].callee) == "Value"  # type: ignore[attr-defined]
    line = all_of(java(SERVICE), Class)[1]
    parts = [item for item in line.body.items if isinstance(item, Assign)]
    assert [(dotted(p.targets[0]), p.annotation, len(p.decorators)) for p in parts] == [
        ("id", "long", 0),
        ("name", "String", 1),
        ("prices", "Money", 0),
    ]
    status = all_of(java(SERVICE), Class)[2]
    constants = [item for item in status.body.items if isinstance(item, Assign) and item.value is not None]
    assert [dotted(c.targets[0]) for c in constants] == ["NEW", "OPEN", "PAID"]
    assert all(isinstance(c.value, Call) and c.value.new for c in constants)


def test_methods_have_parameters_annotations_and_visibility() -> None:
    module = java(SERVICE)
    named = {qualified_name(f): f for f in all_of(module, Function) if f.name}
    assert list(named) == [
        "OrderController.constructor",
        "OrderController.get",
        "OrderController.create",
        "OrderController.label",
        "OrderController.Line.constructor",
        "OrderController.Status..code",
        "OrderController.Status.constructor",
        "OrderController.Status.code",
        "OrderController.Shape.area",
        "OrderController.Shape.shown",
        "OrderController.Marked.value",
    ]
    made = named["OrderController.constructor"]
    assert [(p.name, p.annotation, p.kind) for p in made.params] == [
        ("orders", "OrderRepository", ""),
        ("clocks", "Clock", "*"),
    ]
    assert [dotted(d.callee) for d in made.params[1].decorators if isinstance(d, Call)] == ["Qualifier"]
    get = named["OrderController.get"]
    assert (get.exported, get.returns) == (True, "ResponseEntity<OrderDto>")
    route, transaction = get.decorators
    assert isinstance(route, Call)
    assert isinstance(transaction, Call)
    assert route.positional(0).value == "/{id}"  # type: ignore[union-attr]
    assert transaction.keyword("readOnly").value is True  # type: ignore[union-attr]
    assert [(p.name, p.annotation, len(p.decorators)) for p in get.params] == [
        ("id", "Long", 1),
        ("q", "String", 1),
    ]
    assert not named["OrderController.create"].exported
    assert named["OrderController.Shape.area"].exported
    assert [p.name for p in named["OrderController.Line.constructor"].params] == ["id", "name", "prices"]


def test_calls_of_the_class_are_all_there() -> None:
    names = [dotted(call.callee) for call in all_of(java(SERVICE), Call)]
    for wanted in (
        "LoggerFactory.getLogger",
        "Registry.register",
        "super",
        "log.info",
        "orders.findById().filter().map().map().orElseThrow",
        "order.total",
        "source.getConnection",
        "c.createStatement",
        "s.execute",
        "metrics.increment",
        "audit",
        "m.isZero",
        "line.amount",
        "poll",
        "this",
    ):
        assert wanted in names


def test_nothing_of_the_class_is_opaque_by_oversight() -> None:
    found = {n.what for n in java(SERVICE).walk() if isinstance(n, (Opaque, OpaqueStmt))}
    assert found == {"package_declaration", "static_initializer", "switch_expression", "initializers"}


def test_comments_are_read_without_their_marks() -> None:
    module = java("// one\nclass A { /* two */ int x; /** three\n * four */\n}\n")
    assert [(c.text, c.alone) for c in module.comments] == [
        ("one", True),
        ("two", False),
        ("three\nfour", False),
    ]


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ('"a\\n\\u00e9\\101\\""', "str", 'a\néA"'),
        ("'\\t'", "str", "\t"),
        ('"""\n      a\n        b \\\n      c\\tx\n      """', "str", "a\n  b c\tx\n"),
        ('"""\n      a"""', "str", "a"),
        ("0x1FL", "int", 31),
        ("017", "int", 15),
        ("0b11", "int", 3),
        ("1_000L", "int", 1000),
        ("1.5e3f", "float", 1500.0),
        ("0x1.8p1", "float", 3.0),
        ("null", "none", None),
        ("true", "bool", True),
    ],
)
def test_literals_have_the_value_that_the_program_sees(code: str, kind: str, expected: object) -> None:
    literal = value(code)
    assert isinstance(literal, Literal)
    assert (literal.kind, literal.value) == (kind, expected)


def test_expressions_keep_their_parts() -> None:
    made = value('new Job("a") { public void run() { go(); } }')
    assert isinstance(made, Call)
    assert made.new
    assert dotted(made.callee) == "Job"
    assert isinstance(made.args[-1].value, Class)
    assert isinstance(value('new String[]{"a", "b"}'), Sequence)
    sized = value("new byte[16]")
    assert isinstance(sized, Call)
    assert dotted(sized.callee) == "byte[]"
    assert dotted(value("(String) (given)")) == "given"
    assert dotted(value("List::of")) == "List.of"
    assert dotted(value("Order.class")) == "Order.class"
    assert dotted(value("Outer.this.x")) == "Outer.this.x"
    assert isinstance(value("a ? b : c"), Conditional)
    assert isinstance(value("rows[1]"), Index)
    both = value("a && !b || c")
    assert isinstance(both, Binary)
    assert both.op == "or"
    generic = value("new java.util.HashMap<String, List<Long>>()")
    assert isinstance(generic, Call)
    assert dotted(generic.callee) in ("java.util.HashMap",)
    hole = value('STR."Hi \\{name}!"')
    assert isinstance(hole, Template)
    assert [type(p) for p in hole.parts] == [Literal, Name, Literal]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x -> x + 1", ["x"]),
        ("(a, b) -> { return a; }", ["a", "b"]),
        ("(String a) -> a", ["a"]),
        ("() -> go()", []),
    ],
)
def test_a_lambda_is_a_function_that_returns_its_value(code: str, names: list[str]) -> None:
    made = value(code)
    assert isinstance(made, Function)
    assert [p.name for p in made.params] == names
    assert isinstance(made.body.items[0], Return)


def test_statements_of_every_form() -> None:
    made = inside(
        'int a = 1, b[] = {2};\nfinal var c = a;\na = b = c;\na += 2;\na++;\nassert a > 0 : "m";\n'
        "synchronized (this) { go(); }\nouter: for (;;) { break outer; }\n;\nthrow new E();"
    )
    assert [type(one) for one in made] == [
        Assign,
        Assign,
        Assign,
        Assign,
        Assign,
        ExprStmt,
        Assertion,
        OpaqueStmt,
        Loop,
        Raise,
    ]
    one, two, three, chained = made[:4]
    assert isinstance(one, Assign)
    assert isinstance(two, Assign)
    assert isinstance(three, Assign)
    assert isinstance(chained, Assign)
    assert [(x.annotation, x.declares) for x in (one, two, three)] == [
        ("int", "let"),
        ("int[]", "let"),
        ("", "const"),
    ]
    assert [dotted(t) for t in chained.targets] == ["a", "b"]
    step = made[5]
    assert isinstance(step, ExprStmt)
    assert isinstance(step.value, Unary)


def test_loops_say_what_they_go_over() -> None:
    each, plain, endless, repeat = inside(
        "for (final Order o : orders) go(o);\nfor (int i = 0; i < 3; i++) {}\nwhile (true) {}\ndo { go(); } while (x);"
    )
    assert isinstance(each, Loop)
    assert isinstance(plain, Loop)
    assert isinstance(endless, Loop)
    assert isinstance(repeat, Loop)
    assert (each.kind, dotted(each.target), dotted(each.iterable), each.annotation) == (
        "for-each",
        "o",
        "orders",
        "Order",
    )
    assert len(each.body.items) == 1
    assert plain.kind == "for"
    assert isinstance(plain.init, Assign)
    assert isinstance(plain.step, ExprStmt)
    assert (endless.kind, endless.test) == ("while", None)
    assert dotted(repeat.test) == "x"


def test_resources_handlers_and_final_blocks() -> None:
    module = java(SERVICE)
    tried = first(module, Try)
    held = tried.body.items[0]
    assert isinstance(held, With)
    assert [(dotted(i.target), i.annotation) for i in held.items] == [("c", "Connection"), ("s", "")]
    assert [([dotted(t) for t in h.types], h.name) for h in tried.handlers] == [
        (["SQLTimeoutException", "SQLRecoverableException"], "e"),
        (["Exception"], "ignored"),
    ]
    assert tried.handlers[1].body.items == []
    assert tried.final is not None
    (alone,) = inside("try (var r = open()) { r.read(); }")
    assert isinstance(alone, With)


def test_a_switch_is_a_statement_or_gives_a_value() -> None:
    old, new = inside(
        "switch (k) { case 1: case 2: a(); break; default: b(); }\n"
        "switch (o) { case Circle c when c.r() > 1 -> a(c); case Point(int x, var y) -> b(x); case null, default -> d(); }"
    )
    assert isinstance(old, Switch)
    assert isinstance(new, Switch)
    assert [len(c.tests) for c in old.cases] == [2, 0]
    assert isinstance(old.cases[0].body.items[-1], Jump)
    assert [len(c.tests) for c in new.cases] == [1, 1, 0]
    assert isinstance(new.cases[0].tests[0], Binary)
    given = first(java(SERVICE), Opaque)
    assert given.what == "switch_expression"
    assert [dotted(y.value) or y.value.value for y in all_of(given, Yield)] == ["open", "paid"]  # type: ignore[union-attr]


def test_patterns_bind_their_names() -> None:
    (found,) = inside(
        "if (o instanceof Order order && order.open()) { go(order); } else if (x) { a(); } else { b(); }"
    )
    assert isinstance(found, If)
    bound = first(found.test, Assign)
    assert (dotted(bound.targets[0]), bound.annotation, dotted(bound.value)) == ("order", "Order", "o")
    assert found.orelse is not None
    assert isinstance(found.orelse.items[0], If)
    (record,) = inside("if (o instanceof Point(int x, Line(var y, var z))) { go(x); }")
    pattern = first(record, Assign).targets[0]
    assert isinstance(pattern, Sequence)
    assert [dotted(n) for n in pattern.items] == ["x", "y", "z"]


def test_broken_syntax_costs_the_smallest_enclosing_node() -> None:
    module = java(
        "class A {\n  void f() { go(; }\n  void g() { stop(); }\n  int x = ;\n  void h() { end(); }\n}\n"
    )
    assert module.broken_lines != []
    names = [dotted(c.callee) for c in all_of(module, Call)]
    assert "stop" in names
    assert "end" in names


_DEEP = 100_000


@pytest.mark.parametrize(
    "code",
    [
        "class A { int x = " + "(" * _DEEP + "1" + ")" * _DEEP + "; }",
        "class A { int x = " + "1 + " * _DEEP + "1; }",
        "class A { Object x = a" + ".b()" * _DEEP + "; }",
        "class A { Object x = " + "a(" * _DEEP + ")" * _DEEP + "; }",
        "class A { void f() " + "{" * _DEEP + "}" * _DEEP + " }",
        "class A { void f() { " + "if (a) { } else " * _DEEP + "{ } } }",
        "class A { Object x = " + "!" * _DEEP + "a; }",
        "class A { Object x = " + "a ? b : " * _DEEP + "c; }",
        "class A { Object x = " + "() -> " * 20_000 + "1; }",
        "class A {" * 20_000 + "}" * 20_000,
    ],
    ids=["parentheses", "sum", "chain", "calls", "blocks", "ladder", "not", "ternary", "lambdas", "classes"],
)
def test_hostile_nesting_is_lowered_in_bounded_time(code: str) -> None:
    began = time.monotonic()
    module = java(code)
    assert sum(1 for _ in module.walk()) > 0
    assert time.monotonic() - began < 20


def test_any_beginning_of_a_file_is_lowered() -> None:
    dice = random.Random(11)
    source = SERVICE.encode()
    for _ in range(150):
        cut = source[: dice.randrange(len(source))]
        module = lower("A.java", "java", cut)
        assert all(node.line >= 1 for node in module.walk())


def test_every_node_lies_within_its_parent() -> None:
    for node in java(SERVICE).walk():
        if node.parent is not None and not isinstance(node.parent, Module):
            assert node.parent.start <= node.start <= node.end <= node.parent.end, (type(node), node.line)


def test_members_of_an_object_are_attributes() -> None:
    made = value("this.orders.total")
    assert isinstance(made, Attr)
    assert dotted(made) == "this.orders.total"
