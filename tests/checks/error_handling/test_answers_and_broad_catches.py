"""Statuses of error answers, and catches that are wider than what they handle."""

from __future__ import annotations

import pytest

ROUTE = "from flask import Blueprint, jsonify, request\n\nbp = Blueprint('x', __name__)\n\n\n@bp.post('/x')\ndef f():\n"
STATUS = [
    ("py except answers 200", "a.py", ROUTE + "    try:\n        go()\n    except Exception:\n        return {'error': 'failed'}\n", 1),
    ("py explicit 200", "a.py", ROUTE + "    if not go():\n        return jsonify({'error': 'failed'}), 200\n", 1),
    ("py fastapi response", "a.py", "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get('/x')\ndef f():\n    try:\n        go()\n    except KeyError:\n        return JSONResponse({'error': 'no x'})\n", 1),
    ("py json response with status", "a.py", ROUTE + "    return JSONResponse({'error': 'no x'}, status_code=404)\n", 0),
    ("py named status", "a.py", ROUTE + "    return {'error': 'no x'}, HTTPStatus.NOT_FOUND\n", 0),
    ("py status by variable", "a.py", ROUTE + "    return {'error': 'no x'}, code\n", 0),
    ("py empty error", "a.py", ROUTE + "    return {'data': go(), 'error': None}\n", 0),
    ("ts success false", "a.ts", "export function f(req, res) {\n  res.json({ success: false, message: 'no' });\n}\n", 1),
    ("ts validation 500", "a.ts", "export function f(req, res) {\n  if (!req.body.name) {\n    return res.status(500).json({ error: 'name is missing' });\n  }\n}\n", 1),
    ("ts validation 400", "a.ts", "export function f(req, res) {\n  if (!req.body.name) {\n    return res.status(400).json({ error: 'name is missing' });\n  }\n}\n", 0),
    ("ts next 200", "a.ts", "export async function POST() {\n  try {\n    await go();\n  } catch (e) {\n    return NextResponse.json({ error: 'failed' });\n  }\n}\n", 1),
    ("ts next 500", "a.ts", "export async function POST() {\n  try {\n    await go();\n  } catch (e) {\n    return NextResponse.json({ error: 'failed' }, { status: 500 });\n  }\n}\n", 0),
    ("ts data", "a.ts", "export function f(req, res) {\n  res.json({ data: rows, errors: [] });\n}\n", 0),
]  # fmt: skip
BROAD = [
    ("log line and go on", "def f(x):\n    try:\n        g(x)\n    except Exception as e:\n        logger.warning('no g: %s', e)\n    return x\n", 1),
    ("silent fallback", "def f(x):\n    try:\n        y = g(x)\n    except Exception:\n        y = h(x)\n    return y\n", 1),
    ("bare with fallback", "def f(x):\n    try:\n        y = g(x)\n    except:\n        y = h(x)\n    return y\n", 1),
    ("raises another", "def f(x):\n    try:\n        g(x)\n    except Exception as e:\n        raise StoreError('x') from e\n", 0),
    ("rolls back and raises", "def f(s):\n    try:\n        s.commit()\n    except Exception:\n        s.rollback()\n        raise\n", 0),
    ("main", "def main():\n    try:\n        g()\n    except Exception:\n        logger.exception('failed')\n        return 1\n", 0),
    ("worker loop", "def consume(q):\n    for m in q:\n        try:\n            g(m)\n        except Exception:\n            logger.exception('failed')\n", 0),
    ("future", "def f(future):\n    try:\n        future.set_result(g())\n    except Exception as e:\n        future.set_exception(e)\n", 0),
    ("narrow", "def f(x):\n    try:\n        g(x)\n    except (KeyError, TimeoutError) as e:\n        logger.warning('no g: %s', e)\n", 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "code", "expected"), [pytest.param(p, c, n, id=name) for name, p, c, n in STATUS]
)
def test_an_error_is_answered_with_a_status_that_says_so(path, code, expected, findings):
    found = findings("wrong-status-on-error", f"app/{path}", code)
    assert len(found) == expected, [(f.line, f.message) for f in found]


@pytest.mark.parametrize(("code", "expected"), [pytest.param(c, n, id=name) for name, c, n in BROAD])
def test_a_catch_takes_no_more_than_it_handles(code, expected, findings):
    found = findings("overbroad-catch", "app/a.py", code)
    assert len(found) == expected, [(f.line, f.message) for f in found]
