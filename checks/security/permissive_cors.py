"""Cross-origin rules that let any site read answers made with the user's cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.cors_java import spring_cors
from checks.security.cors_origins import admits_all, tested
from checks.security.cors_setups import more_setups
from checks.security.environments import for_development
from checks.security.permissive_cors_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_CREDENTIALS = ("supports_credentials", "allow_credentials", "credentials", "AllowCredentials")
_ORIGINS = (
    "origins",
    "allow_origins",
    "allow_origin_regex",
    "origin",
    "AllowedOrigins",
    "AllowOrigins",
    "AllowAllOrigins",
    "AllowOriginFunc",
    "send_wildcard",
)


def check(view: FileView) -> Iterator[Site]:
    """Every CORS set-up is a site."""
    if view.module is None or not view.mentions("cors", "crossorigin", "access-control-allow-origin"):
        return
    flow = view.flow
    if view.language == "java":
        for made in spring_cors(flow):
            wide = ("Any origin is allowed", made.origins) if made.wide else None
            yield _judged(view, made.node, wide, made.credentials)
        yield from _headers(view)
        return
    for call in flow.calls():
        if view.language == "python":
            yield from _python(view, call)
        elif view.language != "go":
            yield from _node(view, call)
    if view.language == "go":
        for mapping in view.module.every(m.Mapping):
            if re.search(r"\bcors\.(?:Options|Config)\(\)$|\bCORSConfig\(\)$", flow.resolve(mapping)):
                yield _judged(
                    view,
                    mapping,
                    _go_origin(flow, mapping),
                    flow.constant(mapping.get("AllowCredentials")) is True,
                )
    for found in more_setups(flow):
        wide = ("Any origin is allowed", found.origins) if found.origins is not None else None
        yield _judged(view, found.node, wide, found.credentials)
    if view.language == "python":
        yield from _django(view)
    yield from _headers(view)


def _judged(view: FileView, node: m.Node, wide: tuple[str, m.Node] | None, credentials: bool) -> Site:
    statement = m.statement_of(node)
    at: m.Node = statement
    if wide is not None:
        owner = wide[1].parent if isinstance(wide[1].parent, (m.Arg, m.Pair)) else wide[1]
        if statement.line < owner.line <= statement.end_line:
            at = owner
    if wide is None or not credentials or for_development(view.path, node):
        return view.site(at)
    return view.site(
        at, Defect(f"{wide[0]}, together with credentials: every site may read what a signed-in user can.")
    )


# --- Python --------------------------------------------------------------------------------------------------


def _python(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    name = callee_name(call)
    resolved = flow.resolve(call.callee)
    if resolved in (
        "flask_cors.CORS",
        "flask_cors.cross_origin",
        "flask_cors.CORS().init_app",
        "flask_cors.extension.CORS",
        "quart_cors.cors",
    ):
        origins = call.keyword("origins")
        credentials = flow.constant(call.keyword("supports_credentials")) is True
        resources = call.keyword("resources")
        found = flow.definition(resources) if resources is not None else None
        wide: tuple[str, m.Node] | None = None
        if isinstance(found, m.Mapping):
            for pair in found.pairs:
                inner = flow.definition(pair.value)
                if isinstance(inner, m.Mapping):
                    credentials = credentials or flow.constant(inner.get("supports_credentials")) is True
                    given = inner.get("origins")
                    if (given is not None and admits_all(flow, given)) or (given is None and origins is None):
                        wide = ("Any origin is allowed", given or call)
        elif origins is None and not call.has_spread():
            wide = ("Any origin is allowed (the default of `CORS`)", call)
        if origins is not None and admits_all(flow, origins):
            wide = ("Any origin is allowed", origins)
        yield _judged(view, call, wide, credentials)
    elif (
        (name == "add_middleware" and any(m.dotted(a.value).endswith("CORSMiddleware") for a in call.args))
        or name == "CORSMiddleware"
        or (name == "Middleware" and any(m.dotted(a.value).endswith("CORSMiddleware") for a in call.args))
    ):
        for keyword in ("allow_origins", "allow_origin_regex"):
            given = call.keyword(keyword)
            if given is not None and admits_all(flow, given):
                yield _judged(
                    view,
                    call,
                    ("Any origin is allowed", given),
                    flow.constant(call.keyword("allow_credentials")) is True,
                )
                return
        yield _judged(view, call, None, False)


def _django(view: FileView) -> Iterator[Site]:
    assert view.module is not None
    settings: dict[str, m.Assign] = {}
    for item in view.module.body.items:
        if isinstance(item, m.Assign) and isinstance(item.targets[0], m.Name):
            settings[item.targets[0].id] = item
    for name in (
        "CORS_ALLOW_ALL_ORIGINS",
        "CORS_ORIGIN_ALLOW_ALL",
        "CORS_ALLOWED_ORIGIN_REGEXES",
        "CORS_ORIGIN_REGEX_WHITELIST",
    ):
        node = settings.get(name)
        if node is None or node.value is None:
            continue
        credentials = settings.get("CORS_ALLOW_CREDENTIALS")
        both = (
            admits_all(view.flow, node.value)
            and credentials is not None
            and view.flow.constant(credentials.value) is True
        )
        yield _judged(view, node, (f"`{name}` allows any origin", node) if both else None, both)


# --- JavaScript ----------------------------------------------------------------------------------------------


def _node(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    resolved = flow.resolve(call.callee)
    name = callee_name(call)
    options: m.Expr | None = None
    reflects = False
    if re.match(
        r"^(?:cors|cors\.default|hono/cors(?:\.cors)?|@koa/cors|koa2-cors|micro-cors|itty-cors)$", resolved
    ):
        options = call.positional(0)
        reflects = resolved == "@koa/cors"
    elif name == "enableCors":
        options = call.positional(0)
    elif (
        name == "register" and call.args and re.match(r"^@?fastify[/-]cors", flow.resolve(call.args[0].value))
    ):
        options = call.positional(1)
    elif re.match(r"^socket\.io\.Server$", resolved) or name == "NestFactory.create":
        for arg in call.args:
            found = flow.definition(arg.value)
            if isinstance(found, m.Mapping) and found.get("cors") is not None:
                options = found.get("cors")
        if options is None:
            return
    else:
        return
    given = flow.definition(options) if options is not None else None
    if not isinstance(given, m.Mapping):
        if not isinstance(
            given, m.Function
        ):  # asked for each request; the answers inside are sites of their own
            yield view.site(m.statement_of(call))
        return
    flow.memo.setdefault("cors options", set()).add(id(given))  # type: ignore[attr-defined]
    origin = given.get("origin")
    credentials = flow.constant(given.get("credentials")) is True
    wide: tuple[str, m.Node] | None = None
    if origin is not None and admits_all(flow, origin):
        wide = ("Any origin is allowed", origin)
    elif origin is None and credentials and reflects and not given.has_spread():
        wide = ("Any origin is reflected (the default of `@koa/cors`)", call)
    if (
        wide is not None
        and credentials
        and isinstance(wide[1], m.Expr)
        and not (call.start <= wide[1].start < call.end)
    ):
        yield _judged(view, given, wide, True)  # options in a variable: the setting's own line
        return
    yield _judged(view, call, wide, credentials)


def _go_origin(flow: Flow, mapping: m.Mapping) -> tuple[str, m.Node] | None:
    for key in ("AllowedOrigins", "AllowOrigins"):
        given = mapping.get(key)
        if given is not None and admits_all(flow, given):
            return "Any origin is allowed", given
    given = mapping.get("AllowAllOrigins")
    if given is not None and flow.constant(given) is True:
        return "Any origin is allowed", given
    for key in ("AllowOriginFunc", "AllowOriginRequestFunc"):
        given = mapping.get(key)
        if given is not None and admits_all(flow, given):
            return "Every origin is accepted", given
    return None


# --- headers by hand -----------------------------------------------------------------------------------------


def _headers(view: FileView) -> Iterator[Site]:
    """``Access-Control-Allow-Origin`` written by the program itself."""
    flow = view.flow
    for node, header, value in _header_writes(view):
        if header.lower() != "access-control-allow-origin":
            continue
        scope = flow.scopes.scope_of(node)
        credentials = any(
            h.lower() == "access-control-allow-credentials"
            and str(flow.constant(v)).lower() == "true"
            and flow.scopes.scope_of(n) is scope
            and _together(n, node)
            for n, h, v in _header_writes(view)
        )
        wide = None
        if flow.constant(value) == "*":
            wide = ("Any origin is allowed", value)
        else:
            taint = flow.value(value).taint
            if taint is not None and taint.grade == "request" and not tested(flow, node, value):
                wide = ("The origin of the request is reflected", value)
        statement: m.Node = m.statement_of(node)
        if isinstance(node.parent, m.Pair) and node.line > statement.line:
            statement = node.parent
        if wide is None or not credentials or for_development(view.path, node):
            yield view.site(statement)
        else:
            yield view.site(
                statement,
                Defect(
                    f"{wide[0]}, together with credentials: every site may read what a signed-in user can."
                ),
            )


def _together(credentials: m.Node, origin: m.Node) -> bool:
    """Whether the credentials header is written whenever the origin's is."""
    block = m.enclosing(credentials, m.Block)
    return block is None or block in origin.ancestors()


