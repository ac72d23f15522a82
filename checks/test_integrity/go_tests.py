"""Assertions of Go's ``testing``, testify, gomega, is and go-cmp."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.test_integrity.python_tests import HELPER_NAME
from checks.test_integrity.strength import Assertion, Strength, constant, has_call, number, plain

_FAIL = re.compile(r"^(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)$")
_EXACT = frozenset(
    [
        "Equal",
        "EqualValues",
        "Exactly",
        "JSONEq",
        "YAMLEq",
        "EqualError",
        "ErrorIs",
        "ErrorAs",
        "InDelta",
        "InEpsilon",
        "ElementsMatch",
        "Nil",
        "Empty",
        "Zero",
        "Panics",
        "PanicsWithValue",
        "Same",
        "DeepEqual",
        "WithinDuration",
        "EqualExportedValues",
    ]
)
_STRUCTURAL = frozenset(
    [
        "Len",
        "Contains",
        "NotContains",
        "Subset",
        "ErrorContains",
        "NoError",
        "Greater",
        "GreaterOrEqual",
        "Less",
        "LessOrEqual",
        "Regexp",
        "HasPrefix",
        "NotPanics",
        "FileExists",
        "Eventually",
        "Implements",
    ]
)
_WEAK = frozenset(
    [
        "True",
        "False",
        "NotNil",
        "NotEmpty",
        "NotEqual",
        "Error",
        "NotZero",
        "IsType",
        "NotSame",
        "Condition",
        "Positive",
    ]
)
_PACKAGES = frozenset(
    {
        "assert",
        "require",
        "is",
        "s",
        "suite",
        "ts",
        "a",
        "r",
        "req",
        "as",
        "must",
        "c",
        "td",
        "qt",
        "check",
    }
)


def assertions(module: m.Module, body: m.Node, helpers: frozenset[str]) -> Iterator[Assertion]:
    """Every demand below a node, helpers that take the test included."""
    handles = {"t", "tt", "tb", "b", "f"}
    for node in body.walk():
        if isinstance(node, m.Function):
            handles.update(p.name for p in node.params if "testing.T" in p.annotation)
        elif isinstance(node, m.Call):
            found = _call(module, node, helpers, handles)
            if found is not None:
                yield found


def _made(
    module: m.Module, node: m.Node, strength: Strength, subject: str, *, tolerance: float | None = None,
    tautology: bool = False, helper: bool = False, own_output: bool = False,
) -> Assertion:  # fmt: skip
    return Assertion(
        node.line, node.end_line, strength, plain(subject), plain(module.text(node)), node,
        tolerance, tautology, _swallowed(node), helper, own_output,
    )  # fmt: skip


def _swallowed(node: m.Node) -> bool:
    return any(
        isinstance(p, m.If) and isinstance(p.test, m.Name) and p.test.id == "false" for p in node.ancestors()
    )


def _call(module: m.Module, node: m.Call, helpers: frozenset[str], handles: set[str]) -> Assertion | None:
    callee = node.callee
    if isinstance(callee, m.Attr):
        base = m.dotted(callee.base)
        owner = base.rpartition(".")[2]
        if _FAIL.match(callee.name) and (base in handles or base.endswith((".t", ".T()"))):
            return _failure(module, node)
        if callee.name.startswith("Assert") or callee.name in ("Finish", "ExpectationsWereMet"):
            return _made(module, node, Strength.STRUCTURAL, base, helper=True)
        if callee.name.removesuffix("f") in _EXACT | _STRUCTURAL | _WEAK and (
            owner in _PACKAGES or base.endswith(("Require()", "Assert()", "assert", "require"))
        ):
            return _testify(
                module,
                node,
                callee.name.removesuffix("f") if callee.name != "Exactlyf" else "Exactly",
                handles,
            )
        if callee.name in ("To", "Should", "ToNot", "NotTo", "ShouldNot") and "Expect" in base + "Expect":
            return _made(module, node, Strength.EXACT, module.text(callee.base))
        if (
            callee.name
            in (
                "Run",
                "Parallel",
                "Cleanup",
                "Helper",
                "Log",
                "Logf",
                "Setenv",
                "TempDir",
                "Context",
                "Skip",
                "Skipf",
                "Name",
            )
            and base in handles
        ):
            return None
    name = m.dotted(callee).rpartition(".")[2]
    if (
        name in helpers
        or HELPER_NAME.match(name)
        or name.startswith(("Must", "must", "Test", "Check", "Verify", "Expect", "Ensure"))
        or "Assert" in name
    ):
        return _made(module, node, Strength.EXACT, module.text(node), helper=True)
    passes = any(
        isinstance(a.value, m.Name) and a.value.id in handles and a.value.id != "b" for a in node.args[:2]
    )
    if passes and not name.startswith(
        ("New", "new", "setup", "Setup", "start", "Start", "make", "create", "open", "with", "Set")
    ):
        return _made(module, node, Strength.EXACT, module.text(node), helper=True)
    return None


def _failure(module: m.Module, node: m.Call) -> Assertion:
    """``if got != want { t.Fatalf(...) }``: the condition, turned round, is the demand."""
    owner = m.enclosing(node, m.If)
    if owner is None or not any(p is owner.body for p in node.ancestors()):
        return _made(module, node, Strength.WEAK, "fail", helper=True)
    strength, subject, tautology, tolerance = _denied(module, owner.test)
    made = _made(module, owner, strength, subject, tautology=tautology, tolerance=tolerance)
    text = plain((module.text(owner.init) + ";" if owner.init is not None else "") + module.text(owner.test))
    return Assertion(
        node.line,
        node.end_line,
        made.strength,
        made.subject,
        text,
        node,
        made.tolerance,
        made.tautology,
        made.swallowed,
    )


def _denied(module: m.Module, test: m.Expr) -> tuple[Strength, str, bool, float | None]:
    text = module.text
    if isinstance(test, m.Binary):
        left, right = (test.right, test.left) if constant(test.left) else (test.left, test.right)
        subject = text(left)
        if test.op == "or":
            one, two = _denied(module, test.left), _denied(module, test.right)
            return max(one, two, key=lambda d: d[0])
        if test.op == "and":
            one, two = _denied(module, test.left), _denied(module, test.right)
            return min(one, two, key=lambda d: d[0])
        if test.op == "!=":
            if text(right) == "nil":
                return Strength.STRUCTURAL, subject, False, None
            if isinstance(left, m.Call) and m.dotted(left.callee) == "len":
                inner = left.positional(0)
                return Strength.STRUCTURAL, subject if inner is None else text(inner), False, None
            return (
                Strength.EXACT,
                subject,
                plain(text(left)) == plain(text(right)) and not has_call(left),
                None,
            )
        if test.op == "==":
            return Strength.WEAK, subject, False, None
        if test.op in (">", ">=") and isinstance(left, m.Call) and m.dotted(left.callee) == "math.Abs":
            return Strength.EXACT, subject, False, number(right)
        return Strength.STRUCTURAL, subject, False, None
    if isinstance(test, m.Unary) and test.op == "not" and isinstance(test.operand, m.Call):
        name = m.dotted(test.operand.callee)
        first = test.operand.positional(0)
        subject = text(test.operand) if first is None else text(first)
        if name in (
            "reflect.DeepEqual",
            "cmp.Equal",
            "bytes.Equal",
            "errors.Is",
            "errors.As",
            "slices.Equal",
            "maps.Equal",
        ) or name.endswith(".Equal"):
            return Strength.EXACT, subject, False, None
        return Strength.STRUCTURAL, subject, False, None
    return Strength.WEAK, text(test), False, None


def _testify(module: m.Module, node: m.Call, name: str, handles: set[str]) -> Assertion:
    values = [a.value for a in node.args]
    if values and (m.dotted(values[0]) in handles or m.dotted(values[0]).endswith((".T()", ".t"))):
        values = values[1:]
    strength = (
        Strength.EXACT if name in _EXACT else Strength.STRUCTURAL if name in _STRUCTURAL else Strength.WEAK
    )
    pair = name in (
        "Equal",
        "EqualValues",
        "Exactly",
        "JSONEq",
        "ElementsMatch",
        "InDelta",
        "InEpsilon",
        "DeepEqual",
        "Same",
    )
    subject = module.text(values[1]) if pair and len(values) > 1 else module.text(values[0]) if values else ""
    tautology = own = False
    if pair and len(values) > 1:
        if constant(values[1]) and not constant(values[0]):
            subject = module.text(values[0])
        same = plain(module.text(values[0])) == plain(module.text(values[1]))
        tautology, own = same and not has_call(values[0]), same and has_call(values[0])
        if any(isinstance(v, m.Call) and m.dotted(v.callee) == "len" for v in values[:2]):
            strength = Strength.STRUCTURAL
    if name in ("True", "False") and values:
        written = module.text(values[0])
        tautology = written == name.lower()
        if isinstance(values[0], m.Binary) and name == "True":
            strength = Strength.EXACT if values[0].op == "==" else Strength.STRUCTURAL
            subject = module.text(values[0].left)
    tolerance = number(values[2]) if name in ("InDelta", "InEpsilon") and len(values) > 2 else None
    return _made(module, node, strength, subject, tolerance=tolerance, tautology=tautology, own_output=own)
