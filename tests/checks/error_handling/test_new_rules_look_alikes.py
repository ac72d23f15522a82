"""For each rule of the family: ways in which real code writes the defect, and look-alikes that are fine."""

from __future__ import annotations

import pytest

# slug -> [(name, path, code, number of findings)]
CASES = {
    "unchecked-response": [
        (
            "py with block",
            "a.py",
            "import requests\n\ndef f(u):\n    with requests.get(u, timeout=3) as r:\n        return r.json()\n",
            1,
        ),
        (
            "py text",
            "a.py",
            "import requests\n\ndef f(u):\n    r = requests.post(u, timeout=3)\n    return r.text\n",
            1,
        ),
        (
            "py session attribute",
            "a.py",
            "import requests\n\nclass C:\n    def __init__(self):\n        self.s = requests.Session()\n\n    def f(self, u):\n        return self.s.get(u, timeout=3).json()\n",
            1,
        ),
        (
            "py aiohttp",
            "a.py",
            "import aiohttp\n\nasync def f(u):\n    async with aiohttp.ClientSession() as s:\n        async with s.get(u) as r:\n            return await r.json()\n",
            1,
        ),
        (
            "py ok tested",
            "a.py",
            "import requests\n\ndef f(u):\n    r = requests.get(u, timeout=3)\n    if not r.ok:\n        return None\n    return r.json()\n",
            0,
        ),
        (
            "py truth tested",
            "a.py",
            "import requests\n\ndef f(u):\n    r = requests.get(u, timeout=3)\n    if r:\n        return r.json()\n",
            0,
        ),
        ("py returned", "a.py", "import requests\n\ndef f(u):\n    return requests.get(u, timeout=3)\n", 0),
        (
            "py aiohttp raises",
            "a.py",
            "import aiohttp\n\nasync def f(u):\n    async with aiohttp.ClientSession(raise_for_status=True) as s:\n        async with s.get(u) as r:\n            return await r.json()\n",
            0,
        ),
        ("py other get", "a.py", "import requests\n\ndef f(cache):\n    return cache.get('x').json()\n", 0),
        ("ts chained", "a.ts", "export const f = async (u) => (await fetch(u)).text();\n", 1),
        (
            "ts logged status",
            "a.ts",
            "export async function f(u) {\n  const r = await fetch(u);\n  if (r.status >= 400) throw new Error(u);\n  return r.json();\n}\n",
            0,
        ),
        (
            "ts own fetch",
            "a.ts",
            "import { fetch } from './http';\nexport async function f(u) {\n  const r = await fetch(u);\n  return r.json();\n}\n",
            0,
        ),
        (
            "ts handed on",
            "a.ts",
            "export async function f(u) {\n  const r = await fetch(u);\n  return parse(r);\n}\n",
            0,
        ),
    ],
    "error-detail-leaked": [
        (
            "py flask repr",
            "a.py",
            "from flask import jsonify\n\ndef f():\n    try:\n        go()\n    except Exception as e:\n        return jsonify(error=repr(e)), 500\n",
            1,
        ),
        (
            "py http exception",
            "a.py",
            "from fastapi import HTTPException\n\ndef f():\n    try:\n        go()\n    except Exception as e:\n        raise HTTPException(500, str(e)) from e\n",
            1,
        ),
        (
            "py by variable",
            "a.py",
            "from flask import jsonify\n\ndef f():\n    try:\n        go()\n    except Exception as e:\n        msg = f'failed: {e}'\n        return jsonify({'error': msg}), 500\n",
            1,
        ),
        (
            "py domain error",
            "a.py",
            "from flask import jsonify\n\ndef f():\n    try:\n        go()\n    except OrderError as e:\n        return jsonify({'error': str(e)}), 409\n",
            0,
        ),
        (
            "py id only",
            "a.py",
            "from flask import jsonify\n\ndef f():\n    try:\n        go()\n    except Exception as e:\n        logger.exception('x')\n        return jsonify({'error': 'internal', 'id': rid()}), 500\n",
            0,
        ),
        (
            "py class name",
            "a.py",
            "from flask import jsonify\n\ndef f():\n    try:\n        go()\n    except Exception as e:\n        return jsonify({'error': type(e).__name__}), 500\n",
            0,
        ),
        (
            "ts send",
            "a.ts",
            "export async function f(req, res) {\n  try {\n    await go();\n  } catch (e) {\n    res.status(500).send(e.message);\n  }\n}\n",
            1,
        ),
        (
            "ts next response",
            "a.ts",
            "export async function POST() {\n  try {\n    await go();\n  } catch (e) {\n    return NextResponse.json({ error: e.message }, { status: 500 });\n  }\n}\n",
            1,
        ),
        (
            "ts client error",
            "a.ts",
            "export async function f(req, res) {\n  try {\n    schema.parse(req.body);\n  } catch (e) {\n    res.status(400).json({ error: e.message });\n  }\n}\n",
            0,
        ),
        (
            "ts fixed text",
            "a.ts",
            "export async function f(req, res) {\n  try {\n    await go();\n  } catch (e) {\n    logger.error(e);\n    res.status(500).json({ error: 'internal error' });\n  }\n}\n",
            0,
        ),
        (
            "ts instance",
            "a.ts",
            "export async function f(req, res) {\n  try {\n    await go();\n  } catch (e) {\n    if (e instanceof AppError) {\n      return res.status(e.status).json({ error: e.message });\n    }\n    throw e;\n  }\n}\n",
            0,
        ),
    ],
    "unhandled-promise": [
        (
            "arrow",
            "a.ts",
            "const save = async (x) => { await db.put(x); };\nexport function f(x) {\n  save(x);\n}\n",
            1,
        ),
        ("map dropped", "a.ts", "export function f(xs) {\n  xs.map(async (x) => { await g(x); });\n}\n", 1),
        (
            "filter",
            "a.ts",
            "export async function f(xs) {\n  return xs.filter(async (x) => await ok(x));\n}\n",
            1,
        ),
        (
            "declared promise",
            "a.ts",
            "function save(x): Promise<void> {\n  return db.put(x);\n}\nexport function f(x) {\n  save(x);\n}\n",
            1,
        ),
        ("interval", "a.ts", "setInterval(async () => { await poll(); }, 1000);\n", 1),
        (
            "awaited",
            "a.ts",
            "const save = async (x) => { await db.put(x); };\nexport async function f(x) {\n  await save(x);\n}\n",
            0,
        ),
        (
            "arrow returns",
            "a.ts",
            "const save = async (x) => { await db.put(x); };\nexport const f = (x) => save(x);\n",
            0,
        ),
        (
            "kept",
            "a.ts",
            "const save = async (x) => { await db.put(x); };\nexport async function f(x) {\n  const p = save(x);\n  await p;\n}\n",
            0,
        ),
        (
            "plain function",
            "a.ts",
            "const log = (x) => { out.push(x); };\nexport function f(x) {\n  log(x);\n}\n",
            0,
        ),
        (
            "interval guarded",
            "a.ts",
            "setInterval(async () => {\n  try {\n    await poll();\n  } catch (e) {\n    log(e);\n  }\n}, 1000);\n",
            0,
        ),
        (
            "second callback",
            "a.ts",
            "export function f(p) {\n  load(p).then((x) => use(x), (e) => log(e));\n}\n",
            0,
        ),
    ],
    "ignored-error-result": [
        (
            "atoi",
            "a.go",
            'package a\n\nimport "strconv"\n\nfunc f(t string) int {\n\tn, _ := strconv.Atoi(t)\n\treturn n\n}\n',
            1,
        ),
        (
            "unmarshal",
            "a.go",
            'package a\n\nimport "encoding/json"\n\nfunc f(b []byte) (o Order) {\n\tjson.Unmarshal(b, &o)\n\treturn o\n}\n',
            1,
        ),
        ("commit", "a.go", "package a\n\nfunc f(tx *sql.Tx) {\n\ttx.Commit()\n}\n", 1),
        (
            "own function",
            "a.go",
            "package a\n\nfunc save() error { return nil }\n\nfunc f() {\n\tsave()\n}\n",
            1,
        ),
        (
            "map lookup",
            "a.go",
            'package a\n\nfunc f(m map[string]int) int {\n\tv, _ := m["x"]\n\treturn v\n}\n',
            0,
        ),
        (
            "type test",
            "a.go",
            "package a\n\nfunc f(x any) string {\n\ts, _ := x.(string)\n\treturn s\n}\n",
            0,
        ),
        (
            "builder",
            "a.go",
            'package a\n\nimport "strings"\n\nfunc f() string {\n\tvar b strings.Builder\n\tb.WriteString("x")\n\treturn b.String()\n}\n',
            0,
        ),
        ("deferred close", "a.go", "package a\n\nfunc f(rows *sql.Rows) {\n\tdefer rows.Close()\n}\n", 0),
        ("own function without error", "a.go", "package a\n\nfunc save() {}\n\nfunc f() {\n\tsave()\n}\n", 0),
    ],
    "control-flow-in-finally": [
        (
            "continue",
            "a.py",
            "def f(xs):\n    for x in xs:\n        try:\n            g(x)\n        finally:\n            continue\n",
            1,
        ),
        (
            "throw",
            "a.js",
            "function f() {\n  try {\n    g();\n  } finally {\n    throw new Error('late');\n  }\n}\n",
            1,
        ),
        (
            "callback",
            "a.js",
            "function f() {\n  try {\n    g();\n  } finally {\n    xs.forEach((x) => { return x; });\n  }\n}\n",
            0,
        ),
    ],
    "process-exit-in-library": [
        (
            "http handler",
            "internal/api/a.go",
            "package api\n\nfunc f() {\n\tif err := g(); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n",
            1,
        ),
        ("quit", "shop/service.py", "import os\n\ndef f():\n    os._exit(3)\n", 1),
        ("argparse", "shop/tool.py", "import argparse\nimport sys\n\ndef f():\n    sys.exit(2)\n", 0),
        ("cli folder", "src/cli/run.ts", "export function f() {\n  process.exit(1);\n}\n", 0),
    ],
    "retry-without-limit": [
        (
            "until done",
            "a.py",
            "def f(c):\n    done = False\n    while not done:\n        try:\n            c.send()\n            done = True\n        except ConnectionError:\n            pass\n",
            1,
        ),
        ("bare tenacity", "a.py", "from tenacity import retry\n\n@retry\ndef f():\n    g()\n", 1),
        (
            "consumer",
            "a.ts",
            "export async function f(q) {\n  while (true) {\n    try {\n      await handle(await q.pop());\n    } catch (e) {\n      log(e);\n    }\n  }\n}\n",
            0,
        ),
        (
            "asks the person",
            "a.py",
            "def f():\n    while True:\n        try:\n            return int(input('n'))\n        except ValueError:\n            print('a number, please')\n",
            0,
        ),
    ],
    "missing-rollback": [
        (
            "typeorm",
            "a.ts",
            "export async function f(q) {\n  await q.startTransaction();\n  await q.manager.save(x);\n  await q.commitTransaction();\n}\n",
            1,
        ),
        (
            "typeorm with rollback",
            "a.ts",
            "export async function f(q) {\n  await q.startTransaction();\n  try {\n    await q.manager.save(x);\n    await q.commitTransaction();\n  } catch (e) {\n    await q.rollbackTransaction();\n    throw e;\n  }\n}\n",
            0,
        ),
        (
            "context manager",
            "a.py",
            "def f(session):\n    with session.begin():\n        session.add(x)\n    session.commit()\n",
            0,
        ),
    ],
    "lost-cause": [
        (
            "go sentinel",
            "a.go",
            "package a\n\nfunc f() error {\n\tif err := g(); err != nil {\n\t\treturn ErrHeld\n\t}\n\treturn nil\n}\n",
            0,
        ),
        (
            "go verb v",
            "a.go",
            'package a\n\nfunc f() error {\n\tif err := g(); err != nil {\n\t\treturn fmt.Errorf("g: %v", err)\n\t}\n\treturn nil\n}\n',
            1,
        ),
        (
            "go value named e.Name",
            "a.go",
            'package a\n\nfunc f(e Event) error {\n\treturn fmt.Errorf("event %s", e.Name)\n}\n',
            0,
        ),
        (
            "from None",
            "a.py",
            "def f(d):\n    try:\n        return d['x']\n    except KeyError:\n        raise LookupError('x') from None\n",
            0,
        ),
        (
            "else branch of the handler",
            "a.ts",
            "export async function f() {\n  try {\n    await g();\n  } catch (err) {\n    throw new AppError('g failed', err);\n  }\n}\n",
            0,
        ),
    ],
    "missing-timeout": [
        (
            "go client elsewhere",
            "a.go",
            'package a\n\nimport (\n\t"net/http"\n\t"time"\n)\n\nfunc f() *http.Client {\n\tc := &http.Client{}\n\tc.Timeout = time.Second\n\treturn c\n}\n',
            0,
        ),
        (
            "go head",
            "a.go",
            'package a\n\nimport "net/http"\n\nfunc f(u string) {\n\t_, _ = http.Head(u)\n}\n',
            1,
        ),
        (
            "go unix socket",
            "a.go",
            'package a\n\nimport "net"\n\nfunc f() (net.Conn, error) {\n\treturn net.Dial("unix", "app.sock")\n}\n',
            0,
        ),
    ],
}


