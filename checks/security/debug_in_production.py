"""Debuggers and debug pages that stay on where users are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.security.debug_in_production_examples import BAD, GOOD
from checks.security.debug_properties import FILE, switches
from checks.security.debug_servers import debug_calls, profiler_import
from checks.security.environments import DEV_PATH, for_development
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.views import FileView

_SETTINGS_FILE = re.compile(
    r"(?:^|[/_.])(?:settings|config|conf|prod|production|base|common)(?:[/_.]|$)", re.IGNORECASE
)
_APPLICATIONS = re.compile(
    r"^(?:fastapi\.FastAPI|starlette\.applications\.Starlette|tornado\.web\.Application|litestar\.Litestar|quart\.Quart\(\)\.run|flask\.Flask\(\)\.run|bottle\.run|werkzeug\.serving\.run_simple|dash\.Dash\(\)\.run(?:_server)?|sanic\.Sanic\(\)\.run)$"
)
_BREAKPOINTS = frozenset({"breakpoint", "pdb.set_trace", "ipdb.set_trace", "pudb.set_trace", "pdb.post_mortem", "web_pdb.set_trace", "rpdb.set_trace", "remote_pdb.set_trace", "debugpy.listen", "debugpy.breakpoint", "pydevd.settrace", "pydevd_pycharm.settrace"})  # fmt: skip


_ASKS_FOR_DEBUG = re.compile(r"(?i)debug|\bdev|local|environ|environment|interactive")


def check(view: FileView) -> Iterator[Site]:
    """Every place that runs or configures an application, and every breakpoint, is a site."""
    if view.language in ("properties", "yaml"):
        yield from _properties(view)
        return
    if view.module is None:
        return
    if view.language == "java":
        yield from _java(view)
        return
    if view.language == "go":
        yield from _go(view)
        return
    for call in view.flow.calls():
        if view.language == "python":
            yield from _python_call(view, call)
        else:
            yield from _node(view, call)
    if view.language == "python":
        for assign in view.module.every(m.Assign):
            yield from _setting(view, assign)
    else:
        for statement in view.module.every(m.OpaqueStmt):
            if statement.what == "debugger_statement":
                yield view.site(
                    statement,
                    Defect(
                        "A `debugger` statement stops every request here.",
                        suggestion=_deleted(view, statement),
                    ),
                )


def _properties(view: FileView) -> Iterator[Site]:
    if FILE.search(view.path) and not DEV_PATH.search(view.path):
        for line, what in switches(view.path, view.lines):
            yield view.line_site(line, Defect(f"{what}, wherever it runs.") if what else None)


def _deleted(view: FileView, node: m.Node) -> Suggestion | None:
    assert view.module is not None
    if (
        node.line == node.end_line
        and view.lines[node.line - 1].strip().rstrip(";") == view.module.text(node).strip().rstrip(";")
        and _not_alone(node)
    ):
        return Suggestion(node.line, node.line, "")
    return None


def _not_alone(node: m.Node) -> bool:
    block = m.enclosing(node, m.Block)
    return block is not None and len(block.items) > 1


def _python_call(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    name = callee_name(call)
    dotted = m.dotted(call.callee)
    if name in ("set_trace", "breakpoint", "listen", "settrace", "post_mortem"):
        if (
            flow.resolve(call.callee) in _BREAKPOINTS
            and not for_development(view.path, call, _ASKS_FOR_DEBUG)
            and not (name == "breakpoint" and flow.scopes.lookup("breakpoint", call)[1])
        ):
            statement = m.statement_of(call)
            yield view.site(
                statement,
                Defect(
                    f"`{dotted}` stops the program in a debugger here.", suggestion=_deleted(view, statement)
                ),
            )
        return
    if name == "DebuggedApplication" and flow.resolve(call.callee).startswith("werkzeug."):
        yield _judged(view, call, None, True, "Werkzeug's debugger runs any code that its page is sent")
        return
    if name in ("run", "FastAPI", "Starlette", "Application", "Litestar", "run_simple", "run_server"):
        resolved = flow.resolve(call.callee)
        if not (
            _APPLICATIONS.match(resolved)
            or (
                name in ("run", "run_server")
                and re.fullmatch(
                    r"(?:\./)?(?:\w*app(?:lication)?|server|(?:create|make|build|get)\w*\(\))\.run(?:_server)?",
                    resolved.removeprefix("./"),
                )
            )
        ):
            return
        flag = call.keyword("debug") or call.keyword("use_debugger")
        on = flag is not None and flow.constant(flag) is True
        yield _judged(view, call, flag, on, "The application starts with its debugger on")
    elif name in ("update", "from_mapping") and dotted.endswith(("config.update", "config.from_mapping")):
        flag = call.keyword("DEBUG")
        if flag is not None:
            yield _judged(
                view,
                call,
                flag,
                flow.constant(flag) is True,
                "The application is configured with `DEBUG = True`",
            )


def _judged(view: FileView, node: m.Node, flag: m.Node | None, on: bool, what: str) -> Site:
    statement = m.statement_of(node)
    at: m.Node = statement
    if (
        flag is not None
        and isinstance(flag.parent, m.Arg)
        and statement.line < flag.line <= statement.end_line
    ):
        at = flag.parent
    if not on or for_development(view.path, node):
        return view.site(at)
    return view.site(at, Defect(f"{what}, wherever it runs."))


def _setting(view: FileView, node: m.Assign) -> Iterator[Site]:
    if node.value is None or len(node.targets) != 1:
        return
    target = node.targets[0]
    flow = view.flow
    if isinstance(target, m.Name) and target.id in ("DEBUG", "TEMPLATE_DEBUG", "DEBUG_PROPAGATE_EXCEPTIONS"):
        owner = m.enclosing(node, m.Class)
        if owner is None and not (
            _SETTINGS_FILE.search(view.path) or "INSTALLED_APPS" in view.text or "SECRET_KEY" in view.text
        ):
            return
        if m.enclosing(node, m.Function) is not None:
            return
        if owner is not None and (
            not re.search(r"(?i)config|settings", owner.name) or _overridden(view, owner)
        ):
            yield view.site(node)
            return
        on = flow.constant(node.value) is True and not _set_again(view, node, target.id)
        yield _setting_site(view, node, f"`{target.id} = True`", on)
    elif (
        isinstance(target, m.Attr)
        and target.name == "debug"
        and re.match(r"flask\.Flask\(\)|fastapi\.FastAPI\(\)|quart\.Quart\(\)", flow.resolve(target.base))
    ) or (
        isinstance(target, m.Index)
        and flow.constant(target.key) in ("DEBUG", "PROPAGATE_EXCEPTIONS")
        and m.dotted(target.base).endswith("config")
    ):
        yield _setting_site(view, node, "This", flow.constant(node.value) is True)


def _setting_site(view: FileView, node: m.Assign, what: str, on: bool) -> Site:
    if not on or for_development(view.path, node):
        return view.site(node)
    return view.site(
        node,
        Defect(
            f"{what} shows stack traces and settings to whoever meets an error.",
            fix='Read it from the environment, off by default: `DEBUG = os.environ.get("DEBUG") == "1"`.',
        ),
    )


def _overridden(view: FileView, owner: m.Class) -> bool:
    """Whether a class below this one switches debug off (``class ProductionConfig(Config): DEBUG = False``)."""
    for other in view.flow.classes():
        if other is not owner and any(m.dotted(b).rpartition(".")[2] == owner.name for b in other.bases):
            for item in other.body.items:
                if (
                    isinstance(item, m.Assign)
                    and any(isinstance(t, m.Name) and t.id == "DEBUG" for t in item.targets)
                    and view.flow.constant(item.value) is not True
                ):
                    return True
    return False


def _set_again(view: FileView, node: m.Assign, name: str) -> bool:
    """Whether the same scope gives the setting a value later."""
    scope = view.flow.scopes.scope_of(node)
    return any(b.node.start > node.start for b in view.flow.scopes.bound(scope, name))


def _node(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    name = callee_name(call)
    if name == "use":
        for arg in call.args:
            inner = arg.value
            if isinstance(inner, m.Call) and flow.resolve(inner.callee) in (
                "errorhandler",
                "errorhandler.default",
                "express-error-handler",
            ):
                yield _judged(view, call, None, True, "`errorhandler` answers errors with their stack trace")
    elif name == "open" and flow.resolve(call.callee).removeprefix("node:") == "inspector.open":
        yield _judged(view, call, None, True, "The inspector lets whoever reaches its port run code")
    elif name == "ApolloServer" and call.new:
        options = flow.definition(call.args[0].value) if call.args else None
        if isinstance(options, m.Mapping):
            for key in ("includeStacktraceInErrorResponses", "debug"):
                flag = options.get(key)
                if flag is not None:
                    statement = m.statement_of(call)
                    at = (
                        flag.parent
                        if statement.line < flag.line <= statement.end_line and flag.parent is not None
                        else statement
                    )
                    on = flow.constant(flag) is True and not for_development(view.path, call)
                    yield view.site(
                        at, Defect(f"`{key}: true` sends stack traces to every client.") if on else None
                    )


def _java(view: FileView) -> Iterator[Site]:
    flow = view.flow
    for call in flow.calls():
        fact = known_call(flow, call, "debug")
        if fact is None:
            continue
        words = fact.more.get("only")
        if words is not None and flow.constant(call.positional(0)) not in words:
            continue
        given = fact.given(call)
        on = given is not None and str(flow.constant(given)) in fact.more["value"]
        yield _judged(view, call, given, on, str(fact.more["what"]))


def _go(view: FileView) -> Iterator[Site]:
    brought = profiler_import(view.flow)
    for node, on, what in debug_calls(view.flow):
        site = _judged(view, node, None, on, what)
        server = m.statement_of(node)
        if (
            site.defect is not None
            and brought is not None
            and "pprof" in what
            and view.touched(brought)
            and server.line not in view.change.added
        ):
            site = view.site(brought, site.defect)  # the server was there before its profiler
        yield site


RULE = Rule(
    id="security/debug-in-production",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "properties", "yaml"),
    title="Debug mode on everywhere",
    what="A debugger, a debug server or pages with stack traces switched on without a test of the environment.",
    why="Debug pages show source, settings and secrets; some let whoever opens them run code.",
    fix="Read the switch from the environment, and leave it off by default.",
    local=True,
    site="every place that runs or configures an application, and every breakpoint",
    cwe="CWE-489",
    references=(
        "https://cwe.mitre.org/data/definitions/489.html",
        "https://flask.palletsprojects.com/en/stable/debugging/",
        "https://docs.djangoproject.com/en/stable/ref/settings/#debug",
        "https://pkg.go.dev/net/http/pprof",
    ),
    bad=(
        Example(
            {
                "wsgi.py": """\
