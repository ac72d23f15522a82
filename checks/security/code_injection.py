"""Text that the program runs as its own code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.code_injection_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PYTHON = frozenset(
    {
        "eval",
        "exec",
        "compile",
        "builtins.eval",
        "builtins.exec",
        "builtins.compile",
        "code.InteractiveInterpreter().runcode",
        "code.InteractiveInterpreter().runsource",
    }
)
_PANDAS = re.compile(r"^(?:pandas|numexpr|pd|ne)\.(?:eval|evaluate)$")
_NODE = re.compile(
    r"^(?:eval|window\.eval|globalThis\.eval|global\.eval|vm(?:\.default)?\.(?:runInContext|runInNewContext|runInThisContext|compileFunction|Script)|vm2\.(?:VM|NodeVM)\(\)\.run|Function|AsyncFunction|mathjs\.never)$"
)
_TIMERS = frozenset({"setTimeout", "setInterval", "setImmediate"})


def check(view: FileView) -> Iterator[Site]:
    """Every call that runs text as code is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        name = callee_name(call)
        text: m.Expr | None = None
        if view.language == "python":
            if name not in ("eval", "exec", "compile", "runcode", "runsource", "evaluate"):
                continue
            resolved = flow.resolve(call.callee)
            if resolved not in _PYTHON and not _PANDAS.match(resolved):
                continue
            text = call.positional(0) or call.keyword("source")
            if text is None or _made_by_compile(flow, text):
                continue
            if _PANDAS.match(resolved) and flow.value(text).taint is None:
                continue
        else:
            if name in _TIMERS and isinstance(call.callee, (m.Name, m.Attr)):
                text = call.positional(0)
                if text is None or not _is_text(flow, text):
                    continue
            elif name not in (
                "eval",
                "Function",
                "AsyncFunction",
                "runInContext",
                "runInNewContext",
                "runInThisContext",
                "compileFunction",
                "Script",
                "run",
            ):
                continue
            elif _NODE.match(flow.resolve(call.callee)):
                text = (
                    call.args[-1].value
                    if name in ("Function", "AsyncFunction") and call.args
                    else call.positional(0)
                )
            if text is None:
                continue
        yield view.site(m.statement_of(call), _defect(view, call, text))


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
    fix = (
        "Use `ast.literal_eval` or `json.loads` for data, and a table of functions for choices."
        if view.language == "python"
        else "Use `JSON.parse` for data, and a map of functions for choices."
    )
    return Defect(
        f"`{written}` runs text with a part that is not constant.{came}", fix=fix, evidence=evidence
    )


RULE = Rule(
    id="security/code-injection",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript"),
    title="Text run as code",
    what="`eval`, `exec`, `compile`, `new Function`, `vm.run*` or a timer with text, on text that is not constant.",
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
