"""Tests of pytest, unittest and Django: which functions are tests, what they assert, how they are switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.test_integrity.strength import Assertion, Strength, constant, has_call, number, plain

HELPER_NAME = re.compile(
    r"^(?:eq|ne|ok|in|is|le|lt|ge|gt|is_true|is_false|is_none|is_not|not_in|is_instance_of)_$|^eq_\w+|^is_(?:true|false|none)$|^_*(?:[aA]ssert|expect|verif|check|ensure|should|validate_|fail(?:s|_|$|Test)|must_|compare|require_|validate$)"
)
"""What a function that asserts is called."""
_EXACT = frozenset(
    [
        "assertEqual",
        "assertEquals",
        "assertDictEqual",
        "assertListEqual",
        "assertTupleEqual",
        "assertSetEqual",
        "assertSequenceEqual",
        "assertMultiLineEqual",
        "assertIs",
        "assertCountEqual",
        "assertJSONEqual",
        "assertXMLEqual",
        "assertHTMLEqual",
        "assertIsNone",
        "assertQuerysetEqual",
        "assertQuerySetEqual",
        "assertRedirects",
        "assertNumQueries",
        "assertInHTML",
        "assertFormError",
        "assertRaisesMessage",
        "assertRaisesRegex",
        "assertWarnsRegex",
        "assert_called_once_with",
        "assert_called_with",
        "assert_has_calls",
        "assert_not_called",
        "assert_awaited_once_with",
        "assert_awaited_with",
        "assert_not_awaited",
        "assert_array_equal",
        "assert_equal",
        "assert_frame_equal",
        "assert_series_equal",
        "assert_index_equal",
    ]
)
_STRUCTURAL = frozenset(
    [
        "assertIn",
        "assertNotIn",
        "assertGreater",
        "assertGreaterEqual",
        "assertLess",
        "assertLessEqual",
        "assertRegex",
        "assertNotRegex",
        "assertContains",
        "assertNotContains",
        "assertTemplateUsed",
        "assertRaises",
        "assertWarns",
        "assertDictContainsSubset",
        "assert_called_once",
        "assert_any_call",
        "assert_awaited_once",
        "assert_any_await",
        "assert_array_less",
        "assertLogs",
        "assertNoLogs",
        "assertTemplateNotUsed",
    ]
)
_WEAK = frozenset(
    [
        "assertTrue",
        "assertFalse",
        "assertIsNotNone",
        "assertNotEqual",
        "assertNotEquals",
        "assertIsInstance",
        "assertNotIsInstance",
        "assertIsNot",
        "assert_called",
        "assert_awaited",
        "assert_",
    ]
)
_NEAR = frozenset(
    {
        "assertAlmostEqual",
        "assertNotAlmostEqual",
        "assert_allclose",
        "assert_almost_equal",
        "assert_approx_equal",
    }
)
_RAISES = frozenset({"raises", "warns", "deprecated_call", "assertRaises", "assertRaisesRegex", "assertRaisesMessage", "assertWarns",
                     "assertWarnsRegex", "RaisesGroup"})  # fmt: skip
_BROAD = frozenset({"Exception", "BaseException", "Warning"})


def assertions(module: m.Module, body: m.Node, helpers: frozenset[str]) -> Iterator[Assertion]:
    """Every demand below a node, helpers that assert included."""
    for node in body.walk():
        if isinstance(node, m.Assertion):
            yield from _statement(module, node)
        elif isinstance(node, m.Call):
            found = _call(module, node, helpers)
            if found is not None:
                yield found
        elif isinstance(node, m.Raise) and m.dotted(node.value).startswith(
            ("AssertionError", "self.failureException")
        ):
            yield _made(module, node, Strength.WEAK, "fail", helper=True)


def _made(
    module: m.Module, node: m.Node, strength: Strength, subject: str, *, tolerance: float | None = None,
    tautology: bool = False, helper: bool = False, own_output: bool = False,
) -> Assertion:  # fmt: skip
    return Assertion(
        node.line, node.end_line, strength, plain(subject), plain(module.text(node)), node,
        tolerance, tautology, swallowed(node), helper, own_output,
    )  # fmt: skip


def swallowed(node: m.Node) -> bool:
    """Whether a failing assertion here would be caught and dropped, or never runs."""
    previous = node
    for parent in node.ancestors():
        if isinstance(parent, m.Try) and previous is parent.body and any(_drops(h) for h in parent.handlers):
            return True
        if (
            isinstance(parent, m.If)
            and previous is parent.body
            and isinstance(parent.test, m.Literal)
            and not parent.test.value
        ):
            return True
        if isinstance(parent, m.With) and previous is parent.body:
            for item in parent.items:
                if isinstance(item.value, m.Call) and m.dotted(item.value.callee).rpartition(".")[2] == "suppress" and any(
                    m.dotted(a.value) in ("Exception", "BaseException", "AssertionError") for a in item.value.args
                ):  # fmt: skip
                    return True
        if isinstance(parent, m.Function) and parent.name:
            return False
        previous = parent
    return False


def _drops(handler: m.Handler) -> bool:
    """A handler that takes assertion errors and neither raises, fails nor asserts."""
    names = [
        m.dotted(t)
        for part in handler.types
        for t in (part.items if isinstance(part, m.Sequence) else [part])
    ]
    if names and not any(
        n.rpartition(".")[2] in ("AssertionError", "Exception", "BaseException") for n in names
    ):
        return False
    for node in handler.body.walk():
        if isinstance(node, (m.Raise, m.Assertion, m.Jump)) and getattr(node, "kind", "") in ("", "continue"):
            return False
        if isinstance(node, m.Call):
            name = m.dotted(node.callee).rpartition(".")[2]
            if HELPER_NAME.match(name) or name in (
                "append",
                "add",
                "put",
                "exit",
                "skip",
                "xfail",
                "skipTest",
                "set",
                "setdefault",
                "expect",
                "reject",
                "done",
            ):
                return False
        if isinstance(node, m.Assign):
            return False  # kept for later
    return True


def _statement(module: m.Module, node: m.Assertion) -> Iterator[Assertion]:
    for part in _conjuncts(node.test):
        strength, subject, tolerance = _expression(module, part)
        yield _made(module, node if part is node.test else part, strength, subject, tolerance=tolerance,
                    tautology=_tautology(module, part, node), own_output=_own_output(module, part))  # fmt: skip


def _conjuncts(test: m.Expr) -> Iterator[m.Expr]:
    if isinstance(test, m.Binary) and test.op == "and":
        yield from _conjuncts(test.left)
        yield from _conjuncts(test.right)
    else:
        yield test


def _expression(module: m.Module, test: m.Expr) -> tuple[Strength, str, float | None]:
    text = module.text
    if isinstance(test, m.Binary):
        if test.op == "or":
            left, right = _expression(module, test.left), _expression(module, test.right)
            return min(left[0], right[0], Strength.STRUCTURAL), left[1], None
        left_node, right_node = test.left, test.right
        if constant(left_node) and not constant(right_node):
            left_node, right_node = right_node, left_node
        subject = text(left_node)
        if test.op in ("==", "is"):
            if isinstance(right_node, m.Literal) and isinstance(right_node.value, bool):
                return Strength.WEAK, subject, None
            if isinstance(left_node, m.Call) and m.dotted(left_node.callee) in ("len", "type"):
                inner = left_node.positional(0)
                strength = Strength.WEAK if m.dotted(left_node.callee) == "type" else Strength.STRUCTURAL
                return strength, subject if inner is None else text(inner), None
            if m.dotted(right_node).rpartition(".")[2] == "ANY":
                return Strength.WEAK, subject, None
            return Strength.EXACT, subject, _approx(right_node) or _approx(left_node)
        if test.op in ("is not", "!="):
            return Strength.WEAK, subject, None
        if test.op in ("<", "<=", ">", ">="):
            near = _difference(module, left_node)
            if near is not None and test.op in ("<", "<="):
                return Strength.EXACT, near, number(right_node)
            return Strength.STRUCTURAL, subject, None
        if test.op in ("in", "not in"):
            return (
                Strength.STRUCTURAL,
                text(test.right) if isinstance(test.left, m.Literal) else subject,
                None,
            )
    if isinstance(test, m.Unary) and test.op == "not":
        return Strength.WEAK, text(test.operand), None
    if isinstance(test, m.Call):
        name = m.dotted(test.callee).rpartition(".")[2]
        if name in ("isinstance", "hasattr", "callable", "issubclass", "bool"):
            first = test.positional(0)
            return Strength.WEAK, "" if first is None else text(first), None
        if name in (
            "all",
            "isclose",
            "allclose",
            "array_equal",
            "startswith",
            "endswith",
            "search",
            "match",
            "fullmatch",
            "issubset",
        ):
            tolerance = next(
                (number(a.value) for a in test.args if a.name in ("rel_tol", "abs_tol", "atol", "rtol")), 1e-9
            )
            near_call = name in ("isclose", "allclose")
            return (
                Strength.EXACT if near_call else Strength.STRUCTURAL,
                text(test),
                tolerance if near_call else None,
            )
    return Strength.WEAK, text(test), None


def _difference(module: m.Module, node: m.Expr) -> str | None:
    """``abs(a - b)``: the subject of a comparison with a tolerance."""
    if isinstance(node, m.Call) and m.dotted(node.callee) in ("abs", "math.fabs"):
        inner = node.positional(0)
        if isinstance(inner, m.Binary) and inner.op == "-":
            return module.text(inner.left)
    return None


def _approx(node: m.Expr) -> float | None:
    if isinstance(node, m.Call) and m.dotted(node.callee).rpartition(".")[2] == "approx":
        found = [n for a in node.args if a.name in ("rel", "abs") and (n := number(a.value)) is not None]
        return max(found) if found else 1e-6
    return None


def _tautology(module: m.Module, test: m.Expr, owner: m.Node) -> bool:
    if isinstance(test, m.Literal):
        return bool(test.value)
    if isinstance(test, m.Sequence):
        return test.kind == "tuple" and bool(test.items)
    if isinstance(test, m.Unary) and test.op == "not":
        return isinstance(test.operand, m.Literal) and not test.operand.value
    if isinstance(test, m.Call) and m.dotted(test.callee) == "isinstance":
        kind = test.positional(1)
        return isinstance(kind, m.Name) and kind.id == "object"
    if isinstance(test, m.Binary):
        if test.op == "or":
            negated = {("is", "is not"), ("is not", "is"), ("==", "!="), ("!=", "==")}
            left, right = test.left, test.right
            if isinstance(left, m.Binary) and isinstance(right, m.Binary) and (left.op, right.op) in negated:
                return plain(module.text(left.left)) == plain(module.text(right.left)) and plain(
                    module.text(left.right)
                ) == plain(module.text(right.right))
            return _tautology(module, left, owner) or _tautology(module, right, owner)
        if test.op in ("==", "is", "<=", ">="):
            if constant(test.left) and constant(test.right):
                return plain(module.text(test.left)) == plain(module.text(test.right))
            if plain(module.text(test.left)) == plain(module.text(test.right)):
                return not _may_differ(test.left)
        if test.op == ">=" and isinstance(test.left, m.Call) and m.dotted(test.left.callee) == "len":
            return number(test.right) == 0
    return False


def _may_differ(node: m.Node) -> bool:
    """``x == x`` on an object asks its own ``__eq__``; a call twice asks whether it answers the same."""
    return has_call(node)


def _own_output(module: m.Module, test: m.Expr) -> bool:
    """``f(x) == f(x)``, or ``x == expected`` where both are the same call's result."""
    if not (isinstance(test, m.Binary) and test.op == "=="):
        return False
    left, right = _origin(test.left), _origin(test.right)
    both = plain(module.text(left)), plain(module.text(right))
    return isinstance(left, m.Call) and both[0] == both[1] and bool(left.args or left.callee)


