"""Go's clients and servers that wait for ever by default."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.global_limits import GO_CLIENT, set_anywhere
from checks.error_handling.waiting_calls import place
from checks.knowledge import known_call
from checks.rules import Defect, Site, Suggestion
from checks.syntax import model as m
from checks.views import FileView

_PACKAGE_CALLS = re.compile(r"^net/http\.(?:Get|Post|Head|PostForm)$")
_DEFAULT_CLIENT = re.compile(r"^net/http\.DefaultClient\.(?:Do|Get|Post|PostForm|Head)$")
_SERVERS = re.compile(r"^net/http\.(?:ListenAndServe|ListenAndServeTLS|Serve|ServeTLS)$")
_DEADLINE = re.compile(r"\bcontext\.With(?:Timeout|Deadline)(?:Cause)?\(|\bhttp\.TimeoutHandler\(")
_LOCAL = re.compile(r"^(?:localhost|127\.0\.0\.1|\[::1\])")


def sites(view: FileView) -> Iterator[Site]:
    """Calls of the package functions of net/http and net, and every client and server made here."""
    if not view.flow.imports_any("net/http", "net"):
        return
    for call in view.flow.calls():
        callee = call.callee
        if isinstance(callee, m.Attr):
            name = view.flow.resolve(callee)
            if _DEFAULT_CLIENT.match(name):
                yield view.site(place(call), _default_client(view, m.dotted(callee)))
            elif _PACKAGE_CALLS.match(name):
                yield view.site(place(call), _package_call(view, m.dotted(callee)))
            elif _SERVERS.match(name):
                yield view.site(place(call), _served(view, call, m.dotted(callee)))
            elif name == "net.Dial":
                yield view.site(place(call), _dialled(call))
            elif known_call(view.flow, call, "http") is not None:
                yield view.site(place(call))
        elif isinstance(callee, m.Name) and callee.id == "new" and _makes_client(view, call):
            yield view.site(place(call), _client(view, None, call))
    for made in view.module.every(m.Mapping) if view.module is not None else ():
        if made.type_name.endswith("http.Client"):
            yield view.site(_anchor(made), _client(view, made, made))
        elif made.type_name.endswith("http.Server"):
            yield view.site(_anchor(made), _server(view, made))


def _makes_client(view: FileView, call: m.Call) -> bool:
    return len(call.args) == 1 and view.flow.resolve(call.args[0].value) == "net/http.Client"


def _anchor(made: m.Mapping) -> m.Node:
    """The whole statement where it holds little more than the literal, else the literal itself."""
    statement = m.statement_of(made)
    return made if statement.line != made.line else statement


def _package_call(view: FileView, written: str) -> Defect | None:
    if set_anywhere(view, GO_CLIENT):
        return None
    return Defect(
        f"`{written}` uses the default client, which has no timeout: when the other side stops answering, this waits for ever.",
        fix="Make one `http.Client{Timeout: 10 * time.Second}` and call it.",
    )


def _default_client(view: FileView, written: str) -> Defect | None:
    if _DEADLINE.search(view.text) or not written.endswith(".Do"):
        return None if written.endswith(".Do") else _package_call(view, written)
    bound = "NewRequestWithContext(" in view.text and "http.NewRequest(" not in view.text
    if bound and not re.search(r"NewRequestWithContext\(\s*context\.(?:Background|TODO)\(\)", view.text):
        return None  # the caller's context carries the limit
    return _package_call(view, written)


def _client(view: FileView, made: m.Mapping | None, node: m.Node) -> Defect | None:
    if made is not None and (made.get("Timeout") is not None or made.has_spread()):
        return None
    text = view.text
    if made is not None and made.get("Transport") is not None and "http.Transport{" not in text:
        return None  # a transport made elsewhere, which may carry the limit
    if _DEADLINE.search(text) or "ResponseHeaderTimeout" in text:
        return None
    name = _bound_to(node)
    if name and re.search(rf"\b{re.escape(name)}\.Timeout\s*=", text):
        return None
    return Defect(
        "This client has no `Timeout`: when the other side stops answering, its calls wait for ever.",
        fix="Set `Timeout: 10 * time.Second` (or a deadline on every request's context).",
        suggestion=_with_limit(view, made),
    )


def _with_limit(view: FileView, made: m.Mapping | None) -> Suggestion | None:
    """The same literal with a limit, where it is empty and the file imports ``time``."""
    if made is None or made.pairs or not view.flow.imports_any("time"):
        return None
    line = view.lines[made.line - 1]
    if line.count("http.Client{}") != 1:
        return None
    limited = line.replace("http.Client{}", "http.Client{Timeout: 10 * time.Second}")
    return Suggestion(made.line, made.line, limited)


def _server(view: FileView, made: m.Mapping) -> Defect | None:
    if any(made.get(k) is not None for k in ("ReadTimeout", "ReadHeaderTimeout")) or made.has_spread():
        return None
    name = _bound_to(made)
    if name and re.search(rf"\b{re.escape(name)}\.Read(?:Header)?Timeout\s*=", view.text):
        return None
    return Defect(
        "This server sets neither `ReadHeaderTimeout` nor `ReadTimeout`: a client that sends slowly holds a connection for ever.",
        fix="Set `ReadHeaderTimeout: 5 * time.Second` and an `IdleTimeout`.",
    )


def _served(view: FileView, call: m.Call, written: str) -> Defect | None:
    address = call.positional(0)
    constant = view.flow.constant(address)
    if isinstance(constant, str) and _LOCAL.match(constant):
        return None
    return Defect(
        f"`{written}` runs a server without any timeout: clients that send slowly hold its connections for ever.",
        fix="Run an `http.Server` with `ReadHeaderTimeout` and `IdleTimeout` set.",
    )


def _dialled(call: m.Call) -> Defect | None:
    network = call.positional(0)
    if isinstance(network, m.Literal) and str(network.value).startswith(("unix", "udp", "ip")):
        return None
    return Defect(
        "`net.Dial` has no timeout: an address that drops packets holds this for minutes.",
        fix="Use `net.DialTimeout` or `net.Dialer.DialContext`.",
    )


def _bound_to(node: m.Node) -> str:
    """The variable that a client or server is put into."""
    current = node.parent
    while isinstance(current, (m.Unary, m.Sequence)):
        current = current.parent
    if isinstance(current, m.Assign) and current.targets:
        target = current.targets[0]
        first = target.items[0] if isinstance(target, m.Sequence) and target.items else target
        return m.dotted(first).rpartition(".")[2]
    return ""
