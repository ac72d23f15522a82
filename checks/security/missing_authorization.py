"""New routes that change data without the guard that their neighbours have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.carriers import last_name
from checks.security.guard_kinds import REFUSALS, Unit
from checks.security.guard_units import met, registered_route, stated_methods, units
from checks.security.missing_authorization_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.scopes import Scopes
from checks.views import FileView

_MUTATING = frozenset({"post", "put", "patch", "delete"})
_ROUTE_WORDS = (".post(", ".put(", ".patch(", ".delete(", "route", "post ", "put ", "patch ", "delete ", '"post"', "'post'", '"put"', "'put'", '"patch"',
                "'patch'", '"delete"', "'delete'", "@post", "@put", "@patch", "@delete", "mapping", "handlefunc", "viewset", "apiview", "api_view",
                "httppost", "httpput", "httppatch", "httpdelete", "require_post", "require_http_methods")  # fmt: skip
"""A file without any of these has no route that changes data."""
_PUBLIC = re.compile(
    r"log-?_?(?:in|out)|sign-?_?(?:in|up|out)|regist|token|webhook|\bhooks?\b|_hook|health|ping|callback|oauth|saml|forgot|reset|verify|confirm|public|refresh|contact|(?<![a-z])(?:un)?subscribe(?!r)"
    r"|csp|authenticate|session|invite|accept|otp|password|status|metrics|captcha|auth\b|search|graphql|feedback|events?/ingest|track",
    re.IGNORECASE,
)
_KNOWS_USER = re.compile(
    r"current_?user|request\.user|req\.(?:user|auth|session)|g\.user|ctx\.(?:state\.)?(?:user|auth)|get_jwt|getServerSession|getSession|session\[|self\.request\.user|c\.(?:Get|MustGet)\(\"user|UserFromContext|userID\(|authorization|api_?key",
    re.IGNORECASE,
)
_SHARE = 0.6
"""Share of the neighbours that must be guarded for the guard to be the custom of the file."""
_GO_PATTERN = re.compile(r"^(POST|PUT|PATCH|DELETE) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Route:
    """One registered route: its unit, where it stands and what it belongs to."""

    unit: Unit
    router: str
    path: str
    mutating: bool
    first: int
    last: int
    guarded: bool


def check(view: FileView) -> Iterator[Site]:
    """Every mutating route that the change adds is a site."""
    if view.module is None or not view.adds(*_ROUTE_WORDS):
        return
    new: set[str] | None = None
    if view.change.base_path is not None:  # which routes are new shows without a look into their bodies
        new = _new_routes(view)
        if not new:
            return
    routes = list(_routes(view, lambda f: bool(f.decorators) or isinstance(f.parent, m.Arg)))
    for route in routes:
        if route.mutating and (new is None or route.unit.key in new):
            yield view.line_site(route.first, _defect(view, route, routes), route.last)


def _new_routes(view: FileView) -> set[str]:
    """Keys of the mutating routes that base does not have. Base is read only where it names one that was touched."""
    found = {
        r.unit.key
        for r in _routes(view, lambda _: False)
        if r.mutating and view.change.touches(min(r.first, r.unit.line), max(r.last, r.unit.line))
    }
    base = view.base
    if base is None or not any(re.split(r"[. ]", key)[-1] in base.text for key in found):
        return found
    return found - _before(view)


def _before(view: FileView) -> frozenset[str]:
    base = view.base
    return (
        frozenset(r.unit.key for r in _routes(base, lambda _: False))
        if base is not None and base.module is not None
        else frozenset()
    )


def _defect(view: FileView, route: Route, routes: list[Route]) -> Defect | None:
    if route.guarded or _PUBLIC.search(f"{route.path} {route.unit.key}"):
        return None
    neighbours = [
        r
        for r in routes
        if r is not route and r.router == route.router and not _PUBLIC.search(f"{r.path} {r.unit.key}")
    ]
    guarded = [r for r in neighbours if r.guarded]
    changing = [r for r in neighbours if r.mutating]
    held = [r for r in changing if r.guarded]
    custom = bool(changing) and len(held) / len(changing) >= _SHARE and len(guarded) >= 2
    custom = custom or (len(guarded) >= 2 and len(guarded) / len(neighbours) >= _SHARE)
    alone = len(held) == 1 and len(held) == len(changing) and len(guarded) == len(neighbours)
    custom = custom or (alone and bool(held[0].unit.guards))  # one that merely uses the caller is no custom
    if not custom or (route.router in ("", "view sets") and view.language == "python" and _by_default(view)):
        return None
    example = (held or guarded)[0]
    name = next((g.name for g in example.unit.guards if g.kind in ("authorisation", "signature")), "a guard")
    return Defect(
        f"`{route.path or route.unit.key}` changes data without a check of who calls; {len(guarded)} of {len(neighbours)} other routes here have one (`{name}`).",
        fix=f"Guard it as its neighbours are, with `{name}`, or say in a comment why everyone may call it.",
        evidence=(Evidence(view.path, example.first, "guarded neighbour"),),
    )


def _by_default(view: FileView) -> bool:
    """Whether Django REST settings, or a middleware of the repository, guard what states no guard of its own."""
    words = ("DEFAULT_PERMISSION_CLASSES", "LoginRequiredMiddleware")
    return next(iter(view.repo.search(words, suffixes=(".py",))), None) is not None


def _routes(view: FileView, bodies: Callable[[m.Function], bool]) -> Iterator[Route]:
    module = view.module
    if module is None:
        return
    found = units(module, bodies)
    wide = _has_auth(found[""]) or any(
        c.keyword("dependencies") is not None
        for name in ("APIRouter", "Blueprint", "FastAPI", "include_router")
        for c in view.flow.calls_named(name)
    )
    if wide:
        return
    nodes = list(met(module))
    for function in nodes:
        if isinstance(function, m.Function):
            yield from _decorated(module, function, found)
        elif isinstance(function, m.Class) and view.language == "python":
            yield from _view_set(module, function, found)
    if view.language not in ("python", "java"):
        for call in nodes:
            if isinstance(call, m.Call):
                yield from _registered(module, call, found)


def _has_auth(unit: Unit | None) -> bool:
    return unit is not None and any(
        g.kind in ("authorisation", "signature")
        and (not g.branch or REFUSALS.search(g.text) or _ABOUT_CALLER.search(_TEXTS.sub("", g.name)))
        for g in unit.guards
    )


_TEXTS = re.compile(r"\"[^\"]*\"|'[^']*'")
_ABOUT_CALLER = re.compile(
    r"(?i)user|auth|permission|owner|admin|login|session|signature|hmac|tenant|member|csrf"
)
"""Tests that ask about the caller, not about a value that is called `role`."""


def _decorated(module: m.Module, function: m.Function, found: dict[str, Unit]) -> Iterator[Route]:
    if module.language == "java":
        yield from _annotated(module, function, found)
        return
    for decorator in function.decorators:
        if not isinstance(decorator, m.Call):
            if m.dotted(decorator).rpartition(".")[2] == "require_POST":
                yield from _django(module, function, found, {"post"})
                return
            continue
        name = m.dotted(decorator.callee)
        router, _, verb = name.rpartition(".")
        if verb in ("require_http_methods", "api_view"):
            yield from _django(module, function, found, _verbs(module, decorator.positional(0)))
            return
        methods = {verb.lower()}
        if verb == "route":
            methods = _verbs(module, decorator.keyword("methods"))
        owner = m.enclosing(function, m.Class)
        if not router:
            if owner is None or verb not in ("Post", "Put", "Patch", "Delete", "Get"):
                continue
            router = owner.name
        elif verb not in ("get", "post", "put", "patch", "delete", "route"):
            continue
        unit = found.get(m.qualified_name(function))
        if unit is None:
            continue
        first = decorator.positional(0)
        path = str(first.value) if isinstance(first, m.Literal) else ""
        guarded = _has_auth(unit) or (owner is not None and _has_auth(found.get(m.qualified_name(owner))))
        guarded = guarded or bool(_KNOWS_USER.search(_head_and_body(module, function)))
        start = min(d.line for d in function.decorators)
        body = _body_line(module, function)
        yield Route(unit, router, path, bool(methods & _MUTATING), start, max(start, body - 1), guarded)
        return


def _verbs(module: m.Module, listed: m.Expr | None) -> set[str]:
    return {w.lower() for w in re.findall(r"[A-Z]+", module.text(listed))} if listed is not None else {"get"}


def _django(
    module: m.Module, function: m.Function, found: dict[str, Unit], methods: set[str]
) -> Iterator[Route]:
    """A view function that says which methods it takes; the views of a file are each other's neighbours."""
    unit = found.get(m.qualified_name(function))
    if unit is None or m.enclosing(function, m.Class) is not None:
        return
    guarded = _has_auth(unit) or bool(_KNOWS_USER.search(_head_and_body(module, function)))
    start = min(d.line for d in function.decorators)
    last = max(start, _body_line(module, function) - 1)
    yield Route(unit, "", "", bool(methods & _MUTATING), start, last, guarded)


