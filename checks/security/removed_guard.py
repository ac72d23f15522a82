"""Guards that the change takes off code which stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from checks.changes import ChangedFile
from checks.languages import language_of, reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.security.guard_kinds import (
    EXPOSING,
    REFUSALS,
    REJECTIONS,
    STRONG,
    TESTS_ACCESS,
    Guard,
    Unit,
    kind_of,
)
from checks.security.guard_settings import weakened_settings
from checks.security.guard_units import units
from checks.security.removed_guard_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.scopes import Scopes
from checks.views import ChangeView, FileView

_KEPT = 0.5
"""Share of the guarded statements that must still be there for the code to count as the same."""
_KEPT_ROUTE = 0.3
"""The same of a route that is still there: its name and path say that it is the same code."""
_SIMILAR = 0.6
_SCHEMAS = re.compile(
    r"\bField\(|\bz\.|\bJoi\b|\bconstr\b|[Ss]chema|validat|BaseModel|\b(?:gt|ge|lt|le|min_length|max_length|pattern)=|@Is[A-Z]|@Min|@Max|binding:\""
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_COMMON = frozenset({"not", "and", "or", "if", "is", "in", "None", "null", "undefined", "self", "this", "req", "request", "err", "nil", "return", "await"})  # fmt: skip


def check(view: ChangeView) -> Iterator[Site]:
    """Every guard that the change took away from code which is still there is a site."""
    changed = [f for f in view.files if f.change.base_path is not None and f.base is not None]
    added = _added_text(view)
    for file in changed:
        base = file.base
        if base is None or file.is_test:
            continue
        yield from _switched_off(file, base)
        if not _may_guard(base, file):
            continue
        if base.module is None or file.module is None:
            continue
        near = _touched(base.module, file.change.removed) | _touched(file.module, file.change.added)
        before = units(base.module, _near(base.module, near))
        after = units(file.module, _near(file.module, near))
        for key, old in before.items():
            new = after.get(key)
            if new is None:
                continue
            yield from _removed(view, file.change, old, new, before, after, added)
            yield from _loosened(file.change, old, new, before)
            yield from _exposed(file.change, old, new, before)


def _switched_off(file: FileView, base: FileView) -> Iterator[Site]:
    for line, kind, name in weakened_settings(file.change, base.lines, file.lines):
        defect = Defect(
            f"The change switches `{name}` off, which was on for this code.",
            key=name,
            identity=f"{kind} {name}",
        )
        yield _site(file.change, line, defect)


def _touched(module: m.Module, lines: frozenset[int]) -> set[str]:
    """Keys of the outermost functions in which one of these lines lies, their decorators included."""
    found: set[str] = set()
    for function in Scopes.of(module).units:
        first = min((d.line for d in function.decorators), default=function.line)
        if any(n in lines for n in range(min(first, function.line), function.end_line + 1)):
            found.add(_key(module, function))
    return found


def _near(module: m.Module, keys: set[str]) -> Callable[[m.Function], bool]:
    return lambda function: _key(module, function) in keys


def _key(module: m.Module, function: m.Function) -> str:
    """What a function is known by in both versions: its name, or the line on which a nameless one begins."""
    name = m.qualified_name(function)
    if name and not name.endswith("<anonymous>"):
        return name
    return module.text_lines[function.line - 1].strip()


def _may_guard(base: FileView, file: FileView) -> bool:
    """Whether a removed line, or one shortly above it, has a word of guards in it: most changes need no closer look."""
    near = {n - back for n in file.change.removed for back in range(4)}
    lost = "\n".join(base.lines[n - 1] for n in sorted(near) if 0 < n <= len(base.lines))
    if (
        REFUSALS.search(lost)
        or REJECTIONS.search(lost)
        or TESTS_ACCESS.search(lost)
        or any(kind_of(w) or kind_of(w.rpartition(".")[2]) for w in set(_NAME.findall(lost)))
    ):
        return True
    lines = file.lines
    return any(
        EXPOSING.match(w) or w.rpartition(".")[2] == "csrf"
        for n in file.change.added
        if n <= len(lines)
        for w in _NAME.findall(lines[n - 1])
    )


def _added_text(view: ChangeView) -> list[str]:
    found: list[str] = []
    for file in view.files:
        lines = file.lines
        found.extend(
            lines[n - 1]
            for n in sorted(file.change.added)
            if n <= len(lines) and not re.match(r"\s*(?:import|from|#|//|\*)", lines[n - 1])
        )
    return found


_TRIVIAL = re.compile(
    r"^(?:not |!)?(?!\w*[vV]alid)[\w.]+(?:\.(?:exists|is_file|is_dir)\(\))?$|^[\w.]+ (?:is|is not|==|===|!=|!==) (?:None|null|undefined|nil)$"
)
"""Tests that something is there at all: without them the next line fails instead."""


def _removed(
    view: ChangeView,
    change: ChangedFile,
    old: Unit,
    new: Unit,
    before: dict[str, Unit],
    after: dict[str, Unit],
    added: list[str],
) -> Iterator[Site]:
    kept = Counter((g.name, g.branch) for g in new.guards)
    for guard in old.guards:
        if guard.branch and guard.kind == "validation" and _TRIVIAL.match(guard.name):
            continue
        if kept[(guard.name, guard.branch)] > 0:
            kept[(guard.name, guard.branch)] -= 1
            continue
        if guard.line not in change.removed and not _span_removed(change, guard):
            continue
        weakened = _weakened(guard, new) if guard.branch else None
        if weakened is None and guard.branch and _same_branch(guard, old, new):
            continue
        line = weakened.line if weakened is not None else _remaining_line(view, change, guard.line, new)
        route = old.is_route and new.is_route
        before_body = not guard.branch and not any(guard.text in s for s in old.statements)
        still = 1.0 if route and before_body else _kept_share(old, new, guard)
        good = weakened is None and (
            still < (_KEPT_ROUTE if route else _KEPT)
            or _moved(guard, added)
            or _replaced(guard, old, new)
            or _wide(guard, new, before, after)
            or (guard.kind == "validation" and any(_SCHEMAS.search(t) for t in added))
        )
        yield _site(change, line, None if good else _defect(guard, old, weakened is not None))


def _span_removed(change: ChangedFile, guard: Guard) -> bool:
    return any(n in change.removed for n in range(guard.line, guard.line + 3))


def _site(change: ChangedFile, line: int, defect: Defect | None) -> Site:
    return Site(change.path, line, line, reported(language_of(change.path)), defect, always_touched=True)


def _defect(guard: Guard, unit: Unit, weakened: bool) -> Defect:
    where = f"`{unit.key}`" if unit.key else "this file's routes"
    name = guard.name if len(guard.name) <= 50 else guard.name[:47] + "..."
    verb = "weakens" if weakened else "removes"
    return Defect(
        f"The change {verb} the {guard.kind} check `{name}` on {where}, and the code that it guarded stays.",
        key=guard.name[:80],
        identity=f"{unit.key} {guard.text}"[:400],
    )


def _for_new(guard: Guard, before: dict[str, Unit]) -> bool:
    """Whether a Rails filter is skipped only for actions that the change adds."""
    only = re.search(r"only:(.*)", guard.text)
    if only is None:
        return False
    actions = set(_WORD.findall(only.group(1))) - {"i"}
    return not any(key.rpartition(".")[2] in actions for key in before)


def _exposed(change: ChangedFile, old: Unit, new: Unit, before: dict[str, Unit]) -> Iterator[Site]:
    had = {g.name for g in old.exposing}
    for guard in new.exposing:
        if guard.name in had or guard.line not in change.added or _for_new(guard, before):
            continue
        where = f"`{new.key}`" if new.key else "this file's routes"
        defect = Defect(
            f"`{guard.name}` now takes the {guard.kind} check off {where}, which existed before.",
            key=guard.name[:80],
            identity=f"{new.key} {guard.text}"[:400],
        )
        yield _site(change, guard.line, defect)


def _kept_share(old: Unit, new: Unit, guard: Guard) -> float:
    others = [s for s in old.statements if s not in guard.text and guard.text not in s]
    if not others:
        return 1.0
    there = Counter(new.statements)
    same = 0
    for statement in others:
        if there[statement] > 0:
            there[statement] -= 1
            same += 1
    return same / len(others)


_ELSEWHERE = (
    (
        re.compile(r"PreAuthorize$|Secured$|RolesAllowed$"),
        re.compile(r"atchers\(.*\.(?:has\w+|access|denyAll)\(|anyRequest\(\)\.(?:denyAll|has)"),
    ),
    (
        re.compile(r"permission_classes$|authentication_classes$"),
        re.compile(r"DEFAULT_(?:PERMISSION|AUTHENTICATION)_CLASSES"),
    ),
    (re.compile(r"throttle_classes$"), re.compile(r"DEFAULT_THROTTLE_CLASSES")),
    (re.compile(r"Authorize$"), re.compile(r"FallbackPolicy|RequireAuthorization\(|AuthorizeFolder")),
    (re.compile(r"login_required$|LoginRequiredMixin$"), re.compile(r"LoginRequiredMiddleware")),
    (re.compile(r"UseGuards$|\w*AuthGuard$"), re.compile(r"APP_GUARD|useGlobalGuards")),
)
"""Guards of one place, and how a framework states the same for all places at once."""


def _moved(guard: Guard, added: list[str]) -> bool:
    """Whether the guard turns up on lines that the change wrote, in this file or another."""
    if not guard.branch:
        word = guard.name.rpartition(".")[2]
        if guard.name.startswith("anyRequest("):
            return any("anyRequest" in line and word in line for line in added)
        pattern = re.compile(rf"(?<![\w]){re.escape(word)}(?!\w)")
        elsewhere = next((p for names, p in _ELSEWHERE if names.match(word)), None)
        return any(pattern.search(t) or (elsewhere is not None and elsewhere.search(t)) for t in added)
    words = {w for w in _WORD.findall(guard.name) if w not in _COMMON and len(w) > 2}
    return bool(words) and any(
        len(words & set(_WORD.findall("\n".join(added[i : i + 3])))) / len(words) >= 0.75
        for i in range(len(added))
    )


_CHECKING = re.compile(
    r"(?:^|[.>:(=])_?(?:check|ensure|assert|require|verify|validate|enforce|guard|authori[sz]e|deny|must)(?:_\w+|[A-Z]\w*)\("
    r"|(?<![\w.])[A-Z]\w*(?:\(\))?\.(?:parse|safeParse|parseAsync|validate|load|model_validate)\((?:req|request|ctx|body|data|await|json|payload)"
)
"""A call of a helper that refuses by raising."""


def _replaced(guard: Guard, old: Unit, new: Unit) -> bool:
    had = {(g.name, g.branch) for g in old.guards}
    if guard.branch and any(_CHECKING.search(s) for s in set(new.statements) - set(old.statements)):
        return True
    for other in new.guards:
        if (other.name, other.branch) in had:
            continue
        if guard.name.startswith("anyRequest(") and not other.name.startswith("anyRequest("):
            continue  # a rule for one path does not stand in for the rule of all others
        if other.kind == guard.kind or {other.kind, guard.kind} <= {"authorisation", "signature"}:
            weaker = (
                STRONG.search(guard.name)
                and not STRONG.search(other.name)
                and not guard.branch
                and not other.branch
            )
            if not weaker:
                return True
        elif guard.branch and guard.kind == "validation" and not other.branch:
            return True
    return False


def _wide(guard: Guard, new: Unit, before: dict[str, Unit], after: dict[str, Unit]) -> bool:
    """Whether the whole router or the class around the unit is guarded in the same way: by a guard that the change put
    there, or by one that was there and asks no less."""
    owner = new.key.rpartition(".")[0]
    for key in {"", owner} if new.key else set():
        unit = after.get(key)
        had = {g.name for g in before[key].guards} if key in before else set()
        for other in unit.guards if unit is not None else ():
            if other.kind != guard.kind:
                continue
            if other.name not in had or other.name == guard.name:
                return True
            if not guard.branch and (STRONG.search(other.name) or not STRONG.search(guard.name)):
                return True
    return False


def _lets_out(was: Guard, guard: Guard, before: dict[str, Unit]) -> bool:
    """Rails' ``except:`` on a filter that had none, for an action that existed before."""
    given = re.search(r"except:(.*?)(?:,\w+:|\)?$)", guard.text)
    if given is None or "except:" in was.text or "only:" in was.text:
        return False
    actions = set(_WORD.findall(given.group(1))) - {"i"}
    return any(key.rpartition(".")[2] in actions for key in before)


