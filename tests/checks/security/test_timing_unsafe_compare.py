"""Ways that real code compares secrets, and look-alikes that are fine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/timing-unsafe-compare"

PYTHON = {
    "signature header of a webhook": """
import hmac
def handler(request):
    sig = request.headers["X-Signature"]
    mac = hmac.new(KEY, request.body, "sha256")
    if mac.hexdigest() != sig:  # <-- here
        raise PermissionError
""",
    "prefixed digest": """
import hmac, hashlib
def check(body, header):
    expected = "sha256=" + hmac.new(KEY, body, hashlib.sha256).hexdigest()
    return header == expected  # <-- here
""",
    "base64 of a digest": """
import base64, hmac
def check(body, header):
    computed = base64.b64encode(hmac.new(KEY, body, "sha256").digest()).decode()
    return header == computed  # <-- here
""",
    "environment token in FastAPI": """
import os
from fastapi import Header, HTTPException
def guard(authorization: str = Header()):
    token = authorization.removeprefix("Bearer ")
    if token != os.environ["API_TOKEN"]:  # <-- here
        raise HTTPException(401)
""",
    "bearer built from a secret": """
from flask import request, abort, current_app
def guard():
    expected = f"Bearer {current_app.config['CRON_SECRET']}"
    if request.headers.get("Authorization") != expected:  # <-- here
        abort(401)
""",
    "stored reset token": """
def reset(user, token, password):
    if not user.reset_token or user.reset_token != token:  # <-- here
        raise ValueError("invalid")
""",
    "csrf": """
from flask import session, request, abort
def protect():
    if session["csrf_token"] != request.form.get("csrf_token"):  # <-- here
        abort(400)
""",
    "hash of an API key": """
import hashlib
def authenticate(api_key, record):
    hashed = hashlib.sha256(api_key.encode()).hexdigest()
    return hashed == record.api_key_hash  # <-- here
""",
    "metrics password": """
from flask import request
def metrics(settings):
    auth = request.authorization
    return auth.password == settings.METRICS_PASSWORD  # <-- here
""",
    # --- fine
    "a lexer": """
def expect(self, expected_token):
    token = self.lexer.next()
    if token != expected_token:
        raise SyntaxError
""",
    "change of a setting": """
def save(self, api_key):
    if self.api_key != api_key_before:
        self.reconnect()
    if new_token == self.token:
        return
""",
    "records of one kind": """
class Key:
    def __eq__(self, other):
        return self.secret_key == other.secret_key
""",
    "checksum of a download": """
import hashlib
def verify_download(path, expected_sha256):
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    if digest != expected_sha256:
        raise OSError
""",
    "etag": """
def fresh(request, etag):
    return request.headers.get("If-None-Match") == etag
""",
    "token kinds": """
def check(token, payload):
    if token.kind == TokenKind.ACCESS and payload["token_type"] != "access":
        return
    if payload["token_use"] == expected_use or token == "":
        return
    return len(token) == TOKEN_LENGTH
""",
    "call signature": """
import inspect
def same(a, b):
    signature = inspect.signature(a)
    return signature == inspect.signature(b)
""",
    "network card": """
def find(devices, mac):
    return [d for d in devices if d.mac == mac]
""",
    "ORM filter": """
from app.models import ApiKey
def find(session, api_key):
    return session.query(ApiKey).filter(ApiKey.key == api_key).one_or_none()
def reset(session, token):
    return session.scalar(select(User).where(User.reset_token == token))
""",
    "pagination": """
def drain(client):
    token = None
    while True:
        page = client.list(page_token=token)
        if page.next_page_token == token:
            break
        token = page.next_page_token
""",
    "repeat of a password": """
def validate(self, data):
    if data["password1"] != data["password2"]:
        raise ValueError
    if data["new_password"] == data["old_password"]:
        raise ValueError
    if password == username:
        raise ValueError
""",
    "pydantic after validators": """
def check(cls, password_again, info):
    if password_again != info.data["password"]:
        raise ValueError
""",
    "redis lock": """
def release(self, token):
    if self.redis.get(self.key) == token:
        self.redis.delete(self.key)
""",
    "sentinel": """
def start(secret=UNSET):
    if secret == UNSET:
        secret = load()
""",
    "docker digest": """
def needs_pull(image, remote):
    return image.digest != remote.digest
""",
}

TYPESCRIPT = {
    "stripe-like": """
