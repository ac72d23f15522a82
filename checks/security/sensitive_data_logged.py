"""Secrets that end in a log."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.secret_names import secret_named
from checks.security.sensitive_data_logged_examples import BAD, GOOD
from checks.security.wording import around, callee_name, words
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_METHODS = frozenset(
    {"debug", "info", "warn", "warning", "error", "exception", "critical", "fatal", "log", "trace", "verbose", "print", "Printf", "Println", "Print", "Fatalf", "Fatal", "Debug", "Info", "Warn", "Error", "Debugf", "Infof", "Warnf",
     "Errorf", "Infow", "Debugw", "Warnw", "Errorw", "InfoContext", "DebugContext", "WarnContext", "ErrorContext", "success", "notice"}
)  # fmt: skip
_LOGGER = re.compile(
    r"(?i)(?:^|[._\[\]()])(?:log|logger|logging|loguru|_?log(?:ger)?|console|winston|pino|slog|zap|logrus|zerolog|structlog|sugar|app\.logger|current_app)(?:\(\))?(?:$|[.(])"
)
_MASKS = re.compile(
    r"(?i)mask|redact|hash|len|bool|sanitiz|sanitis|scrub|obfuscat|fingerprint|truncate|censor|digest|sha|md5|isinstance|type|length|count|size|exists|anonymi|hide|last4|repr_secret|filter|strip_secret|encrypt|safe"
)
_CARD = frozenset(
    {("card", "number"), ("credit", "card"), ("pan", "number"), ("cc", "number"), ("security", "code")}
)
_EXTRA = frozenset({"cvv", "cvc", "ssn", "authorization", "cardnumber", "otp", "mnemonic", "iban_full"})
_TALK = frozenset({"count", "usage", "used", "total", "prompt", "completion", "input", "output", "max", "remaining", "cancel", "cancellation", "valid", "invalid", "expired", "kind", "type", "name", "id", "next", "page", "sync", "continuation",
                   "decimals", "address", "symbol", "contract", "mint", "erc20", "tokenizer", "lexer", "num", "n", "error", "err", "exception", "ttl", "age", "expiry", "expires", "length", "strength", "path", "file", "url", "status",
                   "masked", "redacted", "hashed", "hash", "hint", "prefix", "suffix", "last4", "budget", "limit", "cost", "per", "rate", "unmatched", "unexpected", "eof", "tokens", "secrets", "passwords", "policy", "field", "reset", "pass", "passes", "salt", "balance", "amount", "price"})  # fmt: skip
_ABOUT = frozenset({"at", "on", "since", "until", "by", "changed", "updated", "created", "issued", "rotated", "revoked", "present", "given", "matches", "matched", "set", "ok",
                    "days", "hours", "minutes", "seconds", "secs", "ms", "lifetime", "required", "enabled", "missing", "supplied", "provided", "found", "ttl", "duration", "expiration", "index", "position",
                    "chars", "header", "source", "origin", "format", "version", "bytes"})  # fmt: skip
"""Last words of names that tell of a secret but do not hold it: ``password_changed_at``, ``token_issued``."""
_BY_LIBRARY = frozenset({"java", "kotlin", "csharp", "ruby", "php", "rust"})
_PROGRAM = re.compile(
    r"\bstatic (?:async )?(?:void|int|Task(?:<int>)?) [mM]ain\(|^fun main\(|^(?:async )?fn main\(|picocli|clap::|OptionParser|Thor\b",
    re.MULTILINE,
)
"""Programs for a terminal: what they print, their user asked for."""
_ZEROLOG_FIELDS = frozenset({"Str", "Any", "Interface", "Bytes", "Stringer"})
_ZEROLOG_CHAIN = re.compile(r"\.(?:Trace|Debug|Info|Warn|Error|Fatal|Log)\(\)(?:\s*\.|$)")
_BOUND = frozenset({"body", "payload", "data", "credentials", "dto"})
_BOUND_LAST = _BOUND | {"request", "command", "form", "model", "input"}
_AUTH_ROUTE = re.compile(
    r"(?i)login|sign_?in|sign_?up|register|auth|password|reset|token|session|credential|payment|(?<![a-z])pay(?![a-z])|checkout|card"
)


def check(view: FileView) -> Iterator[Site]:
    """Every log call with an argument that is named for a secret is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        name = callee_name(call)
        if not call.args or not _logs(view, call, name):
            continue
        found: str | None = None
        seen = False
        for arg in call.args:
            if arg.name in ("exc_info", "stack_info", "file", "end", "sep", "flush"):
                continue
            for shown, masked in _secrets(view.flow, arg.value, arg.name or ""):
                seen = True
                if not masked and found is None:
                    found = shown
        if found is None and (body := _whole_body(view.flow, call)) is not None:
            seen, found = True, body
        if seen:
            defect = Defect(f"`{found}` is written to the log.") if found is not None else None
            yield view.site(m.statement_of(call), defect)


