"""The guards of a file by the code they guard: decorators, middleware, dependencies, checks that refuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checks.security.carriers import last_name
from checks.security.guard_calls import chained_guards, class_call, refusing_call
from checks.security.guard_kinds import (
    EXPOSING,
    KINDS,
    REFUSALS,
    REJECTIONS,
    TESTS_ACCESS,
    Guard,
    Unit,
    kind_of,
    norm,
)
from checks.syntax import model as m
from checks.syntax.scopes import Scopes

_CLASS_ATTRIBUTES = frozenset({"permission_classes", "authentication_classes", "throttle_classes", "decorators", "method_decorators"})  # fmt: skip
_OPEN = re.compile(r"AllowAny|^\s*[\[(]\s*[\])]\s*$|IsAuthenticatedOrReadOnly")
_ROUTE_METHODS = frozenset({"get", "post", "put", "patch", "delete", "all", "GET", "POST", "PUT", "PATCH", "DELETE", "Get", "Post", "Put",
                            "Patch", "Delete", "Handle", "HandleFunc", "route", "options", "head", "MapGet", "MapPost", "MapPut", "MapPatch", "MapDelete"})  # fmt: skip
_GROUPS = frozenset({"Group"})
_PIPELINE = {"UseAuthentication": "authorisation", "UseAuthorization": "authorisation", "UseRateLimiter": "rate limit", "UseAntiforgery": "CSRF",
             "UseHttpsRedirection": "TLS", "UseHsts": "TLS"}  # fmt: skip
_WIDE_METHODS = frozenset({"use", "Use", "before_request", "addHook", "register", "useGlobalGuards", "useGlobalPipes", "add_middleware"})  # fmt: skip


def units(module: m.Module, bodies: Callable[[m.Function], bool]) -> dict[str, Unit]:
    """All units of a file by key. ``bodies`` says of an outermost function whether to look into it: decorators, parameters,
    class attributes and registrations are read of all, without lowering the others."""
    found: dict[str, Unit] = {"": Unit("", 1)}
    wanted = {id(f) for f in Scopes.of(module).units if bodies(f)}
    seen: dict[type[m.Node], list[m.Node]] = {m.Function: [], m.Class: [], m.Call: []}
    for node in _nodes(module, wanted):
        if type(node) in seen:
            seen[type(node)].append(node)
    for function in seen[m.Function]:
        assert isinstance(function, m.Function)
        key = m.qualified_name(function)
        if not key or key.endswith("<anonymous>"):
            continue
        unit = found.setdefault(key, Unit(key, function.line))
        unit.is_route = unit.is_route or bool(function.decorators)
        _decorators(module, unit, function.decorators)
        _parameters(module, unit, function)
        if not function.unit or id(function) in wanted:
            _body(module, unit, function)
    for owner in seen[m.Class]:
        assert isinstance(owner, m.Class)
        _class(module, found, owner)
    for call in seen[m.Call]:
        assert isinstance(call, m.Call)
        _registration(module, found, call, wanted)
        chained_guards(module, found, call)
    _listed(module, found[""])
    found[""].statements = [norm(module.text(s)) for s in module.body.items][:200]
    return found


_REGISTERS = re.compile(
    rb"\.(?:get|post|put|patch|delete|all|route|options|head|Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Handle|HandleFunc|register|MapGet|MapPost|MapPut|MapPatch|MapDelete)\(\s*[\"'`](?:/|\*|[\"'`]|(?:GET|POST|PUT|PATCH|DELETE) )"
    rb"|(?:\.|->|::)(?:use|Use|before_request|addHook|useGlobalGuards|useGlobalPipes|add_middleware|middleware|layer|route_layer|wrap|requestMatchers|antMatchers|anyRequest)\("
)
"""Code of a function that may register routes or middleware."""


def registers(module: m.Module, function: m.Function) -> bool:
    """Whether a function's text looks as if it registered routes or middleware."""
    return bool(_REGISTERS.search(module.source, function.start, function.end))


def _nodes(module: m.Module, wanted: set[int]) -> Iterator[m.Node]:
    """Everything but the bodies of outermost functions that are not wanted, whether lowered or not."""
    stack: list[m.Node] = [module]
    while stack:
        node = stack.pop()
        yield node
        waits = isinstance(node, m.Function) and node.unit and id(node) not in wanted
        if waits and isinstance(node, m.Function) and not registers(module, node):
            stack.extend([*node.params, *node.decorators][::-1])
            continue
        node._push(stack)


