"""Data flow through Kotlin: what is dynamic, tainted, typed, constant."""

from __future__ import annotations

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow, Value

FILE = """\
import org.springframework.web.bind.annotation.*

private val SORTABLE = setOf("name", "total")
private val COLUMNS = mapOf("name" to "o.name")

@RestController
class OrderController(private val store: Store) {
    companion object {
        const val TABLE = "orders"
    }

    @GetMapping("/orders")
    fun search(@RequestParam name: String, @RequestParam sort: String, @RequestParam page: Int): List<Order> {
        BODY
    }

    private fun quote(text: String) = "'$text'"
}
"""


def sunk(code: str) -> Value:
    """What the argument of ``sink`` may hold."""
    module = parse("src/Orders.kt", "kotlin", FILE.replace("BODY", code).encode())
    assert module is not None
    assert module.broken_lines == []
    flow = Flow(module)
    call = next(c for c in flow.calls() if m.dotted(c.callee) == "sink")
    return flow.value(call.args[0].value)


@pytest.mark.parametrize(
    "code",
    [
        'sink("a $TABLE ${page * 2}")',
        'if (sort !in SORTABLE) throw E()\n        sink("a $sort")',
        'require(sort in SORTABLE)\n        sink("a $sort")',
        'val c = COLUMNS[sort] ?: "id"\n        sink("a $c")',
        'val c = when (sort) {\n            "a" -> "x"\n            else -> throw E()\n        }\n        sink("a $c")',
        'val n = name.toInt()\n        sink("a $n")',
        'val n = name.toLongOrNull() ?: return emptyList()\n        sink("a $n")',
        'val d = if (name == "x") "ASC" else "DESC"\n        sink("a $d")',
        'sink("a " + listOf(1, 2).joinToString(",") { "?" })',
        'val t = buildString {\n            append("a")\n            append("b")\n        }\n        sink(t)',
    ],
)
def test_constants_typed_and_allow_listed_values_are_not_dynamic(code: str) -> None:
    assert not sunk(code).dynamic


@pytest.mark.parametrize(
    "code",
    [
        'sink("a $name")',
        'sink("a ${name.trim()}")',
        'sink("a " + name)',
        'sink("""a $name""")',
        'val t = buildString {\n            append("a")\n            append(name)\n        }\n        sink(t)',
        'var t = "a"\n        t += sort\n        sink(t)',
        'sink("a" + quote(name))',
        'sink(String.format("a %s", name))',
        'val b = StringBuilder("a")\n        b.append(name)\n        sink(b.toString())',
    ],
)
def test_text_of_a_request_is_followed_into_built_text(code: str) -> None:
    value = sunk(code)
    assert value.built
    assert value.taint is not None
    assert value.taint.grade == "request"


def test_members_resolve_through_declared_types_and_constructors() -> None:
    module = parse("src/Orders.kt", "kotlin", FILE.replace("BODY", "store.find(1)").encode())
    assert module is not None
    flow = Flow(module)
    names = [flow.resolve(c.callee) for c in flow.calls()]
    assert "Store().find" in names
