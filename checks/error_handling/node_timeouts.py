"""Node's network calls that wait for ever by default."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.global_limits import AXIOS, FETCH, set_anywhere
from checks.error_handling.waiting_calls import place
from checks.knowledge import known_call
from checks.rules import Defect, Site, Suggestion
from checks.syntax import model as m
from checks.views import FileView

_FETCH = frozenset(
    {
        "fetch",
        "node-fetch",
        "node-fetch.default",
        "undici.fetch",
        "globalThis.fetch",
        "cross-fetch",
        "cross-fetch.fetch",
        "isomorphic-fetch",
    }
)
_AXIOS = re.compile(r"^axios(?:\.(?:get|post|put|patch|delete|head|options|request|create))?$")
_NODE_REQUEST = re.compile(r"^https?\.(?:get|request)$")
_BROWSER = re.compile(
    r"(?:^|/)(?:components|pages|hooks|frontend|front-end|client|webapp|public|ui|views|screens|composables|stores?|static|browser)/"
)
_GOT = re.compile(r"^got(?:\.(?:get|post|put|patch|delete|head|stream))?$")
_NEST = frozenset({"get", "post", "put", "patch", "delete", "head", "request"})


def sites(view: FileView) -> Iterator[Site]:
    """Every call of fetch, axios, Node's http and Nest's HttpService is a site; none in what runs in a browser."""
    if _in_browser(view):
        return
    for call in view.flow.calls():
        name = view.flow.resolve(call.callee).removeprefix("window.").removesuffix(".default")
        if name in _FETCH:
            yield view.site(
                place(call),
                _options_defect(view, call, 1, ("signal", "timeout", "dispatcher"), "fetch"),
            )
        elif _AXIOS.match(name):
            yield view.site(place(call), _axios_defect(view, call, name))
        elif _NODE_REQUEST.match(name):
            defect = (
                None
                if _set_later(view, call)
                else _options_defect(view, call, None, ("timeout", "signal"), name)
            )
            yield view.site(place(call), defect)
        elif _GOT.match(name):
            yield view.site(place(call), _options_defect(view, call, 1, ("timeout", "signal"), name))
        elif name.startswith("@nestjs/axios.HttpService()."):
            if name.rpartition(".")[2] in _NEST:
                yield view.site(place(call), _nest_defect(view, call, name))
        elif not name.startswith("axios.create()") and known_call(view.flow, call, "http") is not None:
            yield view.site(place(call))


def _nest_defect(view: FileView, call: m.Call, name: str) -> Defect | None:
    """Nest's module carries the limit for all who are given its service, so it is looked up in the repository."""
    statement = m.statement_of(call)
    if re.search(r"\btimeout\b|\bsignal\b", "" if view.module is None else view.module.text(statement)):
        return None
    registered = {path for path, _, _ in view.repo.search(["HttpModule"], suffixes=(".ts", ".js"))}
    texts = [view.repo.text(path) or "" for path in sorted(registered)[:20]]
    if not texts or any(re.search(r"(?i)timeout", text) for text in texts):
        return None
    position = 2 if name.endswith((".post", ".put", ".patch")) else 1
    return _options_defect(view, call, position, ("timeout", "signal"), name)


def _in_browser(view: FileView) -> bool:
    """A page's own fetch is ended by its reader; the rule is about servers that must not hang."""
    if _BROWSER.search(view.path) and not re.search(r"(?:^|/)(?:server|api|backend|services?)/", view.path):
        return True
    head = view.text[:2000]
    return "use client" in head or view.flow.imports_any(
        "react", "vue", "svelte", "@angular/core", "preact", "solid-js"
    )


def _axios_defect(view: FileView, call: m.Call, name: str) -> Defect | None:
    method = name.rpartition(".")[2]
    position = {"post": 2, "put": 2, "patch": 2, "create": 0, "request": 0, "axios": None}.get(method, 1)
    return _options_defect(view, call, position, ("timeout", "signal", "cancelToken"), name)


