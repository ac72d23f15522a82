"""Text that the program runs as its own code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import known_call
from checks.languages import reported
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.code_injection_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView


def check(view: FileView) -> Iterator[Site]:
    """Every call that runs text as code is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        fact = known_call(flow, call, "code")
        text = None if fact is None else fact.given(call)
        if fact is None or text is None or _made_by_compile(flow, text) or _read_by(flow, text):
            continue
        needs = fact.more.get("needs")
        if needs == "text" and not _is_text(flow, text):
            continue
        value = flow.value(text)
        if needs == "taint" and value.taint is None:
            continue
        judged = needs != "built" or value.built or value.taint is not None
        yield view.site(m.statement_of(call), _defect(view, call, text) if judged else None)


def _read_by(flow: Flow, text: m.Expr) -> bool:
    """A reader or a file that is handed over whole: the program chose which."""
    found = flow.definition(text)
    return (
        isinstance(found, m.Call)
        and bool(
            re.search(
                r"(?:File|InputStream|Buffered)?Reader$|newBufferedReader$|^File$|FileReader$",
                callee_name(found),
            )
        )
        and flow.value(found).taint is None
    )


def _made_by_compile(flow: Flow, text: m.Expr) -> bool:
    """``exec(compile(...))``: the text was judged where it was compiled, or it is a syntax tree."""
    made = [flow.definition(text)]
    if isinstance(text, m.Name):
        made += [b.value for b in flow.scopes.lookup(text.id, text)[1] if b.value is not None]
    makers = ("compile", "parse", "get_code", "fix_missing_locations", "compile_command")
    return any(isinstance(e, m.Call) and callee_name(e) in makers for e in made)


def _is_text(flow: Flow, expr: m.Expr) -> bool:
    found = flow.definition(expr)
    return (
        isinstance(found, m.Template)
        or (isinstance(found, m.Binary) and found.op == "+" and flow.value(found).built)
        or (isinstance(found, m.Literal) and found.kind == "str")
    )


_FIXES = {
    "python": "Use `ast.literal_eval` or `json.loads` for data, and a table of functions for choices.",
    "javascript": "Use `JSON.parse` for data, and a map of functions for choices.",
    "java": "Parse data with a JSON library and choose between methods by a map; evaluate SpEL with `SimpleEvaluationContext`.",
    "kotlin": "Parse data with a JSON library and choose between functions by a map.",
    "go": "Parse data with `encoding/json`, and choose between functions by a map; conditions can be written in CEL.",
    "csharp": "Parse data with `System.Text.Json`, and choose between methods by a dictionary.",
    "ruby": "Parse data with `JSON.parse`, and choose between methods by a hash of lambdas.",
    "php": "Parse data with `json_decode`, and choose between functions by an array of closures.",
    "rust": "Parse data with `serde_json`, and choose between functions by a match.",
}


def _defect(view: FileView, call: m.Call, text: m.Expr) -> Defect | None:
    value = view.flow.value(text)
    if not value.dynamic:
        return None
    found = view.flow.definition(text)
    if isinstance(found, m.Call) and callee_name(found) in ("parse", "compile", "fix_missing_locations"):
        return None
    written = m.dotted(call.callee) or "this call"
    came = f" It carries {value.taint.what}." if value.taint is not None else ""
    statement = m.statement_of(call)
    evidence = tuple(
        Evidence(view.path, n.line, "the text is put together here")
        for n in value.trail
        if not statement.line <= n.line <= statement.end_line
    )[-3:]
    fix = _FIXES.get(reported(view.language), _FIXES["javascript"])
    return Defect(
        f"`{written}` runs text with a part that is not constant.{came}", fix=fix, evidence=evidence
    )


RULE = Rule(
    id="security/code-injection",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Text run as code",
    what="`eval`, `exec`, `compile`, `new Function`, `vm.run*`, a timer with text, or a script or expression engine, on text that is not constant.",
    why="Whoever controls the text controls this program, its data and its secrets.",
    fix="Parse data as data, and choose between functions by name.",
    local=True,
    site="every call that runs text as code",
    cwe="CWE-95",
    references=(
        "https://cwe.mitre.org/data/definitions/95.html",
        "https://docs.python.org/3/library/ast.html#ast.literal_eval",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/eval#never_use_direct_eval!",
        "https://nodejs.org/api/vm.html",
    ),
    bad=BAD,
    good=GOOD,
)
