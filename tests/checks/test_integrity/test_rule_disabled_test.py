"""Ways to switch a test off, and changes that only look like it."""

from __future__ import annotations

import pytest

CODE = {
    "shop/cart.py": "def total(items):\n    return sum(items)\n\n\ndef discount(value):\n    return value * 0.9\n",
    "src/cart.ts": "export function total(items: number[]) {\n  return items.length;\n}\n",
    "cart/cart.go": "package cart\n\nfunc Total(items []int) int {\n\treturn len(items)\n}\n",
}
PY = """import pytest
from shop.cart import discount, total


class TestCart:
    def test_total(self):
        value = total([1, 2])
        assert value == 3

    def test_discount(self):
        assert discount(100) == 90
"""
TS = """import { total } from '../src/cart';

describe('cart', () => {
  it('adds up', async () => {
    const sum = total([1, 2]);
    expect(sum).toBe(2);
  });

  test('is empty', () => {
    expect(total([])).toBe(0);
  });
});
"""
GO = """package cart

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]int{1}); got != 1 {
		t.Fatalf("got %d", got)
	}
}

func TestEmpty(t *testing.T) {
	t.Run("nothing", func(t *testing.T) {
		if got := Total(nil); got != 0 {
			t.Errorf("got %d", got)
		}
	})
}
"""
BASE = {**CODE, "tests/test_cart.py": PY, "test/cart.test.ts": TS, "cart/cart_test.go": GO}


def py(old: str, new: str) -> dict[str, str]:
    assert old in PY
    return {**BASE, "tests/test_cart.py": PY.replace(old, new)}


def ts(old: str, new: str) -> dict[str, str]:
    assert old in TS
    return {**BASE, "test/cart.test.ts": TS.replace(old, new)}


def go(old: str, new: str) -> dict[str, str]:
    assert old in GO
    return {**BASE, "cart/cart_test.go": GO.replace(old, new)}


def without(path: str, **more: str) -> dict[str, str]:
    return {k: v for k, v in BASE.items() if k != path} | more


