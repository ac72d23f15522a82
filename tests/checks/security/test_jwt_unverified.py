"""Ways that real code trusts a JWT, and reads that are fine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/jwt-unverified"

PYTHON = {
    "old flag": """
import jwt
def user(token):
    return jwt.decode(token, "key", verify=False)["sub"]  # <-- here
""",
    "options in a variable": """
import jwt
OPTIONS = {"verify_signature": False, "verify_exp": True}
def user(token):
    payload = jwt.decode(token, KEY, algorithms=["HS256"], options=OPTIONS)  # <-- here
    return payload
""",
    "python-jose": """
from jose import jwt
def user(token):
    claims = jwt.get_unverified_claims(token)  # <-- here
    return claims["sub"]
def other(token, key):
    return jwt.decode(token, key)  # <-- here
""",
    "missing algorithms": """
import jwt
def user(token, key):
    return jwt.decode(token, key)  # <-- here
""",
    "none when issued": """
import jwt
def issue(claims):
    return jwt.encode(claims, None, algorithm="none")  # <-- here
""",
    "module function": """
from jwt import decode
def user(token):
    return decode(token, options={"verify_signature": False})  # <-- here
""",
    "algorithm of the header by get": """
import jwt
def user(token, key):
    alg = jwt.get_unverified_header(token).get("alg")
    return jwt.decode(token, key, algorithms=[alg])  # <-- here
""",
    # --- fine
    "other decoders": """
import json, base64
def read(raw):
    return json.loads(base64.b64decode(raw).decode("utf-8"))
""",
    "settings": """
import jwt
def user(token, settings):
    return jwt.decode(token, settings.key, algorithms=[settings.JWT_ALGORITHM])
def positional(token, key):
    return jwt.decode(token, key, ["HS256"])
def more(token, **kwargs):
    return jwt.decode(token, "k", **kwargs)
""",
    "the kid": """
import jwt
def key_for(token, jwks):
    kid = jwt.get_unverified_header(token)["kid"]
    return jwks[kid]
""",
    "signature on, expiry off": """
import jwt
def refresh(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})
""",
    "exp by get": """
import jwt
def expires(token):
    payload = jwt.decode(token, options={"verify_signature": False})
    if not payload:
        return None
    return payload.get("exp")
""",
}

TYPESCRIPT = {
    "named import": """
import { decode } from 'jsonwebtoken';
export const userOf = (req) => decode(req.cookies.token).sub;  // <-- here
""",
    "jose": """
import * as jose from 'jose';
export function role(token: string) {
  const claims = jose.decodeJwt(token);  // <-- here
  return claims.role;
}
""",
    "require": """
const jwt = require('jsonwebtoken');
module.exports = (req, res, next) => {
  const decoded = jwt.decode(req.headers.authorization);  // <-- here
  req.user = decoded;
  next();
};
""",
    "jwt-simple": """
import jwt from 'jwt-simple';
export const read = (token, key) => jwt.decode(token, key, true);  // <-- here
""",
    "algorithm of the header": """
import jwt from 'jsonwebtoken';
export function read(token, key) {
  const { header } = jwt.decode(token, { complete: true });
  return jwt.verify(token, key, { algorithms: [header.alg] });  // <-- here
}
""",
    "unsigned": """
import jwt from 'jsonwebtoken';
export const make = (p) => jwt.sign(p, '', { algorithm: 'none' });  // <-- here
""",
    # --- fine
    "verified": """
import jwt from 'jsonwebtoken';
export const read = (token) => jwt.verify(token, process.env.JWT_SECRET);
export const make = (p) => jwt.sign(p, process.env.JWT_SECRET, { algorithm: 'HS256' });
""",
    "jwt-simple verified": """
import jwt from 'jwt-simple';
export const read = (token, key) => jwt.decode(token, key);
""",
    "jwks": """
import { createRemoteJWKSet, jwtVerify } from 'jose';
export const read = (token, set) => jwtVerify(token, set, { algorithms: ['RS256'] });
""",
    "client reads the expiry": """
import jwt from 'jsonwebtoken';
export function expired(token) {
  const decoded = jwt.decode(token);
  return !decoded || decoded.exp < Date.now() / 1000;
}
""",
}

GO = {
    "no method check": """
package a
import "github.com/golang-jwt/jwt/v5"
func parse(raw string, key any) (*jwt.Token, error) {
	return jwt.Parse(raw, func(t *jwt.Token) (any, error) { // <-- here
		return key, nil
	})
}
""",
    "none allowed": """
package a
import "github.com/golang-jwt/jwt/v4"
func parse(raw string) (*jwt.Token, error) {
	return jwt.Parse(raw, func(t *jwt.Token) (interface{}, error) {
		if t.Method == jwt.SigningMethodNone {
			return jwt.UnsafeAllowNoneSignatureType, nil // <-- here
		}
		return key, nil
	})
}
""",
    "issuer first": """
package a
import "github.com/golang-jwt/jwt/v5"
func parse(raw string) (*jwt.Token, error) {
	var claims jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(raw, &claims); err != nil {
		return nil, err
	}
	return jwt.ParseWithClaims(raw, &claims, keyFor(claims.Issuer), jwt.WithValidMethods(methods))
}
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_tokens_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_tokens_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


@pytest.mark.parametrize("name", GO)
def test_go_tokens_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "internal/thing.go", GO[name])
