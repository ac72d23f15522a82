from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/unclosed-resource"

PY_BAD = {
    "chained read": "def f(p):\n    return open(p).read()\n",
    "chained write": "def f(p, x):\n    open(p, 'w').write(x)\n",
    "iterated": "def f(p):\n    return [line for line in open(p)]\n",
    "csv": "import csv\n\n\ndef f(p):\n    return list(csv.reader(open(p)))\n",
    "gzip": "import gzip\n\n\ndef f(p):\n    h = gzip.open(p)\n    return h.readline()\n",
    "path open": "from pathlib import Path\n\n\ndef f(p):\n    h = Path(p).open()\n    return h.readline()\n",
    "socket": "import socket\n\n\ndef f(host):\n    s = socket.create_connection((host, 80), 5)\n    s.sendall(b'x')\n    return s.recv(10)\n",
    "aiohttp session": "import aiohttp\n\n\nasync def f(u):\n    session = aiohttp.ClientSession()\n    async with session.get(u) as r:\n        return await r.text()\n",
    "session local": "from app.db import SessionLocal\n\n\ndef f(i):\n    db = SessionLocal()\n    return db.get(User, i).name\n",
    "yielded only": "from app.db import SessionLocal\n\n\ndef get_db():\n    db = SessionLocal()\n    yield db\n    db.close()\n",
    "early return": "def f(p):\n    h = open(p)\n    if not h.readable():\n        return None\n    try:\n        return h.read()\n    finally:\n        h.close()\n",
    "streamed response": "import requests\n\n\ndef f(u):\n    r = requests.get(u, stream=True, timeout=3)\n    for c in r.iter_content(10):\n        print(c)\n",
    "executor": "from concurrent.futures import ThreadPoolExecutor\n\n\ndef f(xs):\n    pool = ThreadPoolExecutor(4)\n    return [x.result() for x in [pool.submit(g, x) for x in xs]]\n",
    "asyncpg": "import asyncpg\n\n\nasync def f(dsn):\n    conn = await asyncpg.connect(dsn)\n    row = await conn.fetchrow('SELECT 1')\n    await conn.close()\n    return row\n",
}  # fmt: skip

PY_GOOD = {
    "with later": "def f(p):\n    h = open(p)\n    with h:\n        return h.read()\n",
    "exit stack": "from contextlib import ExitStack\n\n\ndef f(ps):\n    with ExitStack() as stack:\n        hs = [stack.enter_context(open(p)) for p in ps]\n        return [h.read() for h in hs]\n",
    "returned in a tuple": "def f(p):\n    h = open(p)\n    return h, p\n",
    "kept in a dict": "def f(self, p):\n    h = open(p)\n    self.files[p] = h\n",
    "handed to an owner": "def f(p):\n    h = open(p)\n    return Reader(h)\n",
    "module client": "import httpx\n\nclient = httpx.Client()\n\n\ndef f(u):\n    return client.get(u)\n",
    "attribute": "import httpx\n\n\nclass C:\n    def __init__(self):\n        self.client = httpx.Client()\n",
    "close at once": "def f(p):\n    h = open(p, 'w')\n    h.close()\n",
    "except closes too": "import sqlite3\n\n\ndef f(p):\n    c = sqlite3.connect(p)\n    try:\n        c.execute('SELECT 1')\n    except sqlite3.Error:\n        c.close()\n        raise\n    c.close()\n",
    "global": "import httpx\n\n_client = None\n\n\ndef client():\n    global _client\n    _client = httpx.Client()\n    _client.headers['a'] = 'b'\n",
    "string io": "import io\n\n\ndef f():\n    b = io.StringIO()\n    b.write('x')\n    return b.getvalue()\n",
    "async with": "import aiohttp\n\n\nasync def f(u):\n    async with aiohttp.ClientSession() as s, s.get(u) as r:\n        return await r.text()\n",
    "own open": "class Vault:\n    def open(self, k):\n        return k\n\n\ndef f(vault):\n    x = vault.open('k')\n    return x.read()\n",
    "process output": "import subprocess\n\n\ndef f(p):\n    log = open(p, 'ab')\n    return subprocess.Popen(['x'], stdout=log)\n",
    "atexit": "import atexit\n\n\ndef f(p):\n    h = open(p)\n    atexit.register(h.close)\n    h.read()\n",
    "finally with None": "def f(p):\n    h = None\n    try:\n        h = open(p)\n        return h.read()\n    finally:\n        if h:\n            h.close()\n",
    "engine connect": "def f(engine):\n    with engine.connect() as conn:\n        return conn.execute(q).all()\n",
    "module level": "handle = open('x')\nprint(handle.read())\n",
}  # fmt: skip

JS_BAD = {
    "query runner": "export async function f(dataSource) {\n  const qr = dataSource.createQueryRunner();\n  await qr.startTransaction();\n  await qr.commitTransaction();\n  await qr.release();\n}\n",
    "mysql": "import mysql from 'mysql2/promise';\nexport async function f() {\n  const conn = await mysql.createConnection({});\n  const [rows] = await conn.query('SELECT 1');\n  return rows;\n}\n",
    "pool connection": "export async function f(pool) {\n  const conn = await pool.getConnection();\n  const [rows] = await conn.query('SELECT 1');\n  if (!rows.length) {\n    return null;\n  }\n  conn.release();\n  return rows;\n}\n",
    "mongo session": "import mongoose from 'mongoose';\nexport async function f() {\n  const session = await mongoose.startSession();\n  session.startTransaction();\n  await session.commitTransaction();\n}\n",
    "file handle": "import { open } from 'fs/promises';\nexport async function f(p) {\n  const h = await open(p);\n  const s = await h.stat();\n  return s.size;\n}\n",
    "browser": "import puppeteer from 'puppeteer';\nexport async function f(u) {\n  const browser = await puppeteer.launch();\n  const page = await browser.newPage();\n  await page.goto(u);\n  const pdf = await page.pdf();\n  await browser.close();\n  return pdf;\n}\n",
}  # fmt: skip

