"""Blocking calls where one thread serves everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.blocking import Blocking, blocking_call
from checks.performance.blocking_typed import typed_places
from checks.performance.blocking_typed_examples import TYPED_BAD, TYPED_GOOD
from checks.performance.callees import callee_of
from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_START = re.compile(
    r"^_?_?(?:a?main|cli|lifespan|startup|shutdown|on_startup|on_shutdown|start|stop|boot|bootstrap|setup|init|initialise|initialize|configure|onModuleInit|onApplicationBootstrap"
    r"|load_?(?:config|settings|env|schema|templates?|certs?|model)|create_?(?:app|server)|start_?server|run_?migrations?|migrate|prepare|seed)$",
    re.IGNORECASE,
)
_START_DECORATOR = re.compile(
    r"on_event|lifespan|asynccontextmanager|command|before_serving|listener|\btask\b|before_server_start|app\.cli"
)
_CONFIG = re.compile(
    r"config|settings|package\.json|\.ya?ml|\.toml|\.env|\.ini|template|schema|\.pem|\.crt|\.key|cert|secret|version|manifest|/proc/|/sys/|/etc/|/dev/|__file__|__dirname|import\.meta|locale|i18n|\.html|\.sql\b|prompt|pid",
    re.IGNORECASE,
)
_TOOLING = (
    "argparse",
    "click",
    "typer",
    "commander",
    "yargs",
    "inquirer",
    "ora",
    "oclif",
    "@oclif/core",
    "cac",
    "meow",
    "fire",
)
_TOOL_PATH = re.compile(
    r"(?:^|/)(?:scripts?|bin|cli|tools?|tasks|build|tooling|dev|commands?|benchmarks?)/|(?:^|/)[\w.-]*(?:config|\.config)\.[cm]?[jt]s$|gulpfile|webpack|manage\.py$"
)
_SERVER_PATH = re.compile(
    r"(?:^|/)(?:routes?|routers?|controllers?|handlers?|services?|api|server|middlewares?|workers?|resolvers?|endpoints|functions|lambda)(?:/|\.)|\.(?:controller|service|route|handler|resolver|middleware)\."
)
_SERVERS = (
    "express",
    "fastify",
    "koa",
    "@nestjs/common",
    "next",
    "http",
    "https",
    "hono",
    "@hapi/hapi",
    "koa-router",
    "@koa/router",
    "restify",
    "polka",
    "@trpc/server",
    "ws",
    "socket.io",
    "apollo-server",
    "@apollo/server",
)
_OFFLOADING = re.compile(
    r"(?:^|\.)(?:to_thread|run_in_executor|run_in_threadpool|run_sync|sync_to_async|create_subprocess_exec|create_subprocess_shell)$|^asyncio\.sleep$|^(?:fs/promises|fs\.promises)\.\w+$|^anyio\.(?:sleep|to_thread\.\w+)$"
)
_CALLBACKS = frozenset({"map", "forEach", "filter", "reduce", "flatMap"})
_HANDLER_PARAMS = (
    frozenset({"req", "res"}),
    frozenset({"request", "reply"}),
    frozenset({"request", "response"}),
    frozenset({"ctx", "next"}),
    frozenset({"_req", "res"}),
)


def check(view: FileView) -> Iterator[Site]:
    """Every blocking call in an async function or a handler is a site, and so is every one that was moved to a thread."""
    if view.module is None:
        return
    if view.language in ("csharp", "kotlin", "java"):
        yield from _typed(view)
        return
    text = view.text
    python = view.language == "python"
    if python and "async def" not in text:
        return
    if (
        not python
        and "Sync" not in text
        and "promises" not in text
        and "Atomics" not in text
        and "sync-request" not in text
    ):
        return
    flow = view.flow
    tool = flow.imports_any(*_TOOLING) or bool(_TOOL_PATH.search(view.path)) or text.startswith("#!")
    if not python and tool:
        return
    for call in flow.calls():
        function = _scope(flow, call, python)
        if function is None:
            continue
        if _OFFLOADING.search(flow.resolve(call.callee)):
            yield view.site(_where(call))
            continue
        found = blocking_call(flow, call)
        if found is not None:
            if _given_to_loop(call) or not _counts(view, call, found, tool, python):
                continue
            starts = _starts_up(flow, function)
            yield view.site(_where(call), None if starts else _defect(found, function))
        elif not _starts_up(flow, function):
            inner = _through_helper(flow, call, function)
            if inner is not None:
                yield view.site(_where(call), inner)


def _typed(view: FileView) -> Iterator[Site]:
    for place in typed_places(view.flow):
        starts = _START.match(place.function.name)
        if place.blocking is None or starts:
            yield view.site(place.node)
            continue
        name = f"`{place.function.name}`" if place.function.name else "this handler"
        yield view.site(
            place.node,
            Defect(
                f"`{_short(place.blocking.shown)}` {place.blocking.what} inside the async code of {name}: the thread serves"
                " nobody else until it is done.",
                fix=place.blocking.instead,
            ),
        )


def _scope(flow: Flow, call: m.Call, python: bool) -> m.Function | None:
    """The async function or request handler whose own code the call is."""
    function = m.enclosing(call, m.Function)
    if function is None or call.start < function.body.start:
        return None
    if function.is_async:
        return function
    if python:
        return None
    names = {p.name for p in function.params}
    if any(wanted <= names for wanted in _HANDLER_PARAMS) and not _START.match(m.function_name(function)):
        return function
    # a callback of map and the like runs in the function around it
    arg = function.parent
    outer = arg.parent if isinstance(arg, m.Arg) else None
    if isinstance(outer, m.Call) and m.dotted(outer.callee).rpartition(".")[2] in _CALLBACKS:
        return _scope(flow, outer, python)
    return None


def _where(call: m.Call) -> m.Node:
    statement = m.statement_of(call)
    return (
        statement
        if statement.line == call.line and not isinstance(statement, (m.Function, m.Class))
        else call
    )


def _given_to_loop(call: m.Call) -> bool:
    """Whether the result is awaited: then it is not the blocking function of that name."""
    parent = call.parent
    if isinstance(parent, m.Await):
        return True
    if isinstance(parent, m.WithItem) and isinstance(parent.parent, m.With):
        return parent.parent.is_async
    return isinstance(parent, (m.Loop, m.Clause)) and parent.is_async


def _counts(view: FileView, call: m.Call, found: Blocking, tool: bool, python: bool) -> bool:
    if not found.file:
        return True
    if tool:
        return False
    assert view.module is not None
    first = call.positional(0)
    if _CONFIG.search(view.module.text(call)) and not _asked_for(view.flow, first):
        return False
    if first is not None and view.flow.constant(first) is not ...:
        return False  # a file of the program itself
    if isinstance(first, m.Name) and view.flow.constant_name(first.id):
        return False
    if python:
        return True
    return view.flow.imports_any(*_SERVERS) or bool(_SERVER_PATH.search(view.path))


def _asked_for(flow: Flow, path: m.Expr | None) -> bool:
    """Whether a path leads by a parameter of the handler to a folder of data: ``f"/data/{upload_id}/manifest.json"``."""
    if not isinstance(path, (m.Template, m.Binary)):
        return False
    for node in path.walk():
        if isinstance(node, m.Literal) and isinstance(node.value, str) and _CONFIG.search(node.value):
            return False
        if isinstance(node, m.Name) and any(b.kind == "param" for b in flow.scopes.lookup(node.id, node)[1]):
            return True
    return False


def _starts_up(flow: Flow, function: m.Function) -> bool:
    if _START.match(m.function_name(function)):
        return True
    return any(_START_DECORATOR.search(flow.module.text(d)) for d in function.decorators)


def _defect(found: Blocking, function: m.Function) -> Defect:
    name = m.function_name(function)
    where = f"`{name}`" if name else "this handler"
    how = "async " if function.is_async else ""
    kind = f"{how}function {where}" if name else where
    return Defect(
        f"`{_short(found.shown)}` {found.what} inside the {kind}: nothing else on this event loop runs until it is done."
        if name
        else f"`{_short(found.shown)}` {found.what} inside an event handler: nothing else on this event loop runs until it is done.",
        fix=found.instead,
    )


def _through_helper(flow: Flow, call: m.Call, function: m.Function) -> Defect | None:
    """A plain function of the repository that blocks, called straight from async code."""
    entered = callee_of(flow, call)
    if entered is None or entered[1].is_async or entered[1] is function or entered[1].is_generator:
        return None
    if _given_to_loop(call):
        return None
    other, helper = entered
    memo: dict[int, tuple[Blocking, int] | None] = other.memo.setdefault("performance.blocking", {})  # type: ignore[assignment]  # memo holds objects; this key holds these
    if id(helper) not in memo:
        memo[id(helper)] = _first_blocking(other, helper)
    found = memo[id(helper)]
    if found is None:
        return None
    blocking, line = found
    shown = m.dotted(call.callee)
    return Defect(
        f"`{_short(shown)}` {blocking.what} (`{_short(blocking.shown)}`) and is called from async code: nothing else on this event"
        " loop runs until it is done.",
        fix=blocking.instead,
        evidence=(Evidence(other.module.path, line, "blocks here"),),
    )


def _first_blocking(flow: Flow, helper: m.Function) -> tuple[Blocking, int] | None:
    if any("cache" in flow.module.text(d) for d in helper.decorators):
        return None
    for node in helper.body.walk_scope():
        if isinstance(node, m.Call):
            found = blocking_call(flow, node)
            if found is not None and not found.file:
                return found, node.line
    return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


RULE = Rule(
    id="performance/blocking-in-async",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "csharp", "java", "kotlin"),
    title="Blocking call on the event loop",
    what="A call that holds its thread - sleep, a synchronous HTTP or database client, a subprocess, password hashing, file access -"
    " in an async function or in a Node request handler, directly or through a plain function of this repository.",
    why="One thread serves every request of the process: while this call waits, none of them moves, health checks included.",
    fix="Use the async counterpart, or hand the call to a thread.",
    local=True,
    site="every blocking call in async code, and every call that hands one to a thread or uses the async counterpart",
    references=(
        "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
        "https://fastapi.tiangolo.com/async/",
        "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
    ),
    bad=(
        *TYPED_BAD,
        Example(
            {
                "app/routes.py": """\
