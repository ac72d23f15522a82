from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/blocking-in-async"

PY_BAD = {
    "from time import sleep": "from time import sleep\n\n\nasync def f():\n    sleep(1)\n",
    "session of requests": "import requests\n\ns = requests.Session()\n\n\nasync def f(u):\n    return s.post(u, timeout=3)\n",
    "httpx sync": "import httpx\n\n\nasync def f(u):\n    return httpx.get(u)\n",
    "httpx client": "import httpx\n\n\nasync def f(u):\n    with httpx.Client() as c:\n        return c.get(u)\n",
    "urlopen": "from urllib.request import urlopen\n\n\nasync def f(u):\n    return urlopen(u, timeout=3)\n",
    "os.system": "import os\n\n\nasync def f():\n    os.system('sync-mail')\n",
    "django": "async def view(request, pk):\n    order = Order.objects.get(pk=pk)\n    return order\n",
    "typed session": "from sqlalchemy import select\nfrom sqlalchemy.orm import Session\n\n\nasync def f(db: Session):\n    return db.execute(select(User).limit(10))\n",
    "passlib": "from passlib.context import CryptContext\n\npwd = CryptContext(schemes=['bcrypt'])\n\n\nasync def login(p, h):\n    return pwd.verify(p, h)\n",
    "boto3": "import boto3\n\ns3 = boto3.client('s3')\n\n\nasync def f(k):\n    return s3.get_object(Bucket='b', Key=k)\n",
    "redis": "import redis\n\nr = redis.Redis()\n\n\nasync def f(k):\n    return r.get(k)\n",
    "read_text": "from pathlib import Path\n\n\nasync def f(upload_dir, name):\n    return (Path(upload_dir) / name).read_bytes() if name else Path(upload_dir).read_bytes()\n",
    "own method": "import requests\n\n\nclass C:\n    def load(self, u):\n        return requests.get(u, timeout=1)\n\n    async def f(self, u):\n        return self.load(u)\n",
}  # fmt: skip

PY_GOOD = {
    "plain def": "import time\n\n\ndef f():\n    time.sleep(1)\n",
    "nested plain def for a thread": "import asyncio\nimport requests\n\n\nasync def f(u):\n    def load():\n        return requests.get(u, timeout=1)\n\n    return await asyncio.to_thread(load)\n",
    "partial": "import asyncio\nimport functools\nimport requests\n\n\nasync def f(loop, u):\n    return await loop.run_in_executor(None, functools.partial(requests.get, u, timeout=1))\n",
    "async redis": "import redis.asyncio as redis\n\nr = redis.Redis()\n\n\nasync def f(k):\n    return await r.get(k)\n",
    "async session": "from sqlalchemy.ext.asyncio import AsyncSession\n\n\nasync def f(db: AsyncSession):\n    return await db.execute(q)\n",
    "awaited sleep": "from asyncio import sleep\n\n\nasync def f():\n    await sleep(1)\n",
    "main": "import subprocess\n\n\nasync def main():\n    subprocess.run(['make'])\n",
    "startup": "import requests\n\n\n@app.on_event('startup')\nasync def warm():\n    app.state.k = requests.get('https://x.example', timeout=3)\n",
    "config file": "async def f(config_path):\n    with open(config_path) as c:\n        return c.read()\n",
    "aiofiles": "import aiofiles\n\n\nasync def f(p):\n    async with aiofiles.open(p) as h:\n        return await h.read()\n",
    "async django": "async def view(request, pk):\n    return await Order.objects.aget(pk=pk)\n",
    "lazy django": "async def view(request):\n    return [o async for o in Order.objects.filter(open=True)]\n",
    "aiosqlite": "import aiosqlite\n\n\nasync def f(i):\n    async with aiosqlite.connect('x.db') as db:\n        async with db.execute('SELECT a FROM t WHERE id = ?', (i,)) as c:\n            return await c.fetchone()\n",
    "a plain function that an executor runs": "import time\n\n\ndef work():\n    time.sleep(1)\n\n\nasync def f(pool, loop):\n    await loop.run_in_executor(pool, work)\n",
    "a tool reads files": "import argparse\n\n\nasync def convert(path):\n    with open(path) as h:\n        return h.read()\n",
    "sync_to_async": "from asgiref.sync import sync_to_async\n\n\nasync def f(pk):\n    return await sync_to_async(lambda: Order.objects.get(pk=pk))()\n",
}  # fmt: skip

