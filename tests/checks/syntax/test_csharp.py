"""C# lowered to the code model."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TypeVar

import pytest

from checks.syntax.csharp import lower
from checks.syntax.model import (
    Assign,
    Binary,
    Call,
    Class,
    Comprehension,
    Conditional,
    Expr,
    Function,
    If,
    Import,
    Literal,
    Loop,
    Mapping,
    Module,
    Node,
    Opaque,
    OpaqueStmt,
    Raise,
    Sequence,
    Switch,
    Template,
    Try,
    With,
    Yield,
    dotted,
)

N = TypeVar("N", bound=Node)

CONTROLLER = '''\
using System.Text;
using static System.Math;
using Sql = Microsoft.Data.SqlClient;
namespace Shop.Api;

[ApiController]
[Route("api/orders")]
public class OrdersController(ShopContext db, ILogger<OrdersController> log) : ControllerBase, IOrders
{
    private const string Table = "orders";
    private static readonly HashSet<string> Sortable = new() { "name", "total" };
    private readonly Dictionary<string, int> _limits = new Dictionary<string, int> { ["small"] = 10, { "big", 100 } };
    public string? Name { get; set; } = "n";
    public int Total => _items.Count;

    public OrdersController(ShopContext db) : this(db, null) { _db = db; }

    [HttpGet("{id:int}"), Authorize(Policy = "staff")]
    public async Task<IActionResult> Get([FromQuery(Name = "q")] string name, int id = 3, params string[] rest)
    {
        await using var connection = new Sql.SqlConnection(_options.Value.Text);
        var text = $"SELECT {id:D4} FROM {Table} {{x}}\\t" + @"C:\\dir ""q""";
        var raw = """
            WITH a AS (SELECT 1)
              SELECT "b"
            """;
        if (name is null or "") return BadRequest();
        else if (!Sortable.Contains(name)) throw new ArgumentException(nameof(name));
        foreach (var (key, value) in _limits)
        {
            log?.LogInformation("{Key}", key);
        }
        for (int i = 0, j = 1; i < 3; i++) continue;
        do { id--; } while (id > 0);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException ex) when (ex.InnerException is SqlException)
        {
            log.LogError(ex, "failed");
            throw;
        }
        catch (Exception) when (id > 1) { }
        finally { Close(); }
        switch (name)
        {
            case "a":
            case "b":
                return Ok();
            default:
                break;
        }
        var column = name switch { "a" => "x", _ => throw new ArgumentException("name") };
        var late = from o in db.Orders where o.Total > 1 select o.Id;
        var order = new Order(id) { Name = name, Tags = { "x" } };
        var dto = new OrderDto { Id = id };
        var command = int.TryParse(name, out var number) ? (long)number : 0;
        lock (_gate) { _count++; }
        return Ok(items.Where(i => i.Id == id).Select(i => new { i.Id, Label = name }).ToList());
    }

    private IEnumerable<int> Numbers() { yield return 1; }
}