def _origin(node: m.Expr) -> m.Expr:
    """The only assignment of a local name in the same function."""
    if not isinstance(node, m.Name):
        return node
    function = m.enclosing(node, m.Function)
    if function is None:
        return node
    found = [
        a for a in function.body.walk()
        if isinstance(a, m.Assign) and any(isinstance(t, m.Name) and t.id == node.id for t in a.targets)
    ]  # fmt: skip
    return found[0].value if len(found) == 1 and found[0].value is not None else node


def _call(module: m.Module, node: m.Call, helpers: frozenset[str]) -> Assertion | None:
    callee = node.callee
    name = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    if not name:
        return None
    if name in ("fail", "AssertionError"):
        return None if name != "fail" else _made(module, node, Strength.WEAK, "fail", helper=True)
    if name in _RAISES:
        subject = "warns" if "arn" in name or name == "deprecated_call" else "raises"
        return _made(module, node, _raises(node, name), subject)
    first = node.positional(0)
    receiver = module.text(callee.base) if isinstance(callee, m.Attr) else ""
    subject = receiver if name.startswith("assert_") and receiver not in ("self", "np.testing", "testing") else (
        "" if first is None else module.text(first)
    )  # fmt: skip
    if name in _NEAR:
        return _made(module, node, Strength.EXACT, subject, tolerance=_near(node, name))
    if name in _EXACT:
        second = node.positional(1)
        taut = (
            first is not None
            and second is not None
            and plain(module.text(first)) == plain(module.text(second))
        )
        length = isinstance(first, m.Call) and m.dotted(first.callee) == "len"
        any_value = second is not None and m.dotted(second).rpartition(".")[2] == "ANY"
        boolean = isinstance(second, m.Literal) and isinstance(second.value, bool)
        strength = (
            Strength.WEAK if any_value or boolean else Strength.STRUCTURAL if length else Strength.EXACT
        )
        own = name.startswith("assertE") and isinstance(first, m.Expr) and isinstance(second, m.Expr) and (
            isinstance(_origin(first), m.Call)
            and plain(module.text(_origin(first))) == plain(module.text(_origin(second)))
        )  # fmt: skip
        return _made(
            module, node, strength, subject, tautology=taut and not has_call(first or node), own_output=own
        )
    if name in _STRUCTURAL:
        second = node.positional(1)
        if name in ("assertIn", "assertNotIn") and second is not None and isinstance(first, m.Literal):
            subject = module.text(second)
        return _made(module, node, Strength.STRUCTURAL, subject)
    if name in _WEAK:
        strength, tolerance = Strength.WEAK, None
        if name in ("assertTrue", "assert_") and first is not None:
            strength, inner, tolerance = _expression(module, first)
            subject = inner
        taut = (
            isinstance(first, m.Literal)
            and bool(first.value) is (name != "assertFalse")
            and name in ("assertTrue", "assertFalse")
        )
        return _made(module, node, strength, subject, tolerance=tolerance, tautology=taut)
    if name in helpers or HELPER_NAME.match(name):
        return _made(module, node, Strength.EXACT, module.text(node), helper=True)
    return None


