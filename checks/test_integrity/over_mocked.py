"""A test that tests its own stand-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.languages import reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.syntax import model as m
from checks.test_integrity.tests_model import Case, pairs
from checks.views import ChangeView

_MAKERS = re.compile(r"(?:^|\.)(?:Mock|MagicMock|AsyncMock|create_autospec|fn|stub|mockFn)$")
_RETURNS = frozenset(
    {
        "mockReturnValue",
        "mockResolvedValue",
        "mockReturnValueOnce",
        "mockResolvedValueOnce",
        "returns",
        "resolves",
    }
)


def check(view: ChangeView) -> Iterator[Site]:
    """Every new test with mocks is a site."""
    for pair in pairs(view):
        case = pair.head
        if (
            case is None
            or pair.base is not None
            or case.body is None
            or not re.search(r"[mM]ock|patch|stub|\.fn\(", case.module.text(case.node))
        ):
            continue
        defect = _own_return(case) or (_mocks_its_unit(case) if case.language == "python" else None)
        yield Site(
            case.path,
            case.line,
            case.line,
            reported(case.language),
            defect,
            touched_by=((case.start, case.end_line),),
        )


def _own_return(case: Case) -> Defect | None:
    """All that is asserted is what a mock was told to return."""
    mocks = _mocks(case)
    demands = case.demands
    if not mocks or not demands:
        return None
    results = {n: _root(v) for n, v in _results(case) if _root(v) in mocks}
    for assertion in demands:
        if assertion.helper:
            return None
        subject = assertion.subject.removeprefix("await ")
        called = re.match(r"(\w+)(?:\.\w+)*\(", subject)
        plain_name = re.match(r"(\w+)(?:\.\w+|\[[^\]]*\])*$", subject)
        if called and called.group(1) in mocks:
            continue
        if plain_name and plain_name.group(1) in results and not called:
            continue
        return None
    name = sorted(mocks)[0]
    return Defect(
        f"`{case.name}` only checks that the mock `{name}` returns what it was told to; no code of yours runs.",
        key="own-return",
    )


def _mocks(case: Case) -> set[str]:
    """Local names that hold a mock with a set answer."""
    found: set[str] = set()
    told: set[str] = set()
    for node in case.body.walk() if case.body is not None else ():
        if isinstance(node, m.Assign) and node.value is not None:
            target = node.targets[0]
            if isinstance(target, m.Name):
                name = m.dotted(node.value.callee) if isinstance(node.value, m.Call) else ""
                if _MAKERS.search(name.replace("()", "")) or _makes(node.value):
                    found.add(target.id)
                    if isinstance(node.value, m.Call) and (node.value.args or _makes(node.value)):
                        told.add(target.id)
            elif isinstance(target, m.Attr) and target.name in ("return_value", "side_effect"):
                told.add(_root(target))
    return found & told


def _makes(value: m.Expr) -> bool:
    """``jest.fn().mockReturnValue(3)``"""
    return isinstance(value, m.Call) and isinstance(value.callee, m.Attr) and value.callee.name in _RETURNS


def _results(case: Case) -> Iterator[tuple[str, m.Expr]]:
    for node in case.body.walk() if case.body is not None else ():
        if isinstance(node, m.Assign) and isinstance(node.targets[0], m.Name) and node.value is not None:
            value = node.value.value if isinstance(node.value, m.Await) else node.value
            if isinstance(value, m.Call):
                yield node.targets[0].id, value


def _root(node: m.Expr) -> str:
    while isinstance(node, (m.Attr, m.Call, m.Index)):
        node = node.base if isinstance(node, (m.Attr, m.Index)) else node.callee
    return node.id if isinstance(node, m.Name) else ""


def _mocks_its_unit(case: Case) -> Defect | None:
    """``test_send_invoice`` patches ``billing.send_invoice`` and calls that."""
    for node in case.node.walk():
        if not isinstance(node, m.Call) or not m.dotted(node.callee).endswith(("patch", "patch.object")):
            continue
        last = node.positional(1) if m.dotted(node.callee).endswith("object") else node.positional(0)
        if not isinstance(last, m.Literal) or not isinstance(last.value, str):
            continue
        unit = last.value.rpartition(".")[2]
        if (
            len(unit) < 5
            or "_" not in unit
            or not re.match(r"test_" + re.escape(unit) + r"(?:_|$)", case.name)
        ):
            continue
        if any(
            isinstance(n, m.Call) and m.dotted(n.callee).rpartition(".")[2] == unit
            for n in (case.body.walk() if case.body is not None else ())
        ):
            return Defect(
                f"`{case.name}` replaces `{unit}`, the very thing it names, by a mock and calls that.",
                key="unit",
            )
    return None


RULE = Rule(
    id="test-integrity/over-mocked",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript"),
    title="Test of a mock",
    what="A new test that replaces the unit it names, or asserts only what its own mock was told to return.",
    why="It passes whatever the code does, since the code does not run.",
    fix="Mock what the unit talks to, call the unit itself and assert what it makes of the answers.",
    bad=(
        Example(files={"tests/test_rates.py": "from unittest.mock import Mock, patch\n\n\ndef test_rate():  # <-- here\n    client = Mock()\n    client.rate.return_value = 3\n    assert client.rate('EUR') == 3\n\n\ndef test_send_invoice():  # <-- here\n    with patch('billing.send_invoice', return_value=True):\n        assert billing.send_invoice(1) is True\n"}),
        Example(files={"test/rates.test.ts": "it('gives the rate', async () => { // <-- here\n  const rate = vi.fn().mockResolvedValue(3);\n  const result = await rate('EUR');\n  expect(result).toBe(3);\n});\n"}),
    ),
    good=(
        Example(files={"tests/test_rates.py": "from unittest.mock import Mock, patch\n\n\ndef test_convert():\n    client = Mock()\n    client.rate.return_value = 3\n    assert convert(client, 2) == 6\n\n\ndef test_send_invoice_posts():\n    with patch('billing.http.post_form') as post:\n        send_invoice(1)\n    post.assert_called_once_with('/invoices', 1)\n"}),
        Example(files={"test/rates.test.ts": "it('converts', async () => {\n  const rate = vi.fn().mockResolvedValue(3);\n  expect(await convert(rate, 2)).toBe(6);\n  expect(rate).toHaveBeenCalledWith('EUR');\n});\n"}),
    ),
    references=("https://docs.python.org/3/library/unittest.mock.html#where-to-patch", "https://testing.googleblog.com/2013/05/testing-on-toilet-dont-overuse-mocks.html"),
    site="Every new test with mocks.",
    scope=Scope.CHANGE,
    applies_to_tests=True,
)  # fmt: skip
