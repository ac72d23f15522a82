"""Regular expressions that a crafted text can keep busy for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.carriers import last_name
from checks.security.redos_examples import BAD, GOOD
from checks.security.regex_ambiguity import ambiguous_repeat
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PYTHON = re.compile(r"^(?:re|regex)\.(?:match|fullmatch|search|sub|subn|findall|finditer|split)$")
_METHODS = frozenset({"match", "fullmatch", "search", "sub", "subn", "findall", "finditer", "split"})
_SCRIPT_ON_PATTERN = frozenset({"test", "exec"})
_SCRIPT_ON_TEXT = frozenset({"match", "matchAll", "replace", "replaceAll", "search", "split"})


def check(view: FileView) -> Iterator[Site]:
    """Every regular expression that is applied to a text which is not constant is a site."""
    if view.module is None:
        return
    flow = view.flow
    python = view.language == "python"
    for call in flow.calls():
        method = last_name(call.callee)
        if method not in (_METHODS if python else _SCRIPT_ON_PATTERN | _SCRIPT_ON_TEXT):
            continue
        applied = _python(flow, call, method) if python else _script(flow, call, method)
        if applied is None:
            continue
        pattern, text = applied
        if flow.value(text).dynamic:
            found = ambiguous_repeat(pattern, whole=method == "fullmatch")
            yield view.site(m.statement_of(call), _defect(pattern) if found else None)


def _defect(pattern: str) -> Defect:
    short = pattern if len(pattern) <= 60 else pattern[:57] + "..."
    return Defect(
        f"`{short}` repeats a repeat: a text of some 30 characters that does not match takes it minutes, a few more take years."
    )


def _python(flow: Flow, call: m.Call, method: str) -> tuple[str, m.Expr] | None:
    position = 2 if method in ("sub", "subn") else 1
    if _PYTHON.match(flow.resolve(call.callee)):
        pattern, text = flow.constant(call.positional(0)), call.positional(position)
    elif isinstance(call.callee, m.Attr):
        compiled = flow.definition(call.callee.base)
        if not (isinstance(compiled, m.Call) and last_name(compiled.callee) == "compile"):
            return None
        pattern, text = flow.constant(compiled.positional(0)), call.positional(position - 1)
    else:
        return None
    return (pattern, text) if isinstance(pattern, str) and text is not None else None


def _script(flow: Flow, call: m.Call, method: str) -> tuple[str, m.Expr] | None:
    if not isinstance(call.callee, m.Attr):
        return None
    first = call.positional(0)
    if first is None:
        return None
    expr, text = (call.callee.base, first) if method in _SCRIPT_ON_PATTERN else (first, call.callee.base)
    pattern = flow.definition(expr)
    if isinstance(pattern, m.Call) and last_name(pattern.callee) == "RegExp":
        source = flow.constant(pattern.positional(0))
        return (source, text) if isinstance(source, str) else None
    if isinstance(pattern, m.Literal) and pattern.kind == "regex" and isinstance(pattern.value, str):
        return pattern.value, text
    return None


RULE = Rule(
    id="security/redos",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript"),
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