def _logs(view: FileView, call: m.Call, name: str) -> bool:
    callee = call.callee
    if view.language in _BY_LIBRARY:
        fact = known_call(view.flow, call, "log")
        return fact is not None and not (fact.more.get("terminal") and _command_line(view))
    if view.language == "go" and name in _ZEROLOG_FIELDS:
        return bool(_ZEROLOG_CHAIN.search(view.module.text(callee))) if view.module is not None else False
    if name not in _METHODS:
        return False
    if isinstance(callee, m.Name):
        return callee.id == "print" and view.language == "python" and not _command_line(view)
    dotted = m.dotted(callee)
    if _LOGGER.search(dotted.rpartition(".")[0]):
        return True
    if view.language == "go" and any(
        isinstance(a.value, m.Call)
        and view.flow.resolve(a.value.callee).startswith(("go.uber.org/zap.", "log/slog."))
        for a in call.args
    ):
        return True
    if view.language == "go" and name in ("Printf", "Println", "Print", "Fatalf", "Fatal"):
        return view.flow.resolve(callee).startswith("log.")
    return False


def _command_line(view: FileView) -> bool:
    """A program for a terminal shows its user what they asked for."""
    return (
        bool(
            re.search(
                r"(?:^|/)(?:cli|scripts?|bin|tools?|management|commands?|manage|setup|examples?)(?:[/._]|$)|__main__",
                view.path,
            )
        )
        or view.flow.imports_any("click", "argparse", "typer")
        or "__main__" in view.text
        or bool(_PROGRAM.search(view.text))
        or view.path.endswith(("main.rs", "build.rs", "Program.cs", "Rakefile", ".rake"))
    )


def _name_is_secret(name: str) -> bool:
    parts = words(name)
    if not parts or parts[0] in ("is", "has", "no", "use", "should", "with", "without"):
        return False
    if parts[-1] in _EXTRA or any(p in _CARD for p in itertools.pairwise(parts)):
        return not set(parts) & {
            "masked",
            "last4",
            "redacted",
            "hash",
            "type",
            "brand",
            "code" if parts[-1] != "code" else "",
        }
    if parts[-2:] == ("reset", "token"):
        return True
    if set(parts) & _TALK or parts[-1] in _ABOUT:
        return False
    if name.isupper() and len(parts) == 1:
        return False
    return secret_named(name)


