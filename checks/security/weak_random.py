"""Secrets drawn from a generator whose next values can be computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.weak_random_examples import BAD, GOOD
from checks.security.wording import called, callee_name, words
from checks.syntax import model as m
from checks.syntax.callers import callers
from checks.syntax.flow import Flow
from checks.views import FileView

_NAMES = frozenset(
    {"random", "randint", "randrange", "choice", "choices", "sample", "getrandbits", "uniform", "randbytes", "shuffle", "integers", "bytes", "rand",
     "Int", "Intn", "IntN", "Int31", "Int31n", "Int32", "Int32N", "Int63", "Int63n", "Int64", "Int64N", "Uint32", "Uint64", "N", "Read", "Perm", "Float64", "Shuffle",
     "string", "number", "times", "customAlphabet", "nanoid",
     "token_hex", "token_urlsafe", "token_bytes", "randbelow", "urandom", "randomBytes", "randomUUID", "getRandomValues", "randomInt", "generateSecret", "v4", "uuid4", "Text"}
)  # fmt: skip
_WEAK = re.compile(
    r"^random\.(?:Random\(\)\.)?(?:random|randint|randrange|choices?|sample|getrandbits|uniform|randbytes|shuffle)$"
    r"|^numpy\.random\.(?:default_rng\(\)\.)?(?:rand|randint|random|choice|integers|bytes)$"
    r"|^Math\.random$|^(?:lodash\.|lodash/|_\.)(?:random|sample|sampleSize|shuffle)$"
    r"|^(?:nanoid/non-secure)\.(?:nanoid|customAlphabet)$|^(?:randomstring|random-string)$"
    r"|^math/rand(?:/v2)?\.(?:(?:New|Rand)\(\)\.)?(?:Int|Intn|IntN|Int31|Int31n|Int32|Int32N|Int63|Int63n|Int64|Int64N|Uint32|Uint64|N|Read|Perm|Float64|Shuffle)$"
)
_STRONG = re.compile(
    r"^secrets\.(?:SystemRandom\(\)\.)?\w+$|^random\.SystemRandom\(\)\.\w+$|^os\.urandom$|^uuid\.uuid4$|^uuid\.v4$"
    r"|^(?:crypto|node:crypto|globalThis\.crypto|window\.crypto|webcrypto)(?:\.default|\.webcrypto)?\.(?:randomBytes|randomUUID|getRandomValues|randomInt)$"
    r"|^crypto/rand\.(?:Read|Int|Text)$|^nanoid(?:\.\w+)?$"
)
_GO_FIELD = re.compile(r"^(?:\w+\.)+(?:rnd|rng|rand|random|source|src|gen|prng)\.[A-Z]\w+$")
"""``s.rnd.Intn``: a generator kept in a field."""
_PLURALS = frozenset({"tokens", "keys", "secrets", "passwords", "credentials", "pins", "nonces", "salts"})
_SECRET = frozenset(
    {"token", "password", "passwd", "pwd", "secret", "salt", "otp", "totp", "apikey", "passphrase", "passcode", "nonce", "iv", "csrf", "pin", "sid", "sessionid",
     "credential", "credentials", "authcode"}
)  # fmt: skip
_PAIRS = frozenset(
    {("api", "key"), ("secret", "key"), ("session", "id"), ("session", "key"), ("access", "key"), ("auth", "key"), ("reset", "code"), ("verification", "code"),
     ("verify", "code"), ("invite", "code"), ("invitation", "code"), ("recovery", "code"), ("recovery", "codes"), ("backup", "code"), ("backup", "codes"), ("login", "code"),
     ("auth", "code"), ("authorization", "code"), ("confirmation", "code"), ("confirm", "code"), ("access", "code"), ("mfa", "code"), ("2", "fa"), ("security", "code"), ("one", "time"),
     ("activation", "code"), ("activation", "key"), ("signing", "key"), ("encryption", "key"), ("reset", "id"), ("magic", "link"), ("sms", "code"), ("pin", "code"), ("license", "key"),
     ("private", "key"), ("email", "code"), ("otp", "code"), ("pairing", "code"), ("reset", "key"), ("gift", "code"), ("share", "key"), ("join", "code"), ("device", "code")}
)  # fmt: skip
_NOT = frozenset(
    {"next", "mask", "pad", "eos", "bos", "unk", "special", "delay", "jitter", "backoff", "sleep", "interval", "ttl", "timeout", "expiry", "expires", "length", "len", "size", "count",
     "index", "idx", "offset", "bucket", "limit", "max", "min", "cancel", "ids", "tokens", "position", "pos", "rate", "probability", "weight", "color", "sample", "sampled", "test",
     "fake", "mock", "dummy", "design", "trace", "span", "request", "refresh", "type", "kind", "seconds", "ms", "after", "refreshes", "map", "list"}
)  # fmt: skip
_TAIL = frozenset(
    {
        "hex",
        "bytes",
        "value",
        "str",
        "string",
        "raw",
        "plain",
        "hash",
        "buf",
        "buffer",
        "chars",
        "digits",
        "suffix",
        "prefix",
        "part",
        "number",
    }
)
_STOPS = frozenset(
    {
        "sleep",
        "setTimeout",
        "setInterval",
        "After",
        "Sleep",
        "wait",
        "delay",
        "append_delay",
        "info",
        "debug",
        "log",
        "warn",
        "warning",
        "error",
        "observe",
        "uniform",
    }
)
_BY_LIBRARY = frozenset({"java", "kotlin", "csharp", "ruby", "php", "rust"})
_FILLS = frozenset({"Read", "getRandomValues", "shuffle", "nextBytes", "NextBytes", "fill_bytes"})
"""Calls that write random values into their first argument."""
_ADDS = frozenset({"append", "push", "WriteByte", "WriteString", "WriteRune", "add", "extend", "Append", "Add", "push_str", "insert"}) | _FILLS  # fmt: skip
_MAKES = frozenset({"generate", "create", "make", "new", "next", "random", "issue", "build", "get", "value", "code", "string"})  # fmt: skip
_ROLES = re.compile(r"_?(?:generator|factory|service|provider|util|utils|helper|manager|impl|creator)s?$", re.IGNORECASE)  # fmt: skip
_ALPHABET = re.compile(r"\bstring\.\w+|ascii_|digits|alphabet|chars|letters|range\(|'[aA0]'|\"[aA0]\"|\.\.|A-Z", re.IGNORECASE)  # fmt: skip
_LANGUAGE_MODEL = (
    "torch",
    "transformers",
    "tensorflow",
    "nltk",
    "spacy",
    "jax",
    "tokenizers",
    "sklearn",
    "keras",
)


def secret_value(name: str) -> bool:
    """Whether a name says that guessing the value lets someone in."""
    parts = list(words(name))
    while len(parts) > 1 and (parts[-1] in _TAIL or parts[-1].isdigit()):
        parts.pop()
    if not parts or set(parts) & (_NOT - {"refresh"}):
        return False
    if parts[-1] in _SECRET:
        return True
    return (len(parts) > 1 and tuple(parts[-2:]) in _PAIRS) or any(p in _PAIRS for p in pairwise(parts[-3:]))


def check(view: FileView) -> Iterator[Site]:
    """Every random draw that ends in a secret is a site."""
    if view.module is None:
        return
    flow = view.flow
    seen: set[int] = set()
    for call in flow.calls():
        name = callee_name(call)
        weak = _drawn(flow, call, name)
        if weak is None:
            continue
        statement = m.statement_of(call)
        if id(statement) in seen:
            continue
        secret = _feeds(flow, call)
        if not secret or (weak and _picks_existing(flow, call, name)):
            continue
        if weak and flow.imports_any(*_LANGUAGE_MODEL):
            continue
        seen.add(id(statement))
        yield view.site(statement, _defect(view, call, secret) if weak else None)


def _drawn(flow: Flow, call: m.Call, name: str) -> bool | None:
    """Whether a call draws from a weak generator; None when it draws from none."""
    if flow.module.language in _BY_LIBRARY:
        fact = known_call(flow, call, "weak-random")
        if fact is not None:
            return not re.search(fact.more.get("unless_text", r"(?!)"), flow.module.text(call))
        return None if known_call(flow, call, "strong-random") is None else False
    if name not in _NAMES and not (isinstance(call.callee, m.Name) and not call.new):
        return None
    resolved = flow.resolve(call.callee)
    if _WEAK.match(resolved) or (
        flow.module.language == "go" and _GO_FIELD.match(resolved) and _only_weak(flow)
    ):
        return True
    return False if _STRONG.match(resolved) else None


def _only_weak(flow: Flow) -> bool:
    """Whether a Go file imports `math/rand` and no other generator."""
    return flow.imports_any("math/rand", "math/rand/v2") and not flow.imports_any("crypto/rand")


def _feeds(flow: Flow, call: m.Call) -> str:
    """Name of the secret that the drawn value becomes; "" when it becomes none."""
    queue: list[m.Node] = [call]
    done: set[tuple[int, str]] = set()
    for _ in range(6):
        if not queue:
            return ""
        found = _sink(flow, queue.pop(0))
        if isinstance(found, str):
            if found:
                return found
            continue
        for variable in found:
            if isinstance(variable, m.Call):  # a helper that draws: its callers say what for
                queue.append(variable)
                continue
            if secret_value(variable.id):
                return variable.id
            scope = flow.scopes.scope_of(variable)
            if (id(scope), variable.id) in done:
                continue
            done.add((id(scope), variable.id))
            queue.extend(
                use
                for use in scope.walk()
                if isinstance(use, m.Name) and use.id == variable.id and use.start > variable.start
            )
            del queue[12:]
    return ""


def _sink(flow: Flow, node: m.Node) -> str | Sequence[m.Name | m.Call]:
    """The secret name that an expression ends in, or the local variables and the callers that it is given to."""
    child = node
    for parent in node.ancestors():
        if isinstance(parent, m.Arg):
            if parent.name is not None:
                if secret_value(parent.name):
                    return parent.name
                return ""
        elif isinstance(parent, m.Call):
            name = callee_name(parent)
            if child is not parent.callee and name in _STOPS:
                return ""
            if child is not parent.callee and name.startswith(("set", "Set")) and secret_value(name[3:]):
                return name[3:].lstrip("_")
            if child is not parent.callee and name in _ADDS:
                holder = parent.callee.base if isinstance(parent.callee, m.Attr) else None
                if name in _FILLS and parent.args:
                    first = parent.args[0].value
                    return [first] if isinstance(first, m.Name) else ""
                return [holder] if isinstance(holder, m.Name) else ""
        elif isinstance(parent, m.Pair):
            key = parent.key
            if isinstance(key, m.Literal) and isinstance(key.value, str) and child is parent.value:
                return key.value if secret_value(key.value) else ""
        elif isinstance(parent, (m.Index, m.If, m.Loop, m.Clause)):
            if isinstance(parent, m.Index) and child is parent.key:
                child = parent
                continue  # alphabet[rng()]
            if isinstance(parent, (m.If, m.Loop)) or (
                isinstance(parent, m.Clause) and child is not parent.iterable
            ):
                return ""
        elif isinstance(parent, m.Binary) and parent.op in (
            "<",
            ">",
            "<=",
            ">=",
            "==",
            "===",
            "!=",
            "!==",
            "in",
        ):
            return ""
        elif isinstance(parent, m.Assign):
            return _assigned(parent)
        elif isinstance(parent, m.Return):
            function = m.enclosing(parent, m.Function)
            if function is None:
                return ""
            name = m.function_name(function)
            if not name:  # a lambda: its value goes where the call that takes it goes
                child = parent
                continue
            return _made_by(function, name) or _callers(flow, function, node)
        elif isinstance(parent, m.Function):
            name = m.function_name(parent)
            if name and child is not parent.body:
                return ""
            if name:
                return name if secret_value(name) else _callers(flow, parent, node)
        elif isinstance(parent, (m.ExprStmt, m.Module)):
            if isinstance(child, m.Call):
                read = child if callee_name(child) in _FILLS else None
                if read is not None and read.args and isinstance(first := read.args[0].value, m.Name):
                    return [first]
            return ""
        elif isinstance(parent, m.Param):
            return parent.name if secret_value(parent.name) else ""
        child = parent
    return ""


def _callers(flow: Flow, function: m.Function, drawn: m.Node) -> list[m.Call]:
    """Who takes what a neutrally named helper draws; nobody where it picks from a list that it was given."""
    given = {p.name for p in function.params}
    for parent in drawn.ancestors():
        if isinstance(parent, m.Index) and isinstance(parent.base, m.Name) and parent.base.id in given:
            return []
        if parent is function:
            break
    return callers(flow, function)[:8]


def _made_by(function: m.Function, name: str) -> str:
    """The name of a function that returns a secret; ``OtpGenerator.generate`` says it with its class."""
    if secret_value(name):
        return name
    owner = m.enclosing(function, m.Class)
    if owner is not None and set(words(name)) <= _MAKES and secret_value(_ROLES.sub("", owner.name)):
        return f"{owner.name}.{name}"
    return ""


def _assigned(node: m.Assign) -> str | list[m.Name]:
    found: list[m.Name] = []
    for target in node.targets:
        inner = target.items[0] if isinstance(target, m.Sequence) and target.items else target
        if isinstance(inner, m.Index):
            if isinstance(inner.key, m.Literal) and isinstance(inner.key.value, str):
                if secret_value(inner.key.value):
                    return inner.key.value
                continue
            inner = inner.base
        name = inner.id if isinstance(inner, m.Name) else inner.name if isinstance(inner, m.Attr) else ""
        if secret_value(name):
            return name
        if isinstance(inner, m.Name):
            found.append(inner)
    return found


def _picks_existing(flow: Flow, call: m.Call, name: str) -> bool:
    """``random.choice(API_KEYS)`` takes one of several keys that exist; characters of an alphabet make a new one."""
    if any(
        isinstance(p, m.Index)
        and isinstance(p.base, m.Name | m.Attr)
        and set(words(called(p.base))) & _PLURALS
        for p in call.ancestors()
    ):
        return True  # `tokens[Math.floor(Math.random() * tokens.length)]`
    if name not in ("choice", "sample", "random", "randomOrNull", "array_rand"):
        return False
    first = call.positional(0)
    if flow.module.language in ("ruby", "kotlin"):
        first = call.callee.base if isinstance(call.callee, m.Attr) else None
        if first is not None and _ALPHABET.search(
            flow.module.text(flow.definition(first)) + flow.module.text(first)
        ):
            return False
    elif name in ("random", "randomOrNull"):
        return False
    if first is None:
        return True
    value = flow.value(first)
    if value.text is not None and not isinstance(flow.definition(first), m.Sequence):
        return False
    text = flow.module.text(flow.definition(first))
    if _ALPHABET.search(text):
        return False
    for parent in call.ancestors():
        if isinstance(parent, m.Comprehension):
            return any(w in ("keys", "tokens", "secrets", "words") for w in words(text))
        if isinstance(parent, m.Stmt):
            return True
    return True


def _defect(view: FileView, call: m.Call, secret: str) -> Defect:
    written = m.dotted(call.callee) or "this generator"
    fix = _FIXES.get(
        view.language,
        "Use `crypto.randomBytes(32).toString('base64url')`, `crypto.randomUUID()` or `crypto.randomInt(max)`.",
    )
    return Defect(
        f"`{secret}` is drawn with `{written}`, whose values can be predicted from earlier ones.", fix=fix
    )


_FIXES = {
    "python": "Use `secrets.token_urlsafe(32)`, or `secrets.choice(alphabet)` for each character.",
    "go": "Use `crypto/rand`: `rand.Text()` or `rand.Read(b)`.",
    "java": "Use `SecureRandom`.",
    "kotlin": "Use `java.security.SecureRandom`.",
    "csharp": "Use `RandomNumberGenerator.GetBytes`, `GetInt32` or `GetHexString`.",
    "ruby": "Use `SecureRandom`: `SecureRandom.urlsafe_base64(32)`, `SecureRandom.random_number(max)`.",
    "php": "Use `random_bytes(32)` or `random_int($min, $max)`.",
    "rust": "Use `rand::rngs::OsRng` or the `getrandom` crate.",
}

RULE = Rule(
    id="security/weak-random",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Secret from a predictable generator",
    what="A token, password, salt, session id, reset code or other secret drawn with `random`, `Math.random` or `math/rand`.",
    why="These generators are made for simulations: whoever sees a few values can compute the next ones, and with them other people's secrets.",
    fix="Draw secrets from the operating system's generator: `secrets`, `crypto.randomBytes`, `crypto/rand`.",
    local=True,
    site="every random draw that ends in a secret, from a weak or a strong generator",
    cwe="CWE-338",
    references=(
        "https://cwe.mitre.org/data/definitions/338.html",
        "https://docs.python.org/3/library/secrets.html",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Math/random",
        "https://pkg.go.dev/crypto/rand",
    ),
    bad=(
        Example(
            {
                "accounts/tokens.py": """\
