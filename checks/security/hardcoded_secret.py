"""Credentials written into the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.secret_formats import (
    credentials,
    mask,
    masked_line,
    placeholder,
    random_looking,
    secret_named,
)
from checks.syntax import model as m
from checks.views import FileView

_CONFIGURATION = frozenset(
    {"yaml", "json", "toml", "ini", "dotenv", "properties", "dockerfile", "terraform", "shell", "xml", "text"}
)
_SETTING = re.compile(
    r"""^\s*(?:export\s+|ENV\s+|ARG\s+|-\s+|set\s+|-e\s+)?["']?(?P<name>[A-Za-z_][\w.\-]{1,80})["']?\s*(?:=|:)\s*(?P<q>["']?)(?P<value>[^\s"'#][^"'\n#]*?)(?P=q)\s*,?\s*(?:#.*)?$"""
)
_TEMPLATE_FILE = re.compile(
    r"(?:^|[/._-])(?:examples?|samples?|template|tmpl|dist|defaults?)(?:[._-][\w.-]*)?$", re.IGNORECASE
)
"""Files that show the shape of a configuration: ``.env.example``, ``config.sample.yml``."""
_SKIPPED = frozenset({"markdown", "html"})


def check(view: FileView) -> Iterator[Site]:
    """Every credential format is a site, and every text given to a name that holds credentials."""
    taken: set[int] = set()
    if view.language not in _SKIPPED or not view.is_test:
        for what, start, end in credentials(view.text):
            number = view.text.count("\n", 0, start) + 1
            if number not in taken:
                taken.add(number)
                yield view.line_site(number, _defect(what, view.text[start:end], view.lines[number - 1]))
    if view.is_test or _TEMPLATE_FILE.search(view.path):
        return  # dummies are what tests are made of; real formats were reported above
    if view.module is not None:
        yield from _literals(view, taken)
    elif view.language in _CONFIGURATION:
        yield from _settings(view, taken)


def _literals(view: FileView, taken: set[int]) -> Iterator[Site]:
    assert view.module is not None
    holders: list[m.Node] = [*view.module.every(m.Assign), *view.module.every(m.Arg)]
    holders += [*view.module.every(m.Pair), *view.module.every(m.Param)]
    for node in holders:
        for name, value in _named_values(view, node):
            if not secret_named(name) or not isinstance(value, m.Literal) or not isinstance(value.value, str):
                continue
            if value.line in taken or not value.value:
                continue
            yield view.site(value, _judge(view, name, value.value, view.lines[value.line - 1]))


def _named_values(view: FileView, node: m.Node) -> Iterator[tuple[str, m.Expr]]:
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
        yield node.name, node.default


def _fallback(value: m.Expr) -> m.Expr:
    """``os.environ.get("KEY", "literal")`` and ``process.env.KEY || "literal"``: the fallback is what ships."""
    if isinstance(value, m.Binary) and value.op in ("or", "??"):
        return value.right
    if isinstance(value, m.Call) and m.dotted(value.callee).endswith(
        ("environ.get", "getenv", "config.get", "env")
    ):
        second = value.positional(1)
        if second is not None:
            return second
    return value


def _settings(view: FileView, taken: set[int]) -> Iterator[Site]:
    for number, line in enumerate(view.lines, 1):
        if number in taken or len(line) > 1000:
            continue
        match = _SETTING.match(line)
        if match is None or not secret_named(match.group("name")):
            continue
        value = match.group("value").strip()
        if view.language == "yaml" and (value[:1] in "&*!|>{[" or not value):
            continue
        if value.isdigit() or value.lower() in ("true", "false", "null", "none", "~"):
            continue
        yield view.line_site(number, _judge(view, match.group("name"), value, line))


def _judge(view: FileView, name: str, value: str, line: str) -> Defect | None:
    if placeholder(value) or value.lower() == name.lower():
        return None
    password = re.search(r"pass|pwd", name, re.IGNORECASE)
    strong = random_looking(value)
    if not strong and not (password and _chosen_password(value)):
        return None
    return _defect(f"a literal value for `{name}`", value, line)


def _chosen_password(value: str) -> bool:
    """A password somebody chose: eight characters and more, letters with digits or signs, no spaces, no path."""
    if (
        len(value) < 8
        or re.search(r"\s|^[/.~$]|://|\\", value)
        or re.fullmatch(r"[\w]+(?:[.\-][\w]+)+", value)
    ):
        return False
    return (
        bool(re.search(r"[A-Za-z]", value))
        and bool(re.search(r"\d", value))
        and bool(re.search(r"[^\w]|[A-Z]", value))
    )


def _defect(what: str, value: str, line: str) -> Defect:
    return Defect(
        f"This looks like {what}: {mask(value)}. Once pushed it must be treated as known to others.",
        key=what,
        identity=masked_line(line).replace(value, mask(value)),
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
