"""TLS certificates or host names that are not checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.security.options import siblings
from checks.security.tls_checks import tls_sites
from checks.security.tls_verification_off_examples import BAD, GOOD
from checks.syntax import model as m
from checks.views import FileView

_OFF_WHEN_FALSE = frozenset({"verify", "verify_ssl", "ssl_verify", "verify_certs", "validate_certs", "check_hostname", "rejectUnauthorized",
                             "strictSSL", "verify_tls", "tls_verify", "ssl_assert_hostname", "verifySsl", "assert_hostname"})  # fmt: skip
_OFF_WHEN_TRUE = frozenset({"InsecureSkipVerify", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames", "tlsInsecure", "ssl_no_verify",
                            "allowInvalidCertificates", "trustServerCertificate", "insecureSkipVerify", "skip_tls_verify"})  # fmt: skip
_STATES = _OFF_WHEN_FALSE | _OFF_WHEN_TRUE | {"ssl", "cert_reqs", "ssl_cert_reqs", "verify_mode"}
_HTTP_CALL = re.compile(
    r"(?:^(?:requests|httpx|aiohttp|urllib3|elasticsearch|opensearchpy|pymongo|hvac|ldap3|redis|pika|websockets|kubernetes|boto3|jira|gitlab|motor|aioredis|niquests|grequests)\b)"
    r"|\.(?:get|post|put|patch|delete|head|options|request|send|client|resource|connect|Client|AsyncClient|Session|PoolManager|HTTPSConnection|TCPConnector)$"
)


def check(view: FileView) -> Iterator[Site]:
    """Every place that states whether certificates are checked is a site."""
    if view.module is None:
        return
    if view.language in ("java", "kotlin", "csharp", "ruby", "php", "rust"):
        for node, wrong in tls_sites(view.flow):
            line, last = _place(view, node)
            yield view.line_site(line, _defect(wrong) if wrong else None, last)
        return
    for call in view.module.every(m.Call):
        yield from _arguments(view, call)
    for assign in view.module.every(m.Assign):
        yield from _assignment(view, assign)
    for pair in view.module.every(m.Pair):
        yield from _member(view, pair)


def _place(view: FileView, node: m.Node) -> tuple[int, int]:
    """The lines of one call of a chain, of a method without its annotations, of a setting."""
    if isinstance(node, m.Call) and isinstance(node.callee, m.Attr):
        return node.callee.end_line, node.end_line
    if isinstance(node, m.Function):
        named = re.compile(rf"\b{re.escape(node.name)}\b")
        lines = range(node.line, node.end_line + 1)
        return next((n for n in lines if named.search(view.lines[n - 1])), node.line), node.end_line
    place = m.statement_of(node) if isinstance(node, m.Call) else node
    return place.line, place.end_line


def _arguments(view: FileView, call: m.Call) -> Iterator[Site]:
    name = view.flow.resolve(call.callee)
    if name in ("ssl._create_unverified_context", "ssl._create_stdlib_context"):
        yield view.site(
            m.statement_of(call), _defect("`ssl._create_unverified_context` checks no certificate")
        )
        return
    if view.language != "python":
        return
    for arg in call.args:
        if arg.name is None or arg.name not in _STATES:
            continue
        if arg.name == "verify" and not (
            _HTTP_CALL.search(name or m.dotted(call.callee)) or _options_of_http(view, call, arg)
        ):
            continue  # jwt.decode(verify=...), hasher.verify=... have nothing to do with TLS
        value = view.flow.constant(arg.value)
        if arg.name == "ssl":
            if value is False and name.startswith("aiohttp"):
                yield view.site(arg, _defect("`ssl=False` switches off the check of certificates"))
            continue
        if arg.name in ("cert_reqs", "ssl_cert_reqs"):
            off = view.flow.resolve(arg.value) == "ssl.CERT_NONE" or value in ("CERT_NONE", "none", 0, None)
            yield view.site(arg, _defect(f"`{arg.name}=CERT_NONE` accepts any certificate") if off else None)
            continue
        off = value is False if arg.name in _OFF_WHEN_FALSE else value is True
        suggestion = _removal(view, arg) if off else None
        yield view.site(
            arg,
            _defect(f"`{arg.name}={value}` switches off the check of certificates", suggestion)
            if off
            else None,
        )


def _options_of_http(view: FileView, call: m.Call, option: m.Arg) -> bool:
    """Whether ``dict(verify=False)`` or ``options.update(verify=False)`` makes options of an HTTP call."""
    if isinstance(call.callee, m.Attr) and call.callee.name == "update":
        return _spread_into_http(view, option, m.dotted(call.callee.base))
    holder = m.enclosing(call, m.Assign)
    if m.dotted(call.callee) in ("partial", "functools.partial") and call.args:
        return bool(_HTTP_CALL.search(view.flow.resolve(call.args[0].value)))
    if m.dotted(call.callee) != "dict" or holder is None:
        return False
    return _spread_into_http(view, option, m.dotted(holder.targets[0]))


def _assignment(view: FileView, node: m.Assign) -> Iterator[Site]:
    for target in node.targets:
        name = target.name if isinstance(target, m.Attr) else ""
        if isinstance(target, m.Index):
            name = str(view.flow.constant(target.key))
        if not name or node.value is None:
            continue
        if name in ("NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY"):
            off = view.flow.constant(node.value) in ("0", 0)
            yield view.site(
                node,
                _defect(f"`{name}=0` switches off the check for the whole process") if off else None,
            )
        elif name == "verify_mode":
            off = view.flow.resolve(node.value) == "ssl.CERT_NONE" or m.dotted(node.value).endswith(
                "CERT_NONE"
            )
            yield view.site(node, _defect("`CERT_NONE` accepts any certificate") if off else None)
        elif name == "check_hostname":
            off = view.flow.constant(node.value) is False and not _also_unverified(view, node)
            yield view.site(
                node,
                _defect("without `check_hostname` any valid certificate passes for this host")
                if off
                else None,
            )
        elif (
            name == "verify" and isinstance(target, m.Attr) and "Session()" in view.flow.resolve(target.base)
        ):
            off = view.flow.constant(node.value) is False
            yield view.site(
                node,
                _defect("`verify = False` switches off the check for the whole session") if off else None,
            )
        elif name == "_create_default_https_context":
            off = "_create_unverified_context" in m.dotted(node.value)
            yield view.site(
                node,
                _defect("this switches off the check of certificates for the whole process") if off else None,
            )
        elif (
            name == "verify"
            and isinstance(target, m.Index)
            and _spread_into_http(view, target, m.dotted(target.base))
        ):
            off = view.flow.constant(node.value) is False
            yield view.site(
                node, _defect("`verify=False` switches off the check of certificates") if off else None
            )
        elif (
            name in _OFF_WHEN_TRUE
            or name == "rejectUnauthorized"
            or (name == "verify_ssl" and m.dotted(target).partition(".")[0] != "self")
        ):
            value = view.flow.constant(node.value)
            off = value is (name in _OFF_WHEN_TRUE) and not _checked_otherwise(view, node)
            yield view.site(
                node,
                _defect(f"`{name} = {_word(value)}` switches off the check of certificates") if off else None,
            )


def _checked_otherwise(view: FileView, node: m.Node) -> bool:
    """Go: a verification of one's own beside ``InsecureSkipVerify``, as its documentation asks for."""
    return view.language == "go" and any(
        name in ("VerifyPeerCertificate", "VerifyConnection") and view.flow.constant(value) is not None
        for name, value in siblings(view.flow, node)
    )