BAD = {
    "skip mark": py("    def test_total", "    @pytest.mark.skip\n    def test_total"),
    "skip mark with a reason": py("    def test_total", "    @pytest.mark.skip(reason='flaky in CI')\n    def test_total"),
    "skipif true": py("    def test_total", "    @pytest.mark.skipif(True, reason='later')\n    def test_total"),
    "unittest skip": py("    def test_total", "    @unittest.skip('later')\n    def test_total"),
    "xfail": py("    def test_total", "    @pytest.mark.xfail\n    def test_total"),
    "xfail with a reason": py("    def test_total", "    @pytest.mark.xfail(reason='broken', strict=False)\n    def test_total"),
    "expected failure": py("    def test_total", "    @unittest.expectedFailure\n    def test_total"),
    "skip in the body": py("        value = total", "        pytest.skip('fix later')\n        value = total"),
    "skipTest in the body": py("        value = total", "        self.skipTest('fix later')\n        value = total"),
    "return in the body": py("        value = total", "        return\n        value = total"),
    "class skipped": py("class TestCart", "@pytest.mark.skip(reason='rewrite')\nclass TestCart"),
    "class not collected": py("class TestCart:\n", "class TestCart:\n    __test__ = False\n\n"),
    "module skipped": py("\n\nclass TestCart", "\npytestmark = pytest.mark.skip(reason='rewrite')\n\n\nclass TestCart"),
    "module skipped on import": py("\n\nclass TestCart", "\npytest.skip('rewrite', allow_module_level=True)\n\n\nclass TestCart"),
    "renamed": py("def test_discount", "def disabled_test_discount"),
    "renamed with an x": py("def test_discount", "def xtest_discount"),
    "commented out": py(
        "    def test_discount(self):\n        assert discount(100) == 90\n",
        "    # def test_discount(self):\n    #     assert discount(100) == 90\n",
    ),
    "deleted": py("\n    def test_discount(self):\n        assert discount(100) == 90\n", ""),
    "file deleted": without("tests/test_cart.py"),
    "file renamed away": without("tests/test_cart.py", **{"tests/test_cart.py.bak": PY}),
    "script file renamed away": without("test/cart.test.ts", **{"test/cart.test.ts.disabled": TS}),
    "conftest ignores it": {**BASE, "tests/conftest.py": 'collect_ignore = ["test_cart.py"]\n'},
    "it.skip": ts("it('adds up'", "it.skip('adds up'"),
    "xit": ts("it('adds up'", "xit('adds up'"),
    "test.skip": ts("test('is empty'", "test.skip('is empty'"),
    "it.only": ts("it('adds up'", "it.only('adds up'"),
    "fit": ts("it('adds up'", "fit('adds up'"),
    "describe.only": ts("describe('cart'", "describe.only('cart'"),
    "xdescribe": ts("describe('cart'", "xdescribe('cart'"),
    "it.fails": ts("it('adds up'", "it.fails('adds up'"),
    "test.fixme": ts("test('is empty'", "test.fixme('is empty'"),
    "todo in its place": ts("test('is empty', () => {\n    expect(total([])).toBe(0);\n  });", "test.todo('is empty');"),
    "return in a script": ts("    const sum", "    return;\n    const sum"),
    "node skip option": ts("it('adds up', async", "it('adds up', { skip: true }, async"),
    "mocha skip": ts("    const sum", "    this.skip();\n    const sum"),
    "script test commented out": ts(
        "  test('is empty', () => {\n    expect(total([])).toBe(0);\n  });",
        "  // test('is empty', () => {\n  //   expect(total([])).toBe(0);\n  // });",
    ),
    "script test deleted": ts("\n  test('is empty', () => {\n    expect(total([])).toBe(0);\n  });\n", ""),
    "t.Skip": go("\tif got := Total([]int{1})", '\tt.Skip("later")\n\tif got := Total([]int{1})'),
    "t.SkipNow in a subtest": go("\t\tif got := Total(nil)", "\t\tt.SkipNow()\n\t\tif got := Total(nil)"),
    "return in Go": go("\tif got := Total([]int{1})", "\treturn\n\tif got := Total([]int{1})"),
    "build tag": go("package cart", "//go:build ignore\n\npackage cart"),
    "renamed in Go": go("func TestTotal", "func DisabledTestTotal"),
    "Go test deleted": go(GO[GO.index("\nfunc TestEmpty") :], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_test_that_is_switched_off_is_found_once(name, found):
    assert len(found("disabled-test", BAD[name], BASE)) == 1, name


CI = "jobs:\n  test:\n    steps:\n      - run: pytest -q\n"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (".github/workflows/ci.yml", CI, CI.replace("pytest -q", "pytest -q --deselect tests/test_cart.py::test_total")),
        (".github/workflows/ci.yml", CI, CI.replace("pytest -q", "pytest -q --ignore=tests/test_cart.py")),
        (".github/workflows/ci.yml", CI, CI.replace("pytest -q", "pytest -q -k 'not total and not discount'")),
        ("pytest.ini", "[pytest]\naddopts = -q\n", '[pytest]\naddopts = -q -k "not total"\n'),
        ("jest.config.js", "module.exports = {\n  verbose: true,\n};\n", "module.exports = {\n  verbose: true,\n  testPathIgnorePatterns: ['cart.test.ts'],\n};\n"),
        ("vitest.config.ts", "export default {\n  test: {\n    exclude: ['node_modules'],\n  },\n};\n", "export default {\n  test: {\n    exclude: ['node_modules', 'test/cart.test.ts'],\n  },\n};\n"),
        ("Makefile", "test:\n\tgo test ./...\n", "test:\n\tgo test -skip TestTotal ./...\n"),
    ],
)  # fmt: skip
def test_a_setting_that_leaves_a_test_out_is_found(path, old, new, found):
    assert len(found("disabled-test", {**BASE, path: new}, {**BASE, path: old})) == 1


