"""Requests that this service sends to an address which another request chose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.carriers import carried, validated
from checks.security.http_clients import Outbound, outbound
from checks.security.same_host import host_tested
from checks.security.ssrf_examples import BAD, GOOD
from checks.security.url_parts import request_chooses_host
from checks.syntax import model as m
from checks.views import FileView

_BROWSER = frozenset({"the page address"})
_HOST_WORDS = re.compile(
    r"host|netloc|is_private|isSiteLocal|isLoopback|InetAddress|allow|lookup|getaddrinfo|origin|trusted|domain|fullmatch",
    re.IGNORECASE,
)
"""What a validator of addresses must look at to be one."""
_FRONT_END = re.compile(r"""^\s*["']use client["']""", re.MULTILINE)


def check(view: FileView) -> Iterator[Site]:
    """Every outbound call with a dynamic address is a site."""
    if view.module is None or (view.language != "python" and _FRONT_END.search(view.text[:400])):
        return
    seen: set[int] = set()
    for sent in outbound(view.flow):
        if not view.flow.value(sent.address).dynamic:
            continue
        statement = m.statement_of(sent.call)
        if id(statement) in seen:
            continue
        seen.add(id(statement))
        yield view.site(statement, _defect(view, sent))


def _defect(view: FileView, sent: Outbound) -> Defect | None:
    flow = view.flow
    value = flow.value(sent.address)
    taint = next((t for t in value.taints if t.grade == "request" and t.what not in _BROWSER), None)
    if taint is None or not request_chooses_host(flow, sent.address):
        return None
    way = carried(flow, sent.address)
    if host_tested(flow, way) or validated(flow, way, _HOST_WORDS):
        return None
    source = " ".join(flow.module.text(taint.source).split())[:60]
    statement = m.statement_of(sent.call)
    evidence: tuple[Evidence, ...] = ()
    if not statement.line <= taint.source.line <= statement.end_line:
        evidence = (Evidence(view.path, taint.source.line, "the address comes from here"),)
    callee = m.dotted(sent.call.callee) or "this call"
    return Defect(
        f"{taint.what[:1].upper() + taint.what[1:]} (`{source}`) chooses the host that `{callee}` sends a request to.",
        evidence=evidence,
    )


RULE = Rule(
    id="security/ssrf",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Request decides where this service connects to",
    what="A URL or host name from a request that is given to an HTTP client without a test of where it leads.",
    why="The caller can make this service fetch internal addresses that only it can reach: cloud metadata with credentials, admin pages, databases.",
    fix="Choose the host from a fixed list, or parse the URL and test its host against an allow-list before the request; encode what goes"
    " into the path.",
    local=True,
    site="every outbound HTTP call with an address that is not constant",
    cwe="CWE-918",
    references=(
        "https://cwe.mitre.org/data/definitions/918.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
        "https://docs.python.org/3/library/urllib.parse.html#urllib.parse.urljoin",
    ),
    bad=BAD,
    good=GOOD,
)
