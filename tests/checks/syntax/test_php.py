"""What the PHP adapter makes of PHP."""

import random
import time

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow

CONTROLLER = """\
<html><?= $title ?></html>
<?php
declare(strict_types=1);

namespace App\\Http\\Controllers;

use App\\Models\\{Order, User as Account};
use Illuminate\\Support\\Facades\\DB;
use PDO;

/** Orders of a shop. */
#[Route('/orders', methods: ['GET'])]
final class OrderController extends Controller implements Countable
{
    use Paginates;

    private const SORTABLE = ['created_at', 'total'], LIMIT = 50;

    protected static ?string $region = null;
    #[Inject] private array $options = ['a' => 1, 2, ...self::MORE];

    public function __construct(
        private readonly OrderRepository $orders,
        protected ?\\PDO $pdo = null,
        #[Tagged('x')] int ...$sizes,
    ) {
        parent::__construct();
    }

    abstract protected function shape(): ?array;

    public static function index(Request $request, string|int $page = 1): JsonResponse
    {
        $sort = $request->input('sort', 'total');
        $where = "status = '{$request->query('status')}' AND $page[0] > $sort->x";
        $where .= ' AND paid' . $sort . "\\n\\x41";
        foreach ($this->orders->all() as $id => $order) {
            if (!$order?->isOpen()) {
                continue;
            } elseif ($order->total > 10) {
                self::$region = 'eu';
            } else if ($id) {
                break;
            } else {
                echo $id, $order;
            }
        }
        for ($i = 0; $i < 10; $i++): print $i; endfor;
        while (true) { do { $i--; } while ($i > 0); }
        [$first, 'name' => $name] = $this->pair();
        [$a, , $b] = [1, 2, 3];
        $label = match (true) {
            $i > 1, $i < 5 => 'some',
            default => throw new \\DomainException('none'),
        };
        switch ($sort) {
            case 'a':
            case 'b':
                $x = 1;
                break;
            default:
                $x = (int) $_GET['n'];
        }
        try {
            $rows = DB::table('orders')->whereRaw($where)->get(columns: ['id'], ...$more);
        } catch (NotFound | \\App\\Gone $e) {
            throw new HttpException(404, previous: $e);
        } finally {
            unset($where);
        }
        $double = fn(int $n): int => $n * 2;
        $later = function ($row) use ($double, &$x) { return $double($row); };
        $pdo = new PDO($dsn);
        $count = count($rows ?? []) + 1;
        $text = <<<SQL
            SELECT id
              FROM {$this->table()}
            SQL;
        $raw = <<<'TXT'
          plain $x
          TXT;
        $db or die('no database');
        $object = new class($x) extends Base { public int $y = 1; };
        return response()->json($label ?: $x, $text . PHP_EOL);
    }

    private function pair(): iterable
    {
        yield 'k' => $this->orders;
        yield from [];
    }
}

enum Suit: string
{
    case Hearts = 'H';
    case Spades = 'S';
    public function label(): string { return ucfirst($this->name); }
}

function helper(int $n = 5): never { exit(1); }
?>
<p><?php if ($x): ?>hi<?php endif; ?></p>
"""


def module_of(text: str) -> m.Module:
    module = parse("app/a.php", "php", text.encode())
    assert module is not None
    return module


@pytest.fixture(scope="module")
def controller() -> m.Module:
    return module_of(CONTROLLER)


def function(module: m.Module, name: str) -> m.Function:
    return next(f for f in module.every(m.Function) if f.name == name)


def assigned(module: m.Module, name: str) -> list[m.Assign]:
    return [a for a in module.every(m.Assign) if m.dotted(a.targets[0]) == name]


def first_value(code: str) -> m.Expr:
    statement = module_of(f"<?php\n$x = {code};").body.items[0]
    assert isinstance(statement, m.Assign)
    assert statement.value is not None
    return statement.value


def test_the_realistic_file_is_read_whole(controller):
    assert controller.broken_lines == []
    opaque = {n.what for n in controller.walk() if isinstance(n, (m.Opaque, m.OpaqueStmt))}
    assert opaque == {"namespace_definition", "use_declaration"}


def test_imports_take_names_from_namespaces(controller):
    assert [(i.module, i.names) for i in controller.every(m.Import)] == [
        ("App.Models", [("Order", "Order")]),
        ("App.Models", [("User", "Account")]),
        ("Illuminate.Support.Facades", [("DB", "DB")]),
        ("PDO", [("", "PDO")]),
    ]


