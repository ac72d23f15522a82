"""What data flow says about realistic snippets: the argument of ``sink(...)`` on a marked line.

Marks: ``request`` tainted by a request, ``dynamic`` not constant and of unknown origin, ``safe`` neither, ``= text`` exactly
that text; ``built`` besides says that text was assembled with a dynamic part.
"""

from __future__ import annotations

import re

import pytest

from checks.changes import MemoryTree
from checks.syntax import model as m
from checks.syntax.flow import Flow, Value
from checks.views import RepoView

_MARK = re.compile(r"(?:#|//) -> (.+)$")

PYTHON = """
import os
import re
import uuid
from uuid import UUID

import flask as f
from flask import Blueprint, request
from fastapi import APIRouter, Depends, Query

from app.names import DEFAULT, Kind, pick

router = APIRouter()
bp = Blueprint("b", __name__)
ALLOWED = {"a", "b"}
LIMITS = {"small": 1}
ROOT = "/srv"


def read():
    sink(request.args.get("x"))  # -> request
    sink(f.request.json["a"]["b"])  # -> request
    args = request.args
    sink(args.get("x"))  # -> request
    sink(int(args["n"]))  # -> safe
    sink(request.args.get("page", type=int))  # -> safe
    data = request.get_json()
    name = data["name"]
    sink(name)  # -> request
    sink(f"/x/{name}")  # -> request built
    sink(f"/x/{len(name)}")  # -> safe
    sink(os.path.join(ROOT, name))  # -> request
    sink(ROOT)  # -> = /srv
    sink(DEFAULT)  # -> = plain
    sink(pick(name))  # -> dynamic
    lines = "a"
    for key in data:
        lines += key
    sink(lines)  # -> request built
    name = "fixed"
    sink(name)  # -> = fixed


def branches(flag):
    name = "one"
    if flag:
        name = request.form["x"]
    else:
        name = "two"
    sink(name)  # -> request
    known = "one" if flag else "two"
    sink(known)  # -> safe


def guards():
    name = request.args["name"]
    if name not in ALLOWED:
        raise ValueError(name)
    sink(name)  # -> safe
    kind = request.args["kind"]
    if kind in LIMITS:
        sink(kind)  # -> safe
    sink(kind)  # -> request
    slug = request.args["slug"]
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        return
    sink(slug)  # -> safe
    number = request.args["number"]
    if not number.isdigit():
        return
    sink(number)  # -> safe
    sink(str(uuid.UUID(request.args["id"])))  # -> safe
    wrong = request.args["wrong"]
    if wrong in ALLOWED:
        return
    sink(wrong)  # -> request


def helper():
    return request.args.get("next")


def uses_helper():
    sink(helper())  # -> request


def load(path, other):
    sink(path)  # -> request
    sink(other)  # -> dynamic


def calls_load():
    load(request.args["p"], compute())
    load("fixed", compute())


@router.get("/x/{name}")
async def handler(name: str, n: int, u: UUID, kind: Kind, opt: int | None = None, q: str = Query(None), s=Depends(load)):
    sink(name)  # -> request
    sink(n)  # -> safe
    sink(u)  # -> safe
    sink(kind)  # -> safe
    sink(opt)  # -> safe
    sink(q)  # -> request
    sink(s)  # -> dynamic

    def inner():
        sink(name)  # -> request


@bp.route("/files/<path:name>/<int:number>/<uuid:token>")
def typed(name, number, token):
    sink(name)  # -> request
    sink(number)  # -> safe
    sink(token)  # -> safe


class View:
    root = "/srv"

    def __init__(self, base):
        self.base = base
        self.fixed = "/x"

    def get(self, request):
        sink(request.GET["a"])  # -> request
        sink(self.fixed)  # -> = /x
        sink(self.root)  # -> = /srv
        sink(self.base)  # -> dynamic
        self.show(request.GET["a"])

    def show(self, text):
        sink(text)  # -> request


def even(n, text):
    sink(text)  # -> dynamic
    return odd(n - 1, text)


def odd(n, text):
    sink(text)  # -> dynamic
    return even(n - 1, text)


def recursive(text):
    return recursive(text) if text else ""


def asks():
    sink(recursive(request.args["x"]))  # -> dynamic
"""
PYTHON_OTHER = """
from enum import Enum

DEFAULT = "plain"


class Kind(str, Enum):
    A = "a"
"""

