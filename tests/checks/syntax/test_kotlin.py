"""Kotlin lowered to the code model."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TypeVar

import pytest

from checks.syntax.kotlin import lower
from checks.syntax.model import (
    Assign,
    Binary,
    Call,
    Class,
    Conditional,
    Expr,
    Function,
    If,
    Import,
    Jump,
    Literal,
    Loop,
    Module,
    Node,
    Opaque,
    OpaqueStmt,
    Sequence,
    Switch,
    Template,
    Try,
    Yield,
    dotted,
)

N = TypeVar("N", bound=Node)

SERVICE = '''\
package shop.api

import java.sql.Connection as Conn
import org.springframework.web.bind.annotation.*

@RestController
@RequestMapping("/orders", produces = ["application/json"])
open class OrderController<T : Any>(
    private val repository: OrderRepository,
    @Value("\\${shop.region}") val region: String = "eu",
    limit: Int,
) : Base(repository), Countable {
    private val log = LoggerFactory.getLogger(OrderController::class.java)
    lateinit var clock: Clock
    val total: Int get() = 3
    var label: String = "a"
        get() { return field.trim() }
    private val mailer by inject<Mailer>()

    init { clock = Clock.systemUTC() }

    constructor(limit: Int) : this(default(), "eu", limit) { start() }

    companion object { const val TABLE = "orders" }

    @GetMapping("/{id}")
    suspend fun find(@PathVariable("id") id: String, @RequestParam size: Int? = null, vararg rest: String): List<T> {
        val text = "SELECT $name ${id.trim()} \\n \\$ \\u0041" + """raw $TABLE \\n "q" """
        val (first, second) = pair
        count += 1
        val user = users[id] ?: return emptyList()
        repository?.find(user!!.id, limit = 2, *rest) { it.total }
        for ((key, value) in map) { println(key) }
        for (i in 0 until 10) continue
        while (true) { break }
        val size2 = if (size == null) 10 else size
        val kind = when (id) {
            "a", "b" -> 1
            in ALLOWED -> 2
            is String -> 3
            else -> throw IllegalArgumentException("id")
        }
        when { size2 > 1 -> start(); else -> stop() }
        try { start() } catch (e: SQLException) { throw IllegalStateException(e) } finally { stop() }
        val read = try { load() } catch (e: IOException) { null }
        connection.use { c -> c.createStatement() }
        val listener = object : Runnable { override fun run() { start() } }
        if (id !in ALLOWED) throw IllegalArgumentException("id")
        val pairs = mapOf("a" to first, "b" to second)
        return repository.all().filter { it.size > 1 }.map { order -> order.copy(x = 1) } as List<T>
    }

    fun short(x: Int) = x * 2
}

data class Order(val id: String, @field:NotBlank val name: String)
enum class State(val text: String) { OPEN("o"), CLOSED("c"); fun shown() = text }
interface Countable { fun count(): Int }
object Registry { fun all(): List<String> = listOf() }
fun String.shout() = this.uppercase()
'''


def kotlin(code: str) -> Module:
    return lower("src/Orders.kt", "kotlin", code.encode())


def all_of(module: Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def value(code: str) -> Expr:
    module = kotlin(f"val x = {code}\n")
    assert module.broken_lines == []
    made = all_of(module, Assign)[0]
    assert made.value is not None
    return made.value


@pytest.fixture(scope="module")
def service() -> Module:
    module = kotlin(SERVICE)
    assert module.broken_lines == []
    return module


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ('"a\\n\\u00e9\\$b\\""', "str", 'a\né$b"'),
        ('"""a\\n"b" """', "str", 'a\\n"b" '),
        ("'\\n'", "str", "\n"),
        ("0xFFu", "int", 255),
        ("1_000L", "int", 1000),
        ("1.5f", "float", 1.5),
        ("2f", "float", 2.0),
        ("null", "none", None),
        ("true", "bool", True),
        ('""', "str", ""),
    ],
)
def test_literals_have_the_value_that_the_program_sees(code: str, kind: str, expected: object) -> None:
    literal = value(code)
    assert isinstance(literal, Literal)
    assert (literal.kind, literal.value) == (kind, expected)


def test_texts_of_one_line_and_of_several_have_their_holes(service: Module) -> None:
    one, several = all_of(service, Template)
    shown = [[p.value if isinstance(p, Literal) else dotted(p) for p in t.parts] for t in (one, several)]
    assert shown == [["SELECT ", "name", " ", "id.trim()", " \n $ A"], ["raw ", "TABLE", ' \\n "q" ']]
    name = one.parts[1]
    assert service.source[name.start : name.end] == b"name"


def test_imports_are_bound_to_their_name_or_alias(service: Module) -> None:
    assert [(one.module, one.names) for one in all_of(service, Import)] == [
        ("java.sql", [("Connection", "Conn")]),
        ("org.springframework.web.bind.annotation", [("*", "*")]),
    ]


def test_classes_know_annotations_bases_and_properties(service: Module) -> None:
    controller, listener, order, state, countable, registry = all_of(service, Class)
    assert [dotted(d.callee if isinstance(d, Call) else d) for d in controller.decorators] == [
        "RestController",
        "RequestMapping",
    ]
    assert [dotted(b) for b in controller.bases] == ["Base", "Countable"]
    fields = [a for a in controller.body.items if isinstance(a, Assign)]
    assert [(dotted(a.targets[0]), a.annotation, a.declares) for a in fields] == [
        ("repository", "OrderRepository", "const"),
        ("region", "String", "const"),
        ("limit", "Int", "const"),
        ("log", "", "const"),
        ("clock", "Clock", "let"),
        ("total", "Int", "const"),
        ("label", "String", "let"),
        ("mailer", "Mailer", "const"),
        ("TABLE", "", "const"),
    ]
    assert len(fields[1].decorators) == 1
    assert isinstance(fields[5].value, Literal)
    assert [dotted(b) for b in listener.bases] == ["Runnable"]
    name = order.body.items[1]
    assert isinstance(name, Assign)
    assert [dotted(d) for d in name.decorators] == ["NotBlank"]
    assert (state.kind, countable.kind, registry.name) == ("enum", "interface", "Registry")


def test_functions_know_annotations_parameters_and_results(service: Module) -> None:
    functions = [f for f in all_of(service, Function) if f.name]
    assert [f.name for f in functions] == [
        "constructor", "get_label", "constructor", "find", "run", "short", "constructor", "constructor", "shown", "count",
        "all", "shout",
    ]  # fmt: skip
    find = functions[3]
    assert (find.is_async, find.exported, find.returns) == (True, True, "List<T>")
    assert [(p.name, p.annotation, p.kind) for p in find.params] == [
        ("id", "String", ""),
        ("size", "Int?", ""),
        ("rest", "String", "*"),
    ]
    assert [dotted(d.callee if isinstance(d, Call) else d) for p in find.params for d in p.decorators] == [
        "PathVariable",
        "RequestParam",
    ]
    assert isinstance(find.params[1].default, Literal)
    delegated = all_of(functions[2], Call)[0]
    assert dotted(delegated.callee) == "this"


def test_statements_of_a_function_are_told_apart(service: Module) -> None:
    assert [loop.kind for loop in all_of(service, Loop)] == ["for-each", "for-each", "while"]
    assert [jump.kind for jump in all_of(service, Jump)] == ["continue", "break"]
    statement, expression = all_of(service, Try)
    assert [dotted(t) for h in statement.handlers for t in h.types] == ["SQLException"]
    assert statement.final is not None
    assert len(all_of(expression, Yield)) == 2
    (when,) = all_of(service, Switch)
    assert [len(c.tests) for c in when.cases] == [2, 1, 1, 0]
    member = when.cases[1].tests[0]
    assert isinstance(member, Binary)
    assert (member.op, dotted(member.left)) == ("in", "id")
    assert len(all_of(when, Yield)) == 3
    assert len(all_of(service, Conditional)) == 1
    ladder, guard = all_of(service, If)
    assert ladder.orelse is not None
    assert isinstance(guard.test, Binary)
    assert guard.test.op == "not in"
    pairs = [s for s in all_of(service, Sequence) if s.kind == "tuple" and isinstance(s.items[0], Literal)]
    assert [p.items[0].value for p in pairs][:2] == ["a", "b"]  # type: ignore[attr-defined]


def test_a_lambda_is_the_last_argument_of_its_call(service: Module) -> None:
    find = next(c for c in all_of(service, Call) if dotted(c.callee) == "repository.find")
    assert [(a.name, a.spread) for a in find.args] == [(None, ""), ("limit", ""), (None, "*"), (None, "")]
    block = find.args[-1].value
    assert isinstance(block, Function)
    assert [p.name for p in block.params] == ["it"]
    names = Counter(dotted(c.callee) for c in all_of(service, Call))
    assert names["repository.all().filter().map"] == 1
    assert names["inject"] == 1


def test_a_realistic_file_has_nothing_that_the_model_misses(service: Module) -> None:
    found = Counter(n.what for n in all_of(service, Opaque)) + Counter(
        n.what for n in all_of(service, OpaqueStmt)
    )
    assert found == Counter(
        {
            "anonymous_initializer": 1,
            "package_header": 1,
            "return_expression": 1,
            "try_expression": 1,
            "when_expression": 1,
        }
    )


def test_a_class_on_one_line_is_read() -> None:
    module = kotlin('class A { companion object { const val T = "o" } }\nobject B { fun f() = T }\n')
    assert module.broken_lines == []
    assert [c.name for c in all_of(module, Class)] == ["A", "B"]


def test_broken_code_costs_only_its_surroundings() -> None:
    module = kotlin('fun f() {\n    val x = )\n}\n\nfun g() {\n    run("a")\n}\n')
    assert module.broken_lines
    assert "run" in [dotted(c.callee) for c in all_of(module, Call)]


@pytest.mark.parametrize(
    "code", ["fun f() {\n val r: R\n @fie", "val x: S\n@R(`\n@Z", "class A {\n val r: R\n @a;"]
)
def test_an_annotation_in_an_unfinished_last_line_does_not_hold_the_parser(code: str) -> None:
    assert kotlin(code).path == "src/Orders.kt"


def test_no_truncation_of_a_file_raises() -> None:
    source = SERVICE.encode()
    chance = random.Random(7)
    for _ in range(60):
        low, high = sorted(chance.randrange(len(source)) for _ in range(2))
        for piece in (source[:low], source[low:high], source[:low] + source[high:]):
            assert all(node.line >= 1 for node in lower("a.kt", "kotlin", piece).walk())


@pytest.mark.parametrize(
    ("before", "middle", "after"),
    [
        ("val x = ", "(", "1"),
        ("fun f() ", "{", "\n"),
        ("val x = a", " + a", "\n"),
        ("val x = a", ".b()", "\n"),
        ("fun f() { ", "if (a) x() else ", "y() }\n"),
        ("val x = a", " ?: a", "\n"),
    ],
)
def test_hostile_nesting_is_read_in_bounded_time(before: str, middle: str, after: str) -> None:
    began = time.monotonic()
    module = kotlin(before + middle * 100_000 + after)
    assert sum(1 for _ in module.walk()) > 1
    assert time.monotonic() - began < 30