def test_classes_have_bases_attributes_and_members(controller):
    orders = controller.every(m.Class)[0]
    assert orders.name == "OrderController"
    assert [m.dotted(b) for b in orders.bases] == ["Controller", "Countable"]
    (route,) = orders.decorators
    assert isinstance(route, m.Call)
    assert m.dotted(route.callee) == "Route"
    assert [a.name for a in route.args] == [None, "methods"]
    names = [f.name for f in orders.body.items if isinstance(f, m.Function)]
    assert names == ["__construct", "shape", "index", "pair"]
    assert function(controller, "index").exported
    assert not function(controller, "pair").exported
    assert function(controller, "pair").is_generator


def test_fields_constants_and_promoted_parameters_are_assigned(controller):
    orders = controller.every(m.Class)[0]
    found = [
        (m.dotted(a.targets[0]), a.declares, a.annotation)
        for a in orders.body.items
        if isinstance(a, m.Assign)
    ]
    assert found == [
        ("SORTABLE", "const", ""),
        ("LIMIT", "const", ""),
        ("region", "let", "string|null"),
        ("options", "let", "array"),
        ("orders", "const", "OrderRepository"),
        ("pdo", "let", "PDO|null"),
    ]


def test_parameters_have_types_defaults_and_attributes(controller):
    params = function(controller, "__construct").params
    assert [(p.name, p.annotation, p.kind) for p in params] == [
        ("orders", "OrderRepository", ""),
        ("pdo", "PDO|null", ""),
        ("sizes", "int", "*"),
    ]
    assert [m.dotted(d.callee) for d in params[2].decorators if isinstance(d, m.Call)] == ["Tagged"]
    assert function(controller, "index").returns == "JsonResponse"


def test_interpolated_text_is_a_template(controller):
    where = assigned(controller, "where")[0].value
    assert isinstance(where, m.Template)
    literals = [p.value for p in where.parts if isinstance(p, m.Literal)]
    assert literals == ["status = '", "' AND ", " > "]
    assert [type(p).__name__ for p in where.parts if not isinstance(p, m.Literal)] == [
        "Call",
        "Index",
        "Attr",
    ]


def test_a_dot_joins_text_like_a_plus(controller):
    added = assigned(controller, "where")[1]
    assert added.op == "+="
    assert isinstance(added.value, m.Binary)
    assert added.value.op == "+"
    count = assigned(controller, "count")[0].value
    assert isinstance(count, m.Binary)
    assert count.op == "add"


def test_heredocs_lose_the_indentation_of_their_end(controller):
    text = assigned(controller, "text")[0].value
    assert isinstance(text, m.Template)
    assert [p.value for p in text.parts if isinstance(p, m.Literal)] == ["SELECT id\n  FROM "]
    raw = assigned(controller, "raw")[0].value
    assert isinstance(raw, m.Literal)
    assert raw.value == "plain $x"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"'it\'s \n'", "it's \\n"),
        (r'"a\tb\u{41}\x42\$c"', "a\tbAB$c"),
        ("1_000", 1000),
        ("0x1F", 31),
        ("017", 15),
        ("-3", -3),
        ("1.5e3", 1500.0),
        ("NULL", None),
        ("TRUE", True),
    ],
)
def test_literals_have_their_value(written, value):
    found = first_value(written)
    assert isinstance(found, m.Literal)
    assert found.value == value


def test_arrays_are_lists_or_mappings():
    assert isinstance(first_value("[1, ...$y]"), m.Sequence)
    mapping = first_value("array('a' => 1, 2)")
    assert isinstance(mapping, m.Mapping)
    assert [p.key.value for p in mapping.pairs if isinstance(p.key, m.Literal)] == ["a", 1]


def test_casts_to_numbers_are_calls():
    found = first_value("(int) $y")
    assert isinstance(found, m.Call)
    assert m.dotted(found.callee) == "int"
    assert isinstance(first_value("(string) $y"), m.Name)


def test_branches_climb_in_one_ladder(controller):
    ladder = next(n for n in function(controller, "index").body.walk() if isinstance(n, m.If))
    rungs = 0
    while True:
        rungs += 1
        inner = ladder.orelse.items[0] if ladder.orelse else None
        if not isinstance(inner, m.If):
            break
        ladder = inner
    assert rungs == 3
    assert ladder.orelse is not None


