"""Tokens whose claims are believed although nobody checked who signed them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.security.jwt_by_hand import claims_by_hand
from checks.security.jwt_reads import token_reads
from checks.security.jwt_unverified_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PYJWT = re.compile(r"^(?:jwt|jwt\.api_jwt|jwt\.PyJWT\(\))\.(?:decode|decode_complete)$")
_JOSE = re.compile(r"^jose\.jwt\.decode$")
_JOSE_UNCHECKED = re.compile(r"^jose\.(?:jwt\.get_unverified_claims|jws\.get_unverified_claims)$")
_NODE_DECODE = re.compile(
    r"^(?:jsonwebtoken|jsonwebtoken\.default)\.decode$|^jose(?:\.default)?\.decodeJwt$|^jose\.UnsecuredJWT\.decode$"
)
_NODE_METHOD = re.compile(
    r"^@nestjs/jwt\.JwtService\(\)\.decode$|(?:^|\.)(?:fastify|app|server)\.jwt\.decode$"
)
_NODE_VERIFY = re.compile(
    r"^(?:jsonwebtoken|jsonwebtoken\.default)\.verify$|^jose\.jwtVerify$|^jwt-simple(?:\.default)?\.decode$|^(?:express-jwt|express-jwt\.expressjwt|koa-jwt|@fastify/jwt|express-jwt\.default)$"
)
_GO_PARSE = re.compile(
    r"^github\.com/(?:golang-jwt/jwt|dgrijalva/jwt-go|form3tech-oss/jwt-go)(?:/v\d+)?\.(?:NewParser\(\)\.|Parser\(\)\.)?(Parse|ParseWithClaims|ParseUnverified)$"
)
_NAMES = frozenset(
    {"decode", "decode_complete", "get_unverified_claims", "decodeJwt", "verify", "jwtVerify", "expressjwt", "jwt", "expressJwt", "koaJwt", "Parse", "ParseWithClaims",
     "ParseUnverified", "ParseInsecure", "ParseString", "UnsafeClaimsWithoutVerification", "jwtDecode", "jwt_decode", "verify_jwt", "encode", "sign"}
)  # fmt: skip
_HARMLESS = frozenset({"exp", "iat", "nbf", "header", "kid", "alg", "getExpiresAt", "getExpiresAtAsInstant", "getKeyId", "getExpirationTime", "getExpiration", "getHeader", "ValidTo", "ValidFrom", "Header",
                       "Kid", "Alg", "getIssuedAt", "getAlgorithm"})  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every decoding or verification of a JWT is a site."""
    if view.module is None or not (
        view.mentions("jwt", "jsonwebtoken", "jose")
        or (view.mentions("bearer", "authorization") and view.mentions("base64", "b64decode", "atob"))
    ):
        return
    flow = view.flow
    if view.language in ("java", "kotlin", "csharp", "ruby", "php", "rust"):
        for node, defect in token_reads(flow, lambda call: _only_times(flow, call)):
            yield view.site(node, defect)
        return
    for call in flow.calls():
        name = callee_name(call)
        if name not in _NAMES and not isinstance(call.callee, m.Name):
            continue
        resolved = flow.resolve(call.callee)
        if view.language == "python":
            yield from _python(view, call, resolved)
        elif view.language == "go":
            yield from _go(view, call, resolved)
        else:
            yield from _node(view, call, resolved)
    for call in claims_by_hand(flow):
        yield view.site(
            m.statement_of(call),
            _defect("The claims are read out of the token without a check of its signature", "by hand"),
        )
    if view.language == "go":
        for attr in view.module.every(m.Attr):
            if attr.name == "UnsafeAllowNoneSignatureType":
                yield view.site(
                    m.statement_of(attr), _defect("This accepts tokens that are not signed at all", "none")
                )


# --- Python --------------------------------------------------------------------------------------------------


