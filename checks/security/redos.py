"""Regular expressions that a crafted text can keep busy for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.carriers import carried, last_name
from checks.security.redos_examples import BAD, GOOD
from checks.security.regex_ambiguity import ambiguous_repeat
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_METHODS = frozenset({"match", "fullmatch", "search", "sub", "subn", "findall", "finditer", "split"})
_JAVA_ON_TEXT = frozenset({"matches", "replaceAll", "replaceFirst", "split"})
_SCRIPT_ON_PATTERN = frozenset({"test", "exec"})
_SCRIPT_ON_TEXT = frozenset({"match", "matchAll", "replace", "replaceAll", "search", "split"})
_LINEAR = re.compile(r"(?:re2|google_re2|rure|com\.google\.re2j|org\.brics)\b")
"""Engines that take linear time for every pattern."""
_READERS = frozenset(
    {"read_text", "read", "readlines", "readFileSync", "readFile", "readString", "readAllLines"}
)


def check(view: FileView) -> Iterator[Site]:
    """Every regular expression that is applied to a text which is not constant is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        applied = _applied(flow, call)
        if applied is None:
            continue
        pattern, text, whole = applied
        if flow.value(text).dynamic:
            if _own_file(flow, text):
                yield view.site(m.statement_of(call))
                continue
            found = ambiguous_repeat(pattern, whole=whole)
            yield view.site(m.statement_of(call), _defect(pattern) if found else None)


def _applied(flow: Flow, call: m.Call) -> tuple[str, m.Expr, bool] | None:
    """The expression, the text it is applied to, and whether it must fit the whole of it."""
    fact = known_call(flow, call, "regex")
    if fact is not None:
        pattern, text = flow.constant(call.positional(fact.more["pattern"])), fact.given(call)
        known = isinstance(pattern, str) and text is not None
        return (pattern, text, bool(fact.more.get("whole"))) if known else None  # type: ignore[return-value]
    method = last_name(call.callee)
    language = flow.module.language
    if language == "python" and method in _METHODS:
        return _compiled(flow, call, method)
    if language == "java":
        return _java(flow, call, method)
    if language in ("javascript", "typescript", "tsx") and method in _SCRIPT_ON_PATTERN | _SCRIPT_ON_TEXT:
        return _script(flow, call, method)
    return None


def _own_file(flow: Flow, text: m.Expr) -> bool:
    """A text that is read from a file whose name the program states: nobody crafts it."""
    for expr in carried(flow, text).expressions:
        found = flow.definition(expr)
        found = found.value if isinstance(found, m.Await) else found
        if isinstance(found, m.Call) and last_name(found.callee) in _READERS:
            holder = found.callee.base if isinstance(found.callee, m.Attr) else None
            named = [*found.args[0].value.walk()] if found.args else []
            named += [] if holder is None else [*flow.definition(holder).walk()]
            if any(isinstance(n, m.Literal) and isinstance(n.value, str) and "." in n.value for n in named):
                return not any(flow.value(n).taint for n in named if isinstance(n, m.Expr))
    return False


def _defect(pattern: str) -> Defect:
    short = pattern if len(pattern) <= 60 else pattern[:57] + "..."
    return Defect(
        f"`{short}` repeats a repeat: a text of some 30 characters that does not match takes it minutes, a few more take years."
    )


def _compiled(flow: Flow, call: m.Call, method: str) -> tuple[str, m.Expr, bool] | None:
    if not isinstance(call.callee, m.Attr):
        return None
    made = flow.definition(call.callee.base)
    if not (isinstance(made, m.Call) and last_name(made.callee) == "compile"):
        return None
    if _LINEAR.match(flow.resolve(made.callee)):
        return None
    pattern, text = flow.constant(made.positional(0)), call.positional(1 if method in ("sub", "subn") else 0)
    return (pattern, text, method == "fullmatch") if isinstance(pattern, str) and text is not None else None


def _java(flow: Flow, call: m.Call, method: str) -> tuple[str, m.Expr, bool] | None:
    """``text.matches("...")`` and ``PATTERN.matcher(text)``."""
    first = call.positional(0)
    if first is None or not isinstance(call.callee, m.Attr):
        return None
    if method == "matcher":
        made = flow.definition(call.callee.base)
        if not (isinstance(made, m.Call) and last_name(made.callee) == "compile"):
            return None
        if _LINEAR.match(flow.resolve(made.callee)):
            return None
        pattern = flow.constant(made.positional(0))
        holder = call.parent.parent if call.parent is not None else None
        whole = isinstance(holder, m.Call) and last_name(holder.callee) == "matches"
        return (pattern, first, whole) if isinstance(pattern, str) else None
    if method in _JAVA_ON_TEXT:
        pattern = flow.constant(first)
        return (pattern, call.callee.base, method == "matches") if isinstance(pattern, str) else None
    return None


def _script(flow: Flow, call: m.Call, method: str) -> tuple[str, m.Expr, bool] | None:
    if not isinstance(call.callee, m.Attr):
        return None
    first = call.positional(0)
    if first is None:
        return None
    expr, text = (call.callee.base, first) if method in _SCRIPT_ON_PATTERN else (first, call.callee.base)
    pattern = flow.definition(expr)
    if (
        isinstance(pattern, m.Call)
        and last_name(pattern.callee) == "RegExp"
        and "re2" not in flow.resolve(pattern.callee)
    ):
        source = flow.constant(pattern.positional(0))
        return (source, text, False) if isinstance(source, str) else None
    if isinstance(pattern, m.Literal) and pattern.kind == "regex" and isinstance(pattern.value, str):
        return pattern.value, text, False
    return None


RULE = Rule(
    id="security/redos",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "java"),
    title="Regular expression that a text can hang",
    what="A repeat inside a repeat that can share out the same characters in exponentially many ways, such as `(\\w+\\s?)*$`, applied to"
    " a text that is not constant.",
    why="A short crafted text keeps the matcher busy for minutes; one request then blocks a worker, or the whole process in Node.",
    fix="Make each round of the outer repeat start with a character that the inner one cannot match (`\\w+(?:\\s\\w+)*`), or limit the length first"
    " and use a plain parser.",
    local=True,
    site="every regular expression that is applied to a text which is not constant",
    cwe="CWE-1333",
    references=(
        "https://cwe.mitre.org/data/definitions/1333.html",
        "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",
    ),
    bad=BAD,
    good=GOOD,
)
