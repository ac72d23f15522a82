"""Bodies of HTTP answers that are read before anyone looked at the status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.name_uses import bound_name, later_uses
from checks.error_handling.unchecked_response_examples import BAD, GOOD
from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_METHODS = frozenset({"get", "post", "put", "patch", "delete", "request", "send", "options"})
_PYTHON = re.compile(
    r"^(?:requests\.(?:(?:sessions\.)?(?:Session|session)\(\)\.)?|httpx\.(?:(?:Client|AsyncClient)\(\)\.)?|aiohttp\.(?:client\.)?ClientSession\(\)\.)"
    r"(?:get|post|put|patch|delete|request|send|options)$"
)
_PYTHON_BODY = frozenset(
    {"json", "text", "content", "iter_content", "iter_lines", "iter_bytes", "raw", "read", "aread"}
)
_PYTHON_CHECK = frozenset(
    {"raise_for_status", "ok", "status_code", "status", "is_success", "is_error", "is_client_error", "is_server_error", "reason"}
)  # fmt: skip
_FETCH = frozenset(
    {"fetch", "node-fetch", "node-fetch.default", "undici.fetch", "globalThis.fetch", "window.fetch", "cross-fetch", "cross-fetch.fetch"}
)  # fmt: skip
_FETCH_BODY = frozenset({"json", "text", "blob", "arrayBuffer", "formData", "body", "bytes"})
_FETCH_CHECK = frozenset({"ok", "status", "statusText", "redirected", "type"})
_GO = re.compile(r"(?:^net/http\.(?:Get|Post|PostForm|DefaultClient\.\w+)|\.(?:Do|Get|Post|PostForm))$")


def check(view: FileView) -> Iterator[Site]:
    """Every place where the body of an answer is read is a site; one is counted for each call."""
    if view.module is None:
        return
    if view.language == "python":
        yield from _python(view)
    elif view.language == "go":
        yield from _go(view)
    elif view.language in ("java", "kotlin", "csharp"):
        yield from _known(view)
    else:
        yield from _javascript(view)


# --- Python --------------------------------------------------------------------------------------------------


def _python(view: FileView) -> Iterator[Site]:
    if _RAISES.search(view.text):
        return  # the client itself raises
    here = view.flow.imports_any("requests", "httpx", "aiohttp")
    for call in view.flow.calls():
        callee = call.callee
        if (
            isinstance(callee, m.Attr)
            and callee.name in _METHODS
            and ((here and _PYTHON.match(view.flow.resolve(callee))) or _shared_client(view, callee))
        ):
            yield from _judged(view, call, _PYTHON_BODY, _PYTHON_CHECK, m.dotted(callee))


_RAISES = re.compile(
    r"raise_for_status\s*=\s*True|(?:event_)?hooks\s*(?:=|\[).{0,120}raise|assert_status_hook", re.DOTALL
)


def _shared_client(view: FileView, callee: m.Attr) -> bool:
    """``session.get`` where ``session`` is a client that another file of the repository made, without a hook that raises."""
    base = callee.base
    if not isinstance(base, m.Name):
        return False
    _, bindings = view.flow.scopes.lookup(base.id, base)
    made = bindings[0].node if len(bindings) == 1 and bindings[0].kind == "import" else None
    if not isinstance(made, m.Import) or not bindings[0].key:
        return False
    other = view.flow.imported_flow(made.module, made.level)
    found = [] if other is None else other.scopes.bound(other.module, bindings[0].key)
    if other is None or len(found) != 1 or found[0].kind != "assign":
        return False
    return bool(_PYTHON.match(f"{other.resolve(found[0].value)}.{callee.name}")) and not _RAISES.search(
        other.module.source.decode("utf-8", "replace")
    )


def _judged(
    view: FileView, call: m.Call, body: frozenset[str], checks: frozenset[str], written: str
) -> Iterator[Site]:
    holder: m.Node = call
    while isinstance(holder.parent, m.Await):
        holder = holder.parent
    parent = holder.parent
    if isinstance(parent, m.Attr):
        if parent.name in body:
            yield view.site(m.statement_of(call), _defect(written, parent.name))
        elif parent.name == "thenApply" and _takes_body(view, parent):
            yield view.site(m.statement_of(call), _defect(written, "body"))
        return
    name = bound_name(call)
    if not name:
        return
    read: m.Attr | None = None
    for use in later_uses(name, call):
        owner = use.parent
        if isinstance(owner, m.Attr):
            if owner.name in checks:
                read = None
                yield view.site(m.statement_of(call), None)
                return
            if owner.name in body and read is None:
                read = owner
        else:
            return  # tested as a whole, handed on or returned: whoever takes it may check it
    if read is not None:
        line = m.statement_of(read)
        yield view.site(line, _defect(written, read.name), touched_by=((call.line, call.end_line),))


def _takes_body(view: FileView, then: m.Attr) -> bool:
    """``sendAsync(...).thenApply(HttpResponse::body)``."""
    assert view.module is not None
    given = then.parent.positional(0) if isinstance(then.parent, m.Call) else None
    return given is not None and bool(
        re.fullmatch(r"HttpResponse(?:<[^>]*>)?::body", view.module.text(given))
    )


def _defect(written: str, member: str) -> Defect:
    return Defect(
        f"`{member}` is read from the answer of `{written}` without a look at its status: an error page is taken for the data.",
        key="unchecked",
    )


# --- Java ----------------------------------------------------------------------------------------------------


def _known(view: FileView) -> Iterator[Site]:
    """Calls that the library files know to give an answer of any status."""
    for call in view.flow.calls():
        fact = known_call(view.flow, call, "answer")
        if fact is None or any(isinstance(a.value, m.Function) for a in call.args):
            continue
        body, checks = frozenset(fact.more["body"]), frozenset(fact.more["checks"])
        yield from _judged(view, call, body, checks, m.dotted(call.callee))


# --- JavaScript ----------------------------------------------------------------------------------------------


def _javascript(view: FileView) -> Iterator[Site]:
    for call in view.flow.calls():
        if "fetch" not in m.dotted(call.callee) or view.flow.resolve(call.callee) not in _FETCH:
            continue
        parent = call.parent
        if isinstance(parent, m.Attr) and parent.name == "then":
            yield from _then(view, call, parent)
        else:
            yield from _judged(view, call, _FETCH_BODY, _FETCH_CHECK, m.dotted(call.callee))


def _then(view: FileView, call: m.Call, then: m.Attr) -> Iterator[Site]:
    """``fetch(url).then((r) => r.json())``."""
    chained = then.parent
    callback = chained.positional(0) if isinstance(chained, m.Call) and chained.callee is then else None
    if not isinstance(callback, m.Function) or len(callback.params) != 1 or not callback.params[0].name:
        return
    name = callback.params[0].name
    read = ""
    for use in callback.body.walk():
        if not (isinstance(use, m.Name) and use.id == name):
            continue
        owner = use.parent
        if not isinstance(owner, m.Attr):
            return
        if owner.name in _FETCH_CHECK:
            yield view.site(callback, None)
            return
        if owner.name in _FETCH_BODY:
            read = owner.name
    if read:
        yield view.site(callback, _defect(m.dotted(call.callee), read))


# --- Go ------------------------------------------------------------------------------------------------------


def _go(view: FileView) -> Iterator[Site]:
    if not view.flow.imports_any("net/http"):
        return
    for call in view.flow.calls():
        callee = call.callee
        if not (isinstance(callee, m.Attr) and callee.name in ("Get", "Post", "PostForm", "Do")):
            continue
        name = bound_name(call)
        if name and name != "_" and _GO.search(view.flow.resolve(callee) or m.dotted(callee)):
            yield from _go_answer(view, call, name)


def _go_answer(view: FileView, call: m.Call, name: str) -> Iterator[Site]:
    read: m.Node | None = None
    for use in later_uses(name, call):
        owner = use.parent
        if not isinstance(owner, m.Attr):
            if isinstance(owner, m.Binary) and owner.op in ("==", "!="):
                continue  # `if resp != nil`
            return
        if owner.name in ("StatusCode", "Status"):
            yield view.site(m.statement_of(call), None)
            return
        if owner.name == "Body" and read is None and not _closed(owner):
            read = owner
    if read is not None:
        yield view.site(
            m.statement_of(read),
            _defect(m.dotted(call.callee), "Body"),
            touched_by=((call.line, call.end_line),),
        )


def _closed(body: m.Attr) -> bool:
    """``resp.Body.Close()``, or the body emptied so that the connection can be used again."""
    parent = body.parent
    if isinstance(parent, m.Attr) and parent.name == "Close":
        return True
    call = parent.parent if isinstance(parent, m.Arg) else None
    return (
        isinstance(call, m.Call)
        and bool(call.args)
        and m.dotted(call.args[0].value) in ("io.Discard", "ioutil.Discard")
    )


RULE = Rule(
    id="error-handling/unchecked-response",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp"),
    title="Answer used without a look at its status",
    what="The body of an HTTP answer is read before its status is checked: `requests.get(...).json()`, `(await fetch(...)).json()`, a Go"
    " response without `StatusCode`. Clients that raise by themselves (axios, ky, got) are fine.",
    why="These clients do not fail on a 404 or a 500: the error page is parsed as if it were the data.",
    fix="Check first: `raise_for_status()`, `if (!response.ok) throw ...`, `if resp.StatusCode != http.StatusOK { ... }`.",
    site="every HTTP call whose answer's body is read in the same function",
    references=(
        "https://requests.readthedocs.io/en/latest/user/quickstart/#response-status-codes",
        "https://developer.mozilla.org/en-US/docs/Web/API/Fetch_API/Using_Fetch#checking_response_status",
        "https://pkg.go.dev/net/http#Client.Do",
    ),
    bad=BAD,
    good=GOOD,
)
