"""Redirects whose target the request chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import known_call
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.carriers import Carried, carried, last_name, looked_at, validated
from checks.security.open_redirect_examples import BAD, GOOD
from checks.security.same_host import host_tested
from checks.security.url_parts import request_chooses_host
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_LOCATION = re.compile(r"^(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?$")
_SCRIPT_BASES = frozenset({"res", "response", "reply", "ctx", "c", "NextResponse", "Response", "rep"})
_OWN = re.compile(
    r"^(?:self\.|this\.)?(?:req|request|r|ctx|c|context)\.(?:request\.)?(?:path|full_path|url|base_url|url_root|originalUrl|pathname|RequestURI|URL|URL\.(?:Path|String\(\)|Host)|Host|hostname|host"
    r"|get_full_path\(\)|nextUrl|build_absolute_uri\(.*\)|headers\.host|headers\[.host.\]|get\(.host.\)|headers\.get\(.host.\))(?:\.(?:path|pathname|origin|href))?$|^(?:window\.|document\.)?location\.",
    re.IGNORECASE,
)
"""The address of the request itself: it leads back here."""
_HOST_WORDS = re.compile(
    r"host|netloc|origin|startswith|startsWith|allow|trusted|domain|match|test\(|is_safe", re.IGNORECASE
)
_KEEPS_HERE = frozenset(
    {"own", "local", "internal", "relative", "same", "origin", "host", "domain", "onsite"}
)
"""Words of functions that test where an address leads: ``is_own_address(target)``, ``sameOrigin(back)``."""
_QUERY = re.compile(r"searchParams|parse_qsl?\(|\.Query\(\)|\.query\b")
_CONTAINER = re.compile(
    r"^(?:await )?(?:self\.|this\.)?(?:req|request|ctx|c|r)\.(?:POST|GET|args|form|formData|values|query|body|params|query_params|headers|data"
    r"|json|session|cookies|parseBody|get_json)(?:\(\))?$"
)
"""All of a request's values: a form that is given them tests other fields."""
_RELATIVE = frozenset({"startsWith", "startswith", "HasPrefix", "test", "match", "fullmatch", "MatchString"})


def check(view: FileView) -> Iterator[Site]:
    """Every redirect with a dynamic target is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        target = _target(flow, call)
        if target is not None and flow.value(target).dynamic:
            yield view.site(m.statement_of(call), _defect(view, call, target))
    if "ocation" in view.text:
        for assign, given in _header_assignments(view):
            if flow.value(given).dynamic:
                yield view.site(assign, _defect(view, assign, given))
    if view.language in ("java", "kotlin") and "redirect:" in view.text:
        for node, name in _view_names(view):
            value = flow.value(name)
            if (
                value.dynamic
                and (value.parts[:1] or (None,))[0]
                and str(value.parts[0]).startswith("redirect:")
            ):
                yield view.site(node, _defect(view, node, name))
    if view.language in ("javascript", "typescript", "tsx"):
        for assign in view.module.every(m.Assign):
            place = m.dotted(assign.targets[0]) if assign.targets else ""
            assigned = assign.value if assign.declares == "" and _LOCATION.search(place) else None
            if assigned is not None and flow.value(assigned).dynamic:
                yield view.site(assign, _defect(view, assign, assigned))


def _target(flow: Flow, call: m.Call) -> m.Expr | None:
    fact = known_call(flow, call, "redirect")
    if fact is not None:
        header = fact.more.get("header")
        if header and str(flow.constant(call.positional(0))).lower() != header and not _header_constant(call):
            return None
        return fact.given(call)
    if flow.module.language not in ("javascript", "typescript", "tsx"):
        return None
    method = last_name(call.callee)
    base = m.dotted(call.callee.base).partition("(")[0] if isinstance(call.callee, m.Attr) else ""
    if method == "redirect" and (
        base.partition(".")[0] in _SCRIPT_BASES or (base == "" and isinstance(call.callee, m.Name))
    ):
        first, second = call.positional(0), call.positional(1)
        if second is not None and isinstance(flow.constant(first), int):
            return second
        if second is not None and base == "" and not isinstance(flow.definition(second), m.Mapping):
            return None
        return first
    if method in ("replace", "assign") and re.search(r"(?:^|\.)location$", base):
        return call.positional(0)
    if method == "writeHead" and call.args:
        headers = flow.definition(call.args[-1].value)
        return _member(headers, "location") if isinstance(headers, m.Mapping) else None
    if (
        method in ("setHeader", "header", "set")
        and str(flow.constant(call.positional(0))).lower() == "location"
    ):
        return call.positional(1)
    return None


def _member(mapping: m.Mapping, name: str) -> m.Expr | None:
    """The value of a key, in any case."""
    for pair in mapping.pairs:
        if isinstance(pair.key, m.Literal) and str(pair.key.value).lower() == name:
            return pair.value
    return None


def _header_assignments(view: FileView) -> Iterator[tuple[m.Assign, m.Expr]]:
    """``response.headers["Location"] = target`` and Django's ``response["Location"] = target``."""
    assert view.module is not None
    for assign in view.module.every(m.Assign):
        place = assign.targets[0] if assign.targets else None
        if (
            isinstance(place, m.Index)
            and assign.value is not None
            and isinstance(place.key, m.Literal)
            and str(place.key.value).lower() == "location"
            and re.search(r"(?:^|[._])(?:headers|resp|response|res|rv|r)$", m.dotted(place.base))
        ):
            yield assign, assign.value


