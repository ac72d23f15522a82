"""Tests that make a value safe to use: allow-lists, type tests and full-match patterns before a use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.syntax import model as m

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

_TYPE_TESTS = frozenset({"isdigit", "isdecimal", "isnumeric", "isalnum", "isidentifier", "isalpha"})
_BORROWED = re.compile(
    r"^&(?:mut)?|(?:\.(?:as_str|as_ref|as_deref|clone|to_string|to_owned|trim|to_lowercase|to_ascii_lowercase)\(\))+$"
)
"""What Rust writes around a text to look at it."""
_MATCHES = frozenset({"fullmatch", "match", "test", "MatchString"})
_MEMBER_TESTS = frozenset({"includes", "has", "contains", "indexOf", "hasOwnProperty", "Contains"})


def allow_listed(flow: Flow, expr: m.Expr, use: m.Node) -> bool:
    """Whether the use can only be reached when ``expr`` passed an allow-list, a type test or a full-match pattern:
    inside ``if x in ALLOWED:``, or after ``if x not in ALLOWED: raise/return/continue``."""
    text = _text(flow, expr)
    if not text or len(text) > 200:
        return False
    function = flow.scopes.scope_of(use)
    previous: m.Node = use
    for node in use.ancestors():
        if isinstance(node, (m.If, m.Conditional)):
            inside = node.body if isinstance(node, m.If) else node.then
            outside = node.orelse if isinstance(node, m.If) else node.other
            if isinstance(node, m.If) and previous is inside and _looked_up(flow, node, text, True):
                return True
            if previous is inside and _passes(flow, node.test, text, True):
                return True
            if previous is outside and _passes(flow, node.test, text, False):
                return True
        if (
            isinstance(node, m.Binary)
            and node.op == "and"
            and previous is node.right
            and _passes(flow, node.left, text, True)
        ):
            return True
        if isinstance(node, m.Switch) and isinstance(previous, m.Case) and node.subject is not None:
            literal = all(isinstance(t, m.Literal) for t in previous.tests)
            if previous.tests and literal and _text(flow, node.subject) == text:
                return True
        if isinstance(node, m.Block):
            for statement in node.items:
                if statement.start >= previous.start:
                    break
                if _required(flow, statement, text):
                    return True
                if (
                    isinstance(statement, m.If)
                    and (_leaves(statement.body) or _replaces(flow, statement.body, text))
                    and (
                        _passes(flow, statement.test, text, False) or _looked_up(flow, statement, text, False)
                    )
                ):
                    return True
        if node is function:
            break
        previous = node
    return False


def _text(flow: Flow, expr: m.Node) -> str:
    text = "".join(flow.module.text(expr).split())
    return _BORROWED.sub("", text) if flow.module.language == "rust" else text


def _looked_up(flow: Flow, node: m.If, text: str, when: bool) -> bool:
    """Go's ``if _, ok := allowed[x]; ok {``."""
    init = node.init
    if not (isinstance(init, m.Assign) and isinstance(init.value, m.Index) and init.targets):
        return False
    if _text(flow, init.value.key) != text or not _closed(flow, init.value.base):
        return False
    test, wanted = node.test, True
    while isinstance(test, m.Unary) and test.op == "not":
        test, wanted = test.operand, not wanted
    target = init.targets[0]
    names = [m.dotted(i) for i in target.items] if isinstance(target, m.Sequence) else []
    return len(names) == 2 and m.dotted(test) == names[1] and wanted is when


