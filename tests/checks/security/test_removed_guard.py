"""Guards that go, move or change: what is found and what is silent."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/removed-guard"

BASE_PY = """
from flask import Blueprint, abort, request
from app.auth import login_required, limiter, require_role
bp = Blueprint("x", __name__)

@bp.post("/transfer")
@login_required
@limiter.limit("5/minute")
def transfer():
    amount = int(request.form["amount"])
    if amount <= 0:
        raise ValueError("amount must be positive")
    if request.headers["X-Key"] != KEY or request.user_agent.is_bot:
        abort(403)
    account = load(request.form["account"])
    check_owner(account)
    account.withdraw(amount)
    save(account)
    return "", 204
"""

PYTHON = {
    "rate limit removed": (
        '@limiter.limit("5/minute")\ndef transfer():',
        "def transfer():  # <-- here",
    ),
    "ownership call removed": (
        "    check_owner(account)\n    account.withdraw(amount)",
        "    account.withdraw(amount)  # <-- here",
    ),
    "validation removed": (
        '    if amount <= 0:\n        raise ValueError("amount must be positive")\n    if request.headers["X-Key"] != KEY or request.user_agent.is_bot:',
        '    if request.headers["X-Key"] != KEY or request.user_agent.is_bot:  # <-- here',
    ),
    "half of a test removed": (
        " != KEY or request.user_agent.is_bot:",
        " != KEY:  # <-- here",
    ),
    "a condition added": (
        '    if request.headers["X-Key"] != KEY or request.user_agent.is_bot:',
        '    if (request.headers["X-Key"] != KEY or request.user_agent.is_bot) and not DEBUG:  # <-- here',
    ),
    # --- silent
    "another rate": ("5/minute", "3/minute"),
    "order of decorators": (
        '@login_required\n@limiter.limit("5/minute")',
        '@limiter.limit("5/minute")\n@login_required',
    ),
    "replaced by a stronger one": ("@login_required", '@require_role("teller")'),
    "inlined the ownership call": (
        "    check_owner(account)\n",
        "    if account.owner_id != current_user.id:\n        abort(403)\n",
    ),
    "message reworded": ("amount must be positive", "the amount must be over zero"),
    "test negated and rewritten": ("if amount <= 0:", "if not amount > 0:"),
    "validation by a schema": (
        '    if amount <= 0:\n        raise ValueError("amount must be positive")\n',
        "    form = TransferSchema().load(request.form)\n",
    ),
    "a guard added": ("    save(account)", "    if account.locked:\n        abort(409)\n    save(account)"),
    "a log line added": ("    save(account)", '    log.info("saved")\n    save(account)'),
    "the body replaced": (
        BASE_PY.partition("def transfer():\n")[2],
        '    return "gone", 410\n',
    ),
}

BASE_TS = """
import { Router } from 'express';
import { requireAuth, verifySignature, csrfProtection } from './auth';
import { z } from 'zod';
export const r = Router();
r.use(csrfProtection);
r.post('/pay', requireAuth, async (req, res) => {
  const body = paySchema.parse(req.body);
  if (req.user.id !== body.ownerId) {
    return res.status(403).json({ error: 'not yours' });
  }
  await pay(body);
  await notify(body);
  res.sendStatus(204);
});
"""

TYPESCRIPT = {
    "csrf removed": (
        "r.use(csrfProtection);\nr.post('/pay', requireAuth, async (req, res) => {",
        "r.post('/pay', requireAuth, async (req, res) => {  // <-- here",
    ),
    "auth removed": ("requireAuth, async (req, res) => {", "async (req, res) => {  // <-- here"),
    "schema removed": ("paySchema.parse(req.body);", "req.body;  // <-- here"),
    "owner test removed": (
        "  if (req.user.id !== body.ownerId) {\n    return res.status(403).json({ error: 'not yours' });\n  }\n  await pay(body);",
        "  await pay(body);  // <-- here",
    ),
    # --- silent
    "safeParse instead": (
        "  const body = paySchema.parse(req.body);",
        "  const parsed = paySchema.safeParse(req.body);\n  if (!parsed.success) return res.status(400).end();\n  const body = parsed.data;",
    ),
    "middleware renamed": ("requireAuth, async", "requireUser, async"),
    "route gone": (BASE_TS.partition("r.post")[1] + BASE_TS.partition("r.post")[2], ""),
    "moved to the router": (
        "r.use(csrfProtection);\nr.post('/pay', requireAuth, async",
        "r.use(csrfProtection);\nr.use(requireAuth);\nr.post('/pay', async",
    ),
    "moved to a helper": (
        "  if (req.user.id !== body.ownerId) {\n    return res.status(403).json({ error: 'not yours' });\n  }\n",
        "  assertOwner(req.user, body);\n",
    ),
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    old, new = PYTHON[name]
    assert old in BASE_PY
    expect(RULE, "app/transfer.py", BASE_PY.replace(old, new), base=BASE_PY)


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    old, new = TYPESCRIPT[name]
    assert old in BASE_TS
    expect(RULE, "src/pay.ts", BASE_TS.replace(old, new), base=BASE_TS)


def test_django_middleware_taken_out_of_settings(expect):  # type: ignore[no-untyped-def]
    base = 'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.csrf.CsrfViewMiddleware",\n    "app.middleware.Locale",\n]\n'
    head = 'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "app.middleware.Locale",  # <-- here\n]\n'
    expect(RULE, "app/settings.py", head, base=base)


CENTRAL = {
    "spring": (
        "A.java",
        '@RestController\nclass A {\n{}    @PostMapping("/admin/x")\n    X a() { return s.a(); }\n}\n',
        "    @PreAuthorize(\"hasRole('ADMIN')\")\n",
        "C.java",
        "class C {\n  Object c(HttpSecurity http) {\n    return http.authorizeHttpRequests(r -> r\n{}      .anyRequest().authenticated());\n  }\n}\n",
        '      .requestMatchers("/admin/**").hasRole("ADMIN")\n',
    ),
    "django rest": (
        "shop/views.py",
        "class V(APIView):\n{}    def post(self, request):\n        return Response(save(request))\n",
        "    permission_classes = [IsAuthenticated]\n\n",
        "shop/settings.py",
        "DEBUG = False\n{}",
        "REST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n",
    ),
    "asp.net": (
        "C.cs",
        "[ApiController]\n{}public class C : ControllerBase\n{\n    [HttpPost]\n    public IActionResult Post(X x) => Ok(s.Save(x));\n}\n",
        "[Authorize]\n",
        "Program.cs",
        "var b = WebApplication.CreateBuilder(args);\n{}",
        "b.Services.AddAuthorization(o => o.FallbackPolicy = Policies.SignedIn);\n",
    ),
}


@pytest.mark.parametrize("name", CENTRAL)
def test_a_guard_that_the_framework_now_states_for_all_is_moved(name: str) -> None:
    path, code, guard, other, config, central = CENTRAL[name]
    base = {path: code.replace("{}", guard, 1), other: config.replace("{}", "", 1)}
    head = {path: code.replace("{}", "", 1), other: config.replace("{}", central, 1)}
    assert [f.line for f in review(in_memory(head, base), only={RULE}).findings] == []
    head = {path: code.replace("{}", "", 1), other: base[other]}
    assert len(review(in_memory(head, base), only={RULE}).findings) == 1