def _header_constant(call: m.Call) -> bool:
    """``HttpHeaders.LOCATION``."""
    return m.dotted(call.positional(0)).endswith("HttpHeaders.LOCATION")


def _view_names(view: FileView) -> Iterator[tuple[m.Node, m.Expr]]:
    """Spring's ``return "redirect:" + target`` and ``new ModelAndView("redirect:" + target)``."""
    assert view.module is not None
    for node in view.module.every(m.Return):
        if node.value is not None and not isinstance(node.value, m.Literal):
            yield node, node.value
    for call in view.flow.calls():
        if last_name(call.callee) in ("ModelAndView", "setViewName"):
            first = call.positional(0)
            if first is not None:
                yield m.statement_of(call), first


def _defect(view: FileView, node: m.Node, target: m.Expr) -> Defect | None:
    flow = view.flow
    taint = next((t for t in flow.value(target).taints if t.grade == "request"), None)
    if taint is None or not request_chooses_host(flow, target):
        return None
    if any(re.search(r"encode|quote|valid|safe|sanit|allow|local", n, re.IGNORECASE) for n in taint.through):
        return None
    way = carried(flow, target)
    _drop_containers(flow, way)
    if _own_address(flow, taint.source) and not _from_query(flow, target):
        return None
    if (
        host_tested(flow, way)
        or validated(flow, way, _HOST_WORDS, _KEEPS_HERE)
        or _tested_relative(flow, way)
    ):
        return None
    statement = m.statement_of(node)
    evidence: tuple[Evidence, ...] = ()
    if not statement.line <= taint.source.line <= statement.end_line:
        evidence = (Evidence(view.path, taint.source.line, "the target comes from here"),)
    source = " ".join(flow.module.text(taint.source).split())[:60]
    return Defect(
        f"{taint.what[:1].upper() + taint.what[1:]} (`{source}`) chooses where this redirect leads.",
        evidence=evidence,
    )


def _drop_containers(flow: Flow, way: Carried) -> None:
    """A test of another field of the form says nothing about the target."""
    way.chains = {c for c in way.chains if not (_CONTAINER.match(c) or c.endswith((".get", ".getAll")))}
    for expr in way.expressions:
        assign = expr.parent
        if isinstance(assign, m.Assign) and _CONTAINER.match(flow.module.text(expr)):
            way.names -= {t.id for t in assign.targets if isinstance(t, m.Name)}


def _own_address(flow: Flow, source: m.Node) -> bool:
    """The address of the request itself leads back here; the Referer was put there by the browser."""
    text = flow.module.text(source)
    return bool(_OWN.search(text) or re.search(r"refer+er", text, re.IGNORECASE))


def _from_query(flow: Flow, target: m.Expr) -> bool:
    """``new URL(request.url).searchParams.get("back")``: a part of the own address that the link's author writes."""
    found = flow.definition(target)
    if isinstance(found, m.Conditional):
        return _from_query(flow, found.then) or _from_query(flow, found.other)
    if isinstance(found, m.Binary) and found.op in ("or", "??"):
        return _from_query(flow, found.left)
    if isinstance(found, m.Call) and found.new and len(found.args) > 1:
        first = found.args[0].value  # the base is the own address
        return request_chooses_host(flow, first) and _from_query(flow, first)
    return bool(_QUERY.search(flow.module.text(found)))


def _tested_relative(flow: Flow, way: Carried) -> bool:
    """A test that the target starts with a slash, or matches a pattern: it stays on this site (a second slash is
    refused by the same test in code that is written with care)."""
    for test in looked_at(flow, way):
        for node in test.walk():
            if isinstance(node, m.Call) and last_name(node.callee) in _RELATIVE:
                texts = [str(flow.constant(a.value)) for a in node.args]
                if any(t.startswith("/") for t in texts):
                    return True
    return False


RULE = Rule(
    id="security/open-redirect",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Request decides where a redirect leads",
    what="A redirect to an address from the request, such as a `next` or `returnTo` parameter, without a test that it stays on this site.",
    why="A link to this site can then lead to a copy of its sign-in page elsewhere; people trust it because it starts with the right host.",
    fix="Redirect by route name, choose from a fixed list, or test that the target is a path of this site (one leading slash, no host).",
    local=True,
    site="every redirect with a target that is not constant",
    cwe="CWE-601",
    references=(
        "https://cwe.mitre.org/data/definitions/601.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html",
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.http.url_has_allowed_host_and_scheme",
    ),
    bad=BAD,
    good=GOOD,
)
