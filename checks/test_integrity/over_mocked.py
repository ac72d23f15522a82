"""A test that tests its own stand-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.languages import reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.test_integrity.own_mocks import is_told, path, results, told
from checks.test_integrity.tests_model import Case, pairs
from checks.views import ChangeView

_MOCKS = re.compile(
    r"[mM]ock|patch|stub|\.fn\(|\b(?:when|every|given|double|receive)\b|Substitute|\.On\(|EXPECT\(|\.Returns?\("
)


def check(view: ChangeView) -> Iterator[Site]:
    """Every new test with mocks is a site."""
    for pair in pairs(view):
        case = pair.head
        if (
            case is None
            or pair.base is not None
            or case.body is None
            or not _MOCKS.search(case.module.text(case.node))
        ):
            continue
        yield Site(
            case.path,
            case.line,
            case.line,
            reported(case.language),
            _own_answer(case),
            touched_by=((case.start, case.end_line),),
        )


def _own_answer(case: Case) -> Defect | None:
    """All that is asserted is what a stand-in was told to answer."""
    assert case.body is not None
    answers = told(case.module, case.node)
    demands = case.demands
    if not answers or not demands:
        return None
    held = results(case.module, case.body)
    names: list[str] = []
    for assertion in demands:
        if assertion.helper or assertion.subject in ("raises", "warns", "fail"):
            return None
        called = _called(assertion.subject, held, answers)
        if called is None:
            return None
        names.append(called)
    name = names[0]
    last = name.rpartition(".")[2]
    if "*." + last in answers and name not in answers:
        return Defect(
            f"`{case.name}` replaces `{last}` by a mock and then calls that; no code of yours runs.",
            key="unit",
        )
    return Defect(
        f"`{case.name}` only checks that the mock `{name}` returns what it was told to; no code of yours runs.",
        key="own-return",
    )


def _called(subject: str, held: dict[str, str], answers: frozenset[str]) -> str | None:
    """The stand-in whose answer is judged, if it is one."""
    name = path(subject)
    rest = re.sub(r"^\(*(?:await )?\$?[\w.@]+", "", subject.replace("->", ".").replace("?.", "."))
    if rest.startswith("("):
        return name if is_told(name, answers) else None
    if name in answers and "." in name and not rest and f"{name}(" not in subject:
        return name if subject.isidentifier() is False and name.partition(".")[0] not in held else None
    source = held.get(name.partition(".")[0], "")
    return source if is_told(source, answers) else None


RULE = Rule(
    id="test-integrity/over-mocked",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby"),
    title="Test of a mock",
    what="A new test that replaces the unit it names, or asserts only what its own mock was told to return.",
    why="It passes whatever the code does, since the code does not run.",
    fix="Mock what the unit talks to, call the unit itself and assert what it makes of the answers.",
    bad=(
        Example(files={"tests/test_rates.py": "from unittest.mock import Mock, patch\n\n\ndef test_rate():  # <-- here\n    client = Mock()\n    client.rate.return_value = 3\n    assert client.rate('EUR') == 3\n\n\ndef test_send_invoice():  # <-- here\n    with patch('billing.send_invoice', return_value=True):\n        assert billing.send_invoice(1) is True\n"}),
        Example(files={"test/rates.test.ts": "it('gives the rate', async () => { // <-- here\n  const rate = vi.fn().mockResolvedValue(3);\n  const result = await rate('EUR');\n  expect(result).toBe(3);\n});\n"}),
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void price() { // <-- here\n        CartService service = mock(CartService.class);\n        when(service.price(1)).thenReturn(3);\n        assertEquals(3, service.price(1));\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'has a price' do # <-- here\n    allow(service).to receive(:price).and_return(3)\n    expect(service.price(1)).to eq(3)\n  end\nend\n"}),
    ),
    good=(
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void price() {\n        when(rates.rate(1)).thenReturn(3);\n        assertEquals(6, new CartService(rates).price(2));\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'has a price' do\n    allow(rates).to receive(:rate).and_return(3)\n    expect(service.price(2)).to eq(6)\n  end\nend\n"}),
        Example(files={"tests/test_rates.py": "from unittest.mock import Mock, patch\n\n\ndef test_convert():\n    client = Mock()\n    client.rate.return_value = 3\n    assert convert(client, 2) == 6\n\n\ndef test_send_invoice_posts():\n    with patch('billing.http.post_form') as post:\n        send_invoice(1)\n    post.assert_called_once_with('/invoices', 1)\n"}),
        Example(files={"test/rates.test.ts": "it('converts', async () => {\n  const rate = vi.fn().mockResolvedValue(3);\n  expect(await convert(rate, 2)).toBe(6);\n  expect(rate).toHaveBeenCalledWith('EUR');\n});\n"}),
    ),
    references=("https://docs.python.org/3/library/unittest.mock.html#where-to-patch", "https://testing.googleblog.com/2013/05/testing-on-toilet-dont-overuse-mocks.html"),
    site="Every new test with mocks.",
    scope=Scope.CHANGE,
    applies_to_tests=True,
)  # fmt: skip