def _raises(node: m.Call, name: str) -> Strength:
    if name in ("warns", "deprecated_call", "assertWarns", "assertWarnsRegex"):
        return Strength.EXACT if node.keyword("match") is not None else Strength.STRUCTURAL
    kind = node.positional(0)
    broad = m.dotted(kind).rpartition(".")[2] in _BROAD
    matched = node.keyword("match") is not None or name in (
        "assertRaisesRegex",
        "assertRaisesMessage",
        "assertWarnsRegex",
    )
    if matched:
        return Strength.EXACT
    return Strength.WEAK if broad else Strength.STRUCTURAL


def _near(node: m.Call, name: str) -> float | None:
    delta = number(node.keyword("delta"))
    if delta is not None:
        return delta
    places = (
        number(node.keyword("places")) if node.keyword("places") is not None else number(node.positional(2))
    )
    if name == "assertAlmostEqual":
        return 0.5 * 10 ** -(7 if places is None else places)
    found = [n for a in node.args if a.name in ("rtol", "atol") and (n := number(a.value)) is not None]
    return max(found) if found else 1e-7


def is_parametrised(function: m.Function) -> bool:
    """Whether one function stands for several tests."""
    if any(
        "parametrize" in m.dotted(d) or m.dotted(d).startswith(("parameterized", "given", "ddt", "data"))
        for d in function.decorators
    ):
        return True
    return any(isinstance(n, m.Call) and m.dotted(n.callee).endswith("subTest") for n in function.body.walk())