def _python(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    flow = view.flow
    if resolved in ("jwt.encode", "jose.jwt.encode"):
        algorithm = call.keyword("algorithm") or call.positional(2)
        if algorithm is not None and str(flow.constant(algorithm)).lower() == "none":
            yield view.site(
                m.statement_of(call), _defect("This token is issued without a signature (`none`)", "none")
            )
        return
    statement = m.statement_of(call)
    if _JOSE_UNCHECKED.match(resolved):
        yield view.site(
            statement,
            None
            if _harmless(view, call)
            else _defect("`get_unverified_claims` reads the claims without a check of the signature"),
        )
        return
    jose = bool(_JOSE.match(resolved))
    if not jose and not _PYJWT.match(resolved):
        return
    if not jose and not flow.imports_any("jwt") and not resolved.startswith("jwt.api_jwt"):
        return
    options = call.keyword("options")
    chosen = flow.definition(options) if options is not None else None
    flag = flow.constant(chosen.get("verify_signature")) if isinstance(chosen, m.Mapping) else ...
    if isinstance(chosen, m.Call) and m.dotted(chosen.callee) == "dict":
        flag = flow.constant(chosen.keyword("verify_signature"))
    if flag is False or flow.constant(call.keyword("verify")) is False:
        if _harmless(view, call):
            yield view.site(statement)
            return
        at = next(
            (
                p
                for p in (chosen.pairs if isinstance(chosen, m.Mapping) else [])
                if isinstance(p.key, m.Literal) and p.key.value == "verify_signature"
            ),
            None,
        )
        what = "The signature of this token is not checked, so that anyone can write its claims"
        yield view.site(statement, _defect(what, suggestion=_switched_on(view, at)))
        return
    algorithms = call.keyword("algorithms") or call.positional(2)
    if algorithms is None or (isinstance(algorithms, m.Literal) and algorithms.value is None):
        if call.has_spread() or (options is not None and not isinstance(chosen, m.Mapping)):
            yield view.site(statement)
        elif jose or _old_pyjwt(view):
            yield view.site(
                statement,
                _defect("Without `algorithms` the token itself chooses how it is checked", "algorithms"),
            )
        else:
            yield view.site(
                statement,
                _defect(
                    "`jwt.decode` without `algorithms` fails on every token in PyJWT 2 and lets the token choose in PyJWT 1",
                    "algorithms",
                    Severity.WARNING,
                ),
            )
        return
    yield view.site(statement, _algorithms(flow, algorithms))


def _switched_on(view: FileView, pair: m.Pair | None) -> Suggestion | None:
    if pair is None or pair.line != pair.end_line:
        return None
    assert view.module is not None
    line, old = view.lines[pair.line - 1], view.module.text(pair)
    return (
        Suggestion(pair.line, pair.line, line.replace(old, old.replace("False", "True")))
        if line.count(old) == 1
        and pair.value.__class__ is m.Literal
        and "algorithms" in view.module.text(m.statement_of(pair))
        else None
    )


def _old_pyjwt(view: FileView) -> bool:
    """Whether the repository pins PyJWT below 2, which does not insist on ``algorithms``."""
    for path in (
        "requirements.txt",
        "pyproject.toml",
        "setup.cfg",
        "setup.py",
        "Pipfile",
        "requirements/base.txt",
    ):
        text = view.repo.text(path)
        if text and re.search(
            r"(?i)pyjwt[\"']?\s*(?:\[[^\]]*\])?\s*(?:=\s*[\"'])?(?:==|~=|<|<=|\^)\s*(?:1\.|2\.0\.0\b(?<=<2\.0\.0)|2\b(?<=<2))",
            text,
        ):
            return True
    return False


def _algorithms(flow: Flow, expr: m.Expr) -> Defect | None:
    found = flow.definition(expr)
    items = found.items if isinstance(found, (m.Sequence)) else [found]
    for item in items:
        value = flow.constant(item)
        if isinstance(value, str):
            if value.lower() == "none":
                return _defect(
                    "`none` among the accepted algorithms lets tokens pass without a signature", "none"
                )
            continue
        made = flow.definition(item)
        text = flow.module.text(made) + " " + m.dotted(item)
        taint = flow.value(item).taint
        if taint is not None and taint.grade == "request":
            return _defect("The accepted algorithm is read from the request", "algorithms")
        if re.search(
            r"get_unverified_header|\.header\b|unverified|[hH]eader\w*(?:\[[\"']alg|\.get\([\"']alg|\.alg\b)",
            text,
        ):
            return _defect("The accepted algorithm is read from the token itself", "algorithms")
        if isinstance(made, (m.Index, m.Call, m.Attr)) and _from_header(flow, made):
            return _defect("The accepted algorithm is read from the token itself", "algorithms")
    return None


def _from_header(flow: Flow, expr: m.Expr) -> bool:
    base: m.Expr | None = expr.base if isinstance(expr, (m.Index, m.Attr)) else None
    if isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr):
        base = expr.callee.base
    if base is None:
        return False
    text = flow.module.text(flow.definition(base))
    return "get_unverified_header" in text or "decodeProtectedHeader" in text or "complete: true" in text