def _loosened(change: ChangedFile, old: Unit, new: Unit, before: dict[str, Unit]) -> Iterator[Site]:
    """A guard that is still there but no longer asks for a role or permission: ``[Authorize(Roles = "Admin")]``."""
    texts = {g.name: g for g in old.guards if not g.branch}
    for guard in new.guards:
        was = texts.get(guard.name)
        if guard.branch or was is None or was.text == guard.text or guard.line not in change.added:
            continue
        if was.line not in change.removed:
            continue
        if _lets_out(was, guard, before):
            yield _site(change, guard.line, _defect(was, old, True))
            continue
        wanted, wants = was.text.replace(guard.name, ""), guard.text.replace(guard.name, "")
        if STRONG.search(wanted) and not STRONG.search(wants) and guard.kind == "authorisation":
            yield _site(change, guard.line, _defect(was, old, True))


def _same_branch(guard: Guard, old: Unit, new: Unit) -> bool:
    """Whether a branch of the same meaning, merely rewritten, stands at head."""
    had = {g.name for g in old.guards if g.branch}
    for other in new.guards:
        if not other.branch or other.name in had:
            continue
        if other.text == guard.text or SequenceMatcher(None, other.name, guard.name).ratio() >= _SIMILAR:
            return True
    return False


def _weakened(guard: Guard, new: Unit) -> Guard | None:
    """A branch at head that refuses in fewer cases: a condition fewer joined by ``or``, or one more by ``and``."""
    old_any, old_all = _split(guard.name, "or"), _split(guard.name, "and")
    for other in new.guards:
        if not other.branch or other.text != guard.text or other.name == guard.name:
            continue
        new_any, new_all = _split(other.name, "or"), _split(other.name, "and")
        if len(old_any) > 1 and new_any < old_any:
            return other
        if len(new_all) > 1 and old_all < new_all:
            return other
    return None