public record OrderDto([property: Required] string Name, int Id);
public enum State { Open = 1, Closed }
public interface IOrders { Task<int> Count(string name); }
'''


def csharp(code: str) -> Module:
    return lower("Shop/Orders.cs", "csharp", code.encode())


def all_of(module: Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def value(code: str) -> Expr:
    module = csharp(f"class A {{ void F() {{ var x = {code}; }} }}")
    assert module.broken_lines == []
    (made,) = [a for a in all_of(module, Assign) if dotted(a.targets[0]) == "x"]
    assert made.value is not None
    return made.value


@pytest.fixture(scope="module")
def controller() -> Module:
    module = csharp(CONTROLLER)
    assert module.broken_lines == []
    return module


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ('"a\\n\\u00e9\\x41\\""', "str", "a\né" + 'A"'),
        ('@"c:\\x ""y"""', "str", 'c:\\x "y"'),
        ('"""raw "q" text"""', "str", 'raw "q" text'),
        ('"""\n    a\n      b\n    """', "str", "a\n  b"),
        ("'\\n'", "str", "\n"),
        ('"a"u8', "bytes", b"a"),
        ("0xFFu", "int", 255),
        ("1_000L", "int", 1000),
        ("0b11", "int", 3),
        ("1.5m", "float", 1.5),
        ("null", "none", None),
        ("true", "bool", True),
        ("default(int)", "none", None),
    ],
)
def test_literals_have_the_value_that_the_program_sees(code: str, kind: str, expected: object) -> None:
    literal = value(code)
    assert isinstance(literal, Literal)
    assert (literal.kind, literal.value) == (kind, expected)


def test_usings_import_a_namespace_whole_or_a_thing_by_its_alias(controller: Module) -> None:
    assert [(one.module, one.names) for one in all_of(controller, Import)] == [
        ("System.Text", [("*", "*")]),
        ("System.Math", [("*", "*")]),
        ("Microsoft.Data.SqlClient", [("", "Sql")]),
    ]


def test_classes_know_attributes_bases_and_the_fields_of_a_primary_constructor(controller: Module) -> None:
    orders, dto, state, interface = all_of(controller, Class)
    assert [dotted(d.callee if isinstance(d, Call) else d) for d in orders.decorators] == [
        "ApiController",
        "Route",
    ]
    assert [dotted(b) for b in orders.bases] == ["ControllerBase", "IOrders"]
    fields = [a for a in orders.body.items if isinstance(a, Assign)]
    assert [(dotted(a.targets[0]), a.annotation, a.declares) for a in fields] == [
        ("db", "ShopContext", "const"),
        ("log", "ILogger<OrdersController>", "const"),
        ("Table", "string", "const"),
        ("Sortable", "HashSet<string>", "const"),
        ("_limits", "Dictionary<string, int>", "const"),
        ("Name", "string?", "let"),
        ("Total", "int", "const"),
    ]
    assert isinstance(fields[3].value, Sequence)
    assert isinstance(limits := fields[4].value, Mapping)
    assert (limits.type_name, len(limits.pairs)) == ("Dictionary<string, int>", 2)
    assert (state.kind, interface.kind, interface.exported) == ("enum", "interface", True)
    name = dto.body.items[0]
    assert isinstance(name, Assign)
    assert [dotted(d) for d in name.decorators] == ["Required"]


def test_methods_know_attributes_parameters_and_results(controller: Module) -> None:
    functions = [f for f in all_of(controller, Function) if f.name]
    assert [f.name for f in functions] == [
        "constructor",
        "constructor",
        "Get",
        "Numbers",
        "constructor",
        "Count",
    ]
    get = functions[2]
    assert (get.is_async, get.exported, get.returns) == (True, True, "Task<IActionResult>")
    assert [(p.name, p.annotation, p.kind) for p in get.params] == [
        ("name", "string", ""),
        ("id", "int", ""),
        ("rest", "string[]", "*"),
    ]
    source = get.params[0].decorators[0]
    assert isinstance(source, Call)
    assert isinstance(named := source.keyword("Name"), Literal)
    assert named.value == "q"
    assert isinstance(functions[1].body.items[0], Node)
    assert all_of(functions[1], Call)[0].callee.id == "this"  # type: ignore[attr-defined]
    assert functions[3].is_generator
    assert len(all_of(functions[3], Yield)) == 1


def test_statements_of_a_method_are_told_apart(controller: Module) -> None:
    opened = all_of(controller, With)
    assert len(opened) == 1
    assert opened[0].is_async
    assert len(opened[0].body.items) > 10
    template = all_of(controller, Template)[0]
    assert [p.value if isinstance(p, Literal) else dotted(p) for p in template.parts] == [
        "SELECT ", "id", " FROM ", "Table", " {x}\t",
    ]  # fmt: skip
    assert template.specs == ["", "d", "", "", ""]
    assert [loop.kind for loop in all_of(controller, Loop)] == ["for-each", "for", "while"]
    (tried,) = all_of(controller, Try)
    assert [[dotted(t) for t in h.types] for h in tried.handlers] == [["DbUpdateException", ""], [""]]
    assert tried.handlers[0].name == "ex"
    assert tried.final is not None
    first = all_of(controller, If)[0]
    assert isinstance(first.test, Binary)
    assert first.test.op == "in"
    statement, expression = all_of(controller, Switch)
    assert [len(c.tests) for c in statement.cases] == [2, 0]
    assert isinstance(expression.parent, Opaque)
    assert len(all_of(expression, Yield)) == 1
    assert len(all_of(expression, Raise)) == 1
    assert len(all_of(controller, Comprehension)) == 1
    assert len(all_of(controller, Conditional)) == 1


def test_calls_have_their_names_and_arguments(controller: Module) -> None:
    names = Counter(dotted(c.callee) for c in all_of(controller, Call))
    for name in ("Sql.SqlConnection", "log.LogInformation", "db.SaveChangesAsync", "int.TryParse", "long"):
        assert names[name] == 1
    order = next(c for c in all_of(controller, Call) if dotted(c.callee) == "Order")
    assert order.new
    assert order.keyword("Name") is not None
    assert [m.type_name for m in all_of(controller, Mapping)] == ["Dictionary<string, int>", "OrderDto", ""]


def test_a_realistic_file_has_nothing_that_the_model_misses(controller: Module) -> None:
    found = Counter(n.what for n in all_of(controller, Opaque)) + Counter(
        n.what for n in all_of(controller, OpaqueStmt)
    )
    assert found == Counter(
        {
            "catch_filter_clause": 2,
            "file_scoped_namespace_declaration": 1,
            "initializers": 1,
            "lock_statement": 1,
            "switch_expression": 1,
        }
    )


def test_conditional_access_reads_like_plain_access() -> None:
    assert dotted(value('o?.Foo.Bar(1)?["x"]?.Baz!.Q')) == ""
    assert dotted(value("o?.Foo?.Bar(1).Baz!.Q()")) == "o.Foo.Bar().Baz.Q()"
    assert dotted(value("global::System.Console.Out")) == "System.Console.Out"
    assert dotted(value("this.a.b")) == "this.a.b"
    assert dotted(value("(x as Foo).Bar<int>()")) == "x.Bar()"


def test_broken_code_costs_only_its_surroundings() -> None:
    module = csharp('class A { void F() { var x = ; } void G() { Run("a"); } }')
    assert module.broken_lines == [1]
    assert "Run" in [dotted(c.callee) for c in all_of(module, Call)]


def test_no_truncation_of_a_file_raises() -> None:
    source = CONTROLLER.encode()
    chance = random.Random(7)
    for _ in range(60):
        low, high = sorted(chance.randrange(len(source)) for _ in range(2))
        for piece in (source[:low], source[low:high], source[:low] + source[high:]):
            assert all(node.line >= 1 for node in lower("a.cs", "csharp", piece).walk())


@pytest.mark.parametrize(
    ("before", "middle", "after"),
    [
        ("class A { object x = ", "(", "1"),
        ("class A { void F() ", "{", ""),
        ("class A { object x = a", " + a", "; }"),
        ("class A { object x = a", ".b()", "; }"),
        ("class A { void F() { ", "if (a) x(); else ", "y(); } }"),
        ("class A { void F() { ", "using var a = b; ", "} }"),
        ("class A { object x = y is 1", " or 1", "; }"),
    ],
)
def test_hostile_nesting_is_read_in_bounded_time(before: str, middle: str, after: str) -> None:
    began = time.monotonic()
    module = csharp(before + middle * 100_000 + after)
    assert sum(1 for _ in module.walk()) > 1
    assert time.monotonic() - began < 30
