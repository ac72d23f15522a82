"""The guards of a file by the code they guard: decorators, middleware, dependencies, checks that refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.security.carriers import last_name
from checks.syntax import model as m

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signature", re.compile(
        r"(?:verif|check|valid)\w*(?:signature|webhook|hmac|sig)\b|compare_digest|timingSafeEqual|construct_?event|hmac\.Equal|ConstantTimeCompare|signature_required|unsign",
        re.IGNORECASE)),
    ("CSRF", re.compile(r"csrf|xsrf|csurf", re.IGNORECASE)),
    ("rate limit", re.compile(r"rate_?limit|limiter|throttl|slow_?down", re.IGNORECASE)),
    ("authorisation", re.compile(
        r"(?:login|auth\w*|permissions?|roles?|admin|staff|superuser|owner\w*|scopes?|jwt|token|session|user|access|tenant|member\w*)_?required"
        r"|requires?d?_?(?:auth|login|permission|role|admin|user|scope|staff|owner|access|session|member|tenant)|authenticat|authori[sz]e"
        r"|(?:check|has|assert|verify|ensure|can|enforce|validate)_?\w*(?:permission|access|owner|role|admin|auth|scope|tenant|token|jwt)|permission"
        r"|UseGuards|user_passes_test|LoginRequired|UserPassesTest|is_?(?:admin|owner|staff|superuser|authenticated|authori[sz]ed|member)\b|get_current_\w+|current_?user"
        r"|ensureLogged|^(?:requireAuth\w*|auth|protect|guard|roles?|scopes?|protected|Roles?|Scopes?|Auth|Authorized|isAuth\w*|AuthMiddleware|jwtAuth|adminOnly|admin_only|staff_only)$"
        r"|authMiddleware|AuthGuard|RolesGuard|\w{2,}Guard$|policy|Gate\b",
        re.IGNORECASE)),
    ("validation", re.compile(r"validat|is_valid|safeParse|celebrate|checkSchema|sanitiz|secure_filename|escape|bleach|DOMPurify|helmet|is_relative_to|Schema\(?\)?\.load|schema\.parse|is_safe", re.IGNORECASE)),
)  # fmt: skip
"""What a guard protects, by its name; the first that fits."""
EXPOSING = re.compile(r"^(?:csrf_exempt|.*\.exempt|Public|SkipAuth|AllowAnonymous|IsPublic|NoAuth|SkipThrottle|login_exempt|public_endpoint)$")  # fmt: skip
"""Decorators that take a guard off."""
STRONG = re.compile(r"admin|staff|superuser|role|permission|owner|scope|passes_test|policy", re.IGNORECASE)
REFUSALS = re.compile(
    r"\b(?:401|403|Forbidden|Unauthori[sz]ed|PermissionDenied|NotAuthori[sz]ed|AccessDenied|PermissionError|StatusForbidden|StatusUnauthorized|UnauthorizedException|ForbiddenException|HTTP_40[13]_\w+)\b"
)
REJECTIONS = re.compile(
    r"\b(?:400|422|BadRequest\w*|ValidationError|HTTP_4(?:00|22)_\w+|StatusBadRequest|StatusUnprocessableEntity|ValueError|UnprocessableEntity\w*)\b"
)
TESTS_ACCESS = re.compile(
    r"signature|\bhmac|csrf|owner_?id|is_?admin|is_?staff|has_perm|permissions?\b|\broles?\b|is_authenticated|is_?superuser|tenant_?id|user_?id\b.*[!=]=|[!=]=.*user_?id\b",
    re.IGNORECASE,
)
_CLASS_ATTRIBUTES = frozenset({"permission_classes", "authentication_classes", "throttle_classes", "decorators", "method_decorators"})  # fmt: skip
_OPEN = re.compile(r"AllowAny|^\s*[\[(]\s*[\])]\s*$|IsAuthenticatedOrReadOnly")
_ROUTE_METHODS = frozenset({"get", "post", "put", "patch", "delete", "all", "GET", "POST", "PUT", "PATCH", "DELETE", "Get", "Post", "Put",
                            "Patch", "Delete", "Handle", "HandleFunc", "route", "options", "head"})  # fmt: skip
_WIDE_METHODS = frozenset({"use", "Use", "before_request", "addHook", "register", "useGlobalGuards", "useGlobalPipes", "add_middleware"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard. ``branch`` for an ``if`` that refuses: ``name`` is then its test."""

    name: str
    kind: str
    line: int
    text: str
    branch: bool = False


@dataclass(slots=True)
class Unit:
    """Guarded code: a function, a class, a route, or the file's own router (key ``""``)."""

    key: str
    line: int
    is_route: bool = False
    guards: list[Guard] = field(default_factory=list)
    exposing: list[Guard] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    """Simple statements of the body as normalised text, guards included."""


