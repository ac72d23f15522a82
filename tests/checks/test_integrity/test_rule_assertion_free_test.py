"""New tests that cannot fail, and tests whose oracle is not an assert statement."""

from __future__ import annotations

import pytest

PY = "import pytest\nfrom unittest import TestCase\nfrom shop.cart import total\n\n\n"
TS = "import { total } from '../src/cart';\n\n"
GO = 'package cart\n\nimport "testing"\n\n'


def case(path: str, head: str, text: str):
    return pytest.param(path, head + text, id=f"{path}-{text[:60]!r}")


BAD = [
    case("tests/test_a.py", PY, "def test_sum():\n    total([1])\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    r = total([1])\n    print(r)\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    r = total([1])\n    r == 3\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    pass\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    total([1])\n    assert 1 == 1\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    total([1])\n    assert (total([1]) == 3, 'sum')\n"),
    case("tests/test_a.py", PY, "class TestSum(TestCase):\n    def test_sum(self):\n        total([1])\n        self.assertTrue(True)\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    try:\n        assert total([1]) == 3\n    except:\n        print('failed')\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    r = total([1])\n    assert r is not None or r is None\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    r = total([1])\n    assert len(r) >= 0\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  total([1]);\n});\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  const r = total([1]);\n  expect(r);\n});\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  const r = total([1]);\n  expect(r).toBe(r);\n});\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  total([1]);\n  expect(1).toEqual(1);\n});\n"),
    case("test/a.test.ts", TS, "it('adds', async () => {\n  try {\n    expect(await total([1])).toBe(3);\n  } catch (e) {\n    console.error(e);\n  }\n});\n"),
    case("test/a.test.ts", TS, "test('adds', () => {});\n"),
    case("cart/a_test.go", GO, "func TestSum(t *testing.T) {\n\tTotal(nil)\n}\n"),
    case("cart/a_test.go", GO, "func TestSum(t *testing.T) {\n\tgot := Total(nil)\n\tt.Log(got)\n}\n"),
    case("cart/a_test.go", GO, "func TestSum(t *testing.T) {\n\tTotal(nil)\n\tassert.True(t, true)\n}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), BAD)
def test_a_new_test_that_cannot_fail_is_found(path, text, found):
    assert len(found("assertion-free-test", {path: text})) == 1


GOOD = [
    case("tests/test_a.py", PY, "def test_sum():\n    assert total([1]) == 3\n"),
    case("tests/test_a.py", PY, "def test_negative():\n    with pytest.raises(ValueError):\n        total([-1])\n"),
    case("tests/test_a.py", PY, "def test_calls(mailer):\n    total([1])\n    mailer.send.assert_called_once()\n"),
    case("tests/test_a.py", PY, "def test_sum_does_not_raise():\n    total([1])\n"),
    case("tests/test_a.py", PY, "def test_smoke():\n    total([1])\n"),
    case("tests/test_a.py", PY, "def check(value):\n    assert value == 3\n\n\ndef test_sum():\n    check(total([1]))\n"),
    case("tests/test_a.py", PY, "class Base:\n    def same(self, a, b):\n        assert a == b\n\n\nclass TestSum(Base):\n    def test_sum(self):\n        self.same(total([1]), 3)\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    if total([1]) != 3:\n        pytest.fail('wrong')\n"),
    case("tests/test_a.py", PY, "def test_speed(benchmark):\n    benchmark(total, [1])\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    np.testing.assert_allclose(total([1]), 3)\n"),
    case("tests/test_a.py", PY, "class TestSum(TestCase):\n    def test_queries(self):\n        with self.assertNumQueries(1):\n            total([1])\n"),
    case("tests/test_a.py", PY, "@pytest.mark.skip(reason='later')\ndef test_sum():\n    total([1])\n"),
    case("tests/test_a.py", PY, "def test_sum():\n    errors = []\n    try:\n        assert total([1]) == 3\n    except AssertionError as error:\n        errors.append(error)\n    assert not errors\n"),
    case("tests/test_a.py", PY, "def test_cleans_up():\n    try:\n        assert total([1]) == 3\n    finally:\n        reset()\n"),
    case("tests/factories.py", PY, "def make():\n    return total([1])\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  expect(total([1])).toBe(3);\n});\n"),
    case("test/a.test.ts", TS, "it('answers', async () => {\n  await request(app).get('/').expect(200);\n});\n"),
    case("test/a.test.ts", TS, "it('is there', () => {\n  cy.visit('/');\n  cy.get('h1').should('be.visible');\n});\n"),
    case("test/a.test.ts", TS, "it('draws', () => {\n  expect(draw()).toMatchSnapshot();\n});\n"),
    case("test/a.test.ts", TS, "it('throws', async () => {\n  await assert.rejects(() => total(null));\n});\n"),
    case("test/a.test.ts", TS, "test('adds', (t) => {\n  t.assert.equal(total([1]), 3);\n});\n"),
    case("test/a.test.ts", TS, "it('adds', () => {\n  total([1]).should.equal(3);\n});\n"),
    case("test/a.test.ts", TS, "const expectTotal = (v: number) => expect(v).toBe(3);\n\nit('adds', () => {\n  expectTotal(total([1]));\n});\n"),
    case("test/a.test.ts", TS, "it('renders without crashing', () => {\n  render(total());\n});\n"),
    case("test/a.test.ts", TS, "it('shows the sum', async () => {\n  render(total());\n  await screen.findByText('3');\n});\n"),
    case("test/a.test.ts", TS, "it('types', () => {\n  expectTypeOf(total).returns.toBeNumber();\n});\n"),
    case("test/a.test.ts", TS, "it.todo('adds');\n"),
    case("cart/a_test.go", GO, 'func TestSum(t *testing.T) {\n\tif Total(nil) != 0 {\n\t\tt.Error("bad")\n\t}\n}\n'),
    case("cart/a_test.go", GO, "func TestSum(t *testing.T) {\n\tfor _, tc := range cases {\n\t\tt.Run(tc.name, func(t *testing.T) {\n\t\t\trequire.Equal(t, tc.want, Total(tc.in))\n\t\t})\n\t}\n}\n"),
    case("cart/a_test.go", GO, "func same(tb testing.TB, a, b int) {\n\ttb.Helper()\n\tif a != b {\n\t\ttb.Fatal(a, b)\n\t}\n}\n\nfunc TestSum(t *testing.T) {\n\tsame(t, Total(nil), 0)\n}\n"),
    case("cart/a_test.go", GO, "func TestSuite(t *testing.T) {\n\tsuite.Run(t, new(Suite))\n}\n\nfunc (s *Suite) TestSum() {\n\ts.Equal(0, Total(nil))\n}\n"),
    case("cart/a_test.go", GO, "func TestSum(t *testing.T) {\n\tdb.ExpectationsWereMet()\n\tassert.NoError(t, mock.ExpectationsWereMet())\n}\n"),
    case("cart/a_test.go", GO, "func TestSumDoesNotPanic(t *testing.T) {\n\tTotal(nil)\n}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_a_test_with_an_oracle_is_silent(path, text, found):
    assert found("assertion-free-test", {path: text}) == []


def test_a_helper_that_asserts_in_another_file_counts(found):
    files = {
        "tests/checking.py": "def compare_totals(a, b):\n    assert a == b\n",
        "tests/__init__.py": "",
        "tests/test_a.py": "from tests.checking import compare_totals\n\n\ndef test_sum():\n    compare_totals(1, 1)\n",
    }
    assert found("assertion-free-test", files) == []


def test_a_test_that_was_there_before_is_silent(found):
    base = {"tests/test_a.py": PY + "def test_sum():\n    total([1])\n"}
    head = {"tests/test_a.py": PY + "def test_sum():\n    total([1, 2])\n"}
    assert found("assertion-free-test", head, base) == []
