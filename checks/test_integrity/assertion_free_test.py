"""A new test that cannot fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.languages import reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.syntax import model as m
from checks.test_integrity import found_tests
from checks.test_integrity.marks_by_line import marked
from checks.test_integrity.readers import reader_of
from checks.test_integrity.tests_model import Case, holds_tests, pairs
from checks.views import ChangeView, FileView

_SMOKE = re.compile(
    r"smoke|context_?loads|issue_?\d|regress|idempoten|(?:not?|never|n't|nt|without|doesnt)[ _]*(?:raise|throw|crash|error|panic|fail|explode|hang|leak|deadlock|block|race)|no_?(?:exception|error|panic|op)|(?:without|no)[ _](?:an? )?"
    r"(?:error|exception|crash|problem|issue)|import(?:s|able|_|$)|render(?:s)?(?: |_|$)(?:without|ok|$)|compiles|builds|accepts?(?:_| |$)|is_?(?:ok|fine|valid)|can_be_|tolerates|survives|ignores|noop|resolves?(?:_| |$)|"
    r"doesn.t|\w+able(?:$|_|\s)|(?:^|_| )(?:runs?|starts?|loads?|works?_without)(?:$|_ok|s?_clean| without| clean)|deadlock|race|concurren|allows?(?:_| )",
    re.I,
)  # fmt: skip
_GO_SMOKE = re.compile(
    r"Smoke|(?:No|Not|Never|Without)(?:Panic|Error|Crash|Race|Leak|Deadlock|Op)|DoesNot|Doesnt|Race|Concurren|Accepts|Compiles|Deadlock|Suite$"
)


_BENCHMARK = re.compile(r"(?:^|/)(?:bench|benchmarks?|perf)/|bench(?:mark)?s?(?:_test)?\.\w+$")


def check(view: ChangeView) -> Iterator[Site]:
    """Every new test is a site."""
    files = {f.path: f for f in view.files}
    for pair in pairs(view):
        case = pair.head
        if case is None or pair.base is not None or case.body is None or case.path not in files:
            continue
        if (
            any(not o.conditional and o.word != "only" for o in case.offs)
            or marked(case)
            or _BENCHMARK.search(case.path)
        ):
            continue
        defect = None
        if not case.demands:
            defect = _defect(view, files[case.path], case)
        yield Site(
            case.path, case.line, case.line, reported(case.language), defect, touched_by=((case.start, case.end_line),)
        )  # fmt: skip


_SAYS_SO = re.compile(
    r"(?:should|must|does|do|did|will|would)(?:n.t| not|nt)\s+(?:ever\s+)?(?:raise|throw|panic|crash|fail|error|hang|block|deadlock|explode|blow|leak)"
    r"|\bno\s+(?:\w*(?:error|exception)s?|panic|crash)\b|without\s+(?:an?\s+)?(?:error|exception|raising|throwing|panic|crash)|(?:no|not)\s+(?:infinite|deadlock)"
    r"|not a real test|if (?:this|it) (?:does not|doesn.t|compiles|fails|hangs)|try to trigger",
    re.I,
)
_SAME_TWICE = re.compile(
    r"consistent|stable|idempot|determin|same|cach|repeat|equal|identi|memo|reflex|hash", re.I
)


def _comments(case: Case) -> str:
    """What the test says in comments and in its first string."""
    inside = [c.text for c in case.module.comments if case.start <= c.line <= case.node.end_line]
    first = case.body.items[0] if case.body is not None and case.body.items else None
    if (
        isinstance(first, m.ExprStmt)
        and isinstance(first.value, m.Literal)
        and isinstance(first.value.value, str)
    ):
        inside.append(first.value.value)
    return " ".join(inside)


def _defect(view: ChangeView, file: FileView, case: Case) -> Defect | None:
    if _SAYS_SO.search(_comments(case)):
        return None
    smoke = (_GO_SMOKE if case.language == "go" else _SMOKE).search(case.name)
    if case.assertions:
        if all(a.swallowed for a in case.assertions):
            message = f"What `{case.name}` asserts is caught and dropped, so the test passes whatever the code does."
            return Defect(message, key="swallowed", fix="Let the assertion's error leave the test.")
        if smoke and not any(a.swallowed for a in case.assertions) and any(_calls_code(case)):
            return None
        if _SAME_TWICE.search(case.name) or _planned(case):
            return None
        text = case.assertions[0].text
        message = f"`{text[:60]}` holds whatever the code does, and `{case.name}` asserts nothing else."
        return Defect(message, key="tautology", fix="Assert the value that the code must give.")
    if smoke or _expects_otherwise(file, case) or _asserting_import(view, file, case):
        return None
    if not any(_calls_code(case)) and (
        not case.body.items or all(isinstance(s, m.Jump) for s in case.body.items)
        if case.body is not None
        else False
    ):
        return Defect(
            f"The test `{case.name}` has no body.", key="empty", fix="Write the test or leave it out."
        )
    return Defect(
        f"The test `{case.name}` asserts nothing; it passes as long as nothing is raised.",
        key="none",
        fix="Assert what the code must give or do. If not raising is the point, say so in the test's name.",
    )


def _planned(case: Case) -> bool:
    """``t.plan(1)``: that the assertion is reached is the point."""
    return any(
        isinstance(n, m.Call) and isinstance(n.callee, m.Attr) and n.callee.name in ("plan", "assertions", "hasAssertions")
        for n in (case.body.walk() if case.body is not None else ())
    )  # fmt: skip


def _calls_code(case: Case) -> Iterator[bool]:
    if case.body is not None:
        for node in case.body.walk():
            if isinstance(node, m.Call):
                yield True


def _expects_otherwise(file: FileView, case: Case) -> bool:
    """Oracles that are no assertions: benchmarks, doc tests, fixtures that judge, inherited helpers, callbacks that fail."""
    body = case.body
    if body is None:
        return True
    if case.language == "python":
        function = case.node
        if isinstance(function, m.Function):
            params = {p.name for p in function.params}
            if params & {
                "benchmark",
                "snapshot",
                "data_regression",
                "file_regression",
                "num_regression",
                "image_regression",
                "mypy_plugin",
            }:
                return True
            if any(
                "benchmark" in m.dotted(d.callee if isinstance(d, m.Call) else d)
                or "mpl_image" in m.dotted(d)
                for d in function.decorators
            ):
                return True
        owner = m.enclosing(case.node, m.Class)
        if owner is not None and _inherited_call(owner, body):
            return True
    if case.language in found_tests.LANGUAGES and _other_oracle(case):
        return True
    for node in body.walk():
        if isinstance(node, m.Call):
            name = m.dotted(node.callee)
            last = name.rpartition(".")[2]
            if last in ("done", "fail", "exit", "checkAll") and case.language != "python":
                return True
            if case.language == "python" and (
                name.startswith(("self.test", "self._test", "cls._test"))
                or last in ("wait", "wait_for", "run_tests")
            ):
                return True
            if case.language == "python" and (last in ("fail", "runpytest", "check_output", "check_call", "raise_for_status", "testmod") or any(
                a.name == "check" and isinstance(a.value, m.Literal) and a.value.value is True for a in node.args
            )):  # fmt: skip
                return True
            if name.endswith(
                (
                    "suite.Run",
                    "quick.Check",
                    "rapid.Check",
                    "testscript.Run",
                    "goleak.VerifyNone",
                    "analysistest.Run",
                    "ginkgo.RunSpecs",
                    "RunSpecs",
                )
            ):
                return True
            if last in (
                "expectTypeOf",
                "assertType",
                "expectType",
                "expectError",
                "fc.assert",
                "verify",
                "run",
            ) and case.language in ("javascript", "typescript", "tsx"):
                return True
        elif (
            isinstance(node, m.Raise)
            and node.value is not None
            and not any(isinstance(p, m.Handler) for p in node.ancestors())
        ):
            return True
    return False


_FRAMEWORK_BASES = frozenset({"TestCase", "Object", "WebTestCase", "KernelTestCase", "DuskTestCase"})
_SETS_UP = re.compile(
    r"(?:get|set|create|given|when|build|make|mock|new|load|insert|save|add|put|post|visit|puts|print|p|sleep|login|log_in|sign_in|fill|click|run|start|stub)(?:_|[A-Z]|$)"
)


def _other_oracle(case: Case) -> bool:
    """Expected errors by annotation, results with errors, helpers that a base class or a support file has."""
    node, body = case.node, case.body
    if isinstance(node.parent, m.Attr) and node.parent.name.startswith("throws"):
        return True
    above = "\n".join(case.module.text_lines[max(0, case.start - 8) : case.line])
    above = above.rpartition("}")[2] if case.language == "php" else above
    if re.search(r"doesNotPerformAssertions|DoesNotPerformAssertions", above):
        return True
    if isinstance(node, m.Function):
        marks = "\n".join(case.module.text_lines[node.line - 1 : case.line])
        if re.search(r"\bexpected\s*=|ExpectedException|should_panic|expectedExceptions", marks):
            return True
        if case.language == "rust" and "Result" in node.returns:
            return True
        owner = m.enclosing(node, m.Class)
        own = {m.function_name(f) for f in case.module.every(m.Function)}
        inherits = owner is not None and any(
            m.dotted(b).rpartition(".")[2] not in _FRAMEWORK_BASES for b in owner.bases
        )
        if inherits and body is not None:
            for call in body.walk():
                if not isinstance(call, m.Call) or call.new:
                    continue
                callee = call.callee
                name = callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) and m.dotted(
                    callee.base
                ) in ("this", "self", "static") else ""  # fmt: skip
                if name and name not in own and not _SETS_UP.match(name) and name[0].islower():
                    return True
    if case.language == "ruby" and body is not None and body.items:
        last = body.items[-1]
        value = last.value if isinstance(last, (m.ExprStmt, m.Return)) else None
        if (
            isinstance(value, m.Call)
            and isinstance(value.callee, m.Name)
            and not _SETS_UP.match(value.callee.id)
        ):
            return True
        if isinstance(value, m.Name):
            return True
    return False


def _inherited_call(owner: m.Class, body: m.Block) -> bool:
    """``self.something()`` that this file does not define, in a class with a base of the team's own: it may assert."""
    own = {i.name for i in owner.body.items if isinstance(i, m.Function)}
    foreign = [
        b
        for b in owner.bases
        if m.dotted(b).rpartition(".")[2]
        not in (
            "TestCase",
            "object",
            "TransactionTestCase",
            "SimpleTestCase",
            "APITestCase",
            "IsolatedAsyncioTestCase",
        )
    ]
    if not foreign:
        return False
    for node in body.walk():
        if (
            isinstance(node, m.Call)
            and isinstance(node.callee, m.Attr)
            and m.dotted(node.callee.base) == "self"
            and node.callee.name not in own
        ):
            return True
    return False


