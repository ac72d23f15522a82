"""Secrets compared by an operator that stops at the first different character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.security.timing_unsafe_compare_examples import BAD, GOOD
from checks.security.wording import around, called, callee_name, words
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_SAFE = re.compile(
    r"^(?:hmac|secrets|_operator)\.compare_digest$|constant_time_compare$|\.bytes_eq$|(?:^|\.)(?:timingSafeEqual|safeCompare|timingSafeCompare|constantTimeCompare|constantTimeEqual)$"
    r"|^(?:tsscmp|safe-compare|scmp|secure-compare)$|^crypto/(?:subtle\.ConstantTime(?:Compare|Eq)|hmac\.Equal)$"
)
_MAC = re.compile(
    r"(?:^hmac\.(?:new\(\)\.(?:hex)?digest\(\)|HMAC\(\)\.(?:hex)?digest\(\)|digest\(\))"
    r"|^(?:crypto|node:crypto)\.(?:default\.)?createHmac\(\)\.(?:update\(\)\.)*(?:digest\(\))"
    r"|^crypto/hmac\.New\(\)\.Sum\(\)|CryptoJS\.Hmac\w+\(\)|^crypto-js(?:/hmac\w*|\.Hmac\w+)\(\))"
    r"(?:\.(?:decode|toString|lower|upper|toLowerCase|toUpperCase|hex|strip)\(\))*$"
)
_QUALIFIER = frozenset(
    {"expected", "computed", "calculated", "provided", "received", "supplied", "actual", "given", "presented", "submitted", "incoming",
     "generated", "our", "their", "stored", "want", "got", "candidate"}
)  # fmt: skip
_SECRET_PAIRS = frozenset(
    {("api", "key"), ("api", "token"), ("api", "secret"), ("auth", "token"), ("access", "token"), ("access", "key"), ("secret", "key"), ("csrf", "token"),
     ("xsrf", "token"), ("reset", "token"), ("refresh", "token"), ("admin", "token"), ("admin", "key"), ("admin", "secret"), ("bearer", "token"),
     ("verification", "token"), ("verify", "token"), ("invite", "token"), ("confirmation", "token"), ("session", "token"), ("internal", "token"),
     ("internal", "key"), ("service", "token"), ("service", "key"), ("shared", "key"), ("webhook", "token"), ("webhook", "key"), ("unsubscribe", "token"),
     ("activation", "token"), ("auth", "key"), ("master", "key"), ("hub", "signature"), ("gitlab", "token"), ("deploy", "key"), ("deploy", "token"),
     ("metrics", "token"), ("cron", "token"), ("basic", "auth"), ("x", "signature"), ("webhook", "signature"), ("private", "key"), ("client", "secret"),
     ("security", "token"), ("worker", "token"), ("agent", "token"), ("device", "token"), ("remember", "token"), ("job", "token"), ("ingest", "token"),
     ("push", "token"), ("setup", "token"), ("bot", "token"), ("share", "token"), ("magic", "token"), ("link", "token"), ("download", "token"),
     ("callback", "token"), ("recovery", "token"), ("scim", "token"), ("app", "token"), ("license", "key"), ("partner", "key"), ("signing", "key")}
)  # fmt: skip
_SECRET_WORDS = frozenset(
    {
        "secret",
        "apikey",
        "hmac",
        "csrf",
        "authtoken",
        "accesstoken",
        "passphrase",
        "hmacsha256",
        "sharedsecret",
    }
)
_PASSWORD_WORDS = frozenset({"password", "passwd", "pwd"})
_WEAK_WORDS = frozenset(
    {
        "token",
        "signature",
        "sig",
        "hmac",
        "digest",
        "mac",
        "hash",
        "authorization",
        "key",
        "bearer",
        "checksum",
    }
)
_TAIL = frozenset(
    {"hex", "bytes", "value", "header", "str", "string", "raw", "encoded", "b64", "base64", "buffer", "buf", "hash", "digest", "hashed", "v1",
     "v2", "v0", "1", "256", "sha", "512", "sha256", "sha512", "code"}
)  # fmt: skip
_NOT_SECRET = frozenset(
    {"type", "id", "ids", "kind", "name", "names", "url", "uri", "path", "length", "len", "size", "count", "prefix", "status", "version",
     "expiry", "expires", "expiration", "at", "ttl", "scheme", "field", "alg", "algorithm", "scope", "scopes", "provider", "source", "index", "position", "pos",
     "method", "mode", "label", "class", "issuer", "audience", "usage", "limit", "max", "min", "tokens", "secrets", "keys", "signatures", "confirmation", "confirm", "policy",
     "strength", "ref", "owner", "user", "hint", "valid", "required", "enabled", "exists", "set", "address"}
)  # fmt: skip
_CHANGE_WORDS = frozenset(
    {"new", "old", "prev", "previous", "next", "updated", "current", "last", "cached", "original", "initial", "changed", "latest", "existing", "confirm",
     "confirmation", "confirmed", "repeat", "repeated", "again", "verify", "retype", "before", "after", "public", "cursor", "page", "continuation", "continue", "cancel",
     "cancellation", "fencing", "lock", "lease", "owner", "sync", "resume", "git", "blob", "tree", "commit", "file", "content", "image", "manifest", "layer", "mime",
     "type", "method", "function", "fn", "call", "magic", "asset", "eos", "bos", "pad", "cache", "etag", "query", "schema", "design", "primary", "foreign", "partition",
     "row", "item", "sort", "dict", "map", "object", "idempotency", "publishable", "2", "chunk", "part", "lookup"}
)  # fmt: skip
_READING_TEXT = frozenset(
    {"lexer", "parser", "parse", "tokenizer", "tokeniser", "tokenize", "scanner", "lex", "grammar", "ast", "syntax", "compiler", "highlight", "template", "expr",
     "expression", "formatter", "printer", "migrate", "sync", "diff", "equals", "eq", "equal", "compare", "changed", "dedupe", "dedup", "cache", "cached", "etag", "checksum",
     "lock", "release", "unlock", "lease", "color", "theme", "nonfungible", "erc20", "swap", "coin", "download", "fetch"}
)  # fmt: skip
_JUDGING = frozenset(
    {"verify", "verified", "validate", "check", "auth", "authenticate", "authorize", "authorise", "authorized", "webhook", "webhooks", "csrf", "reset", "invite", "confirm", "login",
     "signature", "signed", "require", "guard", "middleware", "unsubscribe", "activate", "hook", "verifies", "valid", "callback", "hmac", "is", "session", "accept", "sign", "consume", "redeem",
     "permission", "security", "credentials", "token", "matches", "match"}
)  # fmt: skip
_LEXING_FILE = re.compile(
    r"(?:lexer|parser|token(?:i[sz]er|s)|scanner|grammar|syntax|compil|codegen|/ast)", re.IGNORECASE
)
_QUERY_CALLS = frozenset(
    {
        "filter",
        "where",
        "and_",
        "or_",
        "not_",
        "join",
        "outerjoin",
        "having",
        "case",
        "exists",
        "any",
        "has",
        "delete",
        "update",
        "Where",
        "FirstOrDefault",
        "FirstOrDefaultAsync",
        "SingleOrDefault",
        "SingleOrDefaultAsync",
        "First",
        "FirstAsync",
        "SingleAsync",
        "AnyAsync",
        "Any",
        "CountAsync",
        "ExecuteDeleteAsync",
        "select",
        "selectAll",
        "deleteWhere",
    }
)
_TEXT_READERS = frozenset(
    {
        "lexer",
        "parser",
        "scanner",
        "tokenizer",
        "tokens",
        "peek",
        "advance",
        "stream",
        "cursor",
        "page",
        "reader",
    }
)
_EQUAL_CALLS = re.compile(
    r"^(?:bytes\.(?:Equal|Compare)|strings\.(?:Compare|EqualFold)|reflect\.DeepEqual|(?:operator\.)(?:eq|ne))$"
)


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison. ``grade``: 3 computed MAC, 2 named for a secret, 1 a word that may mean one, 0 nothing."""

    expr: m.Expr
    name: str
    grade: int
    fixed: bool

    @property
    def words(self) -> tuple[str, ...]:
        return words(self.name)


