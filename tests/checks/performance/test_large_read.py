from __future__ import annotations

from collections.abc import Callable

import pytest

Found = Callable[..., list[int]]

RULE = "performance/large-read"

BAD = {
    "flask": ("a.py", "def f():\n    u = request.files['f']\n    return u.read()\n", [3]),
    "django": ("a.py", "def f(request):\n    return request.FILES['f'].read()\n", [2]),
    "fastapi": ("a.py", "async def f(file: UploadFile):\n    return await file.read()\n", [2]),
    "a raw body": ("a.py", "async def f(request):\n    return await request.body()\n", [2]),
    "a link": ("a.py", "import requests\n\n\ndef f(image_url):\n    r = requests.get(image_url, timeout=5)\n    return r.content\n", [6]),
    "an opened link": ("a.py", "import urllib.request\n\n\ndef f(url):\n    with urllib.request.urlopen(url, timeout=3) as r:\n        return r.read()\n", [6]),
    "multer": ("a.ts", "import multer from 'multer';\nconst u = multer({ storage: multer.memoryStorage() });\n", [2]),
    "multer by name": ("a.ts", "import multer from 'multer';\nconst storage = multer.memoryStorage();\nconst u = multer({ storage });\n", [3]),
    "node": ("a.js", "function f(req) {\n  const c = [];\n  req.on('data', (d) => c.push(d));\n}\n", [3]),
    "node by for": ("a.js", "async function f(req) {\n  const c = [];\n  for await (const d of req) {\n    c.push(d);\n  }\n}\n", [3]),
    "a form": ("a.ts", "export async function POST(r: Request) {\n  const form = await r.formData();\n  const file = form.get('f') as File;\n  return await file.arrayBuffer();\n}\n", [4]),
    "go": ("a.go", 'package a\n\nimport (\n\t"io"\n\t"net/http"\n)\n\nfunc f(w http.ResponseWriter, r *http.Request) {\n\tb, _ := io.ReadAll(r.Body)\n\tuse(b)\n}\n', [9]),
    "java": ("A.java", "class A {\n  byte[] f(HttpServletRequest request) throws IOException {\n    return IOUtils.toByteArray(request.getInputStream());\n  }\n}\n", [3]),
}  # fmt: skip
GOOD = {
    "a few bytes": ("a.py", "async def f(file: UploadFile):\n    return await file.read(1024)\n"),
    "after a look": ("a.py", "async def f(file: UploadFile):\n    if file.size > 99:\n        raise E\n    return await file.read()\n"),
    "a local file": ("a.py", "def f(path):\n    with open(path) as upload:\n        return upload.read()\n"),
    "a signed body": ("a.py", "async def webhook(request):\n    body = await request.body()\n    check_signature(body)\n"),
    "a known service": ("a.py", "import requests\n\n\ndef f(i):\n    return requests.get(f'{BASE}/items/{i}', timeout=5).content\n"),
    "its JSON": ("a.py", "import requests\n\n\ndef f(url):\n    return requests.get(url, timeout=5).json()\n"),
    "multer with limits": ("a.ts", "import multer from 'multer';\nconst u = multer({ storage: multer.memoryStorage(), limits: { fileSize: 9 } });\n"),
    "multer to disk": ("a.ts", "import multer from 'multer';\nconst u = multer({ dest: 'in' });\n"),
    "node counted": ("a.js", "function f(req) {\n  const c = []; let size = 0;\n  req.on('data', (d) => { size += d.length; if (size > MAX_SIZE) req.destroy(); c.push(d); });\n}\n"),
    "go limited": ("a.go", 'package a\n\nimport (\n\t"io"\n\t"net/http"\n)\n\nfunc f(r *http.Request) {\n\tb, _ := io.ReadAll(io.LimitReader(r.Body, 99))\n\tuse(b)\n}\n'),
    "the answer of a service in go": ("a.go", 'package a\n\nimport (\n\t"io"\n\t"net/http"\n)\n\nfunc f(resp *http.Response) ([]byte, error) {\n\treturn io.ReadAll(resp.Body)\n}\n'),
    "a resource in java": ("A.java", 'class A {\n  byte[] f() throws IOException {\n    return A.class.getResourceAsStream("/a").readAllBytes();\n  }\n}\n'),
}  # fmt: skip


@pytest.mark.parametrize(("path", "code", "lines"), BAD.values(), ids=BAD.keys())
def test_a_whole_read_from_outside_is_found(path: str, code: str, lines: list[int], found: Found) -> None:
    assert found(code, path) == lines


@pytest.mark.parametrize(("path", "code"), GOOD.values(), ids=GOOD.keys())
def test_a_bounded_or_own_read_is_silent(path: str, code: str, found: Found) -> None:
    assert found(code, path) == []


def test_a_limit_for_the_whole_application_is_enough(found: Found) -> None:
    code = "def f():\n    return request.files['f'].read()\n"
    assert found(code, app___init___DOT_py="app.config['MAX_CONTENT_LENGTH'] = 99\n") == []
