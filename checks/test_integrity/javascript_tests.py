"""Assertions of Jest, Vitest, Mocha with Chai, node:test, Playwright, Cypress and Supertest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.test_integrity.python_tests import HELPER_NAME
from checks.test_integrity.strength import Assertion, Strength, constant, number, plain

_EXACT = frozenset(
    [
        "toBe",
        "toEqual",
        "toStrictEqual",
        "toMatchInlineSnapshot",
        "toMatchSnapshot",
        "toMatchFileSnapshot",
        "toHaveBeenCalledWith",
        "toHaveBeenLastCalledWith",
        "toHaveBeenNthCalledWith",
        "toHaveBeenCalledExactlyOnceWith",
        "toBeCalledWith",
        "toHaveReturnedWith",
        "toBeNull",
        "toBeUndefined",
        "toBeNaN",
        "toHaveText",
        "toHaveTextContent",
        "toHaveValue",
        "toHaveURL",
        "toHaveTitle",
        "toHaveAttribute",
        "toHaveStyle",
        "toHaveClass",
        "toHaveScreenshot",
        "toBeCloseTo",
        "equal",
        "eql",
        "equals",
        "eq",
        "null",
        "undefined",
        "NaN",
        "empty",
        "calledWith",
        "calledOnceWith",
        "calledOnceWithExactly",
        "toThrowErrorMatchingInlineSnapshot",
        "toThrowErrorMatchingSnapshot",
        "members",
        "deepEqual",
        "strictEqual",
        "deepStrictEqual",
        "same",
        "is",
    ]
)
_STRUCTURAL = frozenset(
    [
        "toHaveBeenCalledTimes",
        "toBeCalledTimes",
        "toHaveBeenCalledOnce",
        "toHaveCount",
        "toHaveLength",
        "toContain",
        "toContainEqual",
        "toMatchObject",
        "toMatch",
        "toBeGreaterThan",
        "toBeGreaterThanOrEqual",
        "toBeLessThan",
        "toBeLessThanOrEqual",
        "toContainText",
        "toContainHTML",
        "include",
        "includes",
        "contain",
        "contains",
        "match",
        "above",
        "below",
        "least",
        "most",
        "within",
        "lengthOf",
        "length",
        "property",
        "keys",
        "calledOnce",
        "callCount",
        "partialDeepStrictEqual",
        "toSatisfy",
        "startWith",
    ]
)
_WEAK = frozenset(
    [
        "toBeTruthy",
        "toBeFalsy",
        "toBeDefined",
        "toBeInstanceOf",
        "toHaveBeenCalled",
        "toBeCalled",
        "toBeVisible",
        "toBeInTheDocument",
        "toBeTypeOf",
        "toBeOneOf",
        "exist",
        "ok",
        "a",
        "an",
        "true",
        "false",
        "instanceof",
        "instanceOf",
        "called",
        "toBeEnabled",
        "toBeDisabled",
        "toBeChecked",
        "toBeHidden",
        "toBeAttached",
        "toBeEmpty",
        "toBeOK",
        "toHaveReturned",
        "notEqual",
        "notStrictEqual",
        "truthy",
        "falsy",
    ]
)
_THROWS = frozenset(
    {
        "toThrow",
        "toThrowError",
        "throw",
        "throws",
        "rejects",
        "rejectedWith",
        "rejected",
        "resolves",
        "fulfilled",
        "doesNotThrow",
        "doesNotReject",
        "ifError",
    }
)
_CHAIN = frozenset(
    [
        "to",
        "be",
        "been",
        "is",
        "that",
        "which",
        "and",
        "has",
        "have",
        "with",
        "at",
        "of",
        "same",
        "but",
        "does",
        "still",
        "also",
        "deep",
        "nested",
        "own",
        "ordered",
        "any",
        "all",
        "itself",
        "resolves",
        "rejects",
        "eventually",
        "not",
        "soft",
    ]
)
_CLOSED = frozenset(
    [
        "true",
        "false",
        "null",
        "undefined",
        "NaN",
        "exist",
        "empty",
        "ok",
        "called",
        "calledOnce",
        "rejected",
        "fulfilled",
    ]
)
_ROOTS = frozenset({"expect", "assert", "should"})
_VOLATILE = re.compile(r"id$|uuid|At$|_at$|date|time|token|stamp|duration|nonce|hash|url|trace|etag", re.I)
_GENERIC_ERRORS = frozenset({"Error", "Object", "Exception"})


def assertions(module: m.Module, body: m.Node, helpers: frozenset[str]) -> Iterator[Assertion]:
    """Every demand below a node, helpers that assert included."""
    for node in body.walk():
        if isinstance(node, m.Call):
            found = _call(module, node, helpers)
            if found is not None:
                yield found
        elif isinstance(node, m.ExprStmt) and isinstance(node.value, m.Attr) and node.value.name in _CLOSED:
            chain = _expect_root(node.value)
            if chain is not None:
                yield _matcher(module, node.value, chain[0], chain[1], node.value.name, [])
        elif (
            isinstance(node, m.Raise)
            and m.enclosing(node, m.Handler) is None
            and isinstance(node.value, m.Call)
        ) and m.dotted(node.value.callee) in ("Error", "AssertionError", "assert.AssertionError"):
            yield _made(module, node, Strength.EXACT, module.text(node))


def _made(
    module: m.Module, node: m.Node, strength: Strength, subject: str, *, tolerance: float | None = None,
    tautology: bool = False, helper: bool = False, own_output: bool = False,
) -> Assertion:  # fmt: skip
    return Assertion(
        node.line, node.end_line, strength, plain(subject), plain(module.text(node)), node,
        tolerance, tautology, swallowed(node), helper, own_output,
    )  # fmt: skip


def swallowed(node: m.Node) -> bool:
    """Whether a failing assertion here is caught and dropped, or never runs."""
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
        previous = parent
    return False


def _drops(handler: m.Handler) -> bool:
    for node in handler.body.walk():
        if isinstance(node, (m.Raise, m.Assign, m.Return)):
            return False
        if isinstance(node, m.Call):
            name = m.dotted(node.callee)
            last = name.rpartition(".")[2]
            if (
                name.startswith(("expect", "assert", "t.", "chai"))
                or last in ("done", "fail", "reject", "push", "next", "skip")
                or HELPER_NAME.match(last)
            ):
                return False
    return True


def _expect_root(node: m.Expr) -> tuple[m.Call, bool] | None:
    """The ``expect(...)`` call under a chain of words, and whether ``not`` is among them."""
    negated = False
    current: m.Expr = node
    while isinstance(current, m.Attr):
        current = current.base
        if isinstance(current, m.Attr):
            if current.name == "not":
                negated = True
        elif isinstance(current, m.Call):
            if m.dotted(current.callee) in ("expect", "expect.soft", "expect.poll", "chai.expect", "should"):
                return current, negated
            current = current.callee
    return None


def _call(module: m.Module, node: m.Call, helpers: frozenset[str]) -> Assertion | None:
    callee = node.callee
    if isinstance(callee, m.Name):
        if callee.id in ("assert", "ok") and node.args:
            first = node.positional(0)
            return _truth(module, node, first) if first is not None else None
        if callee.id in ("expect", "require"):
            return None
        if callee.id in helpers or HELPER_NAME.match(callee.id):
            return _made(module, node, Strength.EXACT, module.text(node), helper=True)
        return None
    if not isinstance(callee, m.Attr):
        return None
    name = callee.name
    values = [a.value for a in node.args]
    chain = _expect_root(callee)
    if chain is not None:
        if name in _CHAIN and name not in ("a", "an") and name not in _THROWS:
            return None
        return _matcher(module, node, chain[0], chain[1], name, values)
    base = m.dotted(callee.base)
    if ".should" in base:
        return _made(module, node, _strength(name, values), base.partition(".should")[0])
    root = base.partition(".")[0]
    if base in ("assert", "assert.strict", "t.assert", "t", "sinon.assert", "chai.assert", "test.assert"):
        return _assert_style(module, node, name, values)
    if root == "cy" or name in ("should",):
        return _made(module, node, Strength.STRUCTURAL, module.text(callee.base), helper=True)
    if name == "expect" and values:
        return _made(module, node, Strength.EXACT, "response " + module.text(values[0]))
    if (name.startswith("waitFor") and root in ("page", "screen", "frame")) or name in (
        "waitForURL",
        "waitForSelector",
    ):
        return _made(module, node, Strength.WEAK, module.text(node))
    if re.match(r"(?:getBy|findBy|getAllBy|findAllBy)", name):
        return _made(module, node, Strength.WEAK, module.text(node))
    if (
        name in helpers
        or (HELPER_NAME.match(name) and root not in ("expect",))
        or name in ("toBe", "toEqual")
    ):
        return _made(module, node, Strength.EXACT, module.text(node), helper=True)
    return None


def _matcher(
    module: m.Module, node: m.Node, root: m.Call, negated: bool, name: str, values: list[m.Expr]
) -> Assertion:
    first = root.positional(0)
    subject = "" if first is None else module.text(first)
    second = values[0] if values else None
    strength = _strength(name, values)
    if negated:
        closed = ("toHaveBeenCalled", "called", "toThrow", "throw", "toThrowError", "toBeCalled")
        strength = (
            Strength.EXACT
            if name in closed
            else Strength.STRUCTURAL
            if strength is Strength.STRUCTURAL
            else Strength.WEAK
        )
    if name == "toBeNull" and re.search(r"\bquery(?:All)?By\w+\(", subject):
        strength = Strength.WEAK  # the same as ``not.toBeInTheDocument()``
    if strength is Strength.EXACT and isinstance(first, m.Attr) and first.name == "length":
        strength, subject = Strength.STRUCTURAL, module.text(first.base)
    if strength is Strength.EXACT and isinstance(first, m.Unary) and first.op == "typeof":
        strength, subject = Strength.WEAK, module.text(first.operand)
    tolerance = None
    if name == "toBeCloseTo":
        places = number(values[1]) if len(values) > 1 else 2.0
        tolerance = None if places is None else 0.5 * 10**-places
    tautology = False
    own = False
    if (
        first is not None
        and name in ("toBe", "toEqual", "toStrictEqual", "equal", "eql")
        and second is not None
        and not negated
    ):
        same = plain(module.text(first)) == plain(module.text(second))
        called = any(isinstance(n, (m.Call, m.Await)) for n in first.walk())
        tautology = same and not called
        own = same and called
        if not same and isinstance(second, m.Name) and isinstance(first, (m.Call, m.Await, m.Name)):
            left, right = _origin(first), _origin(second)
            own = isinstance(_unawaited(left), m.Call) and plain(module.text(_unawaited(left))) == plain(
                module.text(_unawaited(right))
            )
    elif isinstance(first, m.Literal) and first.kind == "bool" and not values:
        tautology = name in ("toBeTruthy", "toBeDefined", "true", "ok") and bool(first.value) and not negated
    if (
        name == "toBeGreaterThanOrEqual"
        and second is not None
        and number(second) == 0
        and subject.endswith((".length", ".size"))
    ):
        tautology = True
    return _made(module, node, strength, subject, tolerance=tolerance, tautology=tautology, own_output=own)


def _unawaited(node: m.Expr) -> m.Expr:
    return node.value if isinstance(node, m.Await) else node


def _origin(node: m.Expr) -> m.Expr:
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


def _strength(name: str, values: list[m.Expr]) -> Strength:
    if name in _THROWS:
        if not values:
            return Strength.WEAK
        generic = isinstance(values[0], m.Name) and values[0].id in _GENERIC_ERRORS
        return Strength.WEAK if generic else Strength.EXACT
    if name == "toHaveProperty" or name == "property":
        return Strength.EXACT if len(values) > 1 else Strength.STRUCTURAL
    if name in _EXACT:
        return min([Strength.EXACT, *(_loosened(v) for v in values)])
    if name in _STRUCTURAL:
        return Strength.STRUCTURAL
    if name in _WEAK:
        return Strength.WEAK
    return Strength.EXACT  # a matcher of the team's own


def _loosened(value: m.Expr, key: str = "") -> Strength:
    """What an expected value asks for where it holds ``expect.anything()``, ``expect.any(X)`` and their like."""
    if isinstance(value, m.Call):
        name = m.dotted(value.callee)
        if name in ("expect.anything", "expect.any", "sinon.match.any"):
            return (
                Strength.EXACT
                if key and _VOLATILE.search(key)
                else Strength.STRUCTURAL
                if key
                else Strength.WEAK
            )
        if name.startswith("expect."):
            return Strength.EXACT if key and _VOLATILE.search(key) else Strength.STRUCTURAL
        return Strength.EXACT
    if isinstance(value, m.Mapping):
        return min(
            [
                Strength.EXACT,
                *(
                    _loosened(p.value, str(p.key.value) if isinstance(p.key, m.Literal) else "x")
                    for p in value.pairs
                ),
            ]
        )
    if isinstance(value, m.Sequence):
        return min([Strength.EXACT, *(_loosened(i, "item") for i in value.items)])
    return Strength.EXACT


def _truth(module: m.Module, node: m.Call, first: m.Expr) -> Assertion:
    strength, subject = Strength.WEAK, module.text(first)
    tautology = isinstance(first, m.Literal) and bool(first.value)
    if isinstance(first, m.Binary):
        subject = module.text(first.left)
        if first.op in ("==", "===") and not constant(first.left):
            strength = Strength.EXACT
            tautology = plain(module.text(first.left)) == plain(module.text(first.right))
        elif first.op in ("<", "<=", ">", ">="):
            strength = Strength.STRUCTURAL
    return _made(module, node, strength, subject, tautology=tautology)


def _assert_style(module: m.Module, node: m.Call, name: str, values: list[m.Expr]) -> Assertion | None:
    first = values[0] if values else None
    subject = "" if first is None else module.text(first)
    if name in ("ok", "isTrue", "isOk", "truthy", "true"):
        return _truth(module, node, first) if first is not None else None
    if name in ("fail", "plan", "end", "pass", "snapshot"):
        return (
            _made(module, node, Strength.NONE if name in ("plan", "end", "pass") else Strength.EXACT, subject)
            if name in ("fail", "snapshot")
            else None
        )
    bare = name.removeprefix("is").removeprefix("not")
    known = name in _EXACT | _STRUCTURAL | _WEAK | _THROWS or bare[:1].isupper()
    if not known:
        return None
    second = values[1] if len(values) > 1 else None
    strength = (
        _strength(name, values[1:]) if name in _EXACT | _STRUCTURAL | _WEAK | _THROWS else Strength.STRUCTURAL
    )
    same = second is not None and first is not None and plain(subject) == plain(module.text(second))
    called = first is not None and any(isinstance(n, m.Call) for n in first.walk())
    equal = name in _EXACT
    return _made(
        module,
        node,
        strength,
        subject,
        tautology=equal and same and not called,
        own_output=equal and same and called,
    )