def test_loops_of_all_forms(controller):
    loops = [n for n in function(controller, "index").body.walk() if isinstance(n, m.Loop)]
    assert [loop.kind for loop in loops] == ["for-each", "for", "while", "while"]
    assert isinstance(loops[0].target, m.Sequence)
    assert m.dotted(loops[0].iterable) == "this.orders.all()"
    assert loops[2].test is None


def test_match_assigns_in_its_arms_and_switch_falls_through(controller):
    match, switch = [n for n in function(controller, "index").body.walk() if isinstance(n, m.Switch)]
    assert [len(c.tests) for c in match.cases] == [2, 0]
    assert isinstance(match.cases[0].body.items[0], m.Assign)
    assert isinstance(match.cases[1].body.items[0], m.Raise)
    assert [[t.value for t in c.tests] for c in switch.cases] == [["a", "b"], []]


def test_catches_have_all_their_types(controller):
    (tried,) = controller.every(m.Try)
    (handler,) = tried.handlers
    assert [m.dotted(t) for t in handler.types] == ["NotFound", "App.Gone"]
    assert handler.name == "e"
    assert tried.final is not None


def test_calls_know_named_and_spread_arguments(controller):
    (call,) = Flow(controller).calls_named("get")
    assert [(a.name, a.spread) for a in call.args] == [("columns", ""), (None, "*")]
    assert Flow(controller).resolve(call.callee) == "Illuminate.Support.Facades.DB.table().whereRaw().get"


def test_names_resolve_through_types_and_imports():
    module = module_of(
        "<?php\nuse Doctrine\\DBAL\\Connection;\nclass R { public function __construct(private Connection $db) {}\n"
        "  function f(\\PDO $p) { $this->db->executeQuery($a); $p->query($b); (new \\mysqli())->query($c); } }"
    )
    flow = Flow(module)
    found = [flow.resolve(c.callee) for c in module.every(m.Call)]
    assert found == [
        "Doctrine.DBAL.Connection().executeQuery",
        "PDO().query",
        "mysqli().query",
        "mysqli",
    ]


def test_closures_and_arrow_functions_are_functions(controller):
    double = assigned(controller, "double")[0].value
    assert isinstance(double, m.Function)
    assert isinstance(double.body.items[0], m.Return)
    later = assigned(controller, "later")[0].value
    assert isinstance(later, m.Function)
    assert [p.name for p in later.params] == ["row"]


def test_an_exit_behind_or_is_an_if(controller):
    found = [n for n in function(controller, "index").body.items if isinstance(n, m.If)]
    assert isinstance(found[-1].test, m.Unary)
    assert "exit" in [m.dotted(c.callee) for c in found[-1].body.walk() if isinstance(c, m.Call)]


def test_output_is_a_call(controller):
    echoed = Flow(controller).calls_named("echo")
    assert [len(c.args) for c in echoed] == [1, 2]


def test_an_enum_has_its_cases(controller):
    suit = controller.every(m.Class)[-1]
    assert suit.kind == "enum"
    assert [m.dotted(a.targets[0]) for a in suit.body.items if isinstance(a, m.Assign)] == [
        "Hearts",
        "Spades",
    ]


def test_comments_lose_their_marks(controller):
    assert [c.text for c in controller.comments] == ["Orders of a shop."]
    assert [c.text for c in module_of("<?php\n# one\n// two\n").comments] == ["one", "two"]


def test_broken_syntax_costs_little():
    module = module_of("<?php\nfunction a() { $x = (1; }\nfunction b() { safe(2); }\n")
    assert module.broken_lines
    assert Flow(module).calls_named("safe")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "if ($x) {\n" * 50_000,
        "$x->" * 100_000 + "b",
        "1+" * 100_000 + "1",
        "$x = " * 50_000 + "1",
        "if ($a) {}" + " elseif ($b) {}" * 30_000,
        "fn() => " * 50_000,
        "match(1) { 1 => " * 30_000,
        "function a() { " * 50_000,
        "<<<A\nx\nA;\n" * 10_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_nesting_ends_soon(text):
    start = time.perf_counter()
    module = module_of("<?php " + text)
    assert sum(1 for _ in module.walk()) >= 2
    assert time.perf_counter() - start < 20


def test_torn_files_are_read():
    dice = random.Random(7)
    source = CONTROLLER.encode()
    for _ in range(60):
        start, end = sorted((dice.randrange(len(source)), dice.randrange(len(source))))
        for torn in (source[:start], source[:start] + source[end:]):
            module = parse("a.php", "php", torn)
            assert module is not None
            assert all(node.end >= node.start for node in module.walk())