def check(view: FileView) -> Iterator[Site]:
    """Every comparison of a secret is a site, whether by an operator or in constant time."""
    if view.module is None or view.language == "tsx" or _front_end(view):
        return
    for call in view.flow.calls():
        name = callee_name(call)
        if view.language in _BY_LIBRARY:
            yield from _equal_call(view, call, name)
        elif name in _SAFE_NAMES and _SAFE.search(view.flow.resolve(call.callee)):
            yield view.site(m.statement_of(call))
        elif len(call.args) == 2 and name in ("Equal", "Compare", "EqualFold", "DeepEqual", "eq", "ne"):
            if _EQUAL_CALLS.match(view.flow.resolve(call.callee)):
                yield from _judged(view, call, call.args[0].value, call.args[1].value)
        elif (
            len(call.args) == 1
            and name in ("equals", "compare", "localeCompare")
            and isinstance(call.callee, m.Attr)
            and view.language != "python"
        ):
            yield from _judged(view, call, call.callee.base, call.args[0].value)
    for node in view.module.every(m.Binary):
        if node.op in ("==", "!=", "===", "!=="):
            yield from _judged(view, node, node.left, node.right)


_BY_LIBRARY = frozenset({"java", "kotlin", "csharp", "ruby", "php", "rust"})
_EQUALS = frozenset({"equals", "Equals", "SequenceEqual", "contentEquals", "equalsIgnoreCase", "compareTo", "eql?", "CompareTo", "areEqual"})  # fmt: skip
_EQUAL_FUNCTIONS = re.compile(
    r"(?:^|\.)(?:(?:Arrays|Objects|StringUtils|Objects2|Bytes)\.(?:equals|equal|equalsIgnoreCase|compare)|[sS]tring\.(?:Equals|Compare)|strcmp|strcasecmp|strncmp|Enumerable\.SequenceEqual)$"
)