def _header_writes(view: FileView) -> list[tuple[m.Node, str, m.Expr]]:
    found = view.flow.memo.get("header writes")
    if found is None:
        found = view.flow.memo["header writes"] = list(_find_header_writes(view))
    return found  # type: ignore[return-value]


def _find_header_writes(view: FileView) -> Iterator[tuple[m.Node, str, m.Expr]]:
    assert view.module is not None
    for call in view.flow.calls():
        if (
            callee_name(call)
            in (
                "setHeader",
                "set_header",
                "header",
                "set",
                "Set",
                "append",
                "Header",
                "add_header",
                "setdefault",
                "add",
                "addHeader",
                "putSingle",
            )
            and len(call.args) >= 2
        ):
            first = call.args[0].value
            if (
                isinstance(first, m.Literal)
                and isinstance(first.value, str)
                and first.value.lower().startswith("access-control")
            ):
                yield call, first.value, call.args[1].value
    for assign in view.module.every(m.Assign):
        for target in assign.targets:
            if (
                isinstance(target, m.Index)
                and isinstance(target.key, m.Literal)
                and isinstance(target.key.value, str)
                and assign.value is not None
                and target.key.value.lower().startswith("access-control")
            ):
                yield assign, target.key.value, assign.value
    for pair in view.module.every(m.Pair):
        if (
            isinstance(pair.key, m.Literal)
            and isinstance(pair.key.value, str)
            and pair.key.value.lower().startswith("access-control")
        ):
            yield pair.value, pair.key.value, pair.value