def _secrets(flow: Flow, expr: m.Expr, label: str = "", depth: int = 0) -> Iterator[tuple[str, bool]]:
    """(name, whether it is masked) of every secret that an expression shows."""
    if depth > 6:
        return
    if isinstance(expr, (m.Name, m.Attr)):
        name = expr.id if isinstance(expr, m.Name) else expr.name
        if _name_is_secret(name):
            yield m.dotted(expr) or name, _harmless_definition(flow, expr)
        elif isinstance(expr, m.Name):
            made = flow.definition(expr)
            if isinstance(made, (m.Template, m.Mapping)):
                yield from _secrets(flow, made, label, depth + 1)
        elif isinstance(expr, m.Attr) and expr.name in ("length", "size"):
            return
    elif isinstance(expr, m.Index):
        key = flow.constant(expr.key)
        if isinstance(key, str):
            if _name_is_secret(key) or key.lower() == "authorization":
                yield f"{m.dotted(expr.base) or '...'}[{key}]", False
        elif isinstance(expr.key, m.Opaque):  # token[:6], password[-4:]: a part
            for shown, _ in _secrets(flow, expr.base, label, depth + 1):
                yield shown, True
    elif isinstance(expr, m.Template):
        for part in expr.parts:
            if not isinstance(part, m.Literal):
                yield from _secrets(flow, part, label, depth + 1)
    elif isinstance(expr, m.Binary):
        if expr.op in ("+", "%", "or", "??", "."):
            yield from _secrets(flow, expr.left, label, depth + 1)
            yield from _secrets(flow, expr.right, label, depth + 1)
        else:
            for side in (expr.left, expr.right):
                for shown, _ in _secrets(flow, side, label, depth + 1):
                    yield shown, True
    elif isinstance(expr, m.Sequence):
        for item in expr.items:
            yield from _secrets(flow, item, label, depth + 1)
    elif isinstance(expr, m.Mapping):
        for pair in expr.pairs:
            if isinstance(pair.value, m.Literal):
                continue
            yield from _secrets(flow, pair.value, label, depth + 1)
    elif isinstance(expr, m.Conditional):
        for branch in (expr.then, expr.other):
            yield from _secrets(flow, branch, label, depth + 1)
    elif isinstance(expr, m.Function):  # Kotlin's `logger.info { ... }`
        for node in expr.body.walk_scope():
            if isinstance(node, m.Return) and node.value is not None:
                yield from _secrets(flow, node.value, label, depth + 1)
    elif isinstance(expr, m.Await):
        yield from _secrets(flow, expr.value, label, depth + 1)
    elif isinstance(expr, m.Unary):
        masked = expr.op in ("not", "typeof", "-", "+")
        for shown, already in _secrets(flow, expr.operand, label, depth + 1):
            yield shown, already or masked
    elif isinstance(expr, m.Call):
        yield from _in_call(flow, expr, label, depth)


_PASSING = ("formatted", "Format", "valueOf", "to_s", "to_json", "ToString", "json_encode", "print_r", "var_export", "concat", "Concat", "kv", "keyValue", "value", "Serialize", "serialize", "writeValueAsString", "format!",
            "expose_secret", "sprintf", "as_str", "unwrap", "to_string", "orElse", "clone", "Join", "implode", "field", "unwrap_or_default", "inspect", "trim", "StringBuilder", "append")  # fmt: skip


def _in_call(flow: Flow, call: m.Call, label: str, depth: int) -> Iterator[tuple[str, bool]]:
    name = callee_name(call)
    first = call.positional(0)
    if (
        name
        in (
            "get",
            "header",
            "Get",
            "getenv",
            "Getenv",
            "GetHeader",
            "getHeader",
            "getParameter",
            "input",
            "post",
            "fetch",
            "getProperty",
        )
        and isinstance(first, m.Literal)
        and isinstance(first.value, str)
    ):
        if (
            _name_is_secret(first.value) or first.value.lower() in ("authorization", "cookie", "x-api-key")
        ) and not _MASKS.search(first.value):
            yield f"{m.dotted(call.callee)}({first.value})", False
        return
    if flow.module.language in _BY_LIBRARY and not call.args and isinstance(call.callee, m.Attr):
        member = re.sub(r"^get(?=[A-Z])", "", name)
        if _name_is_secret(member) and not _MASKS.search(member):
            yield m.dotted(call) or name, False
            return
    masked = bool(_MASKS.search(name)) or name in (
        "slice",
        "substring",
        "substr",
        "startsWith",
        "startswith",
        "endswith",
        "includes",
        "test",
        "Boolean",
    )
    passing = name in (
        "str",
        "repr",
        "format",
        "stringify",
        "String",
        "dumps",
        "decode",
        "encode",
        "join",
        "strip",
        "trim",
        "toString",
        "dict",
        "Sprintf",
        "f",
        "get_secret_value",
        "String",
        "Str",
        "Any",
        "inspect",
        "Sprint",
        "reveal",
        *_PASSING,
    )
    if not masked and not passing:
        if isinstance(call.callee, m.Attr) and name in ("lower", "upper"):
            yield from _secrets(flow, call.callee.base, label, depth + 1)
        return
    inside: list[m.Expr] = [a.value for a in call.args]
    if isinstance(call.callee, m.Attr):
        inside.append(call.callee.base)
    for expr in inside:
        for shown, already in _secrets(flow, expr, label, depth + 1):
            yield shown, already or masked