JS_GOOD = {
    "outer let": "export async function f(pool) {\n  let client;\n  try {\n    client = await pool.connect();\n    return await client.query('SELECT 1');\n  } finally {\n    client?.release();\n  }\n}\n",
    "finally callback": "export function f(pool) {\n  return go();\n  async function go() {\n    const c = await pool.connect();\n    return c.query('SELECT 1').finally(() => c.release());\n  }\n}\n",
    "singleton": "import { PrismaClient } from '@prisma/client';\nexport function db() {\n  if (!globalThis.db) {\n    globalThis.db = new PrismaClient();\n  }\n  return globalThis.db;\n}\n",
    "module client": "import { MongoClient } from 'mongodb';\nconst client = new MongoClient(process.env.URL);\nexport const users = () => client.db('x').collection('users');\n",
    "pool query": "export const f = (pool) => pool.query('SELECT 1');\n",
    "callback": "export function f(pool, cb) {\n  pool.getConnection((err, conn) => {\n    conn.query('SELECT 1', (e, rows) => { conn.release(); cb(e, rows); });\n  });\n}\n",
    "wrapper": "export async function withClient(pool, work) {\n  const client = await pool.connect();\n  try {\n    return await work(client);\n  } finally {\n    client.release();\n  }\n}\n",
    "handed on": "export async function f(pool) {\n  const client = await pool.connect();\n  return new Unit(client);\n}\n",
    "provider": "import { Client } from 'pg';\nexport const provider = { useFactory: async () => { const client = new Client(); await client.connect(); return client; } };\n",
}  # fmt: skip

GO_HEAD = 'package p\n\nimport (\n\t"context"\n\t"database/sql"\n\t"encoding/json"\n\t"io"\n\t"net/http"\n\t"os"\n)\n\n'
GO_BAD = {
    "get": 'func F(u string) ([]byte, error) {\n\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn io.ReadAll(resp.Body)\n}\n',
    "blank": 'func F(u string) error {\n\t_, err := http.Get(u)\n\treturn err\n}\n',
    "file": 'func F(p string) ([]byte, error) {\n\tf, err := os.Open(p)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tst, err := f.Stat()\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tf.Close()\n\treturn make([]byte, st.Size()), nil\n}\n',
    "rows": 'func (r *R) F(ctx context.Context) error {\n\trows, err := r.db.QueryContext(ctx, "SELECT 1")\n\tif err != nil {\n\t\treturn err\n\t}\n\tfor rows.Next() {\n\t}\n\treturn rows.Err()\n}\n',
}  # fmt: skip
GO_GOOD = {
    "deferred": 'func F(u string) ([]byte, error) {\n\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tdefer resp.Body.Close()\n\tif resp.StatusCode != 200 {\n\t\treturn nil, io.EOF\n\t}\n\treturn io.ReadAll(resp.Body)\n}\n',
    "helper close": 'func F(u string) error {\n\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer drain(resp.Body)\n\treturn json.NewDecoder(resp.Body).Decode(&x)\n}\n',
    "returned": 'func F(c *http.Client, r *http.Request) (*http.Response, error) {\n\tresp, err := c.Do(r)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tresp.Header.Set("a", "b")\n\treturn resp, nil\n}\n',
    "body returned": 'func F(u string) (io.ReadCloser, error) {\n\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn resp.Body, nil\n}\n',
    "query row": 'func F(db *sql.DB) error {\n\tvar n int\n\treturn db.QueryRow("SELECT 1").Scan(&n)\n}\n',
    "url query": 'func F(r *http.Request) string {\n\tq := r.URL.Query()\n\treturn q.Get("a")\n}\n',
    "closed before each return": 'func F(p string) error {\n\tf, err := os.Create(p)\n\tif err != nil {\n\t\treturn err\n\t}\n\tif _, err := f.Write(nil); err != nil {\n\t\tf.Close()\n\t\treturn err\n\t}\n\treturn f.Close()\n}\n',
}  # fmt: skip


def _params(cases: dict[str, str]) -> list[object]:
    return [pytest.param(code, id=name) for name, code in cases.items()]


@pytest.mark.parametrize("code", _params(PY_BAD))
def test_a_leak_in_python_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code)) == 1


@pytest.mark.parametrize("code", _params(PY_GOOD))
def test_python_that_closes_or_hands_on_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code) == []


@pytest.mark.parametrize("code", _params(JS_BAD))
def test_a_leak_in_typescript_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "src/app.ts")) == 1


@pytest.mark.parametrize("code", _params(JS_GOOD))
def test_typescript_that_closes_or_hands_on_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code, "src/app.ts") == []


@pytest.mark.parametrize("code", _params(GO_BAD))
def test_a_leak_in_go_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(GO_HEAD + code, "p/p.go")) == 1


@pytest.mark.parametrize("code", _params(GO_GOOD))
def test_go_that_closes_or_hands_on_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(GO_HEAD + code, "p/p.go") == []