GOOD = {
    "platform": py("    def test_total", "    @pytest.mark.skipif(sys.platform == 'win32', reason='no fork')\n    def test_total"),
    "condition in the body": py("        value = total", "        if not shutil.which('git'):\n            pytest.skip('needs git')\n        value = total"),
    "import or skip": py("import pytest\n", "import pytest\n\npytest.importorskip('numpy')\n"),
    "new test needs a server": py("    def test_discount", "    @pytest.mark.skip(reason='requires a running Redis server')\n    def test_live(self):\n        assert total([1]) == 1\n\n    def test_discount"),
    "new xfail documents a fault": py("    def test_discount", "    @pytest.mark.xfail(reason='rounding, #12', strict=True)\n    def test_round(self):\n        assert discount(1) == 1\n\n    def test_discount"),
    "renamed test": py("def test_discount", "def test_ten_percent_off"),
    "reordered": {**BASE, "tests/test_cart.py": PY.replace(PY[PY.index("    def test_total") : PY.index("    def test_discount")], "") + "\n    def test_total(self):\n        value = total([1, 2])\n        assert value == 3\n"},
    "out of the class": {**BASE, "tests/test_cart.py": "from shop.cart import discount, total\n\n\ndef test_total():\n    value = total([1, 2])\n    assert value == 3\n\n\ndef test_discount():\n    assert discount(100) == 90\n"},
    "file renamed": without("tests/test_cart.py", **{"tests/test_basket.py": PY}),
    "function and test removed": {**py("\n    def test_discount(self):\n        assert discount(100) == 90\n", ""), "shop/cart.py": CODE["shop/cart.py"].partition("\n\n\ndef discount")[0] + "\n"},
    "one table took over": py(
        "    def test_discount(self):\n        assert discount(100) == 90\n",
        "    @pytest.mark.parametrize('value, wanted', [(100, 90), (0, 0)])\n    def test_discounts(self, value, wanted):\n        assert discount(value) == wanted\n",
    ),
    "rewritten": py("    def test_discount(self):\n        assert discount(100) == 90\n", "    def test_discount_of_nothing_and_of_much(self):\n        for value in (0, 10, 1000):\n            assert discount(value) == pytest.approx(value * 0.9)\n"),
    "short mode in Go": go("\tif got := Total([]int{1})", '\tif testing.Short() {\n\t\tt.Skip("slow")\n\t}\n\tif got := Total([]int{1})'),
    "integration needs a database": go("\tif got := Total([]int{1})", '\tif os.Getenv("DATABASE_URL") == "" {\n\t\tt.Skip("no database")\n\t}\n\tif got := Total([]int{1})'),
    "platform tag": go("package cart", "//go:build linux\n\npackage cart"),
    "skipIf in a script": ts("it('adds up'", "it.skipIf(process.platform === 'win32')('adds up'"),
    "new todo": ts("  test('is empty'", "  it.todo('handles refunds');\n\n  test('is empty'"),
    "skip of a query": {**BASE, "test/db.test.ts": "it('pages', async () => {\n  const rows = await db.orders.find().skip(10).limit(5);\n  expect(rows).toHaveLength(5);\n});\n"},
    "playwright on one browser": ts("    const sum", "    test.skip(browserName === 'firefox', 'no support');\n    const sum"),
    "retitled": ts("it('adds up'", "it('adds all numbers up'"),
    "moved to its own file": {**ts("\n  test('is empty', () => {\n    expect(total([])).toBe(0);\n  });\n", ""), "test/empty.test.ts": "test('is empty', () => {\n  expect(total([])).toBe(0);\n});\n"},
    "return at the end": py("        assert value == 3\n", "        assert value == 3\n        return None\n"),
    "helper renamed": py("import pytest\n", "import pytest\n\n\ndef make_cart():\n    return []\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_only_looks_like_it_is_silent(name, found):
    assert found("disabled-test", GOOD[name], BASE) == [], name


def test_a_skip_that_is_taken_away_is_silent(found):
    assert (
        found("disabled-test", BASE, py("    def test_total", "    @pytest.mark.skip\n    def test_total"))
        == []
    )


def test_a_skip_that_was_there_before_is_silent(found):
    base = py("    def test_total", "    @pytest.mark.skip\n    def test_total")
    head = {**base, "tests/test_cart.py": base["tests/test_cart.py"].replace("[1, 2]", "[2, 1]")}
    assert found("disabled-test", head, base) == []


def test_the_words_name_the_test_and_stand_at_the_skip(found):
    [(path, line, message)] = found("disabled-test", BAD["skip mark with a reason"], BASE)
    assert (path, line) == ("tests/test_cart.py", 6)
    assert "`test_total`" in message
    assert "flaky in CI" in message