import random
import string

ALPHABET = string.ascii_letters + string.digits


def generate_reset_token(length: int = 32) -> str:
    return "".join(random.choice(ALPHABET) for _ in range(length))  # <-- here


def start_login(user, sms):
    user.otp = str(random.randint(100000, 999999))  # <-- here
    sms.send(user.phone, user.otp)


def create_user(db, email):
    temporary = "".join(random.choices(ALPHABET, k=12))  # <-- here
    return db.users.insert(email=email, password=temporary)
"""
            },
            sites=3,
        ),
        Example(
            {
                "src/auth/tokens.ts": """\
export function createSessionId(): string {
  return Math.random().toString(36).slice(2);  // <-- here
}

export function invite(email: string) {
  const code = Math.floor(100000 + Math.random() * 900000);  // <-- here
  return { email, verificationCode: code };
}

export const apiKey = Array.from({ length: 24 }, () => 'abcdef0123456789'[Math.floor(Math.random() * 16)]).join('');  // <-- here
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/auth/token.go": """\
package auth

import "math/rand"

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

func GenerateToken(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rand.Intn(len(letters))] // <-- here
	}
	return string(b)
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
                "accounts/tokens.py": """\
import random
import secrets
import time


def generate_reset_token() -> str:
    return secrets.token_urlsafe(32)


def refresh_token_with_retry(client, attempts=3):
    for attempt in range(attempts):
        try:
            return client.refresh_token()
        except TimeoutError:
            time.sleep(2**attempt + random.random())


def pick_api_key(api_keys):
    api_key = random.choice(api_keys)
    return api_key


def create_password(alphabet: str) -> str:
    rng = random.SystemRandom()
    return "".join(rng.choice(alphabet) for _ in range(20))
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/auth/tokens.ts": """\
import { randomBytes } from 'node:crypto';

export function createSessionId(): string {
  return randomBytes(32).toString('base64url');
}

export async function fetchToken(client: Client, attempt: number) {
  const delay = 2 ** attempt * 100 + Math.random() * 100;
  await new Promise((resolve) => setTimeout(resolve, delay));
  return client.token({ jitter: Math.random() });
}

export const rowKey = `row-${Math.random()}`;
"""
            },
            sites=1,
        ),
        Example(
            {
                "internal/auth/token.go": """\
package auth

import (
	"crypto/rand"
	"encoding/hex"
	mrand "math/rand"
	"time"
)

func GenerateToken() (string, error) {
	token := make([]byte, 32)
	if _, err := rand.Read(token); err != nil {
		return "", err
	}
	return hex.EncodeToString(token), nil
}

func backoff(attempt int) time.Duration {
	return time.Duration(attempt)*time.Second + time.Duration(mrand.Intn(100))*time.Millisecond
}
"""
            },
        ),
        *GOOD,
    ),
)
