"""Data flow in PHP: what is tainted, built, typed, constant, checked."""

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow
from checks.syntax.values import Value

AROUND = """\
<?php
use Illuminate\\Http\\Request;
class C extends Controller {{
    private const ALLOWED = ['name', 'total'];
    private const MAP = ['a' => 'x.a', 'b' => 'x.b'];
    private $table = 'orders';
    public function f(Request $request, int $id, ?string $text, array $list, \\DateTimeInterface $at) {{
{body}
    }}
    private function column() {{ return in_array($_GET['s'], self::ALLOWED, true) ? $_GET['s'] : 'name'; }}
    private function raw() {{ return $_GET['s']; }}
    private function wrap($text) {{ return '<' . $text . '>'; }}
}}
function outside($text) {{ return "[$text]"; }}
"""


def value_of(body: str) -> Value:
    """Value of the argument of ``sink``."""
    module = parse("app/C.php", "php", AROUND.format(body=body).encode())
    assert module is not None
    assert module.broken_lines == []
    flow = Flow(module)
    (call,) = [c for c in module.every(m.Call) if m.dotted(c.callee) == "sink"]
    return flow.value(call.args[0].value)


TAINTED = [
    "sink($_GET['x']);",
    "sink($_SERVER['HTTP_USER_AGENT']);",
    "sink($request->input('x'));",
    "sink($request->query->get('x'));",
    "sink(request('x'));",
    "sink(trim(strtolower($_POST['x'])));",
    "$x = $_COOKIE['x'] ?? 'd'; sink($x);",
    "$x = 'd'; if ($id) { $x = $_GET['x']; } sink($x);",
    "$this->t = $_GET['x']; sink($this->t);",
    "sink($this->raw());",
    "foreach ($_POST['ids'] as $k => $one) { sink($one); }",
    "['a' => $x] = $_POST; sink($x);",
    "$x = match ($id) { 1 => $_GET['x'], default => 'd' }; sink($x);",
    "sink((string) $_GET['x']);",
    "sink(array_map('trim', $_GET['ids']));",
    "if (preg_match('/[a-z]/', $_GET['x'])) { sink($_GET['x']); }",
]


@pytest.mark.parametrize("body", TAINTED)
def test_request_data_is_tainted(body):
    assert value_of(body).taint is not None


BUILT = [
    'sink("a $_GET[x]");',
    "sink(\"a {$_GET['x']}\");",
    "sink('a ' . $_GET['x']);",
    "$x = 'a '; $x .= $_GET['x']; sink($x);",
    "sink(sprintf('a %s', $_GET['x']));",
    "sink(sprintf('a %1$s %1$s', $_GET['x']));",
    "sink(implode(',', $_GET['ids']));",
    "$x = []; $x[] = \"b {$_GET['x']}\"; sink(implode(' ', $x));",
    "sink($this->wrap($_GET['x']));",
    "sink(outside($_GET['x']));",
    "$x = <<<T\na {$_GET['x']}\nT;\nsink($x);",
]


@pytest.mark.parametrize("body", BUILT)
def test_text_put_together_is_built(body):
    found = value_of(body)
    assert found.built
    assert found.taint is not None


CLEAN = [
    "sink('a');",
    'sink("a {$this->table}");',
    "sink('a ' . self::ALLOWED[0]);",
    'sink("a $id");',
    "sink('a ' . (int) $_GET['x']);",
    "sink('a ' . intval($_GET['x']));",
    "sink('a ' . $request->integer('x'));",
    "sink('a ' . implode(',', array_map('intval', $_GET['ids'])));",
    "sink('a ' . implode(',', array_map(fn($i) => (int) $i, $_GET['ids'])));",
    "sink('a ' . implode(',', array_fill(0, count($list), '?')));",
    "sink('a ' . str_repeat('?,', count($list)));",
    "sink('a ' . count($list));",
    "sink('a ' . $this->column());",
    "sink('a ' . (self::MAP[$_GET['x']] ?? 'd'));",
    "$x = $_GET['x']; if (!in_array($x, self::ALLOWED, true)) { throw new E(); } sink(\"a $x\");",
    "$x = $_GET['x']; if (!isset(self::MAP[$x])) { return; } sink(\"a $x\");",
    "if (!ctype_digit($_GET['x'])) { die('no'); } sink(\"a {$_GET['x']}\");",
    "$x = $_GET['x']; if (!preg_match('/^[a-z_]+$/', $x)) { return; } sink(\"a $x\");",
    "$x = $_GET['x'] === 'desc' ? 'desc' : 'asc'; sink(\"a $x\");",
    "$x = match ($_GET['x']) { 'a' => 'b', default => 'c' }; sink(\"a $x\");",
    "switch ($_GET['x']) { case 'a': case 'b': sink(\"a {$_GET['x']}\"); }",
    "$x = filter_var($_GET['x'], FILTER_VALIDATE_INT); sink(\"a $x\");",
    "$x = preg_replace('/[^a-z_]/', '', $_GET['x']); sink(\"a $x\");",
    "sink('a ' . $_SERVER['REMOTE_ADDR']);",
    "global $wpdb; $t = $wpdb->prefix . 'orders'; sink(\"a $t\");",
    '$count = count($list); sink("a $count");',
    "$date = date('Y-m-d'); sink(\"a $date\");",
]


@pytest.mark.parametrize("body", CLEAN)
def test_constants_numbers_and_checked_values_are_not_dynamic(body):
    assert not value_of(body).dynamic


def test_data_of_a_caller_reaches_the_parameter():
    module = parse(
        "a.php",
        "php",
        b"<?php\nclass A { function go() { $this->find($_GET['q']); } private function find($term) { sink($term); } }",
    )
    assert module is not None
    flow = Flow(module)
    (call,) = [c for c in module.every(m.Call) if m.dotted(c.callee) == "sink"]
    assert flow.value(call.args[0].value).taint is not None