def _harmless_definition(flow: Flow, expr: m.Expr) -> bool:
    """``token = mask(token)``, ``password = bool(...)``: the name no longer holds the secret."""
    made = flow.definition(expr)
    if isinstance(made, m.Call):
        return bool(_MASKS.search(callee_name(made)))
    if isinstance(made, m.Literal):
        return True
    return isinstance(made, m.Binary) and made.op in (
        "==",
        "!=",
        "===",
        "!==",
        "in",
        "is",
        "is not",
        "not in",
        "<",
        ">",
    )


_WHOLE = re.compile(
    r"params(?:\.(?:inspect|to_json|to_s|to_unsafe_h|to_h|permit!?)(?:\(\))?)*|(?:this\.)?request(?:\(\))?\.(?:all|toArray|getContent|input|post|raw_post|body\.read|request_parameters|getParameterMap)(?:\(\))?|Request\.(?:Form|Body)|_POST|_REQUEST"
)


def _whole_body(flow: Flow, call: m.Call) -> str | None:
    """The whole request body or all headers, logged by a handler of logins or payments."""
    for arg in call.args:
        for node in arg.value.walk():
            if isinstance(node, m.Name) and _bound_body(flow, call, node):
                return node.id
            if isinstance(node, m.Name) and _all_params(flow, call, node):
                return node.id
            if not isinstance(node, (m.Attr, m.Call)) or isinstance(node.parent, (m.Attr, m.Index)):
                continue
            name = m.dotted(node)
            if re.fullmatch(
                r"(?:self\.)?(?:req|request|ctx\.request)\.headers|(?:r|req|request)\.Header", name
            ) and not _inside_mask(node, call):
                return name
            if re.fullmatch(
                r"(?:self\.)?(?:req|request|ctx\.request)\.(?:body|json|form|data|POST|get_json\(\)|json\(\))",
                name,
            ) or (flow.module.language in _BY_LIBRARY and _WHOLE.fullmatch(name)):
                route = " ".join(around(call)) + " " + _route_text(flow, call)
                if _AUTH_ROUTE.search(route) and not _inside_mask(node, call):
                    return name
    return None


def _all_params(flow: Flow, call: m.Call, name: m.Name) -> bool:
    """Rails' ``params`` or PHP's ``$_POST`` as a whole, in a handler of logins or payments."""
    return (
        name.id in ("params", "_POST")
        and flow.module.language in ("ruby", "php")
        and not isinstance(name.parent, (m.Attr, m.Index))
        and not _inside_mask(name, call)
        and bool(_AUTH_ROUTE.search(" ".join(around(call))))
    )


def _bound_body(flow: Flow, call: m.Call, name: m.Name) -> bool:
    """A body that the framework bound to a parameter or a variable, logged whole."""
    if isinstance(name.parent, (m.Attr, m.Index)):
        return False
    last = words(name.id)[-1:]
    if name.id not in _BOUND and not (
        flow.module.language in _BY_LIBRARY and last and last[0] in _BOUND_LAST
    ):
        return False
    if _inside_mask(name, call) or not _AUTH_ROUTE.search(
        " ".join(around(call)) + " " + _route_text(flow, call)
    ):
        return False
    taint = flow.value(name).taint
    return taint is not None and taint.grade == "request"