def _also_unverified(view: FileView, node: m.Assign) -> bool:
    """`check_hostname = False` must precede `verify_mode = CERT_NONE`; the second line is then the finding."""
    scope = view.flow.scopes.scope_of(node)
    return any(
        isinstance(n, m.Assign)
        and n.value is not None
        and any(isinstance(t, m.Attr) and t.name == "verify_mode" for t in n.targets)
        and m.dotted(n.value).endswith("CERT_NONE")
        for n in scope.walk_scope()
    )


def _member(view: FileView, pair: m.Pair) -> Iterator[Site]:
    key = (
        pair.key.value
        if isinstance(pair.key, m.Literal)
        else pair.key.id
        if isinstance(pair.key, m.Name)
        else None
    )
    if key == "checkServerIdentity":
        accepts = isinstance(pair.value, m.Function) and not any(
            isinstance(n, (m.Call, m.Raise)) for n in pair.value.body.walk_scope()
        )
        yield view.site(
            pair, _defect("this `checkServerIdentity` accepts every host name") if accepts else None
        )
        return
    if view.language == "python" and key == "verify" and view.flow.constant(pair.value) in (True, False):
        holder = m.enclosing(pair, m.Assign)
        if _spread_into_http(view, pair, "" if holder is None else m.dotted(holder.targets[0])):
            off = view.flow.constant(pair.value) is False
            yield view.site(
                pair, _defect("`verify=False` switches off the check of certificates") if off else None
            )
        return
    if not isinstance(key, str) or key not in (
        _OFF_WHEN_TRUE | {"rejectUnauthorized", "strictSSL", "verify_certs", "verify_ssl"}
    ):
        return
    value = view.flow.constant(pair.value)
    off = value is (key in _OFF_WHEN_TRUE) and not _checked_otherwise(view, pair)
    suggestion = _removal(view, pair) if off else None
    yield view.site(
        pair,
        _defect(f"`{key}: {_word(value)}` switches off the check of certificates", suggestion)
        if off
        else None,
    )


