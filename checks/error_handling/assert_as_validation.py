"""``assert`` on values from outside: with ``python -O`` the check is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_INPUT = re.compile(
    r"^(?:self\.)?(?:request|req|flask\.request|payload|body|form|event|params?|query|query_params|headers|input_data|user_input|data|kwargs|json_body|message_body)(?:[.\[(]|$)"
)
_PERMISSION = re.compile(
    r"(?:^|[._])(?:is_(?:admin|staff|superuser|authenticated|owner|authorized|allowed|valid|active)|has_perm\w*|has_permission\w*|can_\w+|verify\w*|check_\w+|validate\w*|is_valid\w*|authorize\w*)(?:\(\))?$"
)
_CURRENT_USER = re.compile(r"(?:^|\.)(?:current_user|user|actor|principal|account)(?:\.|$)")


def check(view: FileView) -> Iterator[Site]:
    """Every ``assert`` outside tests is a site."""
    if view.module is None or view.language != "python":
        return
    for node in view.module.every(m.Assertion):
        why = _outside(view, node)
        yield view.site(node, None if not why else _defect(why))


def _defect(what: str) -> Defect:
    return Defect(
        f"This `assert` checks {what}; `python -O` removes it, and without -O it answers with a bare AssertionError.",
        fix="Write `if not ...: raise` with an error that the caller can handle.",
    )


def _outside(view: FileView, node: m.Assertion) -> str:
    """What of the outside the assertion is about, in words; ``""`` for an invariant or a type narrowed for the checker."""
    if _narrows(node.test):
        return ""
    for part in node.test.walk():
        if isinstance(part, (m.Name, m.Attr, m.Call, m.Index)):
            name = view.flow.resolve(part) or m.dotted(part)
            if _PERMISSION.search(name) and (_CURRENT_USER.search(name) or isinstance(part, m.Call)):
                return f"`{m.dotted(part) or name}`, a decision on what is allowed"
            if view.flow.sources.request(name) or view.flow.sources.command_line(name):
                return f"`{m.dotted(part) or name}`, which comes from outside"
    return _parameter(view, node)


def _narrows(test: m.Expr) -> bool:
    """``assert x is not None``, ``assert isinstance(x, T)``, ``assert x``, ``assert False``: for the reader and the type checker."""
    if isinstance(test, m.Binary):
        if test.op in ("and", "or"):
            return _narrows(test.left) and _narrows(test.right)
        return test.op in ("is", "is not")
    if isinstance(test, m.Call):
        return m.dotted(test.callee) in ("isinstance", "issubclass", "callable", "hasattr", "TYPE_CHECKING")
    return isinstance(test, (m.Literal, m.Name)) or (
        isinstance(test, m.Unary) and isinstance(test.operand, m.Literal)
    )


def _parameter(view: FileView, node: m.Assertion) -> str:
    """A route's own parameter, or data named as such that reaches a public function as a parameter."""
    function = m.enclosing(node, m.Function)
    if function is None:
        return ""
    parameters = {p.name for p in function.params if p.name not in ("self", "cls")}
    routes = view.flow.sources.route_decorators
    is_route = routes is not None and any(
        routes.search(m.dotted(d.callee if isinstance(d, m.Call) else d)) for d in function.decorators
    )
    public = not function.name.startswith("_")
    for part in node.test.walk():
        if not isinstance(part, m.Name) or part.id not in parameters:
            continue
        written = view.module.text(part) if view.module is not None else ""
        if is_route:
            return f"`{written}`, a parameter of the route"
        if public and _INPUT.match(part.id) and isinstance(part.parent, (m.Index, m.Attr, m.Binary)):
            return f"`{written}`, which comes from outside"
        if public and _is_leading(node, function) and _validates(node):
            return f"the argument `{written}`"
    return ""


def _is_leading(node: m.Assertion, function: m.Function) -> bool:
    """Whether it stands among the first statements, where arguments are checked."""
    for item in function.body.items:
        if item is node:
            return True
        if not isinstance(item, (m.Assertion, m.ExprStmt)):
            return False
    return False


def _validates(node: m.Assertion) -> bool:
    """A range or membership test with a message: written to be read by a caller."""
    return (
        node.message is not None
        and isinstance(node.test, m.Binary)
        and node.test.op in ("<", "<=", ">", ">=", "in", "not in")
    )


RULE = Rule(
    id="error-handling/assert-as-validation",
    severity=Severity.WARNING,
    local=True,
    languages=("python",),
    title="Assertion used to check input",
    what="`assert` on request data, on an argument that a caller may get wrong, or on what a user is allowed to do.",
    why="`python -O` and `PYTHONOPTIMIZE` remove assertions, so the check is gone in exactly the process that was made fast.",
    fix="Raise an error of your own (`ValueError`, the framework's 4xx); keep `assert` for what cannot happen.",
    site="every `assert` outside tests",
    cwe="CWE-617",
    references=(
        "https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement",
        "https://cwe.mitre.org/data/definitions/617.html",
    ),
    bad=(
        Example(
            {
                "shop/transfers.py": """\
from flask import Blueprint, request

bp = Blueprint("transfers", __name__)


@bp.post("/transfers/<int:account>")
def transfer(account):
    payload = request.get_json()
    assert request.json["amount"] > 0, "amount must be positive"  # <-- here
    assert account != 0  # <-- here
    return book(account, payload["amount"])


def withdraw(amount_cents, account):
    assert amount_cents > 0, "amount must be positive"  # <-- here
    account.balance -= amount_cents


def remove(user, item):
    assert user.is_admin  # <-- here
    item.delete()
"""
            },
            sites=4,
        ),
    ),
    good=(
        Example(
            {
                "shop/transfers.py": """\
from flask import Blueprint, request

bp = Blueprint("transfers", __name__)


@bp.post("/transfers")
def transfer():
    payload = request.get_json()
    if payload["amount"] <= 0:
        return {"error": "amount must be positive"}, 422
    entry = book(payload)
    assert entry is not None
    return entry.as_json(), 201


def book(payload):
    entries = [make(payload), counter(payload)]
    assert sum(e.cents for e in entries) == 0, "entries must balance"
    assert isinstance(entries[0], Entry)
    return entries[0]


def _depth(node, limit):
    assert limit > 0
    return node.depth
"""
            },
            sites=4,
        ),
    ),
)
