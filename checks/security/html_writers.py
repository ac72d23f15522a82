"""Where text becomes HTML in the languages whose libraries are described by data: Java, Kotlin, C#, Ruby, PHP, Rust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.knowledge import known_call
from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

HTML = re.compile(r"<[a-zA-Z!/]")
_PLAIN_TYPE = re.compile(
    r"""content[-_]?type\b[^\n;]{0,20}?["'\s:](?:text/plain|application/(?!xhtml)|text/csv|text/event-stream|image/)"""
    r"""|mime_?type\s*=\s*["'](?:text/plain|application/|text/csv)|\btype\(\s*["'](?:text|txt|json|csv)\b"""
    r"|MediaType\.(?:TEXT_PLAIN|APPLICATION_|TEXT_EVENT)|(?:produces\s*=\s*|Produces\()[\"'](?:text/plain|application/)",
    re.IGNORECASE,
)
_HTML_TYPE = re.compile(r"text/html|TEXT_HTML", re.IGNORECASE)
_SPRING_ROUTE = re.compile(r"^(?:Get|Post|Put|Patch|Delete|Request)Mapping$")


@dataclass(frozen=True, slots=True)
class Emission:
    """A place where text becomes HTML. ``strict`` where data of the program itself is a defect too, not only the request's."""

    node: m.Node
    text: m.Expr
    what: str
    strict: bool


def known_emissions(flow: Flow) -> Iterator[Emission]:
    """Every call that a library file names as writing HTML, and Java handlers that return it."""
    for call in flow.calls():
        fact = known_call(flow, call, "html")
        first = None if fact is None else fact.given(call)
        if fact is None or first is None:
            continue
        texts = [a.value for a in call.args] if fact.more.get("every") else [first]
        if fact.more.get("markup") and not any(HTML.search(flow.value(t).known_text) for t in texts):
            continue
        near = fact.more.get("near")
        around = _around(flow, call)
        if (near and not re.search(near, around)) or (not fact.more.get("strict") and says_plain(around)):
            continue
        text = next((t for t in texts if flow.value(t).taints), first)
        yield Emission(call, text, f"`{last_name(call.callee)}`", strict=bool(fact.more.get("strict")))
    if flow.module.language in ("java", "kotlin"):
        yield from _returned_pages(flow)


def says_plain(text: str) -> bool:
    """Whether a function states that it answers something else than HTML."""
    return bool(_PLAIN_TYPE.search(text)) and not _HTML_TYPE.search(text)


def around(flow: Flow, node: m.Node) -> str:
    """The text of the function that a node stands in, with its decorators; of the whole file outside of any."""
    return _around(flow, node)


def _around(flow: Flow, node: m.Node) -> str:
    function = m.enclosing(node, m.Function)
    while isinstance(function, m.Function) and not m.function_name(function):
        outer = m.enclosing(function, m.Function)
        if outer is None:
            break
        function = outer
    if function is None:
        return flow.module.text(flow.module)[:20_000]
    decorators = " ".join(flow.module.text(d) for d in function.decorators)
    return f"{decorators} {flow.module.text(function)}"


def _returned_pages(flow: Flow) -> Iterator[Emission]:
    """A Spring or JAX-RS handler whose returned text is the answer."""
    for function in flow.functions():
        names = {_name(d) for d in function.decorators}
        owner = m.enclosing(function, m.Class)
        class_names = {_name(d) for d in owner.decorators} if owner is not None else set()
        spring = any(_SPRING_ROUTE.match(n) for n in names) and (
            "ResponseBody" in names or class_names & {"RestController", "ResponseBody"}
        )
        text = _around(flow, function.body)
        jax = bool(names & {"GET", "POST", "PUT"}) and bool(_HTML_TYPE.search(text))
        if not (spring or jax) or says_plain(text):
            continue
        for node in function.body.walk_scope():
            if isinstance(node, m.Return) and node.value is not None:
                value = flow.value(node.value)
                if value.built and HTML.search(value.known_text):
                    yield Emission(node, node.value, "this answer", strict=False)


def _name(decorator: m.Expr) -> str:
    return last_name(decorator.callee if isinstance(decorator, m.Call) else decorator)