JS_BAD = {
    "bcrypt": "import bcrypt from 'bcrypt';\nexport async function login(p: string, u: User) {\n  return bcrypt.compareSync(p, u.hash);\n}\n",
    "named import": "import { readFileSync } from 'fs';\nimport fastify from 'fastify';\nexport const h = async (request, reply) => {\n  return readFileSync(request.params.file);\n};\n",
    "plain handler": "const fs = require('fs');\nconst express = require('express');\nfunction show(req, res) {\n  res.send(fs.readFileSync(pathOf(req.params.id)));\n}\n",
    "scrypt": "import { scryptSync } from 'node:crypto';\nexport class Auth {\n  async check(p: string, u: User) {\n    return scryptSync(p, u.salt, 64).equals(u.hash);\n  }\n}\n",
    "zlib in map": "import zlib from 'zlib';\nexport async function pack(bodies) {\n  return bodies.map((b) => zlib.gzipSync(b));\n}\n",
    "nest service": "import { Injectable } from '@nestjs/common';\nimport * as fs from 'fs';\n@Injectable()\nexport class Files {\n  async save(name: string, data: Buffer) {\n    fs.writeFileSync(name, data);\n  }\n}\n",
}  # fmt: skip

JS_GOOD = {
    "top level": "import fs from 'fs';\nimport express from 'express';\nconst key = fs.readFileSync(process.env.KEY);\n",
    "promises": "import { readFile } from 'fs/promises';\nexport async function f(p) {\n  return readFile(p);\n}\n",
    "exists": "import fs from 'fs';\nimport express from 'express';\nexport async function f(p) {\n  return fs.existsSync(p);\n}\n",
    "bootstrap": "import fs from 'fs';\nimport { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await NestFactory.create(App, { httpsOptions: { key: fs.readFileSync(path) } });\n  await app.listen(3000);\n}\n",
    "template": "import fs from 'fs';\nimport express from 'express';\nexport async function mail(name) {\n  return fs.readFileSync(`templates/${name}.html`, 'utf8');\n}\n",
    "build plugin": "import fs from 'fs';\nexport default function plugin() {\n  return { async load(id) { return fs.readFileSync(id, 'utf8'); } };\n}\n",
    "async bcrypt": "import bcrypt from 'bcrypt';\nexport async function f(p, u) {\n  return bcrypt.compare(p, u.hash);\n}\n",
    "own sync name": "import { saveSync } from './store';\nexport async function f(p) {\n  saveSync(p);\n}\n",
    "sync function": "import { execSync } from 'child_process';\nexport function revision() {\n  return execSync('git rev-parse HEAD').toString();\n}\n",
}  # fmt: skip


def _params(cases: dict[str, str]) -> list[object]:
    return [pytest.param(code, id=name) for name, code in cases.items()]


@pytest.mark.parametrize("code", _params(PY_BAD))
def test_a_blocking_call_in_async_python_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code)


@pytest.mark.parametrize("code", _params(PY_GOOD))
def test_python_that_does_not_hold_the_loop_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code) == []


@pytest.mark.parametrize("code", _params(JS_BAD))
def test_a_blocking_call_in_a_node_handler_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "src/app.ts")) == 1


@pytest.mark.parametrize("code", _params(JS_GOOD))
def test_node_code_that_does_not_hold_the_loop_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code, "src/app.ts") == []


def test_a_helper_of_another_file_is_followed(found: Callable[..., list[int]]) -> None:
    caller = "from app.geo import country\n\n\nasync def f(ip):\n    return country(ip)\n"
    helper = "import requests\n\n\ndef country(ip):\n    return requests.get('https://geo.example/' + ip, timeout=2).text\n"
    assert found(caller, app__geo_DOT_py=helper) == [5]
