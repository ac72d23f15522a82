"""Cookies of logins, and cookies that need no protection."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/insecure-cookie"

PYTHON = {
    "fastapi without secure": """
from fastapi import Response
def login(response: Response, token):
    response.set_cookie(key="access_token", value=token, httponly=True)  # <-- here
    response.set_cookie(key="access_token", value=token, httponly=True, secure=True)
""",
    "django": """
def login(request):
    response = HttpResponse()
    response.set_cookie("auth", make(), secure=True, samesite="Lax")  # <-- here
    return response
""",
    "starlette sessions": """
from starlette.middleware.sessions import SessionMiddleware
app.add_middleware(SessionMiddleware, secret_key=KEY)  # <-- here
app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=True)
""",
    "flask config": """
app.config["SESSION_COOKIE_HTTPONLY"] = False  # <-- here
app.config.update(SESSION_COOKIE_SECURE=False)  # <-- here
if app.debug:
    app.config["SESSION_COOKIE_SECURE"] = False
class DevelopmentConfig:
    SESSION_COOKIE_SECURE = False
class ProductionConfig:
    SESSION_COOKIE_SECURE = True
""",
    "fine": """
def f(response, options, settings):
    response.set_cookie("session", token, **options)
    response.set_cookie("locale", "de")
    response.set_cookie("session", "", expires=0)
    response.set_cookie("sid", sid, secure=not settings.DEBUG, httponly=True, samesite="Strict")
    response.delete_cookie("session")
""",
}
TYPESCRIPT = {
    "bad": """
import { cookies } from 'next/headers';
export async function login(token) {
  cookies().set('session', token);  // <-- here
  (await cookies()).set({ name: 'session', value: token, httpOnly: true, secure: true, sameSite: 'lax' });
}
export function f(req, reply, token) {
  reply.setCookie('token', token, { httpOnly: true, sameSite: 'lax' });  // <-- here
  reply.setCookie('token', token, { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
}
""",
    "fine": """
import session from 'express-session';
export function f(res, token, opts) {
  res.cookie('jwt', token, opts);
  res.cookie('jwt', token, { ...opts });
  res.cookie('theme', 'dark');
  res.clearCookie('jwt');
  res.cookie('jwt', '', { maxAge: 0 });
  map.set('session', token);
  sessions.set('token', token, { ttl: 3 });
}
app.use(session({ secret, cookie: { secure: isProd } }));
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_cookies_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_cookies_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])