def _asserting_import(view: ChangeView, file: FileView, case: Case) -> bool:
    """A helper or fixture of another test file that asserts (or cannot be read)."""
    imported = {alias: i for i in case.module.every(m.Import) for _, alias in i.names}
    for node in case.body.walk() if case.body is not None else ():
        if not isinstance(node, m.Call):
            continue
        root = m.dotted(node.callee).partition(".")[0]
        statement = imported.get(root)
        if statement is None:
            continue
        found = file.flow.imported_flow(statement.module, statement.level)
        if found is None and statement.module.startswith(
            ("java.", "javax.", "kotlin.", "kotlinx.", "System", "std")
        ):
            continue
        if found is None:
            if re.search(
                r"(?:^|[./])(?:tests?|testing|utils?|helpers?|support|testutil\w*|conftest|common)(?:$|[./])",
                statement.module,
            ):
                return True
            continue
        name = m.dotted(node.callee).rpartition(".")[2]
        if not holds_tests(found.module.path) and "test" not in found.module.path:
            continue
        reader = reader_of(case.language)
        for function in found.functions():
            if m.function_name(function) == name and any(
                True for _ in reader(found.module, function.body, frozenset())
            ):
                return True
    if case.language == "python" and isinstance(case.node, m.Function):
        return _asserting_fixture(view, case)
    return False


