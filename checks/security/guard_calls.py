"""Guards that are calls: Rails' callbacks, Laravel's and ASP.NET's route chains, Spring's rules, ``abort_unless``."""

from __future__ import annotations

import re

from checks.security.guard_kinds import Guard, Unit, kind_of, norm
from checks.syntax import model as m

_CALLBACKS = frozenset({"before_action", "before_filter", "prepend_before_action", "prepend_before_filter"})
_SKIPS = frozenset({"skip_before_action", "skip_before_filter", "skip_authorization_check", "skip_forgery_protection"})  # fmt: skip
_RULES = frozenset({"hasRole", "hasAuthority", "hasAnyRole", "hasAnyAuthority", "authenticated", "fullyAuthenticated", "denyAll", "access"})  # fmt: skip
_MATCHERS = frozenset({"requestMatchers", "antMatchers", "mvcMatchers", "regexMatchers", "anyRequest", "pathMatchers", "anyExchange", "authorize"})  # fmt: skip
_STATELESS = re.compile(rb"STATELESS|oauth2ResourceServer|[jJ]wt|[bB]earer|httpBasic")
"""Chains whose callers carry a token, so that no browser can be made to send a request for them."""
_CHAINED = frozenset({"middleware", "RequireAuthorization", "RequireRateLimiting", "RequireHost", "layer", "route_layer", "wrap", "can"})  # fmt: skip
_REFUSES = frozenset({"abort_unless", "abort_if", "throw_unless", "throw_if"})


def class_call(module: m.Module, unit: Unit, call: m.Call) -> None:
    """``before_action :authenticate_user!`` and its like in a class body."""
    name = m.dotted(call.callee)
    text = norm(module.text(call))
    if name in _CALLBACKS:
        for arg in call.args:
            if arg.name is None and isinstance(arg.value, m.Literal) and isinstance(arg.value.value, str):
                kind = kind_of(arg.value.value)
                if kind is not None:
                    unit.guards.append(Guard(arg.value.value, kind, call.line, text))
    elif name in _SKIPS:
        given = [a.value for a in call.args if a.name is None]
        skipped = [str(v.value) for v in given if isinstance(v, m.Literal)] or [""]
        for word in skipped:
            named = f"{name} {word}".strip()
            if kind_of(named) is not None:
                unit.exposing.append(Guard(named, kind_of(word) or "authorisation", call.line, text))
    else:
        kind = kind_of(name)
        if kind is not None:
            unit.guards.append(Guard(name, kind, call.line, text))


def chained_guards(module: m.Module, found: dict[str, Unit], call: m.Call) -> None:
    """Guards in a chain of calls: ``Route::post(...)->middleware('auth')``, ``.requestMatchers("/admin").hasRole("ADMIN")``."""
    if not isinstance(call.callee, m.Attr):
        return
    name, base = call.callee.name, call.callee.base
    line = module.source.count(b"\n", 0, max(call.callee.end - 1, 0)) + 1
    if name == "csrf" and "disable" in module.text(call) and not _STATELESS.search(module.source):
        found[""].exposing.append(Guard("csrf.disable", "CSRF", line, norm(module.text(call))[-120:]))
    elif name in _RULES and isinstance(base, m.Call):
        matcher = m.dotted(base.callee).rpartition(".")[2]
        if matcher in _MATCHERS:
            where = " ".join(module.text(a) for a in base.args)
            found[""].guards.append(
                Guard(f"{matcher}({where}).{name}", "authorisation", line, norm(module.text(call))[-120:])
            )
    elif name in _CHAINED:
        unit = _route_of(found, call)
        for guard in _named(module, call):
            kind = kind_of(guard)
            if kind is not None:
                unit.guards.append(Guard(guard, kind, line, guard))


def _route_of(found: dict[str, Unit], call: m.Call) -> Unit:
    """The unit of the route that a chain registers; of the class whose constructor asks for middleware; or the file's."""
    node: m.Expr = call
    while isinstance(node, m.Call) and isinstance(node.callee, m.Attr):
        node = node.callee.base
        first = node.positional(0) if isinstance(node, m.Call) else None
        if isinstance(node, m.Call) and isinstance(first, m.Literal) and str(first.value).startswith("/"):
            key = f"{m.dotted(node.callee)} {first.value}"
            return found.setdefault(key, Unit(key, call.line, is_route=True))
    owner = m.enclosing(call, m.Class)
    if owner is not None and m.dotted(call.callee) == "this.middleware":
        return found.setdefault(m.qualified_name(owner), Unit(m.qualified_name(owner), owner.line))
    return found[""]


def _named(module: m.Module, call: m.Call) -> list[str]:
    """Names of the guards that a chained call is given; its own name where it is given none."""
    assert isinstance(call.callee, m.Attr)
    if call.callee.name.startswith("Require"):  # RequireAuthorization("Admin")
        return [call.callee.name]
    names: list[str] = []
    for arg in call.args:
        for node in arg.value.walk():
            if isinstance(node, m.Literal) and isinstance(node.value, str):
                names.append(node.value.partition(":")[0])
            elif isinstance(node, m.Name):
                names.append(node.id)
    return names


def refusing_call(module: m.Module, unit: Unit, call: m.Call) -> bool:
    """``abort_unless($user->isAdmin(), 403)``: a branch that refuses, written as a call."""
    if m.dotted(call.callee) not in _REFUSES or not call.args:
        return False
    text = module.text(call)
    if re.search(r"\b40[13]\b|Authoriz|Forbidden|AccessDenied", text):
        test = " ".join(module.text(call.args[0].value).split())
        unit.guards.append(Guard(test, "authorisation", call.line, norm(text), branch=True))
    return True
