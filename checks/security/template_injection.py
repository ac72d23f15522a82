"""Template sources that are put together at run time."""

from __future__ import annotations

from collections.abc import Iterator

from checks.knowledge import known_call
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.carriers import last_name
from checks.security.template_injection_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView


def check(view: FileView) -> Iterator[Site]:
    """Every call that makes a template from a text is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        source = _source(view.flow, call)
        if source is not None:
            yield view.site(m.statement_of(call), _defect(view, call, source))


def _source(flow: Flow, call: m.Call) -> m.Expr | None:
    fact = known_call(flow, call, "template")
    return None if fact is None else fact.given(call)


def _defect(view: FileView, call: m.Call, source: m.Expr) -> Defect | None:
    flow = view.flow
    value = flow.value(source)
    if not value.dynamic:
        return None
    taint = next((t for t in value.taints if t.grade == "request"), None)
    if taint is None and not (value.built and _text_parts(flow, source)):
        return None
    name = m.dotted(call.callee) or last_name(call.callee)
    statement = m.statement_of(call)
    evidence = tuple(
        Evidence(view.path, node.line, "the source is put together here")
        for node in value.trail
        if not statement.line <= node.line <= statement.end_line
    )[-3:]
    if taint is not None:
        text = " ".join(flow.module.text(taint.source).split())[:60]
        what = taint.what[:1].upper() + taint.what[1:]
        return Defect(
            f"{what} (`{text}`) becomes part of the template that `{name}` compiles.", evidence=evidence
        )
    return Defect(f"The template that `{name}` compiles is put together from values.", evidence=evidence)


def _text_parts(flow: Flow, source: m.Expr) -> bool:
    """Whether a value stands inside written text: `f"Hello {name}"`, not `header + body` of two loaded templates."""
    found = flow.definition(source)
    if isinstance(found, m.Call) and last_name(found.callee) in (
        "join",
        "replace",
        "read",
        "read_text",
        "resolve",
    ):
        return False
    return any(p and len(p.strip()) > 1 for p in flow.value(source).parts)


RULE = Rule(
    id="security/template-injection",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Template source built from values",
    what="A text that is compiled as a template - `render_template_string`, `Template(x)`, `env.from_string`, `ejs.render` - and holds request data or"
    " is put together from values.",
    why="Template languages can reach objects of the program: `{{ config }}` or a longer expression reads secrets or runs commands.",
    fix="Keep the template constant and pass the values as its context.",
    local=True,
    site="every call that makes a template from a text",
    cwe="CWE-1336",
    references=(
        "https://cwe.mitre.org/data/definitions/1336.html",
        "https://jinja.palletsprojects.com/en/stable/sandbox/",
        "https://portswigger.net/web-security/server-side-template-injection",
    ),
    bad=BAD,
    good=GOOD,
)