def _equal_call(view: FileView, call: m.Call, name: str) -> Iterator[Site]:
    if known_call(view.flow, call, "constant-time-compare") is not None:
        yield view.site(m.statement_of(call))
    elif len(call.args) in (2, 3) and _EQUAL_FUNCTIONS.search(m.dotted(call.callee)):
        yield from _judged(view, call, call.args[0].value, call.args[1].value)
    elif name in _EQUALS and len(call.args) in (1, 2) and isinstance(call.callee, m.Attr):
        yield from _judged(view, call, call.callee.base, call.args[0].value)


_SAFE_NAMES = frozenset(
    {"compare_digest", "constant_time_compare", "bytes_eq", "timingSafeEqual", "safeCompare", "timingSafeCompare", "constantTimeCompare",
     "constantTimeEqual", "tsscmp", "ConstantTimeCompare", "ConstantTimeEq", "Equal", "scmp", "secureCompare"}
)  # fmt: skip


def _front_end(view: FileView) -> bool:
    return view.language in ("javascript", "typescript") and view.flow.imports_any(
        "react", "vue", "svelte", "@angular/core", "react-native", "next/router", "next/navigation"
    )


def _judged(view: FileView, node: m.Expr, left: m.Expr, right: m.Expr) -> Iterator[Site]:
    if isinstance(left, m.Literal) or isinstance(right, m.Literal) or _length(left) or _length(right):
        return
    one, other = _operand(view.flow, left), _operand(view.flow, right)
    if one.fixed or other.fixed or not max(one.grade, other.grade):
        return
    if not _secret_comparison(view, node, one, other):
        return
    secret = one if one.grade >= other.grade else other
    shown = _shown(view, secret)
    statement = m.statement_of(node)
    site = node if statement.end_line - statement.line > 6 else statement
    yield view.site(
        site,
        Defect(
            f"{shown} is compared with `{_operator(node)}`, which stops at the first difference.",
            fix=_fix(view, node),
            suggestion=_suggestion(view, node, left, right),
        ),
    )