import * as crypto from 'crypto';
export function ok(payload: string, header: string, secret: string) {
  const hmac = crypto.createHmac('sha256', secret);
  hmac.update(payload);
  const expected = hmac.digest('base64');
  return header === expected;  // <-- here
}
""",
    "next route": """
export async function POST(req: Request) {
  const auth = req.headers.get('authorization');
  if (auth !== `Bearer ${process.env.CRON_SECRET}`) {  // <-- here
    return new Response('no', { status: 401 });
  }
}
""",
    "buffers": """
import { createHmac } from 'crypto';
export function ok(body: Buffer, sig: Buffer, key: string) {
  const mac = createHmac('sha256', key).update(body).digest();
  return mac.equals(sig);  // <-- here
}
""",
    "reset token of a user": """
export async function reset(req, res) {
  const user = await users.findOne({ email: req.body.email });
  if (user.resetToken !== req.body.token) {  // <-- here
    return res.status(400).end();
  }
}
""",
    "fastify key": """
import fp from 'fastify-plugin';
export default fp(async (app) => {
  app.addHook('onRequest', async (request, reply) => {
    const key = request.headers['x-api-key'];
    if (key !== app.config.apiKey) {  // <-- here
      return reply.code(401).send();
    }
  });
});
""",
    "nest guard": """
export class InternalGuard {
  canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const token = request.headers['x-internal-token'];
    return token === this.config.get('INTERNAL_TOKEN');  // <-- here
  }
}
""",
    # --- fine
    "react state": """
import { useEffect } from 'react';
export function useToken(token, prevToken) {
  if (token !== prevToken) { refresh(token); }
}
""",
    "types": """
export function check(token?: string) {
  if (typeof token !== 'string' || token === undefined || token === null) return false;
  return token.length === TOKEN_LENGTH;
}
""",
    "parser": """
export function parse(tokens) {
  if (tokens.current === expectedToken) return;
  if (node.operatorToken.kind === SyntaxKind.PlusToken) return;
}
""",
    "design tokens": """
export const find = (tokens, token) => tokens.find((t) => t === token);
""",
    "erc20": """
export function pair(tokenA, tokenB, swap) { return swap.token0 === tokenA || swap.tokenIn === tokenB; }
""",
    "cancel token": """
export function cancel(err, cancelToken) { return err.cancelToken === cancelToken; }
""",
    "repeat": """
export const schema = z.object({}).refine((d) => d.password === d.confirmPassword);
export const differs = (d) => d.newPassword !== d.currentPassword;
""",
    "safe": """
import crypto from 'node:crypto';
export const ok = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b));
""",
    "map key": """
export const pick = (rows, key) => rows.filter((r) => r.key === key);
""",
}

GO = {
    "environment": """
package a
import ("net/http"; "os")
func h(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get("X-Admin-Token")
	if token != os.Getenv("ADMIN_TOKEN") { // <-- here
		http.Error(w, "no", 401)
	}
}
""",
    "hex": """
package a
import ("crypto/hmac"; "crypto/sha256"; "encoding/hex")
func verify(body []byte, signature string, key []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	return expected == signature // <-- here
}
""",
    "stored": """
package a
func (s *Service) ConfirmEmail(user *User, token string) error {
	if user.VerificationToken != token { // <-- here
		return ErrInvalid
	}
	return nil
}
""",
    "scanner": """
package a
func (p *parser) expect(tok token.Token) {
	if p.tok != tok {
		p.error()
	}
}
""",
    "nil": """
package a
func f(token *Token, apiKey string) bool {
	return token != nil && apiKey != "" && len(apiKey) == keyLength
}
""",
    "pages": """
package a
func f(out *Out, token *string) bool {
	return out.NextToken == token
}
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_is_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_is_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


@pytest.mark.parametrize("name", GO)
def test_go_is_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "internal/thing.go", GO[name])


def test_the_suggested_line_is_clean() -> None:
    code = """import hmac


def verify(body: bytes, signature: str, key: bytes) -> bool:
    expected = hmac.new(key, body, "sha256").hexdigest()
    if signature != expected:
        return False
    return True
"""
    (finding,) = review(in_memory({"a.py": code}), only={RULE}).findings
    suggestion = finding.suggestion
    assert suggestion is not None
    lines = code.split("\n")
    lines[suggestion.line - 1 : suggestion.end_line] = [suggestion.replacement]
    assert "if not hmac.compare_digest(signature, expected):" in "\n".join(lines)
    assert review(in_memory({"a.py": "\n".join(lines)}), only={RULE}).findings == ()