def units(module: m.Module) -> dict[str, Unit]:
    """All units of a file by key."""
    found: dict[str, Unit] = {"": Unit("", 1)}
    for function in module.every(m.Function):
        key = m.qualified_name(function)
        if not key or key.endswith("<anonymous>"):
            continue
        unit = found.setdefault(key, Unit(key, function.line))
        unit.is_route = unit.is_route or bool(function.decorators)
        _decorators(module, unit, function.decorators)
        _parameters(module, unit, function)
        _body(module, unit, function)
    for owner in module.every(m.Class):
        unit = found.setdefault(m.qualified_name(owner), Unit(m.qualified_name(owner), owner.line))
        _decorators(module, unit, owner.decorators)
        for base in owner.bases:
            _add(module, unit, base, m.dotted(base))
        for item in owner.body.items:
            if isinstance(item, m.Assign) and item.targets and m.dotted(item.targets[0]) in _CLASS_ATTRIBUTES:
                _attribute(module, unit, item)
        unit.statements = [
            s for b in owner.body.items if not isinstance(b, m.Assign) for s in [_norm(module.text(b))]
        ]
    for call in module.every(m.Call):
        _registration(module, found, call)
    for assign in module.every(m.Assign):
        if (
            isinstance(assign.parent, m.Block)
            and assign.parent.parent is module
            and isinstance(assign.value, m.Sequence)
        ):
            for listed in assign.value.items:
                if isinstance(listed, m.Literal) and isinstance(listed.value, str) and "." in listed.value:
                    _add(module, found[""], listed, listed.value.rpartition(".")[2])
    found[""].statements = [_norm(module.text(s)) for s in module.body.items][:200]
    return found


def kind_of(name: str) -> str | None:
    """What a guard of this name protects; None for no guard."""
    return next((kind for kind, pattern in KINDS if pattern.search(name)), None)


def _norm(text: str) -> str:
    return "".join(text.split())


def _add(module: m.Module, unit: Unit, node: m.Node, name: str) -> None:
    last = name.rpartition(".")[2] if not re.search(r"limiter|Schema|schema|hmac", name) else name
    kind = kind_of(last)
    if kind is not None:
        unit.guards.append(Guard(last, kind, node.line, _norm(module.text(node))))


def _decorators(module: m.Module, unit: Unit, decorators: list[m.Expr]) -> None:
    for decorator in decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        name = m.dotted(target)
        if EXPOSING.match(name):
            unit.exposing.append(Guard(name, "authorisation", decorator.line, _norm(module.text(decorator))))
            continue
        last = name.rpartition(".")[2]
        if last in (
            "method_decorator",
            "UseGuards",
            "UsePipes",
            "permission_classes",
            "throttle_classes",
        ) and isinstance(decorator, m.Call):
            if (
                last == "permission_classes"
                and decorator.args
                and _OPEN.search(module.text(decorator.args[0]))
            ):
                unit.exposing.append(
                    Guard("AllowAny", "authorisation", decorator.line, _norm(module.text(decorator)))
                )
                continue
            for arg in decorator.args:
                inner = list(arg.value.items) if isinstance(arg.value, m.Sequence) else [arg.value]
                for item in inner:
                    callee = item.callee if isinstance(item, m.Call) else item
                    if EXPOSING.match(m.dotted(callee)):
                        unit.exposing.append(
                            Guard(m.dotted(callee), "CSRF", decorator.line, _norm(module.text(decorator)))
                        )
                    else:
                        _add(module, unit, item, m.dotted(callee))
            continue
        _add(module, unit, decorator, name)
        if isinstance(decorator, m.Call):
            _dependencies(module, unit, decorator.keyword("dependencies"))


def _dependencies(module: m.Module, unit: Unit, listed: m.Expr | None) -> None:
    for item in listed.items if isinstance(listed, m.Sequence) else []:
        _dependency(module, unit, item)


def _dependency(module: m.Module, unit: Unit, expr: m.Expr | None) -> None:
    if isinstance(expr, m.Call) and last_name(expr.callee) in ("Depends", "Security") and expr.args:
        target = expr.args[0].value
        _add(module, unit, expr, m.dotted(target.callee if isinstance(target, m.Call) else target))


def _parameters(module: m.Module, unit: Unit, function: m.Function) -> None:
    for param in function.params:
        _dependency(module, unit, param.default)
        match = re.search(r"(?:Depends|Security)\(\s*([\w.]+)", param.annotation)
        name = match.group(1) if match else param.annotation
        if match or re.fullmatch(r"(?:Current|Admin|Auth\w*|Active)\w*(?:User|Dep|Admin)?", name):
            _add(module, unit, param, name if match else "current_user" if "User" in name else name)