def _options_defect(
    view: FileView, call: m.Call, position: int | None, members: tuple[str, ...], name: str
) -> Defect | None:
    if call.has_spread("*") or _raced(call):
        return None
    candidates = [a.value for a in call.args] if position is None else [call.positional(position)]
    for candidate in candidates:
        if candidate is None:
            continue
        options = view.flow.definition(candidate)
        if isinstance(options, m.Mapping):
            if any(options.get(member) is not None for member in members) or options.has_spread():
                return None
        elif position is not None and not isinstance(options, m.Literal):
            return None  # options made elsewhere: not for us to judge
    if (
        position is None
        and candidates
        and not any(
            isinstance(view.flow.definition(c), (m.Mapping, m.Literal, m.Template))
            for c in candidates
            if c is not None
        )
    ):
        return None
    if name == "fetch" and len(call.args) == 1 and isinstance(call.args[0].value, m.Name):
        only = view.flow.resolve(call.args[0].value)
        if only.startswith("Request()") or only.endswith("Request()"):
            return None
    if (name.startswith("axios") and set_anywhere(view, AXIOS)) or (
        "fetch" in name and set_anywhere(view, FETCH)
    ):
        return None
    if name.startswith("got"):
        how = "`timeout: { request: 10_000 }`"
    elif "fetch" in name:
        how = "`signal: AbortSignal.timeout(10_000)`"
    else:
        how = "`timeout: 10_000`"
    written = m.dotted(call.callee) or name
    return Defect(
        f"`{written}` has no timeout: when the other side stops answering, this waits for ever.",
        fix=f"Give a limit in its options, for example {how}.",
        suggestion=None if position is None else _suggestion(view, call, position, how.strip("`")),
    )


def _suggestion(view: FileView, call: m.Call, position: int, member: str) -> Suggestion | None:
    """Add the limit to the options that stand in the call, or give options to a call of one line that has none."""
    assert view.module is not None
    options = call.positional(position)
    line = view.lines[call.line - 1]
    if options is None and len(call.args) == position and call.line == call.end_line and call.args:
        source = view.module.text(call)
        if (
            line.count(source) == 1
            and source.endswith(")")
            and not source.endswith(",)")
            and "//" not in line
        ):
            return Suggestion(call.line, call.line, line.replace(source, f"{source[:-1]}, {{ {member} }})"))
        return None
    if not isinstance(options, m.Mapping) or options.line != call.line:
        return None
    first = options.pairs[0] if options.pairs else None
    source = view.module.text(options)
    if options.line == options.end_line:
        if line.count(source) != 1:
            return None
        inner = source[1:-1].strip()
        mended = f"{{ {member}, {inner} }}" if inner else f"{{ {member} }}"
        return Suggestion(call.line, call.line, line.replace(source, mended))
    if first is None or first.line == options.line:
        return None
    below = view.lines[options.line : first.line]
    indent = below[-1][: len(below[-1]) - len(below[-1].lstrip())]
    return Suggestion(call.line, first.line, "\n".join([line, f"{indent}{member},", *below]))


def _raced(call: m.Call) -> bool:
    """``Promise.race([fetch(...), limit])``, or a wrapper that is all about the limit."""
    for node in call.ancestors():
        if isinstance(node, m.Call) and m.dotted(node.callee) in (
            "Promise.race",
            "withTimeout",
            "pTimeout",
            "timeout",
        ):
            return True
        if isinstance(node, m.Function) and "timeout" in m.function_name(node).lower():
            return True
    return False


def _set_later(view: FileView, call: m.Call) -> bool:
    """``const req = http.request(...); req.setTimeout(5000)``."""
    parent = call.parent
    if isinstance(parent, m.Assign) and parent.targets and isinstance(parent.targets[0], m.Name):
        name = parent.targets[0].id
        return bool(re.search(rf"\b{re.escape(name)}\.(?:setTimeout\(|on\(\s*['\"]timeout)", view.text))
    return isinstance(parent, m.Attr) and parent.name == "setTimeout"