_SHOWS_NAMES = frozenset({"keys", "get", "sorted", "list", "set", "tuple", "Keys", "array_keys", "except", "only", "slice", "pick", "omit"})  # fmt: skip
"""Calls that show only the names of a body's fields, or the chosen ones."""


def _inside_mask(node: m.Node, call: m.Call) -> bool:
    for parent in node.ancestors():
        if parent is call:
            return False
        if isinstance(parent, m.Call) and (
            _MASKS.search(callee_name(parent)) or callee_name(parent) in _SHOWS_NAMES
        ):
            return True
        if isinstance(parent, m.Binary) and parent.op in (
            "in",
            "not in",
            "is",
            "is not",
            "==",
            "!=",
            "===",
            "!==",
        ):
            return True
    return False


def _route_text(flow: Flow, call: m.Call) -> str:
    for parent in call.ancestors():
        if isinstance(parent, m.Function):
            for decorator in parent.decorators:
                if isinstance(decorator, m.Call) and isinstance(first := decorator.positional(0), m.Literal):
                    return str(first.value)
            owner = parent.parent.parent if isinstance(parent.parent, m.Arg) else None
            if isinstance(owner, m.Call) and isinstance(first := owner.positional(0), m.Literal):
                return str(first.value)
    return ""


RULE = Rule(
    id="security/sensitive-data-logged",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Secret written to the log",
    what="A password, token, API key, Authorization header, card number, or the whole body of a login request in a log call.",
    why="Logs are kept long, copied to other services and read by many; a secret in them has to be changed.",
    fix="Leave it out, or log that it was there, its length or its last four characters.",
    local=True,
    site="every log call with an argument that is named for a secret",
    cwe="CWE-532",
    references=(
        "https://cwe.mitre.org/data/definitions/532.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude",
    ),
    bad=(
        Example(
            {
                "app/login.py": """\
import logging

from flask import request

logger = logging.getLogger(__name__)


def login(email: str, password: str):
    logger.info("login of %s with %s", email, password)  # <-- here
    token = issue(email)
    logger.debug(f"issued {token} for {email}")  # <-- here
    logger.debug("body: %s", request.get_json())  # <-- here
    logger.debug("header", extra={"auth": request.headers["Authorization"]})  # <-- here
    return token
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/login.ts": """\
import { logger } from './logger';

export async function login(req, res) {
  logger.info({ email: req.body.email, password: req.body.password }, 'login');  // <-- here
  const accessToken = await issue(req.body.email);
  console.log(`token: ${accessToken}`);  // <-- here
  console.log('body', JSON.stringify(req.body));  // <-- here
}
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/auth/login.go": """\
package auth

import (
	"log"
	"log/slog"
)

func login(user, password string) {
	log.Printf("login %s %s", user, password) // <-- here
	slog.Info("login", "user", user, "password", password) // <-- here
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
                "app/login.py": """\
import logging

logger = logging.getLogger(__name__)


def login(email, password, token, usage):
    logger.info("login of %s", email)
    logger.info("token of %d characters", len(token))
    logger.info("token %s", mask(token))
    logger.info("has password: %s", bool(password))
    logger.info("token ends in %s", token[-4:])
    logger.warning("invalid token for %s", email)
    logger.info("used %d tokens", usage.total_tokens)
    logger.error("password reset failed for %s", email)
    logger.info("token type %s", token.token_type)
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/login.ts": """\
import { logger } from './logger';

export async function login(req, res, token) {
  logger.info({ email: req.body.email, hasToken: Boolean(token) }, 'login');
  console.log('token length', token.length);
  console.log('password is wrong');
  logger.debug({ id: req.body.id, promptTokens: usage.prompt_tokens });
}

export function list(req) {
  console.log(req.body);
}
"""
            },
        ),
        *GOOD,
    ),
)