def _view_set(module: m.Module, owner: m.Class, found: dict[str, Unit]) -> Iterator[Route]:
    """A Django REST view set that writes; its neighbours are the other view sets of the file."""
    if not any(m.dotted(b).rpartition(".")[2] == "ModelViewSet" for b in owner.bases) or len(owner.bases) > 1:
        return
    unit = found.get(m.qualified_name(owner))
    if unit is not None:
        guarded = _has_auth(unit) or bool(
            re.search(r"def get_permissions|permission_classes|authentication_classes", module.text(owner))
        )
        start = min((d.line for d in owner.decorators), default=owner.line)
        yield Route(unit, "view sets", owner.name, True, start, owner.line, guarded)


_MAPPINGS = re.compile(r"^(Get|Post|Put|Patch|Delete|Request)(?:Mapping)?$|^(GET|POST|PUT|PATCH|DELETE)$")


def _annotated(module: m.Module, function: m.Function, found: dict[str, Unit]) -> Iterator[Route]:
    """A handler method of Spring, JAX-RS or Micronaut; its class is the router."""
    owner = m.enclosing(function, m.Class)
    unit = found.get(m.qualified_name(function))
    if owner is None or unit is None or owner.kind == "interface":
        return
    verb, path = "", ""
    for decorator in function.decorators:
        name = m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator)
        match = _MAPPINGS.match(name)
        first = None
        if isinstance(decorator, m.Call):
            first = decorator.positional(0) or decorator.keyword("value") or decorator.keyword("path")
        if isinstance(first, m.Literal) and (match or name == "Path"):
            path = str(first.value)
        if match:
            verb = (match.group(1) or match.group(2)).lower()
            if verb == "request":
                stated = re.search(
                    r"RequestMethod\.(\w+)|\b(POST|PUT|PATCH|DELETE|GET)\b", module.text(decorator)
                )
                verb = (stated.group(1) or stated.group(2)).lower() if stated else "get"
    if not verb:
        return
    heads = [module.text(d) for d in owner.decorators] + [module.text(d) for d in function.decorators]
    guarded = _has_auth(unit) or _has_auth(found.get(m.qualified_name(owner)))
    guarded = guarded or bool(_KNOWS_CALLER.search(module.text(function)))
    guarded = guarded or any("PermitAll" in h or "permitAll" in h for h in heads)
    start = min(d.line for d in function.decorators)
    prefix = re.search(r'Mapping\("([^"]*)|Path\("([^"]*)', " ".join(heads))
    path = path or (prefix.group(1) or prefix.group(2) or "" if prefix else "")
    route = Route(
        unit,
        owner.name,
        path,
        verb in _MUTATING,
        start,
        max(start, _body_line(module, function) - 1),
        guarded,
    )
    yield route