def _length(expr: m.Expr) -> bool:
    """``len(key)``, ``SECRET_KEY_BYTES``: a comparison of lengths."""
    if isinstance(expr, m.Call) and callee_name(expr) in ("len", "count", "strlen", "size", "length"):
        return True
    return bool(re.search(r"_(?:BYTES|SIZE|LEN|LENGTH)$", m.dotted(expr)))


def _operator(node: m.Expr) -> str:
    if isinstance(node, m.Binary):
        return node.op
    return m.dotted(node.callee).rpartition(".")[2] if isinstance(node, m.Call) else "=="


def _shown(view: FileView, secret: Operand) -> str:
    if secret.grade == 3 and not isinstance(secret.expr, (m.Name, m.Attr)):
        return "A computed MAC"
    return f"The secret `{secret.name}`" if len(secret.name) <= 60 else "A secret"


def _operand(flow: Flow, expr: m.Expr) -> Operand:
    name = called(expr)
    if isinstance(expr, m.Template):  # `Bearer ${token}`, f"sha256={digest}"
        holes = [_operand(flow, p) for p in expr.parts if not isinstance(p, m.Literal)]
        best = max(holes, key=lambda h: h.grade, default=None)
        return Operand(expr, best.name if best else "", best.grade if best else 0, fixed=not holes)
    if isinstance(expr, m.Binary) and expr.op == "+":
        sides = [_operand(flow, e) for e in (expr.left, expr.right)]
        best = max(sides, key=lambda h: h.grade)
        return Operand(expr, best.name, best.grade, fixed=all(s.fixed for s in sides))
    if isinstance(expr, (m.Unary, m.Literal, m.Function, m.Sequence, m.Mapping)) and not (
        isinstance(expr, m.Unary) and expr.op == "*"
    ):
        return Operand(expr, "", 0, fixed=True)
    if isinstance(expr, (m.Name, m.Attr)) and flow.constant(expr) is not ...:
        return Operand(expr, name, 0, fixed=True)
    if isinstance(expr, m.Name) and expr.id in ("undefined", "nil", "NaN"):
        return Operand(expr, name, 0, fixed=True)
    grade = _named_grade(name)
    if _is_mac(flow, expr):
        grade = 3
    elif grade < 2 and isinstance(expr, m.Name):  # expected = f"Bearer {api_token}"
        made = flow.definition(expr)
        if isinstance(made, (m.Template, m.Binary, m.Call, m.Attr, m.Index)):
            inner = _operand(flow, made) if isinstance(made, (m.Template, m.Binary)) else None
            source = inner.grade if inner else _named_grade(called(made))
            grade = max(grade, 2 if source >= 2 else 0)
            if inner is not None and inner.grade == 3:
                grade = 3
    return Operand(expr, name, grade, fixed=False)


def _helper_makes_mac(flow: Flow, call: m.Call, depth: int) -> bool:
    """Whether a function of this file returns a computed MAC."""
    own = _own_function(flow, call)
    return own is not None and any(
        isinstance(r, m.Return) and r.value is not None and _is_mac(flow, r.value, depth + 1)
        for r in own.body.walk_scope()
    )


