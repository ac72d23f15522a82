"""Go's error values: where they are tested, which call gave them, and what the tested branch does with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.error_handling.deeds import Deeds, deeds
from checks.error_handling.excuses import says_why
from checks.syntax import model as m
from checks.syntax.flow import Flow

_ERROR_NAME = re.compile(r"^(?:err|e|err\d+|err[A-Z]\w*|\w+Err|\w+Error)$")

PARSES = re.compile(
    r"(?:^|\.|/)(?:strconv\.\w+|time\.(?:Parse\w*|LoadLocation)|net\.(?:Parse\w+|SplitHostPort)|netip\.Parse\w+|url\.(?:Parse\w*|\w+Unescape)|uuid\.(?:Parse\w*|FromString)"
    r"|os\.(?:Stat|Lstat|Readlink|LookupEnv)|filepath\.(?:Rel|Abs|EvalSymlinks|Match)|mime\.\w+|hex\.\w+|base64\.\w+(?:\.\w+)*|semver\.\w+|mail\.ParseAddress"
    r"|exec\.LookPath|decimal\.\w+|utf8\.\w+|user\.Lookup\w*)$|(?:^|\.)(?:[pP]arse|[dD]ecode|Unmarshal|DecodeString|Atoi|validate|Validate)\w*$"
)
"""Calls whose only failure is that their input is not what was asked for."""


@dataclass(frozen=True, slots=True)
class ErrorCheck:
    """One ``if err != nil { ... }``. ``name`` is the error's variable, ``source`` the dotted name of what gave it."""

    node: m.If
    name: str
    source: str
    deeds: Deeds
    commented: bool
    plain: bool
    """The test is ``err != nil`` alone."""


def is_error_name(expr: m.Node | None) -> bool:
    """Whether a name is written the way error variables are."""
    return isinstance(expr, m.Name) and bool(_ERROR_NAME.match(expr.id))


def error_checks(flow: Flow) -> list[ErrorCheck]:
    """Every test of an error against nil in a Go file."""
    known = flow.memo.get("go-error-checks")
    if known is None:
        found = [_read(flow, node) for node in flow.module.every(m.If)]
        known = flow.memo["go-error-checks"] = [c for c in found if c is not None]
    assert isinstance(known, list)
    return known


def _read(flow: Flow, node: m.If) -> ErrorCheck | None:
    name = _tested(node.test)
    if not name:
        return None
    assigned = _assignment_before(node, name)
    source = ""
    if assigned is not None:
        value = assigned.value
        if isinstance(value, m.Call):
            source = flow.resolve(value.callee) or m.dotted(value.callee)
    last = node.body.end_line
    commented = any(node.line <= c.line <= last and says_why(c.text) for c in flow.module.comments) or any(
        c.alone and c.line == node.line - 1 and len(c.text.split()) >= 3 for c in flow.module.comments
    )
    return ErrorCheck(node, name, source, deeds(flow, node.body, name), commented, _is_nil_test(node.test))


def _tested(test: m.Expr) -> str:
    if isinstance(test, m.Binary):
        if _is_nil_test(test):
            assert isinstance(test.left, m.Name)
            return test.left.id
        if test.op == "and":
            return _tested(test.left) or _tested(test.right)
    return ""


def _is_nil_test(test: m.Expr) -> bool:
    return (
        isinstance(test, m.Binary)
        and test.op == "!="
        and is_error_name(test.left)
        and isinstance(test.right, m.Literal)
        and test.right.kind == "none"
    )


def _assignment_before(node: m.If, name: str) -> m.Assign | None:
    """The assignment that gave the tested error: the if's own, or the nearest one before it in its block."""
    if isinstance(node.init, m.Assign) and name in _assigned(node.init):
        return node.init
    block = node.parent
    if not isinstance(block, m.Block):
        return None
    before = [s for s in block.items if s.start < node.start]
    return next((s for s in reversed(before) if isinstance(s, m.Assign) and name in _assigned(s)), None)


def _assigned(node: m.Assign) -> list[str]:
    names: list[str] = []
    for target in node.targets:
        items = target.items if isinstance(target, m.Sequence) else [target]
        names += [i.id for i in items if isinstance(i, m.Name)]
    return names


def returns_error(node: m.Node) -> bool:
    """Whether the function around a node has an error as its last result."""
    function = m.enclosing(node, m.Function)
    return function is not None and bool(re.search(r"\berror\)?\s*$", function.returns))


def results(node: m.Return) -> list[m.Expr]:
    """The values of a return statement, one each."""
    if node.value is None:
        return []
    return (
        node.value.items
        if isinstance(node.value, m.Sequence) and node.value.kind == "tuple"
        else [node.value]
    )


def is_nil(expr: m.Expr) -> bool:
    """Whether the expression is ``nil``."""
    return isinstance(expr, m.Literal) and expr.kind == "none"


def recovered(flow: Flow) -> list[tuple[m.Call, bool]]:
    """Every ``recover()``, and whether the panic it takes vanishes: as a statement, into ``_``, or tested before an empty branch."""
    found = []
    for call in flow.calls():
        if m.dotted(call.callee) != "recover" or call.args:
            continue
        said = any(
            call.line - 1 <= c.line <= m.statement_of(call).end_line and says_why(c.text)
            for c in flow.module.comments
        )
        found.append((call, not said and _vanishes(call)))
    return found


def _vanishes(call: m.Call) -> bool:
    parent = call.parent
    if isinstance(parent, m.ExprStmt):
        return True
    if isinstance(parent, m.Binary) and isinstance(parent.parent, m.If):
        return not parent.parent.body.items
    if not isinstance(parent, m.Assign):
        return False
    names = [t for t in parent.targets if isinstance(t, m.Name)]
    if not names or names[0].id == "_":
        return True
    branch = parent.parent
    return (
        isinstance(branch, m.If) and branch.init is parent and not branch.body.items and branch.orelse is None
    )