from flask import Flask

app = Flask(__name__)


@app.get("/total")
def total():
    breakpoint()  # <-- here
    return "0"


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)  # <-- here
""",
                "shop/settings.py": """\
DEBUG = True  # <-- here
ALLOWED_HOSTS = ["*"]
""",
            },
            sites=3,
        ),
        Example(
            {
                "src/server.ts": """\
import errorhandler from 'errorhandler';
import express from 'express';

const app = express();

app.get('/total', (req, res) => {
  debugger;  // <-- here
  res.json({ total: 0 });
});
app.use(errorhandler());  // <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "cmd/api/main.go": """\
package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
)

func main() {
	log.Fatal(http.ListenAndServe(":8080", nil)) // <-- here
}
"""
            },
            sites=1,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "wsgi.py": """\
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=os.environ.get("FLASK_DEBUG") == "1")
""",
                "shop/settings/base.py": """\
import os

DEBUG = os.environ.get("DEBUG", "0") == "1"
""",
                "shop/settings/local.py": "DEBUG = True\n",
                "config.py": """\
class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    DEBUG = True
""",
            },
        ),
        Example(
            {
                "src/server.ts": """\
import errorhandler from 'errorhandler';
import express from 'express';

const app = express();
if (process.env.NODE_ENV === 'development') {
  app.use(errorhandler());
}
"""
            },
        ),
        *GOOD,
    ),
)
