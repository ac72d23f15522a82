"""Ways to make a test demand less, and changes of assertions that keep what was demanded."""

from __future__ import annotations

import pytest

CODE = {
    "shop/cart.py": "RATE = 1\n",
    "src/cart.ts": "export const rate = 1;\n",
    "cart/cart.go": "package cart\n\nvar Rate = 1\n",
}
CODE_2 = {
    "shop/cart.py": "RATE = 2\n",
    "src/cart.ts": "export const rate = 2;\n",
    "cart/cart.go": "package cart\n\nvar Rate = 2\n",
}
PY_HEAD = "import pytest\nfrom shop.cart import checkout, total\n\n\n"
GO_HEAD = 'package cart\n\nimport "testing"\n\n'


def py(*lines: str) -> str:
    return PY_HEAD + "def test_it(client, mailer):\n" + "".join(f"    {line}\n" for line in lines)


def ts(*lines: str) -> str:
    return (
        "import { total } from '../src/cart';\n\nit('works', async () => {\n"
        + "".join(f"  {line}\n" for line in lines)
        + "});\n"
    )


def go(*lines: str) -> str:
    return GO_HEAD + "func TestIt(t *testing.T) {\n" + "".join(f"\t{line}\n" for line in lines) + "}\n"


PY_BAD = [
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert r"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert isinstance(r, int)"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert r >= 0"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert r != 0"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "# assert r == 3"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert r == 3 or True"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert True"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "print(r)"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "assert r == r"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "try:", "    assert r == 3", "except AssertionError:", "    pass"]),
    (["r = total([1])", "assert r == 3"], ["r = total([1])", "expected = total([1])", "assert r == expected"]),
    (["r = client.get('/cart')", "assert r.status_code == 200", "assert r.json() == {'total': 3}"], ["r = client.get('/cart')", "assert r.status_code == 200"]),
    (["r = client.get('/cart')", "assert r.status_code == 200"], ["r = client.get('/cart')", "assert r.status_code in (200, 500)"]),
    (["r = client.get('/cart')", "assert r.status_code == 200"], ["r = client.get('/cart')", "assert r.status_code < 500"]),
    (["r = client.get('/cart')", "assert r.json() == {'total': 3}"], ["r = client.get('/cart')", "assert 'total' in r.json()"]),
    (["assert total([1]) == pytest.approx(3.5)"], ["assert total([1]) == pytest.approx(3.5, abs=1)"]),
    (["assert abs(total([1]) - 3.5) < 0.001"], ["assert abs(total([1]) - 3.5) < 2"]),
    (["checkout()", "mailer.send.assert_called_once_with('a@b.c', 3)"], ["checkout()", "mailer.send.assert_called()"]),
    (["checkout()", "mailer.send.assert_called_once_with('a@b.c', 3)"], ["checkout()"]),
    (["with pytest.raises(ValueError, match='negative'):", "    total([-1])"], ["with pytest.raises(Exception):", "    total([-1])"]),
    (["with pytest.raises(ValueError):", "    total([-1])"], ["with pytest.raises(Exception):", "    total([-1])"]),
    (["with pytest.raises(ValueError):", "    total([-1])", "assert total([1]) == 1"], ["total([-1])", "assert total([1]) == 1"]),
    (["self.assertEqual(total([1]), 3)"], ["self.assertTrue(total([1]))"]),
    (["self.assertAlmostEqual(total([1]), 3.5, places=7)"], ["self.assertAlmostEqual(total([1]), 3.5, places=0)"]),
    (["r = total([1])", "assert r == [1, 2, 3]"], ["r = total([1])", "assert len(r) == 3"]),
]  # fmt: skip
TS_BAD = [
    (["const r = total([1]);", "expect(r).toBe(3);"], ["const r = total([1]);", "expect(r).toBeTruthy();"]),
    (["const r = total([1]);", "expect(r).toEqual({ a: 1 });"], ["const r = total([1]);", "expect(r).toBeDefined();"]),
    (["const r = total([1]);", "expect(r).toEqual({ a: 1 });"], ["const r = total([1]);", "expect(r).toMatchObject({});"]),
    (["const r = total([1]);", "expect(r).toEqual({ sum: 1 });"], ["const r = total([1]);", "expect(r).toEqual({ sum: expect.any(Number) });"]),
    (["const r = total([1]);", "expect(r).toEqual({ a: 1 });"], ["const r = total([1]);", "expect(r).toEqual(expect.anything());"]),
    (["const r = total([1]);", "expect(r).toBe(3);"], ["const r = total([1]);", "// expect(r).toBe(3);"]),
    (["const r = total([1]);", "expect(r).toBe(3);"], ["const r = total([1]);", "expect(true).toBe(true);"]),
    (["const r = total([1]);", "expect(r).toBe(3);"], ["const r = total([1]);", "expect(r).toBe(r);"]),
    (["expect(total([1])).toBe(3);"], ["expect(total([1])).toBe(total([1]));"]),
    (["expect(total([1])).toBeCloseTo(3.5, 5);"], ["expect(total([1])).toBeCloseTo(3.5, 0);"]),
    (["expect(() => total([-1])).toThrow('negative');"], ["expect(() => total([-1])).toThrow();"]),
    (["run();", "expect(send).toHaveBeenCalledWith('a', 3);"], ["run();", "expect(send).toHaveBeenCalled();"]),
    (["run();", "expect(send).toHaveBeenCalledTimes(1);"], ["run();", "expect(send).toHaveBeenCalled();"]),
    (["const r = total([1]);", "expect(r).to.deep.equal({ a: 1 });"], ["const r = total([1]);", "expect(r).to.exist;"]),
    (["const r = total([1]);", "assert.strictEqual(r, 3);"], ["const r = total([1]);", "assert.ok(r);"]),
    (["const r = total([1]);", "expect(r).toBe(3);"], ["try {", "const r = total([1]);", "expect(r).toBe(3);", "} catch (e) {", "console.log(e);", "}"]),
    (["const res = await request(app).get('/cart').expect(200);", "expect(res.body).toEqual({ a: 1 });"], ["await request(app).get('/cart').expect(200);"]),
]  # fmt: skip
GO_BAD = [
    (["got := Total(nil)", "if got != 3 {", '\tt.Fatalf("got %d", got)', "}"], ["got := Total(nil)", "_ = got"]),
    (["got := Total(nil)", "if got != 3 {", '\tt.Fatalf("got %d", got)', "}"], ["got := Total(nil)", "if got < 0 {", '\tt.Fatalf("got %d", got)', "}"]),
    (["got := Total(nil)", "if got != 3 {", '\tt.Fatalf("got %d", got)', "}"], ["got := Total(nil)", "if got != 3 {", '\tt.Logf("got %d", got)', "}"]),
    (["assert.Equal(t, 3, Total(nil))"], ["assert.NotZero(t, Total(nil))"]),
    (["got := Total(nil)", "require.Equal(t, 3, got.Sum)"], ["got := Total(nil)", "require.NotNil(t, got)"]),
    (["assert.InDelta(t, 3.5, Total(nil), 0.001)"], ["assert.InDelta(t, 3.5, Total(nil), 5)"]),
    (["got, err := Total(nil)", "assert.ErrorIs(t, err, ErrEmpty)"], ["got, err := Total(nil)", "assert.Error(t, err)"]),
    (["got, err := Total(nil)", "require.NoError(t, err)", "assert.Equal(t, 3, got)"], ["got, err := Total(nil)", "require.NoError(t, err)", "_ = got"]),
    (["got := Total(nil)", "if !reflect.DeepEqual(got, want) {", '\tt.Error("bad")', "}"], ["got := Total(nil)", "if len(got) != len(want) {", '\tt.Error("bad")', "}"]),
]  # fmt: skip


