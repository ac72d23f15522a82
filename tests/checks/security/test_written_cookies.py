"""Cookies written as text, by options from elsewhere, and by Go's frameworks."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/insecure-cookie"

HEADER = """export function signIn(res, token) {
  res.setHeader('Set-Cookie', `%s`);
}
"""
SPREAD = """COOKIE = dict(httponly=True, secure=%s, samesite="lax")


def sign_in(response, token):
    response.set_cookie("access_token", token, **COOKIE)
    response.set_cookie("refresh_token", token, **COOKIE)
"""
FIBER = """package web

import "github.com/gofiber/fiber/v2"

func signIn(c *fiber.Ctx, token string) {
	c.Cookie(&fiber.Cookie{Name: "session", Value: token, %s})
}
"""
ECHO = """package web

import "net/http"

func signIn(c echo.Context, token string) {
	cookie := new(http.Cookie)
	cookie.Name = "token"
	cookie.Value = token
	cookie.HttpOnly = true
	%s
	c.SetCookie(cookie)
}
"""
STORE = """package web

import "github.com/gorilla/sessions"

func options() *sessions.Options {
	return &sessions.Options{Path: "/", %s}
}
"""


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/login.ts", HEADER % "token=${token}; Path=/; HttpOnly", [2]),
        ("src/login.ts", HEADER % "token=${token}; Path=/; HttpOnly; Secure; SameSite=Lax", []),
        ("src/login.ts", HEADER % "token=${token}; ${FLAGS}", []),
        ("src/login.ts", HEADER % "theme=${token}; Path=/", []),
        ("src/login.ts", HEADER % "token=; Max-Age=0", []),
        ("web/login.py", SPREAD % "False", [1]),
        ("web/login.py", SPREAD % "True", []),
        ("web/fiber.go", FIBER % "HTTPOnly: true", [6]),
        ("web/fiber.go", FIBER % "HTTPOnly: true, Secure: true", []),
        ("web/echo.go", ECHO % "", [6]),
        ("web/echo.go", ECHO % "cookie.Secure = true\n\tcookie.SameSite = http.SameSiteLaxMode", []),
        ("web/store.go", STORE % "HttpOnly: true, Secure: true", []),
        ("web/store.go", STORE % "HttpOnly: true, Secure: false", [6]),
    ],
)
def test_login_cookies_without_flags_are_found(path: str, text: str, found: list[int]) -> None:
    assert [f.line for f in review(in_memory({path: text})).findings if f.rule == RULE] == found