def _is_mac(flow: Flow, expr: m.Expr, depth: int = 0) -> bool:
    if _MAC.search(flow.resolve(expr)):
        return True
    made = flow.definition(expr)
    if flow.module.language in _BY_LIBRARY:
        return _made_of_mac(flow, made, 0)
    if isinstance(made, (m.Template, m.Binary)):  # "sha256=" + digest
        parts = made.parts if isinstance(made, m.Template) else [made.left, made.right]
        return any(not isinstance(p, m.Literal) and _MAC.search(flow.resolve(p)) for p in parts)
    if isinstance(made, m.Call):
        if _MAC.search(flow.resolve(made)) or (depth < 3 and _helper_makes_mac(flow, made, depth)):
            return True
        inner = made.positional(0)  # hex.EncodeToString(mac.Sum(nil)), Buffer.from(digest), b64encode(...)
        if isinstance(made.callee, m.Attr) and made.callee.name in (
            "decode",
            "toString",
            "lower",
            "toLowerCase",
        ):
            inner = made.callee.base
        return inner is not None and callee_name(made) in (
            "EncodeToString", "from", "b64encode", "hexlify", "str", "string", "decode", "toString", "lower", "urlsafe_b64encode", "standard_b64encode", "toLowerCase"
        ) and bool(_MAC.search(flow.resolve(inner)) or (isinstance(inner, m.Call) and _is_mac(flow, inner)))  # fmt: skip
    return False


_CARRIES = re.compile(r"(?i)hex|base64|encode|string|lower|upper|bytes|^to_|^into|trim|strip|replace|unwrap|format|concat|from|pack")  # fmt: skip


def _made_of_mac(flow: Flow, made: m.Expr, depth: int) -> bool:
    """Whether a value is a computed MAC, as text or bytes: ``"sha256=" + hex(mac.doFinal(body))``."""
    if depth > 5:
        return False
    parts: list[m.Expr] = []
    if isinstance(made, m.Template):
        parts = made.parts
    elif isinstance(made, m.Binary) and made.op in ("+", "."):
        parts = [made.left, made.right]
    elif isinstance(made, m.Call):
        if known_call(flow, made, "mac") is not None:
            return True
        own = _own_function(flow, made)
        if own is not None:
            return any(
                isinstance(r, m.Return)
                and r.value is not None
                and _made_of_mac(flow, flow.definition(r.value), depth + 2)
                for r in own.body.walk_scope()
            )
        if not _CARRIES.search(callee_name(made)):
            return False
        parts = [a.value for a in made.args]
        if isinstance(made.callee, m.Attr):
            parts.append(made.callee.base)
    elif isinstance(made, m.Opaque):
        parts = [i for i in made.items if isinstance(i, m.Expr)]
    return any(
        not isinstance(p, m.Literal) and _made_of_mac(flow, flow.definition(p), depth + 1) for p in parts
    )


def _own_function(flow: Flow, call: m.Call) -> m.Function | None:
    """The one function of this file that a plain call, or one on this object, means."""
    callee = call.callee
    on_this = isinstance(callee, m.Attr) and m.dotted(callee.base) in ("this", "self")
    if not (on_this or isinstance(callee, m.Name)):
        return None
    name = callee_name(call)
    found = [f for f in flow.whole.scopes.units if f.name == name]
    return found[0] if len(found) == 1 else None


def _named_grade(name: str) -> int:
    parts = list(words(name))
    while parts and parts[-1] in _TAIL and len(parts) > 1:
        parts.pop()
    if not parts or parts[-1] in _NOT_SECRET or "type" in parts:
        return 0
    if parts[0] in ("is", "has", "use", "should", "num", "with"):
        return 0
    if any(w in _SECRET_WORDS for w in parts) or any(p in _SECRET_PAIRS for p in pairwise(parts)):
        return 2
    if any(w in _PASSWORD_WORDS for w in parts):
        return 2 if "hash" not in words(name) else 1
    last = parts[-1]
    if last in _WEAK_WORDS:
        return 1
    return 0