def _passes(flow: Flow, test: m.Expr, text: str, when: bool) -> bool:
    """Whether ``test`` being ``when`` means that the value passed a check."""
    if when and flow.dialect.passes is not None and flow.dialect.passes(flow, test, text):
        return True
    if isinstance(test, m.Unary) and test.op == "not":
        return _passes(flow, test.operand, text, not when)
    if isinstance(test, m.Binary) and test.op in ("and", "or"):
        if (test.op == "and") == when:
            return _passes(flow, test.left, text, when) or _passes(flow, test.right, text, when)
        return _passes(flow, test.left, text, when) and _passes(flow, test.right, text, when)
    if isinstance(test, m.Binary):
        if test.op in ("in", "not in"):
            return (test.op == "in") == when and _text(flow, test.left) == text and _closed(flow, test.right)
        if test.op in ("==", "===", "!=", "!=="):
            # `x == "a"` fixes x, `ALLOWED.indexOf(x) === -1` tests membership, `MATCHED is None` does below
            equal = test.op in ("==", "===")
            for one, other in ((test.left, test.right), (test.right, test.left)):
                if _text(flow, one) == text and isinstance(other, m.Literal) and other.kind == "str":
                    return equal == when
                if isinstance(one, m.Call) and _member_test(flow, one, text):
                    return equal != when
        if test.op in ("is", "is not", "<", ">=", ">"):
            call = test.left
            if isinstance(call, m.Call) and _member_test(flow, call, text):
                return (test.op in ("is not", ">=", ">")) == when
        return False
    if isinstance(test, m.Call):
        return when and _member_test(flow, test, text)
    if isinstance(test, m.Index):  # `if allowed[x]`
        return when and _text(flow, test.key) == text and _closed(flow, test.base)
    return False


def _member_test(flow: Flow, call: m.Call, text: str) -> bool:
    callee = call.callee
    first = call.positional(0)
    if isinstance(callee, m.Name):
        if callee.id == "matches!" and first is not None:
            return _text(flow, first) == text
        if callee.id == "isinstance" and first is not None and _text(flow, first) == text:
            kind = m.dotted(call.positional(1))
            return kind in ("int", "float", "bool", "UUID", "uuid.UUID", "datetime", "date", "Decimal")
        return False
    if not isinstance(callee, m.Attr):
        return False
    if callee.name in _TYPE_TESTS:
        return _text(flow, callee.base) == text
    second = call.positional(1)
    if callee.name in ("Contains", "hasOwn") and second is not None and first is not None:
        return _text(flow, second) == text and _closed(flow, first)
    if callee.name in flow.dialect.equal_tests and first is not None:
        for one, other in ((first, callee.base), (callee.base, first)):
            if _text(flow, one) == text and (
                isinstance(other, m.Literal) or flow.constant_name(_last(other))
            ):
                return True
    if flow.dialect.whole_matches.match(callee.name):
        return _whole_match(flow, callee, first, text)
    if callee.name in _MEMBER_TESTS or callee.name in flow.dialect.member_tests:
        return first is not None and _text(flow, first) == text and _closed(flow, callee.base)
    if callee.name in ("isInteger", "isSafeInteger", "isFinite"):
        return first is not None and _text(flow, first) == text
    if callee.name in _MATCHES:
        return any(_text(flow, a.value) == text for a in call.args) and _anchored(flow, call)
    return False


def _last(expr: m.Expr) -> str:
    return m.dotted(expr).rpartition(".")[2]


def _whole_match(flow: Flow, callee: m.Attr, pattern: m.Expr | None, text: str) -> bool:
    """Java's ``x.matches("[a-z]+")`` and ``PATTERN.matcher(x).matches()``, which speak about the whole text."""
    base = callee.base
    if isinstance(base, m.Call) and isinstance(base.callee, m.Attr) and base.callee.name == "matcher":
        given = base.positional(0)
        return given is not None and _text(flow, given) == text
    return (
        pattern is not None and _text(flow, base) == text and isinstance(flow.definition(pattern), m.Literal)
    )