TYPESCRIPT = """
import express, { Request, Response } from 'express';
import { Controller, Get, Param, Query, Body, ParseIntPipe } from '@nestjs/common';
import { join } from 'node:path';
import { BASE } from './names';

const ALLOWED = ['a', 'b'] as const;
const SET = new Set(['a']);
const ID = /^[0-9a-f-]{36}$/i;

app.get('/x', async (req, res) => {
  const { id } = req.params;
  sink(id); // -> request
  const { name: n, sort = 'name' } = req.query;
  sink(n); // -> request
  sink(sort); // -> request
  sink(req.body.address.city); // -> request
  const url = req.query.url as string;
  sink(`https://${url}/x`); // -> request built
  sink(join('/srv', id)); // -> request
  sink(BASE); // -> = /data
  const k = parseInt(id, 10);
  sink(k); // -> safe
  let target = '/';
  if (req.query.next) target = req.query.next;
  sink(target); // -> request
  switch (url) {
    case 'a':
      sink(url); // -> safe
      break;
    default:
      sink(url); // -> request
  }
  if (!ALLOWED.includes(id)) {
    return res.status(400).end();
  }
  sink(id); // -> safe
  if (SET.has(n)) {
    sink(n); // -> safe
  }
  if (!ID.test(url)) throw new Error('bad id');
  sink(url); // -> safe
  let out = '';
  for (const key of Object.keys(req.body)) {
    out += key;
  }
  sink(out); // -> request built
});

router.post('/x', async ({ body, params: { id } }, res) => {
  sink(body.x); // -> request
  sink(id); // -> request
});

function handler(request: Request, reply: Response) {
  const body = request.body;
  sink(body?.y?.z); // -> request
  work(body.name);
}

function work(name: string) {
  sink(name); // -> request
}

app.use(async (ctx) => {
  const { a } = ctx.request.body;
  sink(a); // -> request
  sink(ctx.query.x); // -> request
});

export async function GET(request: NextRequest, { params }: { params: { slug: string } }) {
  const { searchParams } = new URL(request.url);
  sink(searchParams.get('a')); // -> request
  sink(request.nextUrl.searchParams.get('u')); // -> request
  sink(params.slug); // -> request
  const { a } = await request.json();
  sink(a); // -> request
}

@Controller('x')
export class Things {
  @Get(':id')
  get(@Param('id') id: string, @Query() q: Dto, @Body() b: CreateDto, @Param('n', ParseIntPipe) n, @Query('m') m: number) {
    sink(id); // -> request
    sink(q.a); // -> request
    sink(b.url); // -> request
    sink(n); // -> safe
    sink(m); // -> safe
  }
}

function render({ title, params }: Props) {
  sink(title); // -> dynamic
  sink(params.x); // -> dynamic
}

const rows = items.map((item, index) => sink(index)); // -> safe

const COLUMNS = { name: 'title', joined: 'created_at' } as const;
const BUCKETS = ['hour', 'day'] as const;
function choose(wanted: string, list: string[]) {
  sink(COLUMNS.name); // -> = title
  sink(BUCKETS.find((b) => b === wanted) ?? 'day'); // -> safe
  sink(list.find((b) => b === wanted)); // -> dynamic
}
"""
TYPESCRIPT_OTHER = "export const BASE = '/data';\n"

GO = """
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/gorilla/mux"
)

const root = "/srv"

var allowed = map[string]bool{"a": true}

func Show(w http.ResponseWriter, r *http.Request) {
	sink(r.URL.Query().Get("x")) // -> request
	q := r.URL.Query()
	sink(q.Get("y")) // -> request
	name := r.FormValue("n")
	sink(filepath.Join(root, name)) // -> request
	sink(root) // -> = /srv
	sink(mux.Vars(r)["id"]) // -> request
	sink(chi.URLParam(r, "id")) // -> request
	sink(fmt.Sprintf("https://%s/x", name)) // -> request built
	n, err := strconv.Atoi(name)
	sink(n) // -> safe
	sink(fmt.Sprintf("%d", n)) // -> safe
	var body struct {
		URL string
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	sink(body.URL) // -> request
	load(name)
	if !allowed[name] {
		return
	}
	sink(name) // -> safe
}

func load(path string) {
	sink(path) // -> request
}

func Gin(c *gin.Context) {
	sink(c.Param("id")) // -> request
	var in Input
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	sink(in.URL) // -> request
	var count int
	sink(count) // -> safe
}
"""

