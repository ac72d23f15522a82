"""What counts as a swallowed error, and what only looks like one."""

from __future__ import annotations

import pytest

PY_BAD = {
    "pass": "def f():\n    try:\n        send()\n    except Exception:\n        pass\n",
    "ellipsis": "def f():\n    try:\n        send()\n    except Exception:\n        ...\n",
    "bare return": "def f():\n    try:\n        send()\n    except Exception:\n        return\n",
    "return None": "def f():\n    try:\n        return send()\n    except Exception:\n        return None\n",
    "return empty list": "def f():\n    try:\n        return load()\n    except Exception as e:\n        return []\n",
    "continue": "def f(xs):\n    for x in xs:\n        try:\n            send(x)\n        except Exception:\n            continue\n",
    "assign None": "def f():\n    try:\n        x = load()\n    except Exception:\n        x = None\n    return x\n",
    "narrow I/O": "def f():\n    try:\n        send()\n    except ConnectionError:\n        pass\n",
    "database": "def f(db):\n    try:\n        db.save()\n    except IntegrityError:\n        pass\n",
    "file write": "def f(path, text):\n    try:\n        path.write_text(text)\n    except OSError:\n        pass\n",
    "comment on broad": "def f():\n    try:\n        send()\n    except Exception:\n        pass  # ignore errors\n",
}
PY_GOOD = {
    "log": "def f():\n    try:\n        send()\n    except Exception:\n        logger.exception('x')\n",
    "raise": "def f():\n    try:\n        send()\n    except Exception:\n        raise\n",
    "conversion": "def f(t):\n    try:\n        return int(t)\n    except ValueError:\n        return None\n",
    "conversion in a loop": "def f(v):\n    for c in int, float:\n        try:\n            return c(v)\n        except ValueError:\n            pass\n    return v\n",
    "items that do not convert": "def f(vs):\n    out = []\n    for v in vs:\n        try:\n            out.append(int(v))\n        except (ValueError, TypeError):\n            continue\n    return out\n",
    "absent file": "import os\n\ndef f(p):\n    try:\n        os.remove(p)\n    except FileNotFoundError:\n        pass\n",
    "stat": "import os\n\ndef f(ps):\n    for p in ps:\n        try:\n            size = os.stat(p).st_size\n        except OSError:\n            continue\n        yield size\n",
    "commented narrow": "def f():\n    try:\n        send()\n    except ConnectionError:\n        pass  # the next tick sends again\n",
    "optional import": "try:\n    import orjson\nexcept ImportError:\n    orjson = None\n",
    "django lookup": "def f(pk):\n    try:\n        return User.objects.get(pk=pk)\n    except User.DoesNotExist:\n        return None\n",
    "metric": "def f():\n    try:\n        send()\n    except Exception:\n        FAILURES.inc()\n",
    "collected": "def f(xs):\n    errors = []\n    for x in xs:\n        try:\n            send(x)\n        except Exception as e:\n            errors.append(e)\n    return errors\n",
    "fallback call": "def f():\n    try:\n        return fast()\n    except TimeoutError:\n        return slow()\n",
    "next host, then raise": "def f(hosts):\n    for host in hosts:\n        try:\n            return ask(host)\n        except ConnectionError:\n            continue\n    raise RuntimeError('no host answered')\n",
    "closing": "def close(conn):\n    try:\n        conn.quit()\n    except Exception:\n        pass\n",
    "suppress narrow": "import contextlib\n\ndef f(p):\n    with contextlib.suppress(FileNotFoundError):\n        p.unlink()\n",
    "stop signal": "def f(w):\n    try:\n        w.run()\n    except StopRequested:\n        pass\n",
}
TS_BAD = {
    "empty": "export async function f() {\n  try {\n    await send();\n  } catch (e) {}\n}\n",
    "callback": "export function f() {\n  send().catch(() => {});\n}\n",
    "callback undefined": "export function f() {\n  send().catch(() => undefined);\n}\n",
    "return null": "export async function f() {\n  try {\n    return await load();\n  } catch {\n    return null;\n  }\n}\n",
    "return empty list": "export async function f() {\n  try {\n    return await load();\n  } catch (e) {\n    return [];\n  }\n}\n",
    "function callback": "export function f() {\n  send().catch(function () {});\n}\n",
}
TS_GOOD = {
    "rethrow": "export async function f() {\n  try {\n    await send();\n  } catch (e) {\n    throw e;\n  }\n}\n",
    "log": "export async function f() {\n  try {\n    await send();\n  } catch (e) {\n    console.error(e);\n  }\n}\n",
    "next": "export async function f(req, res, next) {\n  try {\n    await send();\n  } catch (e) {\n    next(e);\n  }\n}\n",
    "sentinel tested next": "export async function f() {\n  const row = await load().catch(() => null);\n  if (!row) throw new Error('no row');\n  return row;\n}\n",
    "handed on": "export function f(done) {\n  send().catch(done);\n}\n",
    "parse": "export function f(t) {\n  try {\n    return JSON.parse(t);\n  } catch {\n    return null;\n  }\n}\n",
    "commented": "export async function f() {\n  try {\n    await cache.warm();\n  } catch {\n    // a cold cache is fine, the next read fills it\n  }\n}\n",
    "cleanup": "export async function f(conn) {\n  try {\n    await conn.close();\n  } catch {}\n}\n",
    "reject": "export const f = () => new Promise((resolve, reject) => {\n  try {\n    resolve(go());\n  } catch (e) {\n    reject(e);\n  }\n});\n",
}
GO = 'package a\n\nimport "strconv"\n\nvar _ = strconv.Itoa\n\n'
GO_BAD = {
    "empty": "func f() {\n\tif err := send(); err != nil {\n\t}\n}\n",
    "empty, assigned before": "func f() error {\n\terr := send()\n\tif err != nil {\n\t}\n\treturn nil\n}\n",
    "continue": "func f(xs []string) {\n\tfor _, x := range xs {\n\t\tif err := send(x); err != nil {\n\t\t\tcontinue\n\t\t}\n\t}\n}\n",
    "nil": "func f() error {\n\terr := send()\n\tif err != nil {\n\t\treturn nil\n\t}\n\treturn nil\n}\n",
    "nil, nil": "func f() (*User, error) {\n\tu, err := load()\n\tif err != nil {\n\t\treturn nil, nil\n\t}\n\treturn u, nil\n}\n",
}
GO_GOOD = {
    "returned": "func f() error {\n\tif err := send(); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}\n",
    "logged": 'func f(xs []string) {\n\tfor _, x := range xs {\n\t\tif err := send(x); err != nil {\n\t\t\tlog.Printf("send %s: %v", x, err)\n\t\t\tcontinue\n\t\t}\n\t}\n}\n',
    "end of input": "func f() error {\n\t_, err := read()\n\tif err != nil && !errors.Is(err, io.EOF) {\n\t\treturn err\n\t}\n\treturn nil\n}\n",
    "not found": "func f() (*User, error) {\n\tu, err := load()\n\tif errors.Is(err, sql.ErrNoRows) {\n\t\treturn nil, nil\n\t}\n\treturn u, err\n}\n",
    "number": "func f(xs []string) (n int) {\n\tfor _, x := range xs {\n\t\tv, err := strconv.Atoi(x)\n\t\tif err != nil {\n\t\t\tcontinue\n\t\t}\n\t\tn += v\n\t}\n\treturn n\n}\n",
    "commented": "func f(xs []string) {\n\tfor _, x := range xs {\n\t\tif err := send(x); err != nil {\n\t\t\t// the retry queue has it\n\t\t\tcontinue\n\t\t}\n\t}\n}\n",
    "gin": "func f(c *gin.Context) {\n\tif err := send(); err != nil {\n\t\tc.Error(err)\n\t\treturn\n\t}\n}\n",
    "bool": "func ok() bool {\n\tif err := send(); err != nil {\n\t\treturn false\n\t}\n\treturn true\n}\n",
    "wrapped": 'func f() error {\n\tif err := send(); err != nil {\n\t\treturn fmt.Errorf("send: %w", err)\n\t}\n\treturn nil\n}\n',
}


def _cases(path, table, head=""):
    return [pytest.param(path, head + code, id=f"{path}: {name}") for name, code in table.items()]


@pytest.mark.parametrize(
    ("path", "code"), _cases("app/a.py", PY_BAD) + _cases("src/a.ts", TS_BAD) + _cases("a.go", GO_BAD, GO)
)
def test_an_error_that_nobody_will_learn_of_is_found(path, code, findings):
    assert len(findings("swallowed-error", path, code)) == 1


@pytest.mark.parametrize(
    ("path", "code"), _cases("app/a.py", PY_GOOD) + _cases("src/a.ts", TS_GOOD) + _cases("a.go", GO_GOOD, GO)
)
def test_a_look_alike_stays_silent(path, code, findings):
    assert [(f.line, f.message) for f in findings("swallowed-error", path, code)] == []