def _anchored(flow: Flow, call: m.Call) -> bool:
    assert isinstance(call.callee, m.Attr)
    if call.callee.name == "fullmatch":
        return True
    pattern = flow.definition(call.callee.base)
    literal: object = None
    if isinstance(pattern, m.Literal):
        literal = pattern.value
    elif (isinstance(pattern, m.Call) and isinstance(first := pattern.positional(0), m.Literal)) or (
        isinstance(first := call.positional(0), m.Literal) and first.kind in ("str", "regex")
    ):
        literal = first.value
    if not isinstance(literal, str):
        return False
    body = literal.strip("/") if literal.startswith("/") else literal
    body = body.rstrip("gimsuy").rstrip("/") if literal.startswith("/") else body
    python_match = flow.module.language == "python" and call.callee.name == "match"
    return (body.startswith(("^", r"\A")) or python_match) and body.endswith(("$", r"\Z", r"\z"))


def _closed(flow: Flow, expr: m.Expr) -> bool:
    """Whether a collection is a closed list: a literal of constants, or a name written as a constant."""
    found = flow.definition(expr)
    if isinstance(found, (m.Sequence, m.Mapping)):
        keys = [p.key for p in found.pairs] if isinstance(found, m.Mapping) else found.items
        return all(isinstance(k, (m.Literal, m.Attr, m.Name)) for k in keys)
    if isinstance(found, m.Call):  # frozenset({...}), new Set([...]), list(...)
        inner = found.positional(0)
        name = m.dotted(found.callee).rpartition(".")[2]
        if flow.dialect.closed_calls.match(flow.resolve(found)):
            return _closed_call(flow, found)
        if name in ("frozenset", "set", "Set", "tuple", "list", "keys", "Map"):
            base = found.callee.base if isinstance(found.callee, m.Attr) else inner
            return base is not None and base is not expr and _closed(flow, base)
        return False
    if isinstance(found, m.Name):
        return flow.constant_name(found.id) or "allow" in found.id.lower() or "valid" in found.id.lower()
    if isinstance(found, m.Attr):
        lowered = found.name.lower()
        return (
            flow.constant_name(found.name) or "allow" in lowered or "valid" in lowered or "column" in lowered
        )
    return False


def _closed_call(flow: Flow, made: m.Call) -> bool:
    """``Set.of("a", "b")``, ``new HashSet<>(Arrays.asList("a"))``, ``COLUMNS.keySet()``."""
    base = made.callee.base if isinstance(made.callee, m.Attr) else None
    if not made.args and isinstance(base, m.Call):
        return _closed(flow, base)
    return bool(made.args) and all(
        isinstance(a.value, (m.Literal, m.Attr)) or _closed(flow, a.value) for a in made.args
    )


def _required(flow: Flow, statement: m.Stmt, text: str) -> bool:
    """``Assert.isTrue(ALLOWED.contains(x), ...)``, which raises when the test fails."""
    call = statement.value if isinstance(statement, m.ExprStmt) else None
    if (
        not isinstance(call, m.Call)
        or m.dotted(call.callee).rpartition(".")[2] not in flow.dialect.requiring_calls
    ):
        return False
    test = call.positional(0)
    return test is not None and _passes(flow, test, text, True)


def _replaces(flow: Flow, block: m.Block, text: str) -> bool:
    """Whether a block gives the tested name a constant: ``if (!ALLOWED.contains(x)) x = "id";``."""
    return any(
        isinstance(s, m.Assign)
        and s.op == "="
        and isinstance(s.value, m.Expr)
        and any(_text(flow, t) == text for t in s.targets)
        and (isinstance(s.value, m.Literal) or flow.constant_name(_last(s.value)))
        for s in block.items
    )


def _leaves(block: m.Block) -> bool:
    """Whether a block never falls through: it ends by raise, return, continue, break or an exit call."""
    if not block.items:
        return False
    last = block.items[-1]
    if isinstance(last, (m.Raise, m.Return)) or (isinstance(last, m.Jump) and last.kind != "pass"):
        return True
    if isinstance(last, m.ExprStmt) and isinstance(last.value, m.Call):
        name = m.dotted(last.value.callee).rpartition(".")[2]
        return name in ("abort", "exit", "fail", "throw", "Fatal", "Fatalf", "panic", "notFound", "redirect")
    return False
