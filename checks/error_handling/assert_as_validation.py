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


_ENVIRONMENT = re.compile(r"^os\.(?:environ|getenv)\b")
_DOCUMENTS = re.compile(
    r"^(?:json|ujson|orjson|simplejson|rapidjson)\.loads?(?:\(\))?$|^yaml\.(?:safe_load|load|full_load)(?:\(\))?$|^tomllib\.loads?(?:\(\))?$|^(?:msgpack|cbor2)\.(?:unpackb|loads)(?:\(\))?$"
    r"|^(?:requests|httpx)\.(?:get|post|put|patch|delete|request)\(\)\.json(?:\(\))?$"
)
"""Calls that read what somebody else wrote."""


def _outside(view: FileView, node: m.Assertion) -> str:
    """What of the outside the assertion is about, in words; ``""`` for an invariant or a type narrowed for the checker."""
    if isinstance(node.test, m.Literal):
        return ""
    if not _narrows(node.test):
        for part in node.test.walk():
            if isinstance(part, (m.Name, m.Attr, m.Call, m.Index)):
                name = view.flow.resolve(part) or m.dotted(part)
                if _PERMISSION.search(name) and (_CURRENT_USER.search(name) or isinstance(part, m.Call)):
                    return f"`{m.dotted(part) or name}`, a decision on what is allowed"
    if not _narrows(node.test) or node.message is not None or _asks_type(node.test):
        for part in node.test.walk():
            if not isinstance(part, (m.Name, m.Attr, m.Call, m.Index)) or _is_operand_of_is(part, node):
                continue
            if _limits_a_result(view, part):
                continue
            name = view.flow.resolve(part) or m.dotted(part)
            if (
                view.flow.sources.request(name)
                or view.flow.sources.command_line(name)
                or _ENVIRONMENT.match(name)
            ):
                return f"`{m.dotted(part) or name}`, which comes from outside"
            if isinstance(part, m.Name) and not _is_called(part) and _comes_from_outside(view, part):
                return f"`{part.id}`, which comes from outside"
    if _narrows(node.test) and not _demands(node):
        return ""
    return _parameter(view, node)


_DEMAND = re.compile(
    r"(?i)\b(?:must|required|requires|invalid|missing|cannot|not allowed|needs? to|should|expected)\b"
)


def _demands(node: m.Assertion) -> bool:
    """``assert email, "email is required"``: a message to whoever called."""
    if not isinstance(node.test, m.Name) or node.message is None:
        return False
    texts = [n.value for n in node.message.walk() if isinstance(n, m.Literal) and isinstance(n.value, str)]
    return any(_DEMAND.search(t) for t in texts)


def _is_called(name: m.Name) -> bool:
    return isinstance(name.parent, m.Call) and name.parent.callee is name


def _is_operand_of_is(part: m.Node, node: m.Assertion) -> bool:
    """``assert body is not None``: the whole object, which a framework may type as optional."""
    parent = part.parent
    return isinstance(parent, m.Binary) and parent.op in ("is", "is not") and isinstance(part, m.Name)


def _limits_a_result(view: FileView, part: m.Node) -> bool:
    """``assert len(found) <= limit``: it checks what was found, not the limit."""
    test = part.parent
    if not isinstance(test, m.Binary) or test.op in ("and", "or", "in", "not in"):
        return False
    other = test.left if part is test.right else test.right
    if not (isinstance(other, m.Call) and m.dotted(other.callee) == "len" and other.args):
        return False
    measured = other.args[0].value
    return isinstance(measured, m.Name) and not _comes_from_outside(view, measured)


def _asks_type(test: m.Expr) -> bool:
    """``isinstance(payload["sku"], str)``: the type of a part of a document, where a name alone is narrowed for the checker."""
    if not (isinstance(test, m.Call) and m.dotted(test.callee) == "isinstance" and test.args):
        return False
    return isinstance(test.args[0].value, (m.Index, m.Call))


def _comes_from_outside(view: FileView, name: m.Name) -> bool:
    """A local that request data, the command line or a document of somebody else's went into, converted or not."""
    expr: m.Expr = name
    for _ in range(12):
        found = view.flow.resolve(expr) or m.dotted(expr)
        if (
            view.flow.sources.request(found)
            or view.flow.sources.command_line(found)
            or _ENVIRONMENT.match(found)
        ):
            return True
        if isinstance(expr, m.Name):
            made = view.flow.definition(expr)
            if made is expr:
                return False
            expr = made
        elif isinstance(expr, (m.Index, m.Attr)):
            expr = expr.base
        elif isinstance(expr, m.Await):
            expr = expr.value
        elif isinstance(expr, m.Call):
            if _DOCUMENTS.search(view.flow.resolve(expr.callee)):
                return True
            last = m.dotted(expr.callee).rpartition(".")[2]
            if last in _CONVERSIONS and expr.args:
                expr = expr.args[0].value
            elif isinstance(expr.callee, m.Attr) and last in _PARTS:
                expr = expr.callee.base
            else:
                return False
        else:
            return False
    return False


_CONVERSIONS = frozenset(
    {
        "int",
        "float",
        "str",
        "bool",
        "Decimal",
        "UUID",
        "list",
        "set",
        "tuple",
        "dict",
        "len",
        "date",
        "datetime",
        "fromisoformat",
    }
)
_PARTS = frozenset({"get", "strip", "lower", "upper", "split", "decode", "pop", "items", "keys", "values"})


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
    injected = {p.name for p in function.params if _injected(view, p)}
    for part in node.test.walk():
        if not isinstance(part, m.Name) or part.id not in parameters:
            continue
        written = view.module.text(part) if view.module is not None else ""
        if part.id in injected or _agrees(part):
            continue
        if is_route:
            return f"`{written}`, a parameter of the route"
        if public and _INPUT.match(part.id) and isinstance(part.parent, (m.Index, m.Attr, m.Binary)):
            return f"`{written}`, which comes from outside"
        if public and _is_leading(node, function) and (_validates(node) or _demands(node)):
            return f"the argument `{written}`"
    return ""


def _injected(view: FileView, parameter: m.Param) -> bool:
    """``store: Store = Depends(...)``: an object that the framework builds."""
    injected = view.flow.sources.injected
    default = parameter.default
    made = default.callee if isinstance(default, m.Call) else None
    if made is not None and m.dotted(made).rpartition(".")[2] in ("Depends", "Security"):
        return True
    return injected is not None and bool(injected.search(parameter.annotation or ""))


def _agrees(part: m.Name) -> bool:
    """``assert found.id == note_id``: what was found for a parameter is the parameter's, an invariant of the look-up."""
    test = part.parent
    while isinstance(test, m.Attr):
        test = test.parent
    if not (isinstance(test, m.Binary) and test.op == "=="):
        return False
    other = test.right if test.left.start <= part.start < test.left.end else test.left
    return isinstance(other, m.Attr)


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
    what="`assert` on request data, a parsed document, the command line or the environment, on an argument that a caller may get wrong, or on what a user is allowed to do.",
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