def met(module: m.Module) -> Iterator[m.Node]:
    """Everything but the bodies of outermost functions that register nothing."""
    return _nodes(module, set())


def _class(module: m.Module, found: dict[str, Unit], owner: m.Class) -> None:
    unit = found.setdefault(m.qualified_name(owner), Unit(m.qualified_name(owner), owner.line))
    _decorators(module, unit, owner.decorators)
    for base in owner.bases:
        _add(module, unit, base, m.dotted(base))
    for item in owner.body.items:
        if isinstance(item, m.Assign) and item.targets and m.dotted(item.targets[0]) in _CLASS_ATTRIBUTES:
            _attribute(module, unit, item)
        elif isinstance(item, m.ExprStmt) and isinstance(item.value, m.Call):
            class_call(module, unit, item.value)
    unit.statements = [norm(module.text(b)) for b in owner.body.items if not isinstance(b, m.Assign)]


def _listed(module: m.Module, unit: Unit) -> None:
    """Guards named as text in a list of the file: Django's ``MIDDLEWARE``."""
    for assign in module.body.items:
        if isinstance(assign, m.Assign) and isinstance(assign.value, m.Sequence):
            for listed in assign.value.items:
                if isinstance(listed, m.Literal) and isinstance(listed.value, str) and "." in listed.value:
                    _add(module, unit, listed, listed.value.rpartition(".")[2])


def _add(module: m.Module, unit: Unit, node: m.Node, name: str) -> None:
    last = name.rpartition(".")[2] if not re.search(r"limiter|Schema|schema|hmac", name) else name
    kind = kind_of(last)
    if kind is not None:
        unit.guards.append(Guard(last, kind, node.line, norm(module.text(node))))


def _decorators(module: m.Module, unit: Unit, decorators: list[m.Expr]) -> None:
    for decorator in decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        name = m.dotted(target)
        if EXPOSING.match(name):
            kind = "CSRF" if "forgery" in name.lower() else "authorisation"
            unit.exposing.append(Guard(name, kind, decorator.line, norm(module.text(decorator))))
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
                    Guard("AllowAny", "authorisation", decorator.line, norm(module.text(decorator)))
                )
                continue
            for arg in decorator.args:
                inner = list(arg.value.items) if isinstance(arg.value, m.Sequence) else [arg.value]
                for item in inner:
                    callee = item.callee if isinstance(item, m.Call) else item
                    if EXPOSING.match(m.dotted(callee)):
                        unit.exposing.append(
                            Guard(m.dotted(callee), "CSRF", decorator.line, norm(module.text(decorator)))
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
        name = m.dotted(target.callee if isinstance(target, m.Call) else target)
        if last_name(expr.callee) == "Security" and kind_of(name.rpartition(".")[2]) is None:
            unit.guards.append(Guard(name, "authorisation", expr.line, norm(module.text(expr))))
        else:
            _add(module, unit, expr, name)


def _parameters(module: m.Module, unit: Unit, function: m.Function) -> None:
    for param in function.params:
        _dependency(module, unit, param.default)
        for decorator in param.decorators:
            for arg in decorator.args if isinstance(decorator, m.Call) else ():
                pipe = m.dotted(arg.value.callee if isinstance(arg.value, m.Call) else arg.value)
                if "ValidationPipe" in pipe:
                    unit.guards.append(
                        Guard(pipe, "validation", decorator.line, norm(module.text(decorator)))
                    )
            if m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator) in (
                "Valid",
                "Validated",
            ):
                unit.guards.append(Guard("Valid", "validation", decorator.line, f"@Valid{param.name}"))
        match = re.search(r"(?:Depends|Security)\(\s*([\w.]+)", param.annotation)
        name = match.group(1) if match else param.annotation
        if match or re.fullmatch(r"(?:Current|Admin|Auth\w*|Active)\w*(?:User|Dep|Admin)?", name):
            _add(module, unit, param, name if match else "current_user" if "User" in name else name)


def _attribute(module: m.Module, unit: Unit, assign: m.Assign) -> None:
    text = module.text(assign.value) if assign.value is not None else ""
    name = m.dotted(assign.targets[0])
    if _OPEN.search(text):
        unit.exposing.append(
            Guard(f"{name} = {text}", "authorisation", assign.line, norm(module.text(assign)))
        )
    elif name in ("permission_classes", "authentication_classes", "throttle_classes"):
        kind = "rate limit" if name.startswith("throttle") else "authorisation"
        unit.guards.append(Guard(name, kind, assign.line, norm(text)))
    elif isinstance(assign.value, m.Sequence):
        for item in assign.value.items:
            _add(module, unit, item, m.dotted(item))