import subprocess
import time

import requests
from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.db import get_db
from app.models import Order

router = APIRouter()


@router.get("/rates")
async def rates():
    response = requests.get("https://rates.example/latest", timeout=5)  # <-- here
    return response.json()


@router.post("/orders/{order_id}/label")
async def label(order_id: int, db: Session = Depends(get_db)):
    order = db.query(Order).filter(Order.id == order_id).first()  # <-- here
    for _ in range(3):
        done = subprocess.run(["render-label", str(order.id)], capture_output=True)  # <-- here
        if done.returncode == 0:
            break
        time.sleep(1)  # <-- here
    with open(f"labels/{order.id}.pdf", "rb") as label:  # <-- here
        return label.read()
"""
            },
            sites=5,
        ),
        Example(
            {
                "app/users.py": """\
import bcrypt
import requests


def _country(ip: str) -> str:
    return requests.get("https://geo.example", params={"ip": ip}, timeout=2).json()["country"]


async def login(repo, name: str, password: str, ip: str):
    user = await repo.by_name(name)
    if not bcrypt.checkpw(password.encode(), user.password):  # <-- here
        return None
    user.country = _country(ip)  # <-- here
    return user
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/routes/export.ts": """\
import { execSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import fs from 'node:fs';
import { Router } from 'express';

export const exports = Router();

exports.get('/export/:id', async (req, res) => {
  execSync('make-report', { input: req.params.id });  // <-- here
  const data = fs.readFileSync(`/var/reports/${Number(req.params.id)}.csv`);  // <-- here
  res.send(data);
});

exports.post('/login', (req, res) => {
  const hash = crypto.pbkdf2Sync(req.body.password, salt(), 310000, 32, 'sha256');  // <-- here
  res.json({ ok: check(req.body.name, hash) });
});
"""
            },
            sites=3,
        ),
    ),
    good=(
        *TYPED_GOOD,
        Example(
            {
                "app/routes.py": """\
import asyncio
import json
import time
from contextlib import asynccontextmanager

import httpx
import requests
from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.db import get_db
from app.models import Order

router = APIRouter()


@asynccontextmanager
async def lifespan(app):
    app.state.keys = requests.get("https://id.example/keys", timeout=5).json()
    yield


@router.get("/orders")
def orders(db: Session = Depends(get_db)):
    time.sleep(0.1)
    return db.query(Order).limit(50).all()


@router.get("/rates")
async def rates():
    async with httpx.AsyncClient() as client:
        fresh = (await client.get("https://rates.example/latest")).json()
    await asyncio.sleep(0.1)
    old = await asyncio.to_thread(requests.get, "https://old.example", timeout=5)
    older = await asyncio.get_running_loop().run_in_executor(None, lambda: requests.get("https://x.example", timeout=5))
    with open("config/rates.json") as source:
        return [fresh, old.json(), older.json(), json.load(source)]
"""
            },
        ),
        Example(
            {
                "src/server.ts": """\
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import bcrypt from 'bcrypt';
import express from 'express';

const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const app = express();

app.get('/report/:id', async (req, res) => {
  const data = await readFile(`/var/reports/${Number(req.params.id)}.csv`);
  res.send(data);
});

app.post('/login', async (req, res) => {
  res.json({ ok: await bcrypt.compare(req.body.password, req.user.hash), version: pkg.version });
});
"""
            },
        ),
        Example(
            {
                "scripts/release.js": """\
const { execSync } = require('child_process');
const fs = require('fs');

async function release(version) {
  const notes = fs.readFileSync(`notes/${version}.md`, 'utf8');
  execSync('git push --tags');
  await publish(version, notes);
}

release(process.argv[2]);
"""
            },
            sites=0,
        ),
    ),
)