def _asserting_fixture(view: ChangeView, case: Case) -> bool:
    """A fixture called in the body (``run_and_check(...)``) that a ``conftest.py`` defines."""
    assert isinstance(case.node, m.Function)
    params = {p.name for p in case.node.params}
    called = {
        n.callee.id for n in case.node.body.walk() if isinstance(n, m.Call) and isinstance(n.callee, m.Name) and n.callee.id in params
    }  # fmt: skip
    if not called:
        return False
    folder = case.path
    while folder:
        folder = folder.rpartition("/")[0]
        for path in (f"{folder}/conftest.py" if folder else "conftest.py", case.path):
            module = view.head.module(path)
            if module is None:
                continue
            for function in module.every(m.Function):
                if function.name in called and any(
                    True for _ in reader_of("python")(module, function.body, frozenset())
                ):
                    return True
    return False


_SHOP = {
    "shop/cart.py": "def total(items):\n    return sum(i.price for i in items)\n",
    "src/cart.ts": "export const total = () => 1;\n",
}

RULE = Rule(
    id="test-integrity/assertion-free-test",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Test that cannot fail",
    what="A new test without an assertion, with one that holds whatever the code does, or whose failure it catches and drops.",
    why="It counts as coverage and proves nothing; the next fault in this code will pass it.",
    fix="Assert what the code must give or do.",
    bad=(
        Example(files={**_SHOP, "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total_of_a_cart(items):  # <-- here\n    result = total(items)\n    print(result)\n"}),
        Example(files={**_SHOP, "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total_of_a_cart(items):  # <-- here\n    total(items)\n    assert True\n"}),
        Example(
            files={
                **_SHOP,
                "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total_of_a_cart(items):  # <-- here\n    try:\n        assert total(items) == 3\n    except Exception:\n        pass\n",
            }
        ),
        Example(
            files={**_SHOP, "test/cart.test.ts": "import { total } from '../src/cart';\n\nit('adds up', () => { // <-- here\n  const sum = total();\n  console.log(sum);\n});\n\nit('is true', () => { // <-- here\n  total();\n  expect(true).toBe(true);\n});\n"}
        ),
        Example(files={"cart/cart.go": "package cart\n", "cart/cart_test.go": 'package cart\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) { // <-- here\n\tgot := Total(nil)\n\tt.Logf("got %d", got)\n}\n'}),
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() { // <-- here\n        var sum = cart.total();\n    }\n}\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun total() { // <-- here\n        println(cart.total())\n    }\n}\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total() // <-- here\n    {\n        var sum = new Cart().Total();\n    }\n}\n"}),
        Example(files={"tests/CartTest.php": "<?php\n\nclass CartTest extends TestCase\n{\n    public function testTotal(): void // <-- here\n    {\n        $cart = new Cart();\n        $this->assertTrue(true);\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do # <-- here\n    cart.total\n    puts cart.inspect\n  end\nend\n", "src/cart.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn total() { // <-- here\n        println!(\"{}\", total());\n    }\n}\n"}),
    ),
    good=(
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() {\n        assertThat(cart.total()).isEqualTo(3);\n    }\n}\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun total() {\n        cart.total() shouldBe 3\n    }\n}\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total()\n    {\n        new Cart().Total().Should().Be(3);\n    }\n}\n"}),
        Example(files={"tests/CartTest.php": "<?php\n\nclass CartTest extends TestCase\n{\n    public function testTotal(): void\n    {\n        $this->assertSame(3, (new Cart())->total());\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do\n    expect(cart.total).to eq(3)\n  end\nend\n", "src/cart.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn total() {\n        assert_eq!(total(), 3);\n    }\n}\n"}),
        Example(
            files={
                **_SHOP,
                "tests/test_cart.py": "import pytest\nfrom shop.cart import total\n\n\ndef check_sum(items, wanted):\n    assert total(items) == wanted\n\n\ndef test_sum():\n    check_sum([], 0)\n\n\n"
                "def test_bad_items():\n    with pytest.raises(TypeError):\n        total(None)\n\n\ndef test_total_does_not_raise_on_generators():\n    total(i for i in [])\n",
            }
        ),
        Example(
            files={
                **_SHOP,
                "test/cart.test.ts": "import request from 'supertest';\n\nit('answers', async () => {\n  await request(app).get('/cart').expect(200);\n});\n\n"
                "it('matches', () => {\n  expect(render()).toMatchSnapshot();\n});\n\nit('saves', () => {\n  run();\n  sinon.assert.calledOnce(save);\n});\n",
            }
        ),
        Example(
            files={
                "cart/cart_test.go": 'package cart\n\nimport "testing"\n\nfunc same(t *testing.T, a, b int) {\n\tt.Helper()\n\tif a != b {\n\t\tt.Fatalf("%d != %d", a, b)\n\t}\n}\n\n'
                "func TestTotal(t *testing.T) {\n\tsame(t, Total(nil), 0)\n}\n\nfunc TestSuite(t *testing.T) {\n\tsuite.Run(t, new(CartSuite))\n}\n"
            }
        ),
    ),
    references=("https://docs.pytest.org/en/stable/how-to/assert.html", "https://testing.googleblog.com/2014/08/testing-on-toilet-writing-descriptive.html"),
    site="Every new test.",
    scope=Scope.CHANGE,
    applies_to_tests=True,
)  # fmt: skip
