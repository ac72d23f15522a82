"""Tokens taken apart by hand, and the unchecked reads of Go's and Nest's libraries."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/jwt-unverified"

PYTHON = """import base64
import json


def current_user(request):
    token = request.headers["Authorization"].removeprefix("Bearer ")
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims["sub"]
"""
TYPESCRIPT = """export function user(req: Request) {
  const [, token] = req.headers.authorization.split(' ');
  const [, payload] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims.sub;
}
"""
BROWSER = """export function parseJwt(token: string) {
  const payload = token.split('.')[1];
  return JSON.parse(atob(payload));
}
"""
SIGNED = PYTHON.replace("    claims =", "    check_signature(token)\n    claims =")
NEST = """import { JwtService } from '@nestjs/jwt';

export class TokenGuard {
  constructor(private readonly jwt: JwtService) {}

  canActivate(context) {
    const claims = this.jwt.decode(context.token);
    context.user = claims.sub;
    return true;
  }
}
"""
GO = """package a

import (
	"github.com/golang-jwt/jwt/v5"
)

func user(t string) (string, error) {
	claims := jwt.MapClaims{}
	if _, _, err := new(jwt.Parser).ParseUnverified(t, claims); err != nil {
		return "", err
	}
	return claims.GetSubject()
}
"""
JWX = """package a

import "github.com/lestrrat-go/jwx/v2/jwt"

func read(t []byte) (jwt.Token, error) {
	return jwt.Parse(t, %s)
}
"""


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("api/auth.py", PYTHON, [8]),
        ("api/auth.py", SIGNED, []),
        ("src/auth.ts", TYPESCRIPT, [4]),
        ("web/src/token.ts", BROWSER, []),
        ("src/guard.ts", NEST, [7]),
        ("auth/user.go", GO, [9]),
        ("auth/jwx.go", JWX % "jwt.WithVerify(false)", [6]),
        ("auth/jwx.go", JWX % "jwt.WithKeySet(set)", []),
    ],
)
def test_claims_read_without_a_signature_are_found(path: str, text: str, found: list[int]) -> None:
    assert [f.line for f in review(in_memory({path: text})).findings if f.rule == RULE] == found