RULE = Rule(
    id="security/permissive-cors",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Any origin may call with credentials",
    what="A CORS set-up that admits every origin, or reflects the caller's, and allows credentials.",
    why="Any page a signed-in user visits can then call this API in their name and read the answer.",
    fix="List the origins that may call, or switch credentials off.",
    site="every CORS set-up",
    cwe="CWE-942",
    references=(
        "https://cwe.mitre.org/data/definitions/942.html",
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS#requests_with_credentials",
        "https://portswigger.net/web-security/cors",
    ),
    bad=(
        Example(
            {
                "app/main.py": """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # <-- here
    allow_credentials=True,
    allow_methods=["*"],
)
"""
            },
            sites=1,
        ),
        Example(
            {
                "app/factory.py": """\
from flask import Flask, request
from flask_cors import CORS


def create_app() -> Flask:
    app = Flask(__name__)
    CORS(app, supports_credentials=True)  # <-- here

    @app.after_request
    def allow(response):
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")  # <-- here
        response.headers["Access-Control-Allow-Credentials"] = "true"
        return response

    return app
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/server.ts": """\
import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors({ origin: true, credentials: true }));  // <-- here
app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');  // <-- here
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  next();
});
"""
            },
            sites=2,
        ),
        Example(
            {
                "cmd/api/main.go": """\
package main

import "github.com/rs/cors"

func handler(mux http.Handler) http.Handler {
	c := cors.New(cors.Options{
		AllowedOrigins:   []string{"*"}, // <-- here
		AllowCredentials: true,
	})
	return c.Handler(mux)
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
                "app/main.py": """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask_cors import CORS

from app.settings import settings

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True)
public = FastAPI()
public.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])


def create(web):
    CORS(web)
    CORS(web, origins=["https://app.example.com"], supports_credentials=True)
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/server.ts": """\
import cors from 'cors';
import express from 'express';

const ALLOWED = ['https://app.example.com'];
const app = express();
app.use(cors());
app.use(cors({ origin: ALLOWED, credentials: true }));
app.use(cors({
  origin: (origin, callback) => callback(null, !origin || ALLOWED.includes(origin)),
  credentials: true,
}));
app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (origin && ALLOWED.includes(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
  }
  next();
});
"""
            },
            sites=4,
        ),
        *GOOD,
    ),
)
