"""Credentials written into the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.connection_strings import CONNECTION
from checks.security.secret_formats import JWT, PRIVATE_KEY, credentials, mask, masked_line
from checks.security.secret_names import secret_named
from checks.security.secret_texts import CODE, SETTINGS, Given, code, markup, settings
from checks.security.secret_values import chosen_password, decoded, dummy, hashed, placeholder, random_looking
from checks.syntax import model as m
from checks.views import FileView

_BY_TREE = frozenset({"python", "javascript", "typescript", "tsx", "go"})
_TEMPLATE_FILE = re.compile(
    r"(?:^|[/._-])(?:examples?|samples?|template|tmpl|dist|defaults?)(?:[._-][\w.-]*)?$", re.IGNORECASE
)
"""Files that show the shape of a configuration: ``.env.example``, ``config.sample.yml``."""
_NO_VALUES = re.compile(
    r"(?:^|/)(?:locales?|i18n|lang|langs|languages|translations?|messages|l10n)/|[./](?:strings|messages)[\w-]*\.(?:xml|json|ya?ml|properties)$"
    r"|(?:^|/)(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$|\.(?:storyboard|svg|xib|resx)$"
    r"|(?:^|/)\.github/workflows/|(?:^|/)(?:docker-)?compose[\w.-]*(?:test|dev|ci|local|override)[\w.-]*\.ya?ml$"
    r"|(?:^|/)\.env\.(?:test|ci|dev|development|local)(?:\.|$)|(?:^|/)\.(?:secrets\.baseline|gitleaks\S*|betterleaks\S*|trivyignore)$",
    re.IGNORECASE,
)
"""Files whose secret-named texts are words for people, schemas, or services that live as long as a test."""
_DUMMY_IN_TESTS = frozenset(
    {PRIVATE_KEY, JWT, CONNECTION, "an authorization header", "a password on a command line"}
)
"""What tests make for themselves; a vendor's token is one wherever it stands."""
_STRUCT_TAG = re.compile(r'^\w+:"[^"]*"(?:\s+\w+:"[^"]*")*$')
"""What stands behind a field of a Go struct: names for encoders."""
_SEALED = re.compile(
    r"^[ \t]*kind:[ \t]*[\"']?SealedSecret|^sops:|^[ \t]*\"sops\":|ENC\[AES256_GCM", re.MULTILINE
)


def check(view: FileView) -> Iterator[Site]:
    """Every credential format is a site, and every text given to a name that holds credentials."""
    taken: set[int] = set()
    for first, text in view.near_added:
        for found in credentials(text):
            if (view.is_test or view.language == "markdown") and found.what in _DUMMY_IN_TESTS:
                continue
            number = text.count("\n", 0, found.start) + first
            if number not in taken:
                taken.add(number)
                value = text[found.start : found.end]
                yield view.line_site(number, _defect(found.what, value, view.lines[number - 1]))
    if view.is_test or _TEMPLATE_FILE.search(view.path) or _NO_VALUES.search(view.path):
        return  # dummies are what tests are made of; real formats were reported above
    if _SEALED.search(view.text):
        return
    for given in _given(view):
        if given.line in taken or not given.value or not secret_named(given.name):
            continue
        if _STRUCT_TAG.match(given.value):
            continue
        taken.add(given.line)
        yield view.line_site(given.line, _judge(view, given))


def _given(view: FileView) -> Iterator[Given]:
    language = view.language
    if language in _BY_TREE and view.module is not None:
        yield from _literals(view.module)
    elif language == "dockerfile":
        return  # dockerfile-hazard judges what ENV and ARG hold
    elif language == "xml":
        yield from markup(view.lines)
    elif language in SETTINGS:
        yield from settings(language, view.lines)
    elif language in CODE:
        yield from code(view.lines)


def _literals(module: m.Module) -> Iterator[Given]:
    holders: list[m.Node] = [*module.every(m.Assign), *module.every(m.Arg)]
    holders += [*module.every(m.Pair), *module.every(m.Param), *module.every(m.Call)]
    for node in holders:
        for name, value in _named_values(node):
            if isinstance(value, m.Literal) and isinstance(value.value, (str, bytes)):
                text = value.value
                yield Given(
                    name, text if isinstance(text, str) else text.decode("utf-8", "replace"), value.line
                )


def _named_values(node: m.Node) -> Iterator[tuple[str, m.Expr]]:
    if isinstance(node, m.Assign) and node.value is not None and node.op in ("=", ":=", ""):
        for target in node.targets:
            if isinstance(target, (m.Name, m.Attr)):
                yield (target.id if isinstance(target, m.Name) else target.name), _fallback(node.value)
            elif isinstance(target, m.Index) and isinstance(target.key, m.Literal):
                yield str(target.key.value), _fallback(node.value)
    elif isinstance(node, m.Arg) and node.name:
        yield node.name, _fallback(node.value)
    elif isinstance(node, m.Pair) and isinstance(node.key, m.Literal):
        yield str(node.key.value), _fallback(node.value)
    elif isinstance(node, m.Param) and node.default is not None:
        yield node.name, _fallback(node.default)
    elif isinstance(node, m.Call):
        yield from _called(node)


