"""A test that demands less than it did, while the code it judges changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.languages import reported
from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.syntax import model as m
from checks.test_integrity.strength import WORDS, Assertion, Strength, plain, words
from checks.test_integrity.tested_code import gone_words, raise_went, source_changed
from checks.test_integrity.tests_model import Case, Pair, pairs
from checks.views import ChangeView


@dataclass(frozen=True, slots=True)
class _Loss:
    """One demand that went or shrank; ``after`` is what stands in its place, if anything."""

    before: Assertion
    after: Assertion | None
    kind: str


def check(view: ChangeView) -> Iterator[Site]:
    """Every test that is there before and after and asserts is a site."""
    every = pairs(view)
    appeared: dict[str, list[Case]] | None = None
    for pair in every:
        old, new = pair.base, pair.head
        if old is None or new is None or not old.assertions:
            continue
        change = view.change.file(new.path)
        if change is None or not (old.text != new.text or change.touches(new.start, new.end_line)):
            continue
        if not source_changed(view, new.language):
            continue
        defect = None
        if old.text != new.text and not any(not o.conditional and o.word != "only" for o in new.offs):
            losses = list(_losses(old, new))
            if losses:
                appeared = _appeared(every) if appeared is None else appeared
                defect = _defect(view, old, new, losses, appeared)
        yield Site(
            new.path,
            new.line,
            new.line,
            reported(new.language),
            defect,
            always_touched=defect is not None,
            touched_by=((new.start, new.end_line),),
        )


def _appeared(every: tuple[Pair, ...]) -> dict[str, list[Case]]:
    """Texts of assertions that are new at head -> the tests that hold them: where a moved one went."""
    found: dict[str, list[Case]] = {}
    for pair in every:
        if pair.head is None or (pair.base is not None and pair.base.text == pair.head.text):
            continue
        before = {a.text for a in pair.base.assertions} if pair.base is not None else set()
        for assertion in pair.head.demands:
            if assertion.text not in before:
                found.setdefault(assertion.text, []).append(pair.head)
    return found


def _defect(
    view: ChangeView, old: Case, new: Case, all_losses: list[_Loss], appeared: dict[str, list[Case]]
) -> Defect | None:
    losses = [loss for loss in all_losses if not _excused(view, loss, old, new, appeared)]
    if not losses:
        return None
    first = losses[0]
    rest = f" {len(losses) - 1} more changed likewise." if len(losses) > 1 else ""
    evidence: tuple[Evidence, ...] = ()
    if first.after is not None:
        evidence = (Evidence(new.path, first.after.line, "the assertion now"),)
    return Defect(
        _message(new, first) + rest,
        evidence=evidence,
        key=first.kind,
        identity=f"{new.full_name} {first.before.text}",
    )


def _message(case: Case, loss: _Loss) -> str:
    was = f"`{_short(loss.before.text)}`"
    if loss.after is None:
        return f"The test `{case.name}` no longer checks {was}."
    now = f"`{_short(loss.after.text)}`"
    if loss.kind == "tolerance":
        return f"The test `{case.name}` forgives more than before: {was} became {now}."
    if loss.kind == "own-output":
        return f"The test `{case.name}` now compares the result with itself: {was} became {now}."
    if loss.kind == "swallowed":
        return f"The test `{case.name}` now drops the failure of {was}."
    return (
        f"The test `{case.name}` demanded {WORDS[loss.before.strength]} with {was}; "
        f"{now} demands {WORDS[loss.after.strength]}."
    )


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:67] + "..."


def _losses(old: Case, new: Case) -> Iterator[_Loss]:
    before = [a for a in old.assertions if not a.tautology and not a.swallowed and a.strength > Strength.NONE]
    after = list(new.assertions)
    kept_before: list[Assertion] = []
    for a in before:
        same = next((b for b in after if b.text == a.text and b.swallowed == a.swallowed), None)
        if same is None:
            kept_before.append(a)
        else:
            after.remove(same)
    pending: list[Assertion] = []
    for a in kept_before:
        same = next((b for b in after if b.text == a.text), None)
        if same is not None:  # the same words, but nobody hears them now
            after.remove(same)
            yield _Loss(a, same, "swallowed")
        else:
            pending.append(a)
    real = [b for b in after if not b.tautology and not b.swallowed]
    unpaired: list[Assertion] = []
    for a in pending:
        partner = _partner(a, real)
        if partner is None:
            unpaired.append(a)
            continue
        real.remove(partner)
        loss = _weaker(a, partner)
        if loss is not None:
            strong = next((b for b in real if _replaces(a, b) or _looks_into_error(a, b)), None)
            if strong is None:
                yield loss
            else:
                real.remove(strong)
    idle = [b for b in after if b.tautology]
    for a in unpaired:
        strong = next((b for b in real if b.strength >= a.strength or b.helper), None)
        if strong is not None:
            if not strong.helper and not _covers(a, strong, old):
                real.remove(strong)
            loss = _weaker(a, strong)
            if loss is not None and loss.kind in ("own-output",):
                yield loss
            continue
        covering = next(
            (b for b in new.demands if b.text not in {x.text for x in old.assertions} and _covers(a, b, old)),
            None,
        )
        if covering is not None:
            continue
        weak = next((b for b in real if words(b.text) & words(a.subject)), None) or next(iter(idle), None)
        if weak is not None:
            if weak in real:
                real.remove(weak)
            yield _Loss(a, weak, "weakened")
        else:
            yield _Loss(a, None, "removed")


def _partner(a: Assertion, real: list[Assertion]) -> Assertion | None:
    """The assertion at head about the same subject, the strongest of them."""
    same = [b for b in real if b.subject == a.subject and a.subject]
    if not same:
        return None
    return max(same, key=lambda b: (b.strength, -(b.tolerance or 0)))


def _weaker(a: Assertion, b: Assertion) -> _Loss | None:
    if b.own_output and not a.own_output:
        return _Loss(a, b, "own-output")
    if b.helper:
        return None
    if b.strength < a.strength:
        return _Loss(a, b, "weakened")
    if b.strength is Strength.EXACT and b.tolerance is not None:
        was = a.tolerance or 0.0
        if (b.tolerance >= 0.01 and b.tolerance > was * 9.9) or (
            was and b.tolerance > was * 99 and b.tolerance > 1e-4
        ):
            return _Loss(a, b, "tolerance")
    return None


def _replaces(a: Assertion, b: Assertion) -> bool:
    """Whether another new assertion is as strong and speaks of the same things."""
    return b.strength >= a.strength and (bool(words(b.text) & words(a.subject)) or b.helper)


_ERROR_PART = re.compile(
    r"\b(?:value|message|args|code|status_code|errno|excinfo|exc_info|exc|caught|raised|context|exception|err|error|ex|e|thrown|info)\b",
    re.I,
)


def _looks_into_error(a: Assertion, b: Assertion) -> bool:
    """Whether an assertion at head checks what is in the error that the test expects."""
    return a.subject == "raises" and b.strength >= Strength.STRUCTURAL and bool(_ERROR_PART.search(b.subject))


def _covers(a: Assertion, b: Assertion, old: Case) -> bool:
    """Whether one assertion on a whole takes in the one on its part."""
    if b.strength < a.strength or b.tautology or b.own_output:
        return False
    root = a.subject.replace("len(", "").rstrip(")")
    return (
        bool(b.subject)
        and any(
            r.startswith((b.subject + ".", b.subject + "[", b.subject + "("))
            for r in (root, _written_out(root, old))
        )
        and len(b.text) > len(b.subject) + 6
    )


def _written_out(subject: str, case: Case) -> str:
    """``data['title']`` as ``response.json()['title']``, where the test set ``data = response.json()``."""
    name = re.match(r"\w+", subject)
    if name is None or case.body is None:
        return subject
    values = [
        n.value for n in case.body.walk()
        if isinstance(n, m.Assign) and n.value is not None and any(isinstance(t, m.Name) and t.id == name.group(0) for t in n.targets)
    ]  # fmt: skip
    if len(values) != 1 or values[0] is None:
        return subject
    return plain(case.module.text(values[0])) + subject[name.end() :]


def _excused(view: ChangeView, loss: _Loss, old: Case, new: Case, appeared: dict[str, list[Case]]) -> bool:
    if loss.kind in ("own-output", "swallowed"):
        return False
    a = loss.before
    if any(case is not new for case in appeared.get(a.text, ())):
        return True
    if loss.after is None or loss.kind == "weakened":
        if new.parametrised and not old.parametrised:
            return True
        if (
            a.subject != "raises" or loss.after is None or loss.after.strength > Strength.WEAK
        ) and gone_words(view) & words(_whole(a, old)):
            return True
        if _still_expected(a, old, new):
            return True
        if a.subject == "warns" or (a.strength is Strength.WEAK and a.helper):
            return True  # a warning that is no longer given, a branch that must not be reached
        still = loss.after is not None and loss.after.subject == "raises"
        if a.subject == "raises" and not still and raise_went(view, a.text):
            return True
    if loss.after is None and _looped(new, old):
        return True  # a table inside the test took over
    if loss.after is None:
        locals_gone = words(a.subject) - new.words
        if (
            new.parametrised
            and a.text.rpartition("==")[0]
            and any(a.subject == b.subject for b in new.demands)
        ):
            return True
        if any(
            b.subject == a.subject
            and b.strength >= a.strength
            and b.text not in {x.text for x in old.assertions}
            for b in new.demands
        ):
            return True
        if a.helper and locals_gone and any(b.helper for b in new.demands):
            return True
        if a.strength <= Strength.WEAK and _stronger_on(a, new):
            return True  # a guard before the real assertion
    return False


_TEXT = re.compile(r"'([^']{3,})'")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_CALLED_WITH = re.compile(
    r"\.(?:call_args|await_args|call_args_list|await_args_list|mock_calls|mock\.calls)\b"
)


def _still_expected(a: Assertion, old: Case, new: Case) -> bool:
    """Whether a new exact assertion demands the same text elsewhere: the answer has another shape now."""
    before = {b.text for b in old.assertions}
    fresh = [b for b in new.demands if b.text not in before and b.strength >= a.strength]
    if _CALLED_WITH.search(a.subject) and any(re.search(r"_with\(|CalledWith\(", b.text) for b in fresh):
        return True
    if a.strength is not Strength.EXACT:
        return False
    expected = a.text.replace(a.subject, "")
    wanted = _TEXT.findall(expected)
    if wanted:
        return all(any(w in b.text for b in fresh) for w in wanted)
    numbers = _NUMBER.findall(expected)
    wholes = [b for b in fresh if b.text.count(",") > 1 or re.search(r"[\[{]|\bnew ", b.text)]
    return bool(numbers) and all(any(n in _NUMBER.findall(b.text) for b in wholes) for n in numbers)


def _looped(new: Case, old: Case) -> bool:
    """Whether assertions stand in a loop that the test did not have."""
    if old.body is None or any(isinstance(n, m.Loop) for n in old.body.walk()):
        return False
    return any(any(isinstance(p, m.Loop) for p in a.node.ancestors()) for a in new.demands)


def _whole(a: Assertion, case: Case) -> str:
    """What an assertion speaks of: for an expected error, the statements that must raise it too."""
    statement = m.enclosing(a.node, m.With) if a.subject == "raises" else None
    return case.module.text(statement if statement is not None else a.node)


def _stronger_on(a: Assertion, new: Case) -> bool:
    return bool(a.subject) and any(a.subject in b.subject and b.strength > a.strength for b in new.demands)


_PY_CODE = "def total(items):\n    return sum(i.price for i in items)\n"
_PY_CODE_2 = "def total(items):\n    return sum(i.price for i in items if i.price)\n"
_PY_TEST = "from shop.cart import total\n\n\ndef test_total_adds_up(items):\n    result = total(items)\n    assert result == 42\n    assert len(items) == 3\n"
_PY = {"shop/cart.py": _PY_CODE, "tests/test_cart.py": _PY_TEST}
_PY_HERE = _PY_TEST.replace("def test_total_adds_up(items):", "def test_total_adds_up(items):  # <-- here")
_TS_CODE = "export const total = (items: Item[]) => items.reduce((s, i) => s + i.price, 0);\n"
_TS_TEST = (
    "import { expect, test } from 'vitest';\nimport { total } from '../src/cart';\n\n"
    "test('adds up', async () => {\n  const sum = total([{ price: 2 }]);\n  expect(sum).toBe(2);\n  expect(save).toHaveBeenCalledWith({ sum: 2 });\n});\n"
)
_TS = {"src/cart.ts": _TS_CODE, "test/cart.test.ts": _TS_TEST}
_TS_2 = {"src/cart.ts": _TS_CODE.replace("i.price", "i.price * i.count")}
_TS_HERE = _TS_TEST.replace("async () => {\n", "async () => { // <-- here\n")
_GO_CODE = "package cart\n\nfunc Total(items []Item) int {\n\treturn len(items)\n}\n"
_GO_TEST = (
    'package cart\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) {\n\tgot, err := Total(nil)\n'
    "\trequire.NoError(t, err)\n\tassert.Equal(t, 2, got.Sum)\n}\n"
)
_GO = {"cart/cart.go": _GO_CODE, "cart/cart_test.go": _GO_TEST}
_GO_2 = {"cart/cart.go": _GO_CODE.replace("len(items)", "len(items) + 1")}
_GO_HERE = _GO_TEST.replace("(t *testing.T) {", "(t *testing.T) { // <-- here")

RULE = Rule(
    id="test-integrity/removed-assertion",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Assertion removed or weakened",
    what="A test that stays but demands less: an assertion gone, an exact value turned into mere presence, a wider tolerance, an "
    "expected value replaced by the result itself, a failure caught and dropped - in a change that alters the code.",
    why="The test still passes, but no longer because the code is right; the fault that it used to report is now silent.",
    fix="Keep the exact expectation and mend the code; where the behaviour changed on purpose, assert the new exact value.",
    bad=(
        Example(base=_PY, files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_HERE.replace("assert result == 42", "assert result is not None")}),
        Example(base=_PY, files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_HERE.replace("    assert result == 42\n", "")}),
        Example(
            base={**_PY, "tests/test_cart.py": _PY_TEST.replace("== 42", "== pytest.approx(42.1, abs=0.01)")},
            files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_HERE.replace("== 42", "== pytest.approx(42.1, abs=5)")},
        ),
        Example(base=_PY, files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_HERE.replace("assert result == 42", "assert result == total(items)")}),
        Example(base=_TS, files={**_TS_2, "test/cart.test.ts": _TS_HERE.replace("expect(sum).toBe(2)", "expect(sum).toBeDefined()")}),
        Example(base=_TS, files={**_TS_2, "test/cart.test.ts": _TS_HERE.replace("toHaveBeenCalledWith({ sum: 2 })", "toHaveBeenCalled()")}),
        Example(base=_TS, files={**_TS_2, "test/cart.test.ts": _TS_HERE.replace("{ sum: 2 }", "expect.anything()")}),
        Example(base=_GO, files={**_GO_2, "cart/cart_test.go": _GO_HERE.replace("assert.Equal(t, 2, got.Sum)", "assert.NotNil(t, got)")}),
        Example(base={"src/main/java/Cart.java": "class Cart { int total() { return 1; } }\n", "src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() {\n        assertEquals(3, cart.total());\n    }\n}\n"}, files={"src/main/java/Cart.java": "class Cart { int total() { return 2; } }\n", "src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() { // <-- here\n        assertNotNull(cart.total());\n    }\n}\n"}),
        Example(base={"src/main/kotlin/Cart.kt": "class Cart { fun total() = 1 }\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun total() {\n        cart.total() shouldBe 3\n    }\n}\n"}, files={"src/main/kotlin/Cart.kt": "class Cart { fun total() = 2 }\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun total() { // <-- here\n        cart.total() shouldNotBe null\n    }\n}\n"}),
        Example(base={"src/Cart.cs": "class Cart { public int Total() => 1; }\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total()\n    {\n        new Cart().Total().Should().Be(3);\n    }\n}\n"}, files={"src/Cart.cs": "class Cart { public int Total() => 2; }\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total() // <-- here\n    {\n        new Cart().Total().Should().NotBeNull();\n    }\n}\n"}),
        Example(base={"src/Cart.php": "<?php class Cart { function total() { return 1; } }\n", "tests/CartTest.php": "<?php\n\nclass CartTest extends TestCase\n{\n    public function testTotal(): void\n    {\n        $this->assertSame(3, (new Cart())->total());\n    }\n}\n"}, files={"src/Cart.php": "<?php class Cart { function total() { return 2; } }\n", "tests/CartTest.php": "<?php\n\nclass CartTest extends TestCase\n{\n    public function testTotal(): void // <-- here\n    {\n        $this->assertNotEmpty((new Cart())->total());\n    }\n}\n"}),
        Example(base={"app/cart.rb": "class Cart\n  def total = 1\nend\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do\n    expect(cart.total).to eq(3)\n  end\nend\n"}, files={"app/cart.rb": "class Cart\n  def total = 2\nend\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do # <-- here\n    expect(cart.total).to be_truthy\n  end\nend\n"}),
    ),
    good=(
        Example(base={"src/main/java/Cart.java": "class Cart { int total() { return 1; } }\n", "src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() {\n        assertEquals(3, cart.total());\n    }\n}\n"}, files={"src/main/java/Cart.java": "class Cart { int total() { return 2; } }\n", "src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void total() {\n        assertThat(cart.total()).isEqualTo(4);\n    }\n}\n"}),
        Example(base={"src/Cart.cs": "class Cart { public int Total() => 1; }\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total()\n    {\n        Assert.AreEqual(3, cart.Total());\n    }\n}\n"}, files={"src/Cart.cs": "class Cart { public int Total() => 2; }\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Total()\n    {\n        Assert.That(cart.Total(), Is.EqualTo(4));\n    }\n}\n"}),
        Example(base={"app/cart.rb": "class Cart\n  def total = 1\nend\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do\n    expect(cart.total).to eq(3)\n  end\nend\n"}, files={"app/cart.rb": "class Cart\n  def total = 2\nend\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'adds up' do\n    expect(cart).to have_attributes(total: 4)\n  end\nend\n"}),
        Example(base=_PY, files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_TEST.replace("== 42", "== 40")}, note="A new exact value."),
        Example(
            base=_PY,
            files={"shop/cart.py": _PY_CODE_2, "tests/test_cart.py": _PY_TEST.replace("    assert len(items) == 3\n", "\n\ndef test_items_are_three(items):\n    assert len(items) == 3\n")},
            note="Moved to a test of its own.",
        ),
        Example(base=_TS, files={**_TS_2, "test/cart.test.ts": _TS_TEST.replace("expect(sum).toBe(2)", "assert.strictEqual(sum, 2)")}, note="Another library, just as exact."),
        Example(
            base=_GO,
            files={**_GO_2, "cart/cart_test.go": _GO_TEST.replace("\trequire.NoError(t, err)\n\tassert.Equal(t, 2, got.Sum)\n", "\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif got.Sum != 2 {\n\t\tt.Errorf(\"got %d\", got.Sum)\n\t}\n")},
        ),
        Example(
            base={"shop/cart.py": "def total(items):\n    return Total(sum=1, legacy_tax=2)\n", "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total():\n    assert total([]).sum == 1\n    assert total([]).legacy_tax == 2\n"},
            files={"shop/cart.py": "def total(items):\n    return Total(sum=1)\n", "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total():\n    assert total([]).sum == 1\n"},
            note="What it checked was removed too.",
        ),
    ),
    references=("https://docs.pytest.org/en/stable/how-to/assert.html", "https://jestjs.io/docs/expect"),
    site="Every test that asserts, was there before and is changed together with code.",
    scope=Scope.CHANGE,
    applies_to_tests=True,
)  # fmt: skip