# --- JavaScript ----------------------------------------------------------------------------------------------


def _client_library(flow: Flow, call: m.Call, resolved: str) -> bool:
    """``jwt-decode`` reads a client's own token; on a server, where the token came with the request, it checks nothing."""
    if not re.match(r"^jwt-decode(?:\.default|\.jwtDecode)?$", resolved) or not call.args:
        return False
    taint = flow.value(call.args[0].value).taint
    return taint is not None and taint.grade == "request"


def _node(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    flow = view.flow
    statement = m.statement_of(call)
    if resolved == "jsonwebtoken.sign":
        options = call.positional(2)
        found = flow.definition(options) if options is not None else None
        if isinstance(found, m.Mapping) and str(flow.constant(found.get("algorithm"))).lower() == "none":
            yield view.site(statement, _defect("This token is issued without a signature (`none`)", "none"))
        return
    if _NODE_DECODE.match(resolved) or _NODE_METHOD.search(resolved) or _client_library(flow, call, resolved):
        if _harmless(view, call):
            yield view.site(statement)
        else:
            name = m.dotted(call.callee)
            yield view.site(statement, _defect(f"`{name}` reads the claims without a check of the signature"))
        return
    if not _NODE_VERIFY.match(resolved):
        return
    defect: Defect | None = None
    if resolved.startswith("jwt-simple") and flow.constant(call.positional(2)) is True:
        defect = _defect("The third argument `true` switches off the check of the signature")
    for arg in call.args:
        options_ = flow.definition(arg.value)
        if isinstance(options_, m.Mapping):
            algorithms = options_.get("algorithms")
            if algorithms is not None:
                defect = _algorithms(flow, algorithms) or defect
    yield view.site(statement, defect)


# --- Go ------------------------------------------------------------------------------------------------------


def _go(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    match = _GO_PARSE.match(resolved)
    statement = m.statement_of(call)
    unchecked = callee_name(call) in ("ParseUnverified", "UnsafeClaimsWithoutVerification")
    if match is None and not (unchecked and view.flow.imports_any(*_GO_LIBRARIES)):
        yield from _jwx(view, call, resolved)
        return
    if match is None or unchecked:
        yield view.site(
            statement,
            None
            if _harmless(view, call)
            else _defect(f"`{callee_name(call)}` reads the claims without a check of the signature"),
        )
        return
    yield view.site(statement, _key_function(view, call))


_GO_LIBRARIES = (
    "github.com/golang-jwt/jwt",
    "github.com/golang-jwt/jwt/v4",
    "github.com/golang-jwt/jwt/v5",
    "github.com/dgrijalva/jwt-go",
    "github.com/go-jose/go-jose/v3/jwt",
    "github.com/go-jose/go-jose/v4/jwt",
    "gopkg.in/square/go-jose.v2/jwt",
)


def _jwx(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    """``github.com/lestrrat-go/jwx``: verified unless it is told not to."""
    found = re.match(r"^github\.com/lestrrat-go/jwx(?:/v\d+)?/jwt\.(Parse\w*)$", resolved)
    if found is None:
        return
    off = found.group(1) == "ParseInsecure" or any(
        isinstance(a.value, m.Call)
        and callee_name(a.value) == "WithVerify"
        and view.flow.constant(a.value.positional(0)) is False
        for a in call.args
    )
    wrong = off and not _harmless(view, call)
    yield view.site(
        m.statement_of(call),
        _defect(f"`{found.group(1)}` reads the claims without a check of the signature") if wrong else None,
    )


def _key_function(view: FileView, call: m.Call) -> Defect | None:
    flow = view.flow
    text = flow.module.text(call)
    if "WithValidMethods" in text or "ValidMethods" in flow.module.text(
        m.enclosing(call, m.Function) or call
    ):
        return None
    index = 2 if callee_name(call) == "ParseWithClaims" else 1
    function = call.positional(index)
    found = flow.definition(function) if function is not None else None
    if not isinstance(found, m.Function) or (
        isinstance(call.callee, m.Attr) and "NewParser" in flow.resolve(call.callee)
    ):
        return None
    if re.search(r"\.Method\b|\[\"alg\"\]|\.Header\b|UnsafeAllowNoneSignatureType", flow.module.text(found)):
        return None
    return _defect(
        "The key function does not look at the signing method, so that the token chooses how it is checked",
        "algorithms",
        Severity.WARNING,
        fix='Pass `jwt.WithValidMethods([]string{"HS256"})`, or test `token.Method` before the key is returned.',
    )


# --- what is harmless ----------------------------------------------------------------------------------------


def _harmless(view: FileView, call: m.Call) -> bool:
    """Whether the unchecked claims only serve to choose a key, or to read the token's own times."""
    return _verified_too(view.flow, call) or _only_times(view.flow, call)


def _verified_too(flow: Flow, call: m.Call) -> bool:
    """Whether the same function also verifies the token: the unchecked read then chose the key or the issuer."""
    scope = flow.scopes.scope_of(call)
    token = call.positional(0)
    wanted = flow.module.text(token) if token is not None else ""
    for other in scope.walk():
        if not isinstance(other, m.Call) or other is call or not other.args:
            continue
        name = callee_name(other)
        resolved = flow.resolve(other.callee)
        first = other.args[0].value
        if flow.module.text(first) != wanted:
            continue
        if name in (
            "verify",
            "jwtVerify",
            "verifyAsync",
            "Parse",
            "ParseWithClaims",
            "verifyToken",
            "verify_token",
            "verifyIdToken",
            "verifyJwt",
        ):
            return other.start > call.start or name not in ("verify",)
        if (
            (_PYJWT.match(resolved) or _JOSE.match(resolved))
            and "verify_signature" not in flow.module.text(other)
            and "verify=False" not in flow.module.text(other)
        ):
            return True
    return False


def _only_times(flow: Flow, call: m.Call) -> bool:
    expr: m.Node = call
    while isinstance(expr.parent, m.Await):
        expr = expr.parent
    reads = list(_reads_of(flow, expr))
    return bool(reads) and all(r in _HARMLESS for r in reads)


def _reads_of(flow: Flow, expr: m.Node) -> Iterator[str]:
    """Names of the members that are read of an expression, through the variable it is given to; "" for any other use."""
    parent = expr.parent
    if isinstance(parent, m.Opaque) and len(parent.items) <= 2:
        expr, parent = parent, parent.parent
    if isinstance(parent, m.Binary) and parent.op in ("or", "??"):
        expr, parent = parent, parent.parent
    if isinstance(parent, m.Attr) and parent.base is expr:
        outer = parent.parent
        if isinstance(outer, m.Call) and outer.callee is parent and parent.name == "get":
            first = outer.positional(0)
            yield str(first.value) if isinstance(first, m.Literal) else ""
        else:
            yield parent.name
        return
    if isinstance(parent, m.Index) and parent.base is expr:
        yield str(parent.key.value) if isinstance(parent.key, m.Literal) else ""
        return
    if isinstance(parent, m.Assign) and parent.value is expr and parent.targets:
        target = parent.targets[0]
        if isinstance(target, m.Mapping):
            for pair in target.pairs:
                yield str(pair.key.value) if isinstance(pair.key, m.Literal) else ""
            return
        if isinstance(target, m.Name):
            scope = flow.scopes.scope_of(target)
            uses = [
                n
                for n in scope.walk()
                if isinstance(n, m.Name) and n.id == target.id and n.start > parent.end
            ]
            for use in uses:
                if isinstance(use.parent, (m.If, m.Unary, m.Conditional, m.Binary)):
                    continue  # `if (!decoded)`
                yield from _reads_of(flow, use)
            return
    yield ""


def _defect(
    what: str,
    key: str = "",
    severity: Severity | None = None,
    suggestion: Suggestion | None = None,
    fix: str = "",
) -> Defect:
    return Defect(f"{what}.", key=key, severity=severity, suggestion=suggestion, fix=fix)


RULE = Rule(
    id="security/jwt-unverified",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="JWT believed without a check",
    what="A JSON Web Token decoded without verification, with the algorithm `none`, or with the algorithm that the token itself names.",
    why="Anyone can write a token. Only the signature, checked with the algorithm and key that this service expects, says that the claims are true.",
    fix="Verify with fixed algorithms: `jwt.decode(token, key, algorithms=[\"HS256\"])`, `jwt.verify(token, key, { algorithms: ['HS256'] })`.",
    local=True,
    site="every decoding or verification of a JWT",
    cwe="CWE-347",
    references=(
        "https://cwe.mitre.org/data/definitions/347.html",
        "https://www.rfc-editor.org/rfc/rfc8725",
        "https://pyjwt.readthedocs.io/en/stable/algorithms.html",
        "https://github.com/auth0/node-jsonwebtoken#jwtdecodetoken--options",
    ),
    bad=(
        Example(
            {
                "app/auth.py": """\
import jwt
from flask import g, request


def load_user() -> None:
    token = request.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, options={"verify_signature": False})  # <-- here
    g.user_id = claims["sub"]


def claims_of(token: str, key: str) -> dict:
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, key, algorithms=[header["alg"]])  # <-- here


def lax(token: str, key: str) -> dict:
    return jwt.decode(token, key, algorithms=["HS256", "none"])  # <-- here
"""
            },
            sites=3,
        ),
        Example(
            {
                "src/auth/session.ts": """\
import jwt from 'jsonwebtoken';
import type { NextFunction, Request, Response } from 'express';

export function authenticate(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.split(' ')[1];
  const payload = jwt.decode(token!) as { sub: string; role: string };  // <-- here
  if (!payload) {
    return res.sendStatus(401);
  }
  req.user = { id: payload.sub, role: payload.role };
  next();
}

export function partner(token: string, key: string) {
  return jwt.verify(token, key, { algorithms: ['RS256', 'none'] });  // <-- here
}
"""
            },
            sites=2,
        ),
        Example(
            {
                "internal/auth/token.go": """\
package auth

import "github.com/golang-jwt/jwt/v5"

func Subject(raw string) (string, error) {
	claims := jwt.RegisteredClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(raw, &claims) // <-- here
	if err != nil {
		return "", err
	}
	return claims.Subject, nil
}
"""
            },
            sites=1,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/auth.py": """\
import jwt

from app.settings import settings

KEYS: dict[str, str] = {}


def claims_of(token: str) -> dict:
    return jwt.decode(token, settings.jwt_key, algorithms=["RS256"], audience="api")


def tenant_claims(token: str) -> dict:
    unverified = jwt.decode(token, options={"verify_signature": False})
    key = KEYS[unverified["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])


def expires_at(own_token: str) -> int:
    return jwt.decode(own_token, options={"verify_signature": False})["exp"]
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/auth/session.ts": """\
import jwt from 'jsonwebtoken';

export async function verify(token: string) {
  const decoded = jwt.decode(token, { complete: true });
  const key = await keys.get(decoded!.header.kid);
  return jwt.verify(token, key, { algorithms: ['RS256'], issuer: 'https://login.example.com' });
}

export function secondsLeft(token: string): number {
  const { exp } = jwt.decode(token) as { exp: number };
  return exp - Date.now() / 1000;
}
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/auth/token.go": """\
package auth

import (
	"fmt"

	"github.com/golang-jwt/jwt/v5"
)

func Parse(raw string, key []byte) (*jwt.Token, error) {
	return jwt.Parse(raw, func(token *jwt.Token) (any, error) {
		if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, fmt.Errorf("unexpected method %v", token.Header["alg"])
		}
		return key, nil
	})
}

func ParseStrict(raw string, key []byte) (*jwt.Token, error) {
	return jwt.Parse(raw, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
}
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
