"""Where library files say that code states whether certificates are checked, and classes that accept any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, known_call, known_settings, written_value
from checks.syntax import model as m
from checks.syntax.flow import Flow

_VERIFIERS = {
    "checkServerTrusted": "accepts any certificate",
    "verify_server_cert": "accepts any certificate",
    "verify": "accepts every host name",
}
"""Methods of a trust manager or host name verifier."""
_KINDS = re.compile(r"TrustManager|HostnameVerifier|ServerCertVerifier|TrustStrategy")


def tls_sites(flow: Flow) -> Iterator[tuple[m.Node, str]]:
    """Every place that states whether certificates are checked, with what is wrong there or ``\"\"``."""
    for call in flow.calls():
        fact = known_call(flow, call, "tls")
        if fact is None:
            continue
        given = fact.given(call)
        wanted = fact.more.get("when")
        if wanted is not None and not any(re.fullmatch(wanted, m.dotted(a.value)) for a in call.args):
            continue
        if given is None and fact.more["accepts"] != "always":
            continue
        name = call.callee.name if isinstance(call.callee, m.Attr) else m.dotted(call.callee)
        off = given is None or _off(flow, given, fact)
        yield call, _words(name, fact) if off else ""
    for setting in known_settings(flow, "tls"):
        under = setting.fact.more.get("under")
        if under is not None and not _under(flow, setting.node, under):
            continue
        off = _off(flow, setting.value, setting.fact)
        yield setting.node, _words(_name(setting.node), setting.fact) if off else ""
    for owner in flow.module.every(m.Class):
        if _KINDS.search(_what_it_is(flow, owner)):
            for item in owner.body.items:
                if isinstance(item, m.Function) and item.name in _VERIFIERS:
                    lax = _accepts(item)
                    yield item, f"this `{item.name}` {_VERIFIERS[item.name]}" if lax else ""


def _words(name: str, fact: Fact) -> str:
    return f"`{name}` {fact.more['what']} here"


def _name(node: m.Node) -> str:
    if isinstance(node, m.Assign):
        return m.dotted(node.targets[0]).rpartition(".")[2]
    if isinstance(node, m.Arg):
        return node.name or ""
    key = node.key if isinstance(node, m.Pair) else None
    return str(key.value) if isinstance(key, m.Literal) else m.dotted(key)


def _under(flow: Flow, node: m.Node, pattern: str) -> bool:
    """Whether an option of a plain name belongs to something of TLS or HTTP: by the option, call or object around it."""
    if isinstance(node, m.Assign):
        target = node.targets[0]
        return isinstance(target, m.Attr) and bool(re.fullmatch(pattern, m.dotted(target.base)))
    for parent in node.ancestors():
        name = ""
        if isinstance(parent, (m.Arg, m.Pair)):
            name = _name(parent)
        elif isinstance(parent, m.Call):
            return bool(re.fullmatch(pattern, flow.resolve(parent.callee) or m.dotted(parent.callee)))
        elif isinstance(parent, m.Assign):
            name = m.dotted(parent.targets[0]).rpartition(".")[2]
        elif isinstance(parent, (m.Stmt, m.Function)):
            return False
        if name and re.fullmatch(pattern, name):
            return True
    return False


def _off(flow: Flow, value: m.Expr, fact: Fact) -> bool:
    found = flow.definition(value)
    if isinstance(found, m.Function):
        return _accepts(found)
    if isinstance(value, (m.Name, m.Attr)):
        name = value.id if isinstance(value, m.Name) else value.name
        own = flow.scopes.methods(name, value) if hasattr(flow.scopes, "methods") else []
        if len(own) == 1:
            return _accepts(own[0])
    return bool(re.fullmatch(fact.more["accepts"], written_value(flow, value)))


def _what_it_is(flow: Flow, owner: m.Class) -> str:
    holder = owner.parent.parent if isinstance(owner.parent, m.Arg) else None
    made = m.dotted(holder.callee) if isinstance(holder, m.Call) else ""
    return " ".join([made, *(m.dotted(b) or flow.module.text(b) for b in owner.bases)])


def _accepts(function: m.Function) -> bool:
    """Whether a check lets everything pass: it does nothing, or only says yes."""
    body = [s for s in function.body.items if not isinstance(s, m.Function)]
    if any(isinstance(n, (m.Raise, m.If, m.Conditional, m.Binary)) for n in function.body.walk()):
        return False
    for item in body:
        if isinstance(item, m.Return):
            value = item.value
            if value is None:
                continue
            if isinstance(value, m.Literal) and value.value in (True, None):
                continue
            if isinstance(value, m.Call) and m.dotted(value.callee) == "Ok":
                continue
            return False
        if isinstance(item, m.ExprStmt) and isinstance(item.value, m.Call) and _only_logs(item.value):
            continue
        return False
    return True


def _only_logs(call: m.Call) -> bool:
    return bool(re.search(r"(?i)\blog|print", m.dotted(call.callee)))