def _secret_comparison(view: FileView, node: m.Expr, one: Operand, other: Operand) -> bool:
    text = (set(one.words) | set(other.words)) - {""}
    if any(("verify", "token") in pairwise(o.words) for o in (one, other)):
        text -= {"verify"}  # the shared token of a web hook
    if text & _CHANGE_WORDS and not (text & _QUALIFIER and max(one.grade, other.grade) == 3):
        return False
    if view.language in ("python", "csharp", "kotlin") and _in_query(node):
        return False
    names = around(node)
    if any(n in ("eq", "equals", "ne", "equal", "render", "lock", "unlock", "release") for n in names[:2]):
        return False
    grades = sorted((one.grade, other.grade))
    if grades[1] == 3:
        return True
    if _LEXING_FILE.search(view.path) or set(names) & _READING_TEXT:
        return False
    if any(_reads_text(view.flow, o.expr) for o in (one, other)):
        return False
    if _same_member(one.expr, other.expr) or _password_pair(one, other):
        return False
    tainted = _asked(view.flow, one.expr) or _asked(view.flow, other.expr)
    if grades[1] == 2:
        if grades[0] == 0 and any(set(o.words) & _PASSWORD_WORDS for o in (one, other)):
            return _settings(one.expr) or _settings(other.expr)
        if grades[0] >= 1 or tainted or _settings(one.expr) or _settings(other.expr):
            return True
        return bool(text & _QUALIFIER) or bool(set(names) & (_JUDGING - {"is", "match", "matches"}))
    strong = {"signature", "sig", "hmac", "token", "authorization", "bearer"} & text
    if not strong:
        return bool({"digest", "hash", "mac"} & text) and bool(
            set(names) & {"signature", "webhook", "hmac", "auth", "authenticate", "token", "apikey"}
        )
    if grades[0] == 1:
        return tainted or bool(text & _QUALIFIER) or bool(set(names) & _JUDGING)
    return (bool(text & _QUALIFIER) and (tainted or bool(set(names) & _JUDGING))) or (
        tainted and bool(set(names) & _JUDGING)
    )


def _in_query(node: m.Expr) -> bool:
    """``filter(User.token == token)`` builds SQL: the database compares."""
    current: m.Node = node
    for parent in node.ancestors():
        if (
            isinstance(parent, m.Call)
            and current is not parent.callee
            and callee_name(parent) in _QUERY_CALLS
        ):
            return True
        if isinstance(parent, (m.Stmt, m.Comprehension)):
            if isinstance(parent, m.Return) or (isinstance(parent, m.Function) and not parent.name):
                current = parent  # a predicate: `users.Where(u => u.Token == token)`
                continue
            return False
        if not isinstance(parent, m.Block):
            current = parent
    return False


def _reads_text(flow: Flow, expr: m.Expr) -> bool:
    """Whether the value was read from a lexer or a page of results."""
    made = flow.definition(expr)
    if isinstance(made, m.Call):
        return bool(_TEXT_READERS & {w for part in m.dotted(made.callee).split(".") for w in words(part)})
    return False


def _password_pair(one: Operand, other: Operand) -> bool:
    """Two fields of one form (repeat the password), or a password and what only its owner typed."""
    both = [
        set(o.words) & _PASSWORD_WORDS or any(w.startswith("password") for w in o.words) for o in (one, other)
    ]
    if not all(both):
        return False
    return not any(_settings(o.expr) for o in (one, other)) and not any(
        o.name.isupper() for o in (one, other)
    )


def _same_member(left: m.Expr, right: m.Expr) -> bool:
    """``self.token == other.token``: two records of one kind."""
    if isinstance(left, m.Attr) and isinstance(right, m.Attr) and left.name == right.name:
        owners = {m.dotted(left.base).rpartition(".")[2], m.dotted(right.base).rpartition(".")[2]}
        return bool(
            owners
            & {
                "self",
                "this",
                "other",
                "that",
                "a",
                "b",
                "prev",
                "prevProps",
                "next",
                "old",
                "new",
                "x",
                "y",
                "previous",
                "current",
                "last",
                "cached",
                "existing",
                "before",
                "after",
                "updated",
                "left",
                "right",
                "lhs",
                "rhs",
                "prevState",
                "original",
            }
        )
    return False


def _asked(flow: Flow, expr: m.Expr) -> bool:
    taint = flow.value(expr).taint
    return taint is not None and taint.grade == "request"


def _settings(expr: m.Expr) -> bool:
    """Whether a value is read from the program's configuration or environment."""
    text = m.dotted(expr) or (m.dotted(expr.base) if isinstance(expr, m.Index) else "")
    return bool(
        re.search(
            r"(?:^|[._])(?:settings|config|cfg|conf|environ|env|getenv|Getenv|options|opts|secrets|configuration|properties|credentials)\b|process\.env|\.env\.|^ENV\b|[cC]onfiguration\b|Properties\b|Settings\b|Options\b",
            text,
        )
    )