CASES = {
    "app/views.py": (PYTHON, {"app/names.py": PYTHON_OTHER}),
    "src/app.ts": (TYPESCRIPT, {"src/names.ts": TYPESCRIPT_OTHER}),
    "main.go": (GO, {}),
}


def _flow(path: str, text: str, others: dict[str, str]) -> Flow:
    files = {path: text, **others}
    repo = RepoView(MemoryTree({p: t.encode() for p, t in files.items()}))
    module = repo.module(path)
    assert module is not None
    return Flow(module, repo)


def _says(value: Value, exact: bool) -> str:
    if exact:
        return f"= {value.text}"
    if value.taint is not None:
        return "request built" if value.built else "request"
    return "dynamic" if value.dynamic else "safe"


def _rows() -> list[object]:
    rows: list[object] = []
    for path, (text, others) in CASES.items():
        flow = _flow(path, text, others)
        lines = text.split("\n")
        for call in flow.calls():
            mark = _MARK.search(lines[call.line - 1])
            if m.dotted(call.callee) == "sink" and mark is not None:
                rows.append(pytest.param(flow, call, mark.group(1).strip(), id=f"{path}:{call.line}"))
    return rows


@pytest.mark.parametrize(("flow", "call", "expected"), _rows())
def test_a_value_is_what_the_code_makes_of_it(flow: Flow, call: m.Call, expected: str) -> None:
    value = flow.value(call.args[0].value)
    said = _says(value, expected.startswith("="))
    if expected == "request" and said == "request built":
        said = "request"
    assert said == expected, flow.module.text(call)


def test_every_marked_line_is_asked_about() -> None:
    marked = sum(len(_MARK.findall(line)) for text, _ in CASES.values() for line in text.split("\n"))
    assert len(_rows()) == marked


NAMES = [
    ("a.py", "import requests as r\nsink(r.get)", "requests.get"),
    ("a.py", "from sqlalchemy import text as t\nsink(t)", "sqlalchemy.text"),
    ("a.py", "import os.path\nsink(os.path.join)", "os.path.join"),
    ("a.py", "import requests\ns = requests.Session()\nsink(s.get)", "requests.Session().get"),
    ("a.py", "from . import db\nsink(db.run)", ".db.run"),
    ("a.py", "def f(): pass\nsink(f)", "./f"),
    (
        "a.py",
        "import httpx\nclass A:\n  def __init__(self):\n    self.c = httpx.Client()\n  def m(self):\n    sink(self.c.get)",
        "httpx.Client().get",
    ),
    ("a.py", "import redis\ndef f(c: redis.Redis | None):\n  sink(c.get)", "redis.Redis().get"),
    ("a.ts", "import axios from 'axios';\nsink(axios.get)", "axios.get"),
    ("a.ts", "import { readFile as rf } from 'node:fs/promises';\nsink(rf)", "fs/promises.readFile"),
    ("a.js", "const fs = require('fs');\nsink(fs.readFile)", "fs.readFile"),
    ("a.js", "const { exec } = require('node:child_process');\nsink(exec)", "child_process.exec"),
    ("a.ts", "class A { constructor(private db: Pool) {}\n m() { sink(this.db.query) } }", "Pool().query"),
    (
        "a.go",
        'package a\nimport "net/http"\nfunc f(r *http.Request) { sink(r.URL) }',
        "net/http.Request().URL",
    ),
    ("a.go", 'package a\nimport h "net/http"\nfunc f() { sink(h.Get) }', "net/http.Get"),
]


@pytest.mark.parametrize(("path", "text", "expected"), NAMES)
def test_a_name_resolves_through_imports_and_aliases(path: str, text: str, expected: str) -> None:
    flow = _flow(path, text, {})
    call = next(c for c in flow.calls() if m.dotted(c.callee) == "sink")
    assert flow.resolve(call.args[0].value) == expected


def test_a_long_chain_of_aliases_ends_without_an_answer_rather_than_hanging() -> None:
    lines = ["x0 = request.args['a']"] + [f"x{i} = x{i - 1} + x{i - 1}" for i in range(1, 400)]
    text = "from flask import request\ndef f():\n  " + "\n  ".join(lines) + "\n  sink(x399)\n"
    flow = _flow("a.py", text, {})
    call = next(c for c in flow.calls() if m.dotted(c.callee) == "sink")
    assert flow.value(call.args[0].value).dynamic