_KNOWS_CALLER = re.compile(
    r"AuthenticationPrincipal|SecurityContext|\bPrincipal\b|\bAuthentication\s+\w+|isUserInRole|isCallerInRole|CurrentUser|currentUser|SecurityUtils|getRemoteUser|@CurrentSecurityContext|JsonWebToken|\bJwt\s+\w+|SecurityIdentity"
)


def _body_line(module: m.Module, function: m.Function) -> int:
    """The line of the first statement, without lowering the body."""
    pending = function.pending
    if pending is None:
        return function.body.items[0].line if function.body.items else function.end_line
    text = module.source[pending.start : pending.end]
    inside = len(text) - len(text.lstrip(b"{ \t\r\n"))
    return module.source.count(b"\n", 0, pending.start + inside) + 1


def _head_and_body(module: m.Module, function: m.Function) -> str:
    return module.text(function) + " ".join(p.annotation for p in function.params)


def _registered(module: m.Module, call: m.Call, found: dict[str, Unit]) -> Iterator[Route]:
    if not isinstance(call.callee, m.Attr):
        return
    key, rest = registered_route(call)
    if not rest:
        return
    registrar, _, path = key.partition(" ")
    router, _, method = registrar.rpartition(".")
    stated = stated_methods(call)
    path = path[len(" ".join(stated)) :].lstrip() if stated else path
    pattern = _GO_PATTERN.match(path)
    verbs = {pattern.group(1).lower()} if pattern else {s.lower() for s in stated} or {method.lower()}
    if not verbs & (_MUTATING | {"get"}) or not (pattern or path.startswith("/") or path == ""):
        return
    if not router or re.search(
        r"axios|client|http$|api$|request|fetch|agent|supertest", router, re.IGNORECASE
    ):
        return
    unit = found.get(key)
    if unit is None:
        return
    handler = rest[-1]
    text = module.text(handler)
    if isinstance(handler, (m.Name, m.Attr)):
        own = next((f for f in Scopes.of(module).units if m.function_name(f) == last_name(handler)), None)
        text = module.text(own) if own is not None else ""
    guarded = _has_auth(unit) or bool(_KNOWS_USER.search(text))
    line = module.source.count(b"\n", 0, max(call.callee.end - 1, 0)) + 1
    last = line if isinstance(handler, m.Function) else call.end_line
    yield Route(unit, router, path, bool(verbs & _MUTATING), line, last, guarded)