def _fix(view: FileView, node: m.Expr) -> str:
    if view.language == "python":
        return "Use `hmac.compare_digest(a, b)`, with both sides as bytes or both as ASCII text."
    if view.language == "go":
        return "Use `hmac.Equal(a, b)`, or `subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1`."
    if view.language in _FIXES:
        return _FIXES[view.language]
    return "Use `crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b))` after a test that both have the same length."


_FIXES = {
    "java": "Use `MessageDigest.isEqual(a, b)` on the bytes of both.",
    "kotlin": "Use `MessageDigest.isEqual(a, b)` on the bytes of both.",
    "csharp": "Use `CryptographicOperations.FixedTimeEquals(a, b)` on the bytes of both.",
    "ruby": "Use `ActiveSupport::SecurityUtils.secure_compare(a, b)` or `OpenSSL.secure_compare(a, b)`.",
    "php": "Use `hash_equals($known, $given)`.",
    "rust": "Use `a.ct_eq(b)` of the `subtle` crate, or `mac.verify_slice(given)`.",
}


def _suggestion(view: FileView, node: m.Expr, left: m.Expr, right: m.Expr) -> Suggestion | None:
    """Replace the comparison where the line holds all of it and neither side can be missing."""
    assert view.module is not None
    if node.line != node.end_line:
        return None
    module = view.module
    if view.language == "python" and isinstance(node, m.Binary):
        function = next(
            (f"{n}.compare_digest" for n in ("hmac", "secrets") if _module_imported(view.flow, n)), None
        )
        if function is None or any(_may_be_missing(view.flow, e) for e in (left, right)):
            return None
        text = f"{function}({module.text(left)}, {module.text(right)})"
        if node.op == "!=":
            text = f"not {text}"
            if isinstance(node.parent, (m.Unary, m.Attr, m.Binary)) and not (
                isinstance(node.parent, m.Binary) and node.parent.op in ("and", "or")
            ):
                return None
    elif (
        view.language == "go"
        and isinstance(node, m.Call)
        and m.dotted(node.callee) == "bytes.Equal"
        and _module_imported(view.flow, "crypto/hmac")
        and module.source.count(b"bytes.") > 1  # else the import of bytes would be left unused
    ):
        text = f"hmac.Equal({module.text(left)}, {module.text(right)})"
    else:
        return None
    line = view.lines[node.line - 1]
    old = module.text(node)
    if line.count(old) != 1:
        return None
    return Suggestion(node.line, node.line, line.replace(old, text))


def _module_imported(flow: Flow, name: str) -> bool:
    return any(
        i.module == name and any(n == "" and alias == name.rpartition("/")[2] for n, alias in i.names)
        for i in flow.imports()
    )


def _may_be_missing(flow: Flow, expr: m.Expr) -> bool:
    """Whether a side may be None, which `compare_digest` refuses."""
    made = flow.definition(expr)
    if isinstance(made, m.Call):
        return callee_name(made) in ("get", "getenv", "pop", "scalar", "first", "one_or_none", "getattr")
    if isinstance(made, (m.Template, m.Binary)):
        return False
    if isinstance(made, m.Name):
        _, bindings = flow.scopes.lookup(made.id, made)
        param = next((b.node for b in bindings if isinstance(b.node, m.Param)), None)
        if param is None:
            return True
        return not re.fullmatch(r"str|bytes", param.annotation.strip())
    return True