def _spread_into_http(view: FileView, option: m.Node, name: str) -> bool:
    """Whether options of a dict become arguments of an HTTP call: ``get(url, **options)`` in the same function or class."""
    wide = "." in name or m.enclosing(option, m.Function) is None
    around: m.Node | None = (m.enclosing(option, m.Class) if "." in name else None) or view.module
    scope = around if wide and around is not None else view.flow.scopes.scope_of(option)
    for node in scope.walk():
        if not isinstance(node, m.Call):
            continue
        for arg in node.args:
            given = arg.value
            if (
                arg.spread == "**"
                and ((name and m.dotted(given) == name) or given.start <= option.start < given.end)
                and _HTTP_CALL.search(view.flow.resolve(node.callee) or m.dotted(node.callee))
            ):
                return True
    return False


def _word(value: object) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _removal(view: FileView, node: m.Node) -> Suggestion | None:
    """Delete the setting where it has its line to itself."""
    assert view.module is not None
    if (
        node.line != node.end_line
        or view.lines[node.line - 1].strip().rstrip(",") != view.module.text(node).strip()
    ):
        return None
    return Suggestion(node.line, node.end_line, "")


def _defect(what: str, suggestion: Suggestion | None = None) -> Defect:
    return Defect(
        f"{what[:1].upper() + what[1:]}: anyone on the way can read and change this traffic.",
        suggestion=suggestion,
    )


RULE = Rule(
    id="security/tls-verification-off",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="TLS verification switched off",
    what="A TLS or HTTP client that accepts any certificate or host name: `verify=False`, `rejectUnauthorized: false`, `CERT_NONE`,"
    " `InsecureSkipVerify: true`.",
    why="Without the check encryption protects against nobody who can get between the two sides.",
    fix='Leave verification on; for a private authority pass its certificate (`verify="/path/ca.pem"`, `ca: fs.readFileSync(...)`, `RootCAs`).',
    local=True,
    site="every place that states whether certificates are checked",
    cwe="CWE-295",
    references=(
        "https://cwe.mitre.org/data/definitions/295.html",
        "https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification",
        "https://nodejs.org/api/tls.html#tlsconnectoptions-callback",
        "https://pkg.go.dev/crypto/tls#Config",
    ),
    bad=(
        Example(
            {
                "sync/vendor.py": """\
import ssl

import requests


def fetch_catalogue(url: str) -> list[dict]:
    response = requests.get(
        url,
        timeout=20,
        verify=False,  # <-- here
    )
    return response.json()


def context() -> ssl.SSLContext:
    ctx = ssl.create_default_context()
    ctx.check_hostname = False
    ctx.verify_mode = ssl.CERT_NONE  # <-- here
    return ctx


session = requests.Session()
session.verify = False  # <-- here
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/vendor.ts": """\
import https from 'node:https';
import { Pool } from 'pg';

export const agent = new https.Agent({
  keepAlive: true,
  rejectUnauthorized: false,  // <-- here
});

export const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { rejectUnauthorized: false },  // <-- here
});

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';  // <-- here
"""
            },
            sites=3,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "sync/vendor.py": """\
import ssl

import jwt
import requests

CA = "/etc/ssl/vendor.pem"


def fetch(url: str, key) -> dict:
    claims = jwt.decode(key.token, key.public, algorithms=["RS256"], verify=True)
    requests.get(url, timeout=20, verify=CA)
    requests.get(url, timeout=20, verify=True)
    ctx = ssl.create_default_context(cafile=CA)
    ctx.verify_mode = ssl.CERT_REQUIRED
    return claims
"""
            },
            sites=3,
        ),
        Example(
            {
                "src/vendor.ts": """\
import fs from 'node:fs';
import https from 'node:https';

export const agent = new https.Agent({ ca: fs.readFileSync('/etc/ssl/vendor.pem'), rejectUnauthorized: true });
export const lax = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === 'production' });
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