RULE = Rule(
    id="security/missing-authorization",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="New route without its neighbours' guard",
    what="A new route that changes data and has no authorisation decorator, middleware, dependency or check, while most routes of the same file and"
    " router have one.",
    why="Anyone who can reach the service can call it; the neighbours show that this was not the intention.",
    fix="Guard the route as its neighbours are.",
    site="every new route with POST, PUT, PATCH or DELETE",
    cwe="CWE-862",
    references=(
        "https://cwe.mitre.org/data/definitions/862.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html",
    ),
    bad=(
        Example(
            {
                "app/orders.py": """\
from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.models import Order, db

bp = Blueprint("orders", __name__)


@bp.get("/orders")
@login_required
def list_orders():
    return jsonify([o.to_dict() for o in Order.query.limit(50)])


@bp.post("/orders")
@login_required
def create_order():
    order = Order(total=request.json["total"])
    db.session.add(order)
    return jsonify(order.to_dict()), 201


@bp.delete("/orders/<int:order_id>")  # <-- here
def delete_order(order_id):
    db.session.delete(db.get_or_404(Order, order_id))
    return "", 204
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/orders.ts": """\
import { Router } from 'express';
import { requireAuth } from './auth';
import * as orders from './orders.service';

export const router = Router();

router.get('/orders', requireAuth, orders.list);
router.post('/orders', requireAuth, orders.create);
router.patch('/orders/:id', requireAuth, orders.update);
router.post('/orders/:id/refund', async (req, res) => {  // <-- here
  res.json(await orders.refund(req.params.id));
});
"""
            },
            sites=3,
        ),
        Example(
            {
                "api/items.py": """\
from fastapi import APIRouter, Depends

from api.deps import get_current_user, get_db

router = APIRouter()


@router.post("/items")
def create(item: ItemIn, db=Depends(get_db), user=Depends(get_current_user)):
    return save(db, item)


@router.put("/items/{item_id}")
def update(item_id: int, item: ItemIn, db=Depends(get_db), user=Depends(get_current_user)):
    return save(db, item, item_id)


@router.delete("/items/{item_id}")  # <-- here
def delete(item_id: int, db=Depends(get_db)):
    return remove(db, item_id)
"""
            },
            sites=3,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/auth.py": """\
from flask import Blueprint, jsonify, request

from app.auth import login_required

bp = Blueprint("auth", __name__)


@bp.post("/login")
def login():
    return jsonify(token=issue(request.json))


@bp.post("/password/change")
@login_required
def change_password():
    return "", 204


@bp.put("/profile")
@login_required
def profile():
    return "", 204


@bp.post("/webhooks/stripe")
def stripe():
    return "", 204
"""
            },
        ),
        Example(
            {
                "src/orders.ts": """\
import { Router } from 'express';
import { requireAuth } from './auth';
import * as orders from './orders.service';

export const router = Router();
router.use(requireAuth);

router.get('/orders', orders.list);
router.post('/orders', orders.create);
router.delete('/orders/:id', orders.remove);
""",
                "src/open.ts": """\
import { Router } from 'express';
import { create, vote } from './polls';

export const polls = Router();

polls.post('/polls', create);
polls.post('/polls/:id/votes', vote);
""",
            },
        ),
        Example(
            {
                "src/users.controller.ts": """\
import { Controller, Delete, Param, Post, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from './jwt.guard';

@Controller('users')
@UseGuards(JwtAuthGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  create() {
    return this.users.create();
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.users.remove(id);
  }
}
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