RULE = Rule(
    id="security/timing-unsafe-compare",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Secret compared in variable time",
    what="A signature, MAC, token, API key or other secret compared with `==`, `!=`, `===`, `bytes.Equal` and the like.",
    why="Such a comparison takes longer the more leading characters agree, so that the secret can be guessed piece by piece from answer times.",
    fix="Compare in constant time: `hmac.compare_digest`, `crypto.timingSafeEqual`, `hmac.Equal`.",
    local=True,
    site="every comparison of a secret, by an operator or in constant time",
    cwe="CWE-208",
    yields_to=("security/weak-password-hash",),
    references=(
        "https://cwe.mitre.org/data/definitions/208.html",
        "https://docs.python.org/3/library/hmac.html#hmac.compare_digest",
        "https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b",
        "https://pkg.go.dev/crypto/hmac#Equal",
    ),
    bad=(
        Example(
            {
                "app/webhooks.py": """\
import hashlib
import hmac
import os

from flask import Blueprint, abort, request

bp = Blueprint("webhooks", __name__)
ADMIN_TOKEN = os.environ["ADMIN_TOKEN"]


def verify_signature(body: bytes, signature: str, secret: str) -> bool:
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return expected == signature  # <-- here


@bp.post("/internal/flush")
def flush():
    if request.headers.get("X-Admin-Token") != ADMIN_TOKEN:  # <-- here
        abort(403)
    return "", 204
"""
            },
            sites=2,
        ),
        Example(
            {
                "app/deps.py": """\
from fastapi import Depends, Header, HTTPException

from app.settings import settings


async def require_api_key(x_api_key: str = Header(...)) -> None:
    if x_api_key != settings.api_key:  # <-- here
        raise HTTPException(status_code=401, detail="invalid key")


def confirm_reset(user, token: str) -> bool:
    return user.reset_token == token  # <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/webhooks/github.ts": """\
import { createHmac } from 'node:crypto';
import type { Request, Response, NextFunction } from 'express';

export function verifySignature(req: Request, res: Response, next: NextFunction) {
  const digest = createHmac('sha256', process.env.WEBHOOK_SECRET!).update(req.rawBody).digest('hex');
  const signature = req.headers['x-hub-signature-256'];
  if (signature !== `sha256=${digest}`) {  // <-- here
    return res.status(401).end();
  }
  return next();
}

export function requireApiKey(req: Request, res: Response, next: NextFunction) {
  if (req.get('X-Api-Key') === process.env.API_KEY) {  // <-- here
    return next();
  }
  return res.sendStatus(401);
}
"""
            },
            sites=2,
        ),
        Example(
            {
                "internal/hooks/verify.go": """\
package hooks

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"net/http"
)

func validMAC(body, messageMAC, key []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return bytes.Equal(messageMAC, mac.Sum(nil)) // <-- here
}

func (s *Server) auth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Api-Key") != s.apiKey { // <-- here
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
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
                "app/webhooks.py": """\
import hashlib
import hmac

from app.settings import settings


def verify_signature(body: bytes, signature: str | None, secret: str) -> bool:
    if signature is None or len(signature) != 64:
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def check_token_type(token_type: str, token: str) -> bool:
    return token_type == "bearer" and token != ""


def unchanged(path: str, expected_digest: str) -> bool:
    with open(path, "rb") as source:
        digest = hashlib.sha256(source.read()).hexdigest()
    return digest == expected_digest


def validate_form(form) -> list[str]:
    if form.password != form.confirm_password:
        return ["The passwords differ."]
    return []


def next_page(cursor_token: str, page_token: str) -> bool:
    return cursor_token != page_token
"""
            },
            sites=1,
        ),
        Example(
            {
                "src/webhooks.ts": """\
import { createHmac, timingSafeEqual } from 'node:crypto';

export function verify(body: Buffer, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export class Lexer {
  match(token: Token): boolean {
    return this.token === token;
  }
}

export function samePassword(body: { password: string; passwordConfirm: string }) {
  return body.password === body.passwordConfirm;
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "internal/hooks/verify.go": """\
package hooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
)

func validMAC(body, messageMAC, key []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return hmac.Equal(messageMAC, mac.Sum(nil))
}

func validKey(given, apiKey string) bool {
	return given != "" && subtle.ConstantTimeCompare([]byte(given), []byte(apiKey)) == 1
}
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