def _body(module: m.Module, unit: Unit, function: m.Function) -> None:
    for node in function.body.walk_scope():
        if isinstance(node, m.Stmt) and not isinstance(
            node, (m.If, m.Loop, m.With, m.Try, m.Switch, m.Function, m.Class)
        ):
            unit.statements.append(norm(module.text(node)))
        if isinstance(node, m.If):
            _branch(module, unit, node)
        elif isinstance(node, m.Call) and refusing_call(module, unit, node):
            continue
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
                        Guard(name if schema else last, kind, node.line, norm(module.text(node)))
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
        unit.guards.append(Guard(" ".join(test.split()), kind, node.line, norm(body), branch=True))


def _registration(module: m.Module, found: dict[str, Unit], call: m.Call, wanted: set[int]) -> None:
    """``router.post('/x', requireAuth, handler)`` and ``app.use(requireAuth)``."""
    if last_name(call.callee) in ("APIRouter", "Blueprint", "FastAPI"):
        _dependencies(module, found[""], call.keyword("dependencies"))
    if not isinstance(call.callee, m.Attr):
        return
    method = call.callee.name
    if method in _PIPELINE:  # ASP.NET: app.UseAuthorization()
        found[""].guards.append(Guard(method, _PIPELINE[method], call.line, norm(module.text(call))))
        return
    if method in _GROUPS:
        key, rest = registered_route(call)  # gin: r.Group("/admin", requireAdmin)
        if key:
            group = found.setdefault(key, Unit(key, call.line, is_route=True))
            for expr in _middleware([e for e in rest if not isinstance(e, m.Function)]):
                _add(module, group, call, m.dotted(expr.callee if isinstance(expr, m.Call) else expr))
        return
    if method in _WIDE_METHODS:
        for expr in _middleware([a.value for a in call.args]):
            name = m.dotted(expr.callee if isinstance(expr, m.Call) else expr)
            if name:
                _add(module, found[""], call, name)
        return
    key, rest = registered_route(call)
    if method not in _ROUTE_METHODS or not key or not rest:
        return
    unit = found.setdefault(key, Unit(key, call.line, is_route=True))
    handler = rest[-1]
    for expr in _middleware(rest[:-1]):
        _add(module, unit, expr, m.dotted(expr.callee if isinstance(expr, m.Call) else expr))
    if isinstance(handler, m.Call):  # Go: mux.Handle("/x", requireAuth(handler))
        wrapper = m.dotted(handler.callee)
        package, _, last = wrapper.rpartition(".")
        _add(module, unit, handler, package if kind_of(last) is None else wrapper)  # auth.Require(handler)
        inner = handler.args[-1].value if handler.args else None
        handler = inner if isinstance(inner, m.Expr) else handler
    if isinstance(handler, m.Function):
        if not handler.unit or id(handler) in wanted:
            _body(module, unit, handler)
    else:
        unit.statements.append(norm(module.text(handler)))


def registered_route(call: m.Call) -> tuple[str, list[m.Expr]]:
    """Key and middleware-and-handler of a call that registers a route: ``router.post('/x', auth, handler)``,
    ``router.route('/x').post(auth, handler)``, ``r.HandleFunc("/x", handler).Methods("POST")``; an empty key for none."""
    assert isinstance(call.callee, m.Attr)
    rest = [a.value for a in call.args]
    first = rest[0] if rest and call.args[0].name is None else None
    if isinstance(first, m.Literal) and isinstance(first.value, str):
        methods = " ".join(stated_methods(call))
        return f"{m.dotted(call.callee)} {methods}{' ' if methods else ''}{first.value}", rest[1:]
    base = call.callee.base
    while isinstance(base, m.Call) and isinstance(base.callee, m.Attr):
        path = base.positional(0)
        if base.callee.name == "route" and len(base.args) == 1 and isinstance(path, m.Literal):
            return f"{m.dotted(base.callee.base)}.{call.callee.name} {path.value}", rest
        base = base.callee.base
    return "", []


def stated_methods(call: m.Call) -> list[str]:
    """The methods of gorilla's ``r.HandleFunc(...).Methods("POST", http.MethodPut)``, in upper case."""
    outer = call.parent.parent if isinstance(call.parent, m.Attr) and call.parent.name == "Methods" else None
    if not isinstance(outer, m.Call):
        return []
    values = [a.value for a in outer.args]
    return [
        str(v.value).upper() if isinstance(v, m.Literal) else last_name(v).removeprefix("Method").upper()
        for v in values
    ]


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