def _called(node: m.Call) -> Iterator[tuple[str, m.Expr]]:
    """``os.Setenv("DB_PASSWORD", "...")``, ``headers.set("X-Api-Key", "...")``, ``os.getenv("KEY", "...")`` anywhere."""
    name = m.dotted(node.callee).rpartition(".")[2].lower()
    first, second = node.positional(0), node.positional(1)
    if second is None or not isinstance(first, m.Literal) or not isinstance(first.value, str):
        return
    if name in {
        "setenv",
        "set",
        "setdefault",
        "put",
        "getenv",
        "get",
        "env",
        "append",
        "add",
        "setheader",
        "header",
        "config",
    }:
        yield first.value, second


def _fallback(value: m.Expr) -> m.Expr:
    """``os.environ.get("KEY") or "literal"`` and ``process.env.KEY || "literal"``: the fallback is what ships."""
    if isinstance(value, m.Binary) and value.op in ("or", "??", "||"):
        return value.right
    if isinstance(value, m.Call):
        name, first, second = m.dotted(value.callee), value.positional(0), value.positional(1)
        if second is not None and name.endswith(("environ.get", "getenv", "config.get", "env", "config")):
            return second
        if (
            first is not None
            and second is None
            and name.rpartition(".")[2] in ("SecretStr", "byte", "[]byte", "str", "String", "bytes")
        ):
            return first
        if name.endswith((".encode", ".trim", ".strip")) and isinstance(value.callee, m.Attr):
            return value.callee.base
    return value


def _judge(view: FileView, given: Given) -> Defect | None:
    value, name = given.value.strip(), given.name
    if view.language == "yaml" or view.language == "json":
        plain = decoded(value)
        if plain is not None and (placeholder(plain) or dummy(plain) or len(plain) < 8):
            return None
    if _harmless(name, value):
        return None
    password = re.search(r"pass|pwd", name, re.IGNORECASE)
    if not random_looking(value) and not (password and chosen_password(value)):
        return None
    return _defect(f"a literal value for `{name}`", value, view.lines[given.line - 1])


def _harmless(name: str, value: str) -> bool:
    low = value.lower()
    return (
        placeholder(value)
        or dummy(value)
        or hashed(value)
        or low == name.lower()
        or low in ("true", "false", "null", "none", "~", "disabled", "optional", "required")
        or value.isdigit()
        or value[:1] in "$@&*!|>{[("
        or value.startswith(("pk_", "phc_", "AIza", "G-", "UA-", "-----BEGIN"))
        or low.startswith(("bearer ", "basic "))
    )


def _defect(what: str, value: str, line: str) -> Defect:
    return Defect(
        f"This looks like {what}: {mask(value)}. Once pushed it must be treated as known to others.",
        key=what,
        identity=masked_line(line).replace(value, mask(value)),
        secret=value,
    )


RULE = Rule(
    id="security/hardcoded-secret",
    severity=Severity.ERROR,
    languages=("any",),
    title="Credential in the repository",
    what="A text in the documented format of a credential (cloud keys, tokens of code hosts, chat, payment and AI services, private keys, signed JWTs,"
    " connection strings with a password), or a random or chosen text given to a name such as `password` or `api_key`.",
    why="Everyone who can read the repository, a fork, a build log or a backup has the credential, for as long as it is valid.",
    fix="Revoke it, then read it from the environment or a secret store.",
    local=True,
    site="every credential format, and every text given to a name that holds credentials",
    cwe="CWE-798",
    applies_to_tests=True,
    references=(
        "https://cwe.mitre.org/data/definitions/798.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
    ),
    bad=(
        Example(
            {
                "shop/settings.py": """\
import os

DATABASE_URL = "postgresql://shop:"""
                """Wq7-ploVer-92@db1.shop-prod.net:5432/shop"  # <-- here
JWT_SECRET = os.environ.get("JWT_SECRET", "f3a91c07be5d4482a6e90d17c25b8e64")  # <-- here
SMTP = {"host": "mail.shop-prod.net", "password": "Ma1l!Relay#2024"}  # <-- here
"""
            },
        ),
        Example(
            {
                "deploy/values.yaml": """\
service:
  name: shop
  apiKey: 9f8e2c41aa7b4d0c8d35e6f1b2a7c944  # <-- here
  passwordPolicy: strict
"""
            },
            sites=1,
        ),
        Example(
            {
                "src/config.ts": """\
export const config = {
  clientSecret: 'kV8~Q2rT.uY5wX1zA4bC7dE0fG3hJ6kL9mN',  // <-- here
  tokenUrl: 'https://login.shop-prod.net/token',
  apiToken: process.env.API_TOKEN,
};
"""
            },
        ),
    ),
    good=(
        Example(
            {
                "shop/settings.py": """\
import os

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://postgres:postgres@localhost:5432/shop")
JWT_SECRET = os.environ["JWT_SECRET"]
SECRET_KEY = "changeme"
PASSWORD_RESET_TOKEN_TTL = "24h"
PASSWORD_FIELD = "user_password_2024"
MAX_TOKENS = "4096"
API_KEY_HEADER = "X-Api-Key"
AWS_KEY_DOC = "AKIAIOSFODNN7EXAMPLE"
"""
            },
        ),
        Example(
            {
                "deploy/values.yaml": """\
service:
  apiKey: ${API_KEY}
  password: "{{ .Values.password }}"
  existingSecret: shop-credentials
"""
            },
        ),
        Example(
            {
                "tests/test_login.py": """\
def test_login(client):
    assert client.post("/login", json={"user": "ada", "password": "S3cret!pass#1"}).status_code == 200
"""
            },
            sites=0,
        ),
    ),
)