@pytest.mark.parametrize(
    ("slug", "path", "code", "expected"),
    [
        pytest.param(slug, path, code, count, id=f"{slug}: {name}")
        for slug, cases in CASES.items()
        for name, path, code, count in cases
    ],
)
def test_the_defect_is_found_and_its_look_alike_is_not(slug, path, code, expected, findings):
    found = findings(slug, f"app/{path}" if "/" not in path else path, code)
    assert len(found) == expected, [(f.line, f.message) for f in found]


@pytest.mark.parametrize(
    ("slug", "path", "before", "after"),
    [
        ("lost-cause", "a.go", 'package a\n\nfunc f() error {\n\tif err := g(); err != nil {\n\t\treturn fmt.Errorf("g %d%%: %s", 3, err.Error())\n\t}\n\treturn nil\n}\n', 'fmt.Errorf("g %d%%: %w", 3, err)'),
        ("lost-cause", "a.py", "def f():\n    try:\n        g()\n    except OSError as e:\n        raise StoreError('no disk')\n", "raise StoreError('no disk') from e"),
        ("log-without-trace", "a.py", "def f():\n    try:\n        g()\n    except Exception as e:\n        logger.error('g failed: %s', e)\n", "logger.exception('g failed: %s', e)"),
        ("missing-timeout", "a.py", "import requests\n\ndef f(u):\n    return requests.get(u)\n", "requests.get(u, timeout=10)"),
    ],
)  # fmt: skip
def test_a_suggestion_mends_what_it_was_made_for(slug, path, before, after, findings, applied):
    (found,) = findings(slug, path, before)
    mended = applied(before, found)
    assert after in mended
    assert findings(slug, path, mended) == ()
