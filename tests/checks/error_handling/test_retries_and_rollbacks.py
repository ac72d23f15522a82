from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.report import Finding

Findings = Callable[[str, str, str], tuple[Finding, ...]]

RETRY_BAD = {
    "handler calls its function": ("a.ts", "export async function connect(url: string) {\n  try {\n    return await broker.open(url);\n  } catch (err) {\n    log.warn(err);\n    return connect(url);\n  }\n}\n", 6),
    "handler with a timer": ("a.ts", "class C {\n  async start() {\n    try {\n      await this.open();\n    } catch (err) {\n      setTimeout(() => this.start(), 1000);\n    }\n  }\n}\n", 6),
    "python handler": ("a.py", "def load(url):\n    try:\n        return client.get(url)\n    except ConnectionError:\n        time.sleep(1)\n        return load(url)\n", 6),
    "until it is set": ("a.py", "def load(url):\n    answer = None\n    while answer is None:\n        try:\n            answer = client.get(url)\n        except OSError as e:\n            raise_later(e)\n        except Exception as e:\n            log(e)\n    return answer\n", 3),
    "payment sent again": ("a.py", "import requests\n\n\ndef pay(order):\n    for attempt in range(3):\n        try:\n            return requests.post(URL + '/payments', json=order, timeout=5).json()\n        except Exception as e:\n            log.warning('payment failed: %s', e)\n            time.sleep(2 ** attempt)\n    raise PaymentFailed(order)\n", 5),
}  # fmt: skip

RETRY_GOOD = {
    "counted recursion": ("a.ts", "export async function connect(url: string, left = 3) {\n  try {\n    return await broker.open(url);\n  } catch (err) {\n    if (left === 0) throw err;\n    await sleep(500);\n    return connect(url, left - 1);\n  }\n}\n"),
    "recursion on one condition": ("a.ts", "export async function load(url: string) {\n  try {\n    return await api.get(url);\n  } catch (err) {\n    if (err.code === 'EXPIRED') {\n      await refresh();\n      return load(url);\n    }\n    throw err;\n  }\n}\n"),
    "recursion with another argument": ("a.py", "def walk(node):\n    try:\n        return visit(node)\n    except KeyError:\n        return walk(node.parent)\n"),
    "ports tried in turn": ("a.py", "def listen(first, last):\n    for port in range(first, last):\n        try:\n            return reactor.listen(port)\n        except OSError as e:\n            log(e)\n        except RuntimeError as e:\n            log(e)\n"),
    "new key after a collision": ("a.py", "def create(store):\n    while True:\n        key = new_key()\n        try:\n            store.add(key)\n        except CreateError:\n            continue\n        return key\n"),
    "payment with a key": ("a.py", "import requests\n\n\ndef pay(order, key):\n    for attempt in range(3):\n        try:\n            return requests.post(URL + '/payments', json=order, headers={'Idempotency-Key': key}, timeout=5).json()\n        except Exception as e:\n            log.warning('payment failed: %s', e)\n            time.sleep(2 ** attempt)\n    raise PaymentFailed(order)\n"),
    "next mirror": ("a.py", "def load(pool):\n    while True:\n        host = pool.current()\n        try:\n            return fetch(host)\n        except ConnectionError:\n            pool.next_host()\n"),
}  # fmt: skip

ROLLBACK_BAD = {
    "return before the commit": ("a.ts", "export async function f(client: PoolClient, id: string) {\n  await client.query('BEGIN');\n  try {\n    const { rows } = await client.query('SELECT 1 FROM a WHERE id = $1 FOR UPDATE', [id]);\n    if (rows.length === 0) {\n      return null;\n    }\n    await client.query('UPDATE a SET b = 1');\n    await client.query('COMMIT');\n    return rows[0];\n  } catch (err) {\n    await client.query('ROLLBACK');\n    throw err;\n  }\n}\n", 2),
    "one handler forgets": ("a.py", "def f(conn):\n    tx = conn.begin()\n    try:\n        conn.execute(INSERT)\n        tx.commit()\n    except IntegrityError:\n        return None\n    except Exception:\n        tx.rollback()\n        raise\n", 2),
    "query runner returned early": ("a.ts", "export async function f(ds: DataSource) {\n  const qr = ds.createQueryRunner();\n  await qr.startTransaction();\n  try {\n    const row = await qr.manager.findOne(A);\n    if (!row) return false;\n    await qr.manager.save(row);\n    await qr.commitTransaction();\n    return true;\n  } catch (e) {\n    await qr.rollbackTransaction();\n    throw e;\n  } finally {\n    await qr.release();\n  }\n}\n", 3),
    "cursor in a with": ("a.py", "def f(connection):\n    with connection.cursor() as cursor:\n        cursor.execute('BEGIN')\n        cursor.execute('UPDATE a SET b = 1')\n    connection.commit()\n", 3),
}  # fmt: skip