def _case(make, path, pairs):
    return [
        pytest.param(path, make(*old), make(*new), id=f"{path}-{i}") for i, (old, new) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        *_case(py, "tests/test_cart.py", PY_BAD),
        *_case(ts, "test/cart.test.ts", TS_BAD),
        *_case(go, "cart/cart_test.go", GO_BAD),
    ],
)
def test_a_test_that_demands_less_is_found_once(path, old, new, found):
    assert len(found("removed-assertion", {**CODE_2, path: new}, {**CODE, path: old})) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        *_case(py, "tests/test_cart.py", PY_BAD),
        *_case(ts, "test/cart.test.ts", TS_BAD),
        *_case(go, "cart/cart_test.go", GO_BAD),
    ],
)
def test_a_test_that_demands_more_is_silent(path, old, new, found):
    assert found("removed-assertion", {**CODE_2, path: old}, {**CODE, path: new}) == []


PY_GOOD = [
    (["assert total([1]) == 3"], ["assert total([1]) == 4"]),
    (["r = total([1])", "assert r == 3"], ["result = total([1])", "assert result == 3"]),
    (["self.assertEqual(total([1]), 3)"], ["assert total([1]) == 3"]),
    (["assert total([1]) == 3"], ["assert 3 == total([1])"]),
    (["r = client.get('/cart')", "assert r.json()['a'] == 1", "assert r.json()['b'] == 2"], ["r = client.get('/cart')", "assert r.json() == {'a': 1, 'b': 2}"]),
    (["r = total([1])", "assert r is not None", "assert r == 3"], ["r = total([1])", "assert r == 3"]),
    (["with self.assertRaises(ValueError):", "    total([-1])"], ["with pytest.raises(ValueError):", "    total([-1])"]),
    (["with pytest.raises(ValueError):", "    total([-1])"], ["with pytest.raises(CartError):", "    total([-1])"]),
    (["assert total([1]) == 3", "assert total([2]) == 4"], ["for value, wanted in [(1, 3), (2, 4)]:", "    assert total([value]) == wanted"]),
    (["r = client.get('/cart')", "assert r.status_code == 200", "assert r.json() == {'a': 1}"], ["r = client.get('/cart')", "assert_json(r, 200, {'a': 1})"]),
    (["assert total([1]) == 0.3"], ["assert total([1]) == pytest.approx(0.3)"]),
    (["assert total([1]) == True"], ["assert total([1])"]),
    (["checkout()", "mailer.send.assert_called_once_with('a', 1)"], ["checkout()", "mailer.send.assert_called_once_with('a', total=1)"]),
    (["checkout()", "mailer.send.assert_called_once_with('a', 1)"], ["checkout()", "assert mailer.send.call_args == call('a', 1)"]),
    (['assert total([1]) == "x"'], ["assert total([1]) == 'x'"]),
    (["r = total([1])", "assert r == 3"], ["with freeze_time('2024-01-01'):", "    r = total([1])", "assert r == 3"]),
]  # fmt: skip
TS_GOOD = [
    (["expect(total([1])).toBe(3);"], ["expect(total([1])).toBe(4);"]),
    (["expect(total([1])).toBe(3);"], ["expect(total([1])).toStrictEqual(3);"]),
    (["const r = total([1]);", "expect(r.a).toBe(1);", "expect(r.b).toBe(2);"], ["const r = total([1]);", "expect(r).toEqual({ a: 1, b: 2 });"]),
    (["expect(r).to.equal(3);"], ["expect(r).toBe(3);"]),
    (["expect(r).toEqual({ id: 1, sum: 3 });"], ["expect(r).toEqual({ id: expect.any(String), sum: 3 });"]),
    (["const r = await total([1]);", "expect(r).toBe(3);"], ["await expect(total([1])).resolves.toBe(3);"]),
    (["expect(() => total([-1])).toThrow('negative');"], ["expect(() => total([-1])).toThrow(CartError);"]),
    (["expect(total([1])).toBe(0.3);"], ["expect(total([1])).toBeCloseTo(0.3);"]),
]  # fmt: skip
GO_GOOD = [
    (["got := Total(nil)", "if got != 3 {", '\tt.Fatalf("got %d", got)', "}"], ["require.Equal(t, 3, Total(nil))"]),
    (["got := Total(nil)", "assert.Equal(t, 3, got)"], ["got := Total(nil)", "assert.Equal(t, 4, got)"]),
    (["got := Total(nil)", "if !reflect.DeepEqual(got, want) {", '\tt.Error("bad")', "}"], ["got := Total(nil)", "if diff := cmp.Diff(want, got); diff != \"\" {", "\tt.Error(diff)", "}"]),
    (["got := Total(nil)", "if got != 3 {", '\tt.Fatalf("got %d", got)', "}"], ["for _, tc := range cases {", "\tif got := Total(tc.in); got != tc.want {", '\t\tt.Errorf("got %d", got)', "\t}", "}"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        *_case(py, "tests/test_cart.py", PY_GOOD),
        *_case(ts, "test/cart.test.ts", TS_GOOD),
        *_case(go, "cart/cart_test.go", GO_GOOD),
    ],
)
def test_a_test_that_demands_as_much_is_silent(path, old, new, found):
    assert found("removed-assertion", {**CODE_2, path: new}, {**CODE, path: old}) == []


def test_a_change_of_tests_alone_is_silent(found):
    path = "tests/test_cart.py"
    assert (
        found(
            "removed-assertion",
            {**CODE, path: py("assert total([1])")},
            {**CODE, path: py("assert total([1]) == 3")},
        )
        == []
    )


def test_an_assertion_that_went_to_another_test_is_silent(found):
    path = "tests/test_cart.py"
    base = py("r = total([1])", "assert r.amount_in_cents == 300", "assert r.currency == 'EUR'")
    head = (
        py("r = total([1])", "assert r.amount_in_cents == 300")
        + "\n\ndef test_currency():\n    r = total([1])\n    assert r.currency == 'EUR'\n"
    )
    assert found("removed-assertion", {**CODE_2, path: head}, {**CODE, path: base}) == []


def test_a_weakened_test_under_a_new_name_in_a_new_file_is_found(found):
    base = py("order = checkout(client)", "mailer.flush()", "assert order.total == 300")
    head = py("order = checkout(client)", "mailer.flush()", "assert order.total").replace(
        "test_it", "test_checkout_gives_a_total"
    )
    result = found(
        "removed-assertion", {**CODE_2, "tests/test_order.py": head}, {**CODE, "tests/test_cart.py": base}
    )
    assert [(path, line) for path, line, _ in result] == [("tests/test_order.py", 5)]
