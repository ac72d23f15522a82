from __future__ import annotations

from collections.abc import Callable

import pytest

Found = Callable[..., list[int]]

RULE = "performance/string-build-quadratic"

BAD = {
    "a report": ("a.py", "def f(rows):\n    out = ''\n    for r in rows:\n        out += r.name\n    return out\n", [4]),
    "the long form": ("a.py", "def f(rows):\n    out = ''\n    for r in rows:\n        out = out + r.name + ','\n", [4]),
    "chunks": ("a.py", "def f(s):\n    d = b''\n    while True:\n        c = s.recv(99)\n        if not c:\n            return d\n        d += c\n", [7]),
    "by index": ("a.py", "def f(rows):\n    out = ''\n    for i in range(len(rows)):\n        out += rows[i]\n", [4]),
    "lines in go": ("a.go", 'package a\n\nfunc f(s *bufio.Scanner) string {\n\tout := ""\n\tfor s.Scan() {\n\t\tout += s.Text()\n\t}\n\treturn out\n}\n', [6]),
    "rows in java": ("A.java", 'class A {\n  String f(List<Row> rows) {\n    String s = "";\n    for (Row r : rows) {\n      s += r.name();\n    }\n    return s;\n  }\n}\n', [5]),
}  # fmt: skip
GOOD = {
    "a list of texts": ("a.py", "def f(groups):\n    parts = ['# Report', '']\n    for path, rows in groups:\n        parts += [f'### {path}', '']\n        parts += [f'{r.name}' for r in rows]\n    return parts\n"),
    "a list taken from a call": ("a.py", "def f(groups):\n    found = start()\n    for rows in groups:\n        found += [f'{r.name}' for r in rows]\n    return found\n"),
    "numbers": ("a.py", "def f(rows):\n    n = 0\n    for r in rows:\n        n += r.size\n    return n\n"),
    "anew each round": ("a.py", "def f(rows):\n    for r in rows:\n        line = ''\n        line += r.name\n        print(line)\n"),
    "a few columns": ("a.py", "def f(columns):\n    out = ''\n    for c in columns:\n        out += c\n    return out\n"),
    "a fixed count": ("a.py", "def f():\n    out = ''\n    for _ in range(8):\n        out += '-'\n    return out\n"),
    "left at once": ("a.py", "def f(rows, out=''):\n    for r in rows:\n        out += f'{r}'\n        break\n    return out\n"),
    "flushed": ("a.py", "def f(rows):\n    buf = ''\n    for r in rows:\n        buf += r.name\n        if len(buf) > 9:\n            yield buf\n            buf = ''\n"),
    "the words of a model": ("a.py", "async def f(stream):\n    text = ''\n    async for c in stream:\n        text += c.choices[0].delta.content\n    return text\n"),
    "a bounded query": ("a.py", "def f(q):\n    out = ''\n    for u in q.limit(5):\n        out += u.name\n    return out\n"),
    "conditions of a query": ("a.py", "def f(ids):\n    sql = 'SELECT 1'\n    for i in ids:\n        sql += f' OR {i}'\n    return sql\n"),
    "the item itself in go": ("a.go", 'package a\n\nfunc f(hosts []string) {\n\tfor _, host := range hosts {\n\t\thost += "/32"\n\t\tuse(host)\n\t}\n}\n'),
    "a builder in java": ("A.java", 'class A {\n  String f(List<Row> rows) {\n    StringBuilder s = new StringBuilder();\n    for (Row r : rows) {\n      s.append(r.name());\n    }\n    return s.toString();\n  }\n}\n'),
}  # fmt: skip


@pytest.mark.parametrize(("path", "code", "lines"), BAD.values(), ids=BAD.keys())
def test_text_that_grows_with_the_data_is_found(path: str, code: str, lines: list[int], found: Found) -> None:
    assert found(code, path) == lines


@pytest.mark.parametrize(("path", "code"), GOOD.values(), ids=GOOD.keys())
def test_small_or_well_built_text_is_silent(path: str, code: str, found: Found) -> None:
    assert found(code, path) == []
