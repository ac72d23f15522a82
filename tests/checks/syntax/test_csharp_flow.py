"""Data flow through C#: what is dynamic, tainted, typed, constant."""

from __future__ import annotations

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow, Value

FILE = """\
using Microsoft.AspNetCore.Mvc;

public class OrdersController(Store store) : ControllerBase
{
    private const string Table = "orders";
    private static readonly HashSet<string> Sortable = new() { "name", "total" };
    private static readonly Dictionary<string, string> Columns = new() { ["name"] = "o.name" };

    [HttpGet("search")]
    public IActionResult Search([FromQuery] string name, string sort, int page, Guid id, State state)
    {
        BODY
    }

    private static string Quote(string text) => $"'{text}'";
    public enum State { Open, Closed }
}
"""


def sunk(code: str) -> Value:
    """What the argument of ``sink`` may hold."""
    module = parse("Api/Orders.cs", "csharp", FILE.replace("BODY", code).encode())
    assert module is not None
    assert module.broken_lines == []
    flow = Flow(module)
    call = next(c for c in flow.calls() if m.dotted(c.callee) == "sink")
    return flow.value(call.args[0].value)


@pytest.mark.parametrize(
    "code",
    [
        'sink($"a {Table} {page * 2} {id}");',
        'if (!Sortable.Contains(sort)) return BadRequest(); sink($"a {sort}");',
        'var c = Columns.TryGetValue(sort, out var found) ? found : "id"; sink("a " + c);',
        'var c = sort switch { "a" => "x", _ => throw new ArgumentException() }; sink($"a {c}");',
        'if (int.TryParse(name, out var n)) sink($"a {n}");',
        'var n = Convert.ToInt32(name); sink("a " + n);',
        'var d = name == "x" ? "ASC" : "DESC"; sink($"a {d}");',
        'var b = new StringBuilder("a"); b.Append(" b"); sink(b.ToString());',
        'if (sort is not ("a" or "b")) return BadRequest(); sink($"a {sort}");',
        'switch (sort) { case "a": sink($"x {sort}"); break; }',
        'sink($"a {nameof(Search)}");',
    ],
)
def test_constants_typed_and_allow_listed_values_are_not_dynamic(code: str) -> None:
    assert not sunk(code).dynamic


@pytest.mark.parametrize(
    "code",
    [
        'sink($"a {name}");',
        'sink("a " + name.Trim());',
        'sink(string.Format("a {0}", name));',
        'sink(string.Join(",", "a", name));',
        'var b = new StringBuilder("a"); b.Append(name); sink(b.ToString());',
        'sink("a " + Request.Query["q"]);',
        'var t = "a"; t += sort; sink(t);',
        'sink("a" + Quote(name));',
        'if (Request.Headers.TryGetValue("x", out var h)) sink($"a {h}");',
        'var t = name ?? "x"; sink($"a {t}");',
        'object o = name; if (o is string s) sink($"a {s}");',
    ],
)
def test_text_of_a_request_is_followed_into_built_text(code: str) -> None:
    value = sunk(code)
    assert value.built
    assert value.taint is not None
    assert value.taint.grade == "request"


def test_members_resolve_through_declared_types_and_constructors() -> None:
    module = parse("Api/Orders.cs", "csharp", FILE.replace("BODY", "store.Find(1);").encode())
    assert module is not None
    flow = Flow(module)
    names = [flow.resolve(c.callee) for c in flow.calls()]
    assert "Store().Find" in names
