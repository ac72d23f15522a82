"""Which flags a cookie is set with, where library files know the call: Java, Kotlin, C#, Ruby, PHP, Rust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.knowledge import Fact, known_call
from checks.security.options import later_calls
from checks.syntax import model as m
from checks.syntax.flow import Flow

_FLAG = re.compile(
    r"(?:set_?|is_?|with_?|and_)?(secure|http_?only|same_?site)(?:_?policy|_?mode)?", re.IGNORECASE
)
_AGE = re.compile(r"(?:set_?)?(?:max_?age|expires)", re.IGNORECASE)


@dataclass(slots=True)
class CookieSet:
    """One cookie that is set. ``off`` holds where a flag is switched off, ``on`` the flags that are set or unknown."""

    call: m.Node
    name: m.Expr | None
    value: m.Expr | None
    needs: frozenset[str]
    on: set[str] = field(default_factory=set)
    off: dict[str, m.Node] = field(default_factory=dict)
    age: m.Expr | None = None
    unknown: bool = False
    """Whether options come from somewhere that does not show."""


def cookies_set(flow: Flow) -> Iterator[CookieSet]:
    """Every cookie that a file sets."""
    for call in flow.calls():
        fact = known_call(flow, call, "cookie")
        if fact is not None:
            yield _read(flow, call, fact)
        elif flow.module.language == "kotlin":
            yield from _ktor(flow, call)
    if flow.module.language == "ruby":
        for assign in flow.module.every(m.Assign):
            yield from _rails(flow, assign)


def _read(flow: Flow, call: m.Call, fact: Fact) -> CookieSet:
    name, value = (_given(call, fact, fact.more.get(k)) for k in ("name", "value"))
    if isinstance(name, m.Sequence) and len(name.items) == 2:  # Rust's `Cookie::build(("session", token))`
        name, value = name.items
    made = CookieSet(call, name, value, frozenset(fact.more.get("needs", ())))
    for flag, place in fact.more.get("flags", {}).items():
        given = call.positional(place)
        if given is not None:
            _state(flow, made, flag, given, given)
    for arg in call.args[1:]:
        if arg.name:
            _named(flow, made, arg.name, arg.value, arg)
        found = flow.definition(arg.value)
        if isinstance(found, m.Mapping):
            _options(flow, made, found)
        elif isinstance(found, m.Call) and found.new and not found.args:
            _members(flow, made, arg.value)
        elif re.search(r"(?i)options|params|flags|cookieOpt", flow.module.text(arg.value)):
            made.unknown = True
    for later in later_calls(flow, call):
        if isinstance(later.callee, m.Attr):
            first = later.args[0].value if later.args else None
            if later.callee.name == "setAttribute" and first is not None:
                _named(flow, made, str(flow.constant(first)), later.args[-1].value, later)
            else:
                _named(flow, made, later.callee.name, first, later.args[0] if later.args else later)
            for arg in later.args:
                if isinstance(arg.value, m.Function):  # Kotlin's `.apply { secure = true }`
                    _assigned(flow, made, arg.value, "")
    holder = call.parent
    if isinstance(holder, m.Assign) and holder.targets:
        _members(flow, made, holder.targets[0])
    return made


def _ktor(flow: Flow, call: m.Call) -> Iterator[CookieSet]:
    """``install(Sessions) { cookie<UserSession>("user_session") { cookie.secure = true } }``; HttpOnly is the default."""
    named = m.dotted(call.callee)
    if named.partition("<")[0] != "cookie" or not flow.module.text(call).startswith("cookie<"):
        return
    made = CookieSet(call, call.positional(0), None, frozenset({"secure"}))
    for arg in call.args:
        if isinstance(arg.value, m.Function):
            _assigned(flow, made, arg.value, "cookie")
    yield made


def _given(call: m.Call, fact: Fact, place: int | str | None) -> m.Expr | None:
    return None if place is None else Fact("", "", fact.of, (place,)).given(call)


def _options(flow: Flow, made: CookieSet, options: m.Mapping) -> None:
    made.unknown = made.unknown or options.has_spread()
    for pair in options.pairs:
        if isinstance(pair.key, m.Literal):
            _named(flow, made, str(pair.key.value), pair.value, pair)


def _members(flow: Flow, made: CookieSet, holder: m.Expr) -> None:
    """``cookie.Secure = true`` on the variable that holds the cookie or its options."""
    if isinstance(holder, m.Name):
        _assigned(flow, made, flow.scopes.scope_of(holder), holder.id)


def _assigned(flow: Flow, made: CookieSet, inside: m.Node, owner: str) -> None:
    for node in inside.walk():
        if isinstance(node, m.Assign) and node.value is not None:
            for target in node.targets:
                if isinstance(target, m.Attr) and m.dotted(target.base) in (owner, "this", "it"):
                    _named(flow, made, target.name, node.value, node)
                elif isinstance(target, m.Name) and not owner:
                    _named(flow, made, target.id, node.value, node)


def _named(flow: Flow, made: CookieSet, name: str, value: m.Expr | None, at: m.Node) -> None:
    found = _FLAG.fullmatch(name)
    if found is not None:
        flag = found.group(1).lower().replace("_", "")
        if value is None:
            made.on.add(flag)
        else:
            _state(flow, made, flag, value, at)
    elif _AGE.fullmatch(name) and value is not None:
        made.age = value


def _state(flow: Flow, made: CookieSet, flag: str, value: m.Expr, at: m.Node) -> None:
    if flow.constant(value) in (False, 0) and flow.constant(value) is not None:
        made.off[flag] = at
    else:
        made.on.add(flag)


def _rails(flow: Flow, assign: m.Assign) -> Iterator[CookieSet]:
    """``cookies[:session] = { value: token, httponly: true }``."""
    for target in assign.targets:
        if not isinstance(target, m.Index) or assign.value is None:
            continue
        if not re.fullmatch(
            r"(?:\w+\.)?cookies(?:\(\))?(?:\.(?:signed|permanent|encrypted)(?:\(\))?)*", m.dotted(target.base)
        ):
            continue
        made = CookieSet(assign, target.key, assign.value, frozenset({"secure", "httponly"}))
        found = flow.definition(assign.value)
        if isinstance(found, m.Mapping):
            made.value = found.get("value")
            _options(flow, made, found)
        elif isinstance(found, m.Call) and re.search("cookie|options", m.dotted(found.callee)):
            made.unknown = True
        yield made
