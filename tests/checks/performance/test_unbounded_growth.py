from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/unbounded-growth"
FLASK = "from flask import Flask\n\napp = Flask(__name__)\n"

PY_BAD = {
    "set of seen ids": FLASK + "seen = set()\n\n\n@app.post('/hook')\ndef hook(event_id):\n    seen.add(event_id)\n",
    "defaultdict of lists": FLASK + "from collections import defaultdict\nattempts = defaultdict(list)\n\n\n@app.post('/login')\ndef login(name, ip):\n    attempts[ip].append(name)\n",
    "setdefault": FLASK + "tokens = {}\n\n\n@app.post('/token')\ndef token(user_id):\n    return tokens.setdefault(user_id, new())\n",
    "upper case": FLASK + "CACHE = {}\n\n\n@app.get('/x')\ndef x(url):\n    CACHE[url] = fetch(url)\n    return CACHE[url]\n",
    "cache of a query": "from functools import cache\n\n\n@cache\ndef search(query: str):\n    return run(query)\n",
    "method cache": "import functools\n\n\nclass A:\n    @functools.lru_cache(maxsize=None)\n    def total(self):\n        return 1\n",
    "thread": FLASK + "import threading\n\n\n@app.post('/x')\ndef x():\n    t = threading.Thread(target=work)\n    t.start()\n    return 'ok'\n",
}  # fmt: skip
PY_GOOD = {
    "popped": FLASK + "waiting = {}\n\n\n@app.post('/x')\ndef x(user_id):\n    waiting[user_id] = 1\n\n\n@app.delete('/x')\ndef y(user_id):\n    waiting.pop(user_id, None)\n",
    "del": FLASK + "waiting = {}\n\n\n@app.post('/x')\ndef x(user_id):\n    waiting[user_id] = 1\n    later(lambda: drop(user_id))\n\n\ndef drop(user_id):\n    del waiting[user_id]\n",
    "constant key": FLASK + "state = {}\n\n\n@app.post('/x')\ndef x(value):\n    state['last'] = value\n",
    "registry": "COMMANDS = {}\n\n\ndef register(name, function):\n    COMMANDS[name] = function\n",
    "swapped": FLASK + "rows = []\n\n\n@app.get('/x')\ndef x(a):\n    global rows\n    rows.append(a)\n    rows = rows[-10:]\n",
    "handed to a sweeper": FLASK + "rows = {}\n\n\n@app.get('/x')\ndef x(a):\n    rows[a] = 1\n    sweep(rows)\n",
    "local": FLASK + "@app.get('/x')\ndef x(a):\n    rows = []\n    rows.append(a)\n    return rows\n",
    "shadowed": FLASK + "rows = []\n\n\n@app.get('/x')\ndef x(a):\n    rows = [1]\n    rows.append(a)\n    return rows\n",
    "script": "rows = []\n\n\ndef main(path):\n    rows.append(path)\n",
    "default lru": "from functools import lru_cache\n\n\n@lru_cache\ndef user(user_id):\n    return 1\n",
    "no arguments": "from functools import cache\n\n\n@cache\ndef settings():\n    return 1\n",
    "closed argument": "from functools import cache\n\n\n@cache\ndef pattern(kind: str):\n    return 1\n",
    "worker thread": "import threading\n\n\ndef start():\n    threading.Thread(target=loop, daemon=True).start()\n",
}  # fmt: skip
JS_BAD = {
    "object": "const cache = {};\nexport async function handler(req, res) {\n  cache[req.params.id] = await load(req.params.id);\n  res.json(cache[req.params.id]);\n}\n",
    "set": "const seen = new Set();\napp.post('/hook', (req, res) => {\n  seen.add(req.body.id);\n  res.end();\n});\n",
    "log": "const log = [];\napp.use((req, res, next) => {\n  log.push({ url: req.url });\n  next();\n});\n",
}  # fmt: skip
JS_GOOD = {
    "deleted": "const cache = new Map();\napp.get('/x', (req, res) => {\n  cache.set(req.query.q, 1);\n  setTimeout(() => cache.delete(req.query.q), 1000);\n});\n",
    "size": "const cache = new Map();\napp.get('/x', (req, res) => {\n  if (cache.size > 100) reset();\n  cache.set(req.query.q, 1);\n});\n",
    "shift": "const log = [];\napp.use((req, res, next) => {\n  log.push(req.url);\n  if (log.length > 10) log.shift();\n  next();\n});\n",
    "lru": "const cache = new LRUCache({ max: 10 });\napp.get('/x', (req, res) => {\n  cache.set(req.query.q, 1);\n});\n",
    "delete": "const open = {};\napp.get('/x', (req, res) => {\n  open[req.id] = res;\n  res.on('close', () => { delete open[req.id]; });\n});\n",
    "front end": "const listeners = [];\nexport function subscribe(fn) {\n  listeners.push(fn);\n}\n",
}  # fmt: skip


def _params(cases: dict[str, str]) -> list[object]:
    return [pytest.param(code, id=name) for name, code in cases.items()]


@pytest.mark.parametrize("code", _params(PY_BAD))
def test_growth_without_end_in_python_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code)) == 1


@pytest.mark.parametrize("code", _params(PY_GOOD))
def test_bounded_python_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code) == []


@pytest.mark.parametrize("code", _params(JS_BAD))
def test_growth_without_end_in_typescript_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "src/app.ts")) == 1


@pytest.mark.parametrize("code", _params(JS_GOOD))
def test_bounded_typescript_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code, "src/app.ts") == []


def test_eviction_in_another_file_counts(found: Callable[..., list[int]]) -> None:
    code = PY_BAD["set of seen ids"]
    other = "from app.service import seen\n\n\ndef sweep():\n    seen.clear()\n"
    assert found(code, app__sweep_DOT_py=other) == []