def _split(test: str, word: str) -> set[str]:
    mark = r"\|\||\bor\b" if word == "or" else r"&&|\band\b"
    return {"".join(p.split()).strip("()") for p in re.split(mark, test) if p.strip()}


def _remaining_line(view: ChangeView, change: ChangedFile, base_line: int, new: Unit) -> int:
    """The head line that follows the removed one, kept within the file."""
    head = view.head.text(change.path) or ""
    lines = head.split("\n")
    kept_before = base_line - sum(1 for n in change.removed if n <= base_line)
    kept = [n for n in range(1, len(lines) + 1) if n not in change.added]
    start = base_line
    while start - 1 in change.removed:
        start -= 1
    following = kept[kept_before] if kept_before < len(kept) else len(lines)
    if base_line in change.removed:
        previous = kept[kept_before - 1] if 0 < kept_before <= len(kept) else 0
        if previous + 1 in change.added and lines[previous].strip():
            written = previous + 1
            while written + 1 in change.added and written < previous + 1 + base_line - start:
                written += 1
            return written
    while following < len(lines) and not lines[following - 1].strip():
        following += 1
    return max(1, following)


RULE = Rule(
    id="security/removed-guard",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Guard removed from code that stays",
    what="A decorator, middleware, dependency or test that refused requests - authorisation, signature, CSRF, rate limit, validation - which the"
    " change deletes, weakens or exempts, while the code behind it stays. One that moved to a router, a parent, a helper or another file, or gave"
    " way to an equal one, is silent.",
    why="The code behind the guard is now reachable by callers whom it refused before, and nothing in the diff's new lines shows it.",
    fix="Put the guard back, or say in the pull request why the code no longer needs it.",
    site="every guard that the change takes off code which stays",
    cwe="CWE-284",
    scope=Scope.CHANGE,
    references=(
        "https://cwe.mitre.org/data/definitions/284.html",
        "https://owasp.org/Top10/A01_2021-Broken_Access_Control/",
    ),
    bad=(
        Example(
            {
                "app/admin.py": """\
from flask import Blueprint, abort, jsonify, request
from flask_login import current_user

from app.auth import admin_required, login_required
from app.models import User, db

bp = Blueprint("admin", __name__)


@bp.delete("/users/<int:user_id>")
def delete_user(user_id):  # <-- here
    user = db.get_or_404(User, user_id)
    db.session.delete(user)
    db.session.commit()
    return "", 204


@bp.put("/users/<int:user_id>")
@login_required
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    user.name = request.json["name"]  # <-- here
    db.session.commit()
    return jsonify(user.to_dict())
"""
            },
            base={
                "app/admin.py": """\
from flask import Blueprint, abort, jsonify, request
from flask_login import current_user

from app.auth import admin_required, login_required
from app.models import User, db

bp = Blueprint("admin", __name__)


@bp.delete("/users/<int:user_id>")
@admin_required
def delete_user(user_id):
    user = db.get_or_404(User, user_id)
    db.session.delete(user)
    db.session.commit()
    return "", 204


@bp.put("/users/<int:user_id>")
@login_required
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    if user.id != current_user.id and not current_user.is_admin:
        abort(403)
    user.name = request.json["name"]
    db.session.commit()
    return jsonify(user.to_dict())
"""
            },
            sites=2,
        ),
        Example(
            {
                "api/payments.py": """\
from fastapi import APIRouter, Depends, HTTPException, Request

from api.deps import get_session
from api.signing import verify_signature

router = APIRouter()


@router.post("/payments/{payment_id}/refund")
def refund(payment_id: int, session=Depends(get_session)):  # <-- here
    payment = session.get(Payment, payment_id)
    payment.refund()
    session.commit()
    return {"status": payment.status}


@router.post("/hooks/bank")
async def bank_hook(request: Request, session=Depends(get_session)):
    body = await request.body()
    apply_events(session, body)  # <-- here
    return {"ok": True}
"""
            },
            base={
                "api/payments.py": """\
from fastapi import APIRouter, Depends, HTTPException, Request

from api.deps import get_session, require_admin
from api.signing import verify_signature

router = APIRouter()


@router.post("/payments/{payment_id}/refund")
def refund(payment_id: int, session=Depends(get_session), admin=Depends(require_admin)):
    payment = session.get(Payment, payment_id)
    payment.refund()
    session.commit()
    return {"status": payment.status}


@router.post("/hooks/bank")
async def bank_hook(request: Request, session=Depends(get_session)):
    body = await request.body()
    if not verify_signature(body, request.headers["X-Signature"]):
        raise HTTPException(401)
    apply_events(session, body)
    return {"ok": True}
"""
            },
            sites=2,
        ),
        Example(
            {
                "shop/views.py": """\
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.viewsets import ModelViewSet


@csrf_exempt  # <-- here
def change_address(request):
    request.user.address = request.POST["address"]
    request.user.save()
    return JsonResponse({"ok": True})


class CouponViewSet(ModelViewSet):
    queryset = Coupon.objects.all()
    permission_classes = [AllowAny]  # <-- here
"""
            },
            base={
                "shop/views.py": """\
from django.http import JsonResponse
from rest_framework.permissions import IsAdminUser
from rest_framework.viewsets import ModelViewSet


def change_address(request):
    request.user.address = request.POST["address"]
    request.user.save()
    return JsonResponse({"ok": True})


class CouponViewSet(ModelViewSet):
    queryset = Coupon.objects.all()
    permission_classes = [IsAdminUser]
"""
            },
        ),
        Example(
            {
                "src/routes/orders.ts": """\
import { Router } from 'express';
import { requireAuth, requireRole } from '../auth';
import { validateBody } from '../validation';
import { orderSchema } from '../schemas';
import { createOrder, deleteOrder, listOrders } from '../orders';

export const orders = Router();

orders.get('/orders', requireAuth, listOrders);
orders.post('/orders', requireAuth, createOrder);  // <-- here
orders.delete('/orders/:id', requireAuth, deleteOrder);  // <-- here
"""
            },
            base={
                "src/routes/orders.ts": """\
import { Router } from 'express';
import { requireAuth, requireRole } from '../auth';
import { validateBody } from '../validation';
import { orderSchema } from '../schemas';
import { createOrder, deleteOrder, listOrders } from '../orders';

export const orders = Router();

orders.get('/orders', requireAuth, listOrders);
orders.post('/orders', requireAuth, validateBody(orderSchema), createOrder);
orders.delete('/orders/:id', requireAuth, requireRole('admin'), deleteOrder);
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/users.controller.ts": """\
import { Controller, Delete, Param } from '@nestjs/common';
import { UsersService } from './users.service';

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Delete(':id')
  remove(@Param('id') id: string) {  // <-- here
    return this.users.remove(id);
  }
}
"""
            },
            base={
                "src/users.controller.ts": """\
import { Controller, Delete, Param, UseGuards } from '@nestjs/common';
import { AdminGuard } from './admin.guard';
import { UsersService } from './users.service';

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Delete(':id')
  @UseGuards(AdminGuard)
  remove(@Param('id') id: string) {
    return this.users.remove(id);
  }
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "internal/http/hooks.go": """\
package http

import (
	"io"
	"net/http"
)

func (s *Server) Hook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "cannot read", http.StatusBadRequest)
		return
	}
	s.apply(body) // <-- here
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) Routes(mux *http.ServeMux) {
	mux.Handle("DELETE /users/{id}", http.HandlerFunc(s.DeleteUser)) // <-- here
}
"""
            },
            base={
                "internal/http/hooks.go": """\
package http

import (
	"io"
	"net/http"
)

func (s *Server) Hook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "cannot read", http.StatusBadRequest)
		return
	}
	if !validSignature(s.secret, body, r.Header.Get("X-Signature")) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	s.apply(body)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) Routes(mux *http.ServeMux) {
	mux.Handle("DELETE /users/{id}", s.requireAdmin(http.HandlerFunc(s.DeleteUser)))
}
"""
            },
            sites=2,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/admin.py": """\
from flask import Blueprint, jsonify, request

from app.auth import admin_required, login_required, permission_required
from app.models import User, db

bp = Blueprint("admin", __name__)
bp.before_request(admin_required)


@bp.delete("/users/<int:user_id>")
def delete_user(user_id):
    user = db.get_or_404(User, user_id)
    db.session.delete(user)
    db.session.commit()
    return "", 204


@bp.put("/users/<int:user_id>")
@permission_required("users.edit")
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    db.session.commit()
    return jsonify(user.to_dict())
"""
            },
            base={
                "app/admin.py": """\
from flask import Blueprint, jsonify, request

from app.auth import admin_required, login_required, permission_required
from app.models import User, db

bp = Blueprint("admin", __name__)


@bp.delete("/users/<int:user_id>")
@admin_required
def delete_user(user_id):
    user = db.get_or_404(User, user_id)
    db.session.delete(user)
    db.session.commit()
    return "", 204


@bp.put("/users/<int:user_id>")
@login_required
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    db.session.commit()
    return jsonify(user.to_dict())


@bp.post("/cache/flush")
@admin_required
def flush_cache():
    cache.clear()
    return "", 204
"""
            },
        ),
        Example(
            {
                "src/app.ts": """\
import express from 'express';
import { requireAuth } from './auth';
import { orders } from './routes/orders';

export const app = express();
app.use('/orders', requireAuth, orders);
""",
                "src/routes/orders.ts": """\
import { Router } from 'express';
import { createOrder, listOrders } from '../orders';

export const orders = Router();

orders.get('/orders', listOrders);
orders.post('/orders', createOrder);
""",
            },
            base={
                "src/app.ts": """\
import express from 'express';
import { orders } from './routes/orders';

export const app = express();
app.use('/orders', orders);
""",
                "src/routes/orders.ts": """\
import { Router } from 'express';
import { requireAuth } from '../auth';
import { createOrder, listOrders } from '../orders';

export const orders = Router();

orders.get('/orders', requireAuth, listOrders);
orders.post('/orders', requireAuth, createOrder);
""",
            },
        ),
        Example(
            {
                "internal/http/hooks.go": """\
package http

import "net/http"

func (s *Server) Hook(w http.ResponseWriter, r *http.Request) {
	body, ok := s.verifiedBody(w, r)
	if !ok {
		return
	}
	s.apply(body)
}

func (s *Server) verifiedBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body := read(r)
	if !validSignature(s.secret, body, r.Header.Get("X-Signature")) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return nil, false
	}
	return body, true
}
"""
            },
            base={
                "internal/http/hooks.go": """\
package http

import "net/http"

func (s *Server) Hook(w http.ResponseWriter, r *http.Request) {
	body := read(r)
	if !validSignature(s.secret, body, r.Header.Get("X-Signature")) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	s.apply(body)
}
"""
            },
        ),
        *GOOD,
    ),
)