def _attribute(module: m.Module, unit: Unit, assign: m.Assign) -> None:
    text = module.text(assign.value) if assign.value is not None else ""
    name = m.dotted(assign.targets[0])
    if _OPEN.search(text):
        unit.exposing.append(
            Guard(f"{name} = {text}", "authorisation", assign.line, _norm(module.text(assign)))
        )
    elif name in ("permission_classes", "authentication_classes", "throttle_classes"):
        kind = "rate limit" if name.startswith("throttle") else "authorisation"
        unit.guards.append(Guard(name, kind, assign.line, _norm(text)))
    elif isinstance(assign.value, m.Sequence):
        for item in assign.value.items:
            _add(module, unit, item, m.dotted(item))


def _body(module: m.Module, unit: Unit, function: m.Function) -> None:
    for node in function.body.walk_scope():
        if isinstance(node, m.Stmt) and not isinstance(
            node, (m.If, m.Loop, m.With, m.Try, m.Switch, m.Function, m.Class)
        ):
            unit.statements.append(_norm(module.text(node)))
        if isinstance(node, m.If):
            _branch(module, unit, node)
        elif isinstance(node, m.Call) and not _inside_test(node):
            name = m.dotted(node.callee)
            statement = node.parent.parent if isinstance(node.parent, m.Await) else node.parent
            if isinstance(statement, (m.ExprStmt, m.Assign)) and not name.endswith((".filter", ".get")):
                last = name.rpartition(".")[2]
                schema = last in ("parse", "load", "validate", "parseAsync", "validateAsync") and re.search(
                    "schema", name, re.I
                )
                kind = "validation" if schema else kind_of(last)
                if kind is not None and (isinstance(statement, m.ExprStmt) or kind == "validation"):
                    unit.guards.append(
                        Guard(name if schema else last, kind, node.line, _norm(module.text(node)))
                    )


def _inside_test(node: m.Node) -> bool:
    previous = node
    for parent in node.ancestors():
        if isinstance(parent, m.If):
            return previous is parent.test
        if isinstance(parent, m.Stmt):
            return False
        previous = parent
    return False


def _branch(module: m.Module, unit: Unit, node: m.If) -> None:
    if not node.body.items or not isinstance(node.body.items[-1], (m.Raise, m.Return, m.ExprStmt)):
        return
    body, test = module.text(node.body), module.text(node.test)
    leaves = isinstance(node.body.items[-1], (m.Raise, m.Return)) or "abort(" in body
    if not leaves:
        return
    kind = None
    if REFUSALS.search(body) or TESTS_ACCESS.search(test):
        kind = next(
            (k for k in ("signature", "CSRF") if dict(KINDS)[k].search(test) or k.lower() in test.lower()),
            "authorisation",
        )
    elif REJECTIONS.search(body):
        kind = "validation"
    if kind is not None:
        unit.guards.append(Guard(" ".join(test.split()), kind, node.line, _norm(body), branch=True))


def _registration(module: m.Module, found: dict[str, Unit], call: m.Call) -> None:
    """``router.post('/x', requireAuth, handler)`` and ``app.use(requireAuth)``."""
    if not isinstance(call.callee, m.Attr):
        return
    method = call.callee.name
    if method in _WIDE_METHODS:
        for expr in _middleware([a.value for a in call.args]):
            name = m.dotted(expr.callee if isinstance(expr, m.Call) else expr)
            if name:
                _add(module, found[""], call, name)
        return
    first = call.positional(0)
    if (
        method not in _ROUTE_METHODS
        or not (isinstance(first, m.Literal) and isinstance(first.value, str))
        or len(call.args) < 2
    ):
        return
    key = f"{m.dotted(call.callee)} {first.value}"
    unit = found.setdefault(key, Unit(key, call.line, is_route=True))
    rest = [a.value for a in call.args[1:]]
    handler = rest[-1]
    for expr in _middleware(rest[:-1]):
        _add(module, unit, expr, m.dotted(expr.callee if isinstance(expr, m.Call) else expr))
    if isinstance(handler, m.Call):  # Go: mux.Handle("/x", requireAuth(handler))
        _add(module, unit, handler, m.dotted(handler.callee))
        inner = handler.args[-1].value if handler.args else None
        handler = inner if isinstance(inner, m.Expr) else handler
    if isinstance(handler, m.Function):
        _body(module, unit, handler)
    else:
        unit.statements.append(_norm(module.text(handler)))


def _middleware(exprs: list[m.Expr]) -> Iterator[m.Expr]:
    for expr in exprs:
        if isinstance(expr, m.Sequence):
            yield from expr.items
        elif isinstance(expr, m.Mapping):  # fastify: { preHandler: [app.authenticate] }
            for pair in expr.pairs:
                if isinstance(pair.key, m.Literal) and str(pair.key.value) in (
                    "preHandler",
                    "onRequest",
                    "preValidation",
                    "schema",
                ):
                    if pair.key.value == "schema":
                        continue
                    yield from _middleware([pair.value])
        else:
            yield expr