ROLLBACK_GOOD = {
    "rolled back before the return": ("a.ts", "export async function f(client: PoolClient, id: string) {\n  await client.query('BEGIN');\n  try {\n    const { rows } = await client.query('SELECT 1 FROM a WHERE id = $1 FOR UPDATE', [id]);\n    if (rows.length === 0) {\n      await client.query('ROLLBACK');\n      return null;\n    }\n    await client.query('COMMIT');\n    return rows[0];\n  } catch (err) {\n    await client.query('ROLLBACK');\n    throw err;\n  }\n}\n"),
    "rolled back in finally": ("a.ts", "export async function f(ds: DataSource) {\n  const qr = ds.createQueryRunner();\n  await qr.startTransaction();\n  try {\n    const row = await qr.manager.findOne(A);\n    if (!row) return false;\n    await qr.commitTransaction();\n    return true;\n  } finally {\n    if (qr.isTransactionActive) await qr.rollbackTransaction();\n    await qr.release();\n  }\n}\n"),
    "closed at the end": ("a.py", "def f(path):\n    conn = sqlite3.connect(path)\n    try:\n        conn.execute('BEGIN')\n        if not conn.execute(Q).fetchone():\n            return None\n        conn.execute(U)\n        conn.commit()\n    except Exception:\n        conn.rollback()\n        raise\n    finally:\n        conn.close()\n"),
    "outer handler": ("a.py", "def f(conn):\n    tx = conn.begin()\n    try:\n        try:\n            conn.execute(INSERT)\n            tx.commit()\n        except IntegrityError as e:\n            raise Duplicate() from e\n    except Exception:\n        tx.rollback()\n        raise\n"),
    "commit on every branch": ("a.py", "def f(conn):\n    tx = conn.begin()\n    try:\n        if not conn.execute(Q):\n            tx.commit()\n            return None\n        conn.execute(U)\n        tx.commit()\n        return 1\n    except Exception:\n        tx.rollback()\n        raise\n"),
    "read only cursor": ("a.py", "import psycopg2\n\n\ndef f(conn):\n    cur = conn.cursor()\n    try:\n        cur.execute('SELECT 1')\n        if cur.fetchone() is None:\n            return None\n        cur.execute('UPDATE a SET b = 1')\n        conn.commit()\n    except Exception:\n        conn.rollback()\n        raise\n"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "code", "line"), list(RETRY_BAD.values()), ids=list(RETRY_BAD))
def test_a_retry_without_an_end_is_found(path: str, code: str, line: int, findings: Findings) -> None:
    assert [f.line for f in findings("retry-without-limit", path, code)] == [line]


@pytest.mark.parametrize(("path", "code"), list(RETRY_GOOD.values()), ids=list(RETRY_GOOD))
def test_what_ends_or_tries_something_else_is_silent(path: str, code: str, findings: Findings) -> None:
    assert findings("retry-without-limit", path, code) == ()


@pytest.mark.parametrize(("path", "code", "line"), list(ROLLBACK_BAD.values()), ids=list(ROLLBACK_BAD))
def test_a_transaction_left_open_is_found(path: str, code: str, line: int, findings: Findings) -> None:
    assert [f.line for f in findings("missing-rollback", path, code)] == [line]


@pytest.mark.parametrize(("path", "code"), list(ROLLBACK_GOOD.values()), ids=list(ROLLBACK_GOOD))
def test_a_transaction_ended_on_every_path_is_silent(path: str, code: str, findings: Findings) -> None:
    assert findings("missing-rollback", path, code) == ()
